import { isoOfMicros, microsOf } from '../base/time.ts'

/** What a time in a filter covers: an instant, or a year, month, day, hour, minute from `from` until before `until`. */
export interface Span {
  from: string
  until?: string
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d))?)?)?)?Z?$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z?$/
const AGO = /^-(\d{1,6})([smhdw])$/
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

export const TIME_EXAMPLES = ['2026-03-11', '2026-03-11T08:00Z', '-24h']

/** The time that a word means; all are UTC. `now`, in milliseconds since 1970, is what `-24h` counts from. Undefined: it means none. */
export function spanOf(word: string, now: number | undefined): Span | undefined {
  const ago = AGO.exec(word)
  if (ago !== null && now !== undefined) {
    const from = (Math.floor(now) - Number(ago[1]) * SECONDS[ago[2]!]! * 1000) * 1000
    return Number.isSafeInteger(from) ? { from: isoOfMicros(from, 0) } : undefined
  }
  if (INSTANT.test(word)) {
    const instant = microsOf(word.endsWith('Z') ? word : `${word}Z`)
    return instant === undefined ? undefined : { from: isoOfMicros(instant.micros, instant.rest) }
  }
  const date = DATE.exec(word)
  return date === null ? undefined : partOf(date)
}

function partOf(date: RegExpExecArray): Span | undefined {
  const said = date
    .slice(1)
    .filter((part) => part !== undefined)
    .map(Number)
  const [year, month = 1, day = 1, hour = 0, minute = 0] = said as [number, ...number[]]
  const begin = new Date(0)
  begin.setUTCFullYear(year, month - 1, day)
  begin.setUTCHours(hour, minute)
  const sound =
    begin.getUTCMonth() === month - 1 &&
    begin.getUTCDate() === day &&
    begin.getUTCHours() === hour &&
    minute < 60
  if (!sound) return undefined
  const end = new Date(begin)
  if (said.length === 1) end.setUTCFullYear(year + 1)
  else if (said.length === 2) end.setUTCMonth(month)
  else end.setTime(begin.getTime() + [86_400_000, 3_600_000, 60_000][said.length - 3]!)
  return { from: isoOfMicros(begin.getTime() * 1000, 0), until: isoOfMicros(end.getTime() * 1000, 0) }
}
