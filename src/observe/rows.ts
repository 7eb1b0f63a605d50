import { limits } from '../base/limits.ts'
import { compareTimes } from '../base/time.ts'
import type { OperationSeen, Tally } from './operations.ts'

/** One operation with one outcome: what a report lists. */
export interface Outcome {
  seen: OperationSeen
  outcome: 'done' | 'refused' | 'unanswered'
  reason: string | undefined
  tally: Tally
}

/**
 * Splits an operation by outcome. Requests that got no reply are `unanswered`; the packets of a request are shown with its outcome. A
 * message that needs no reply counts as done when it was sent.
 */
export function outcomes(seen: OperationSeen): Outcome[] {
  const rows: Outcome[] = []
  let answered = 0
  if (seen.done !== undefined) {
    answered += seen.done.count
    rows.push({ seen, outcome: 'done', reason: undefined, tally: joined(seen.done, seen.asked) })
  }
  for (const [reason, tally] of seen.refused) {
    answered += tally.count
    rows.push({ seen, outcome: 'refused', reason: reason || undefined, tally: joined(tally, seen.asked) })
  }
  const { asked } = seen
  if (asked !== undefined && asked.count > answered)
    rows.push({
      seen,
      outcome: 'unanswered',
      reason: undefined,
      tally: { ...asked, count: asked.count - answered },
    })
  return rows
}

/** The reply's tally with the first request's packets and time in front, where both are in the same capture. */
function joined(reply: Tally, asked: Tally | undefined): Tally {
  if (asked === undefined) return reply
  const earlier = compareTimes(asked.seconds, asked.nanos, reply.seconds, reply.nanos) < 0
  const begin = earlier ? asked : reply
  const packets =
    asked.capture === reply.capture ? [...new Set([...asked.packets, ...reply.packets])] : begin.packets
  packets.sort((a, b) => a - b)
  return {
    ...reply,
    seconds: begin.seconds,
    nanos: begin.nanos,
    capture: begin.capture,
    packets: packets.slice(0, 2 * limits.observe.packetsPerOperation),
  }
}
