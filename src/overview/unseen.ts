import { limits } from '../base/limits.ts'
import type { SensorCoverage } from '../model/coverage.ts'
import type { RecordedObservation } from '../model/recorded-observation.ts'
import { plural } from '../words/words.ts'

/** Protocols that carry what nobody can read. */
const ENCRYPTED: ReadonlySet<string> = new Set(['tls', 'ssh', 'quic', 'ipsec'])
/** A share below this, in percent, is not told as a number. */
const LITTLE = 0.1

/** What was asked of a store, to tell what cannot be seen. */
export interface Heard {
  /** Packets of conversations by protocol; empty: not decoded. */
  packets: Readonly<Record<string, number>>
  /** Conversations that were answered, and those that were not. */
  answered: number
  unanswered: number
  /** Gaps that sensors told of, the newest first, and whether there are more. */
  gaps: readonly RecordedObservation[]
  moreGaps: boolean
  silent: number
  /** What sensors said themselves. */
  told: readonly SensorCoverage[]
}

/** What cannot be seen, in sentences; known unknowns only. */
export function unseen({ packets, answered, unanswered, gaps, moreGaps, silent, told }: Heard): string[] {
  const said: string[] = []
  const all = Object.values(packets).reduce((a, b) => a + b, 0)
  const unread = packets[''] ?? 0
  if (unread > 0)
    said.push(`${share(unread, all)} of the packets are in conversations that could not be decoded.`)
  const secret = Object.keys(packets).filter((one) => ENCRYPTED.has(one))
  const hidden = secret.reduce((sum, one) => sum + (packets[one] ?? 0), 0)
  if (hidden > 0)
    said.push(
      `${share(hidden, all)} of the packets are encrypted (${secret.sort().join(', ').toUpperCase()}): nobody can tell what was done.`,
    )
  if (unanswered > 0)
    said.push(
      `${plural(unanswered, 'conversation')} of ${(answered + unanswered).toLocaleString('en')} heard in one direction only.`,
    )
  if (silent > 0) said.push(`${plural(silent, 'asset')} addressed but never heard.`)
  const [newest] = gaps
  if (newest !== undefined) {
    const many = moreGaps ? `more than ${plural(gaps.length, 'gap')}` : plural(gaps.length, 'gap')
    const reason = newest.reason === undefined ? '' : `, because ${newest.reason}`
    said.push(`${many} in what was heard, the last one: ${newest.value ?? 'packets are missing'}${reason}.`)
  }
  said.push(...ofSensors(told))
  return said.map((one) => one.charAt(0).toUpperCase() + one.slice(1))
}

/** What only sensors know, added up; what several say alike is told once. */
function ofSensors(told: readonly SensorCoverage[]): string[] {
  const sum = (of: (one: SensorCoverage) => number): number => told.reduce((all, one) => all + of(one), 0)
  const [cut, damaged] = [sum((one) => one.cutPackets), sum((one) => one.damagedPackets)]
  const lost = sum((one) => one.lostBytes)
  const notes = [...new Set(told.flatMap((one) => one.notes))]
  const further = notes.length - limits.overview.notes
  return [
    ...(lost > 0 ? [`${plural(lost, 'byte')} of conversations are missing from what was captured.`] : []),
    ...(cut > 0 ? [`${plural(cut, 'packet')} cut short when captured.`] : []),
    ...(damaged > 0 ? [`${plural(damaged, 'packet')} with damaged headers.`] : []),
    ...notes.slice(0, limits.overview.notes).map((one) => (/[.!?]$/.test(one) ? one : `${one}.`)),
    ...(further > 0 ? [`${plural(further, 'more remark')} by sensors.`] : []),
  ]
}

function share(part: number, all: number): string {
  const percent = (100 * part) / all
  return percent < LITTLE ? `Less than ${LITTLE} %` : `${percent.toFixed(1)} %`
}
