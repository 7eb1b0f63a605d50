/**
 * Seconds where no time is known yet: zero as a fraction, which V8 keeps where there is room for any number. With a whole zero it makes room
 * for 31 bits, and a clock beyond 2038 in a single capture has it throw away all code that it compiled for those.
 */
export const NO_TIME = -0

/** An instant of UTC: whole seconds since 1970 and nanoseconds 0..999,999,999 within them. */
export interface Instant {
  seconds: number
  nanos: number
}

/**
 * UTC text of an instant: `2016-12-15T17:26:09.123456789Z`, without the zeros that the capture's resolution never had (always at least
 * microseconds). Absurd seconds of damaged files become the nearest date that exists.
 */
export function isoTime(seconds: number, nanos: number): string {
  const safe = Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, seconds))
  const whole = wholeSecond(Math.trunc(safe))
  const micros = String(Math.floor(nanos / 1000)).padStart(6, '0')
  const rest = nanos % 1000
  return `${whole}.${micros}${rest === 0 ? '' : String(rest).padStart(3, '0')}Z`
}

/** What is told at once mostly lies on one day: its date is written once, and the time of the day without a calendar. */
const today = { day: Number.NaN, text: '' }

function wholeSecond(seconds: number): string {
  const day = Math.floor(seconds / SECONDS_PER_DAY)
  if (day !== today.day) {
    today.text = new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, -ZERO_TIME.length)
    today.day = day
  }
  const rest = seconds - day * SECONDS_PER_DAY
  return `${today.text}T${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}

const SECONDS_PER_DAY = 86_400
const ZERO_TIME = 'T00:00:00.000Z'

/** ECMAScript dates reach 8.64e12 seconds to both sides. */
const MOST_SECONDS = 8.64e12 - 1

/** Orders two instants: negative when the first is earlier. */
export function compareTimes(aSeconds: number, aNanos: number, bSeconds: number, bNanos: number): number {
  return aSeconds - bSeconds || aNanos - bNanos
}

/** Microseconds that a double counts exactly: the years 1684 to 2255. */
const MOST_MICROS = 9e15

/**
 * An instant of ISO text as whole microseconds since 1970 and the nanoseconds above them; undefined when it is no such text. Times
 * outside 1684 to 2255, which only damaged files have, become the nearest inside.
 */
export function microsOf(text: string): { micros: number; rest: number } | undefined {
  const point = text.indexOf('.')
  const zone = text.length - 1
  if (text.charCodeAt(zone) !== UTC) return undefined
  const seconds = secondsOf(point < 0 ? text.slice(0, -1) : text.slice(0, point))
  const digits = point < 0 ? '' : text.slice(point + 1, zone)
  if (Number.isNaN(seconds) || !/^\d{0,9}$/.test(digits)) return undefined
  const nanos = Number(digits.padEnd(9, '0'))
  const micros = seconds * 1e6 + Math.floor(nanos / 1000)
  return Math.abs(micros) > MOST_MICROS
    ? { micros: Math.sign(micros) * MOST_MICROS, rest: 0 }
    : { micros, rest: nanos % 1000 }
}

const UTC = 'Z'.charCodeAt(0)

/** What happens follows closely on what happened before: most times share their second with the last one asked for. */
const last = { text: '', seconds: Number.NaN }

function secondsOf(text: string): number {
  if (text !== last.text) {
    last.seconds = Date.parse(`${text}Z`) / 1000
    last.text = text
  }
  return last.seconds
}

/** UTC text of an instant in microseconds, as `isoTime` writes it. */
export function isoOfMicros(micros: number, rest: number): string {
  const seconds = Math.floor(micros / 1e6)
  return isoTime(seconds, (micros - seconds * 1e6) * 1000 + rest)
}

/** The instant of a number of milliseconds since 1970, as clocks of machines give it. */
export function instantOf(milliseconds: number): Instant {
  const seconds = Math.floor(milliseconds / 1000)
  return { seconds, nanos: Math.floor((milliseconds - seconds * 1000) * 1e6) }
}

/** Milliseconds from one instant to another. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  return (to.seconds - from.seconds) * 1000 + (to.nanos - from.nanos) / 1e6
}
