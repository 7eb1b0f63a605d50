import { limits } from '../../base/limits.ts'
import { compareTimes, type Instant } from '../../base/time.ts'
import type { OperationSeen, Operations, Tally } from '../../observe/operations.ts'
import { type Outcome, outcomes } from '../../observe/rows.ts'

/** What came to an operation; `first` when this outcome was not told before. */
export interface OperationChange {
  outcome: Outcome
  first: boolean
}

/** How much of an operation was told, by outcome; and requests that may yet be answered. */
interface Told {
  /** All that was counted at the last look: nothing happened while it stays. */
  counted: number
  done: number
  refused: Map<string, number> | undefined
  unanswered: number
  waiting: number
  looks: number
}

/**
 * What came to operations from one look to the next. A store adds up, so each request is told once, with the outcome it had in the end:
 * one without a reply is told when it has had time for one.
 */
export class OperationChanges {
  private readonly operations: Operations
  /** By the place of the operation, which never changes. */
  private readonly told: Told[] = []

  constructor(operations: Operations) {
    this.operations = operations
  }

  /** What came since the last call, which was at `since`; with `all`, nobody waits for replies any longer. */
  take(since: Instant, all: boolean): OperationChange[] {
    const changes: OperationChange[] = []
    let place = 0
    for (const seen of this.operations.all()) {
      let told = this.told[place]
      if (told === undefined) {
        told = { counted: 0, done: 0, refused: undefined, unanswered: 0, waiting: 0, looks: 0 }
        this.told.push(told)
      }
      place++
      const counted = countOf(seen)
      if (counted === told.counted && told.waiting === 0) continue
      told.counted = counted
      for (const outcome of outcomes(seen)) {
        const change = takeOutcome(outcome, told, { since, all })
        if (change !== undefined) changes.push(change)
      }
      if (told.waiting > 0 && (seen.asked?.count ?? 0) <= answeredOf(seen)) told.waiting = 0
    }
    return changes
  }
}

function takeOutcome(
  outcome: Outcome,
  told: Told,
  { since, all }: { since: Instant; all: boolean },
): OperationChange | undefined {
  const { count } = outcome.tally
  const before = toldOf(outcome, told)
  if (outcome.outcome === 'unanswered') {
    const settled = settle(told, count, all)
    if (settled <= before) return undefined
    told.unanswered = settled
    return changeOf(outcome, settled, before, since)
  }
  if (count === before) return undefined
  if (outcome.outcome === 'done') told.done = count
  else {
    told.refused ??= new Map()
    told.refused.set(outcome.reason ?? '', count)
  }
  return changeOf(outcome, count, before, since)
}

/** How many requests have surely got no reply: the fewest that were without one over some looks. */
function settle(told: Told, count: number, all: boolean): number {
  if (all) return count
  if (count <= told.unanswered) {
    told.waiting = 0
    return told.unanswered
  }
  told.looks = told.waiting === 0 ? 0 : told.looks + 1
  told.waiting = told.waiting === 0 ? count : Math.min(told.waiting, count)
  if (told.looks < limits.hub.looksForReply) return told.unanswered
  const settled = told.waiting
  told.waiting = 0
  return settled
}

function toldOf({ outcome, reason }: Outcome, told: Told): number {
  if (outcome === 'done') return told.done
  return outcome === 'refused' ? (told.refused?.get(reason ?? '') ?? 0) : told.unanswered
}

function changeOf(outcome: Outcome, count: number, before: number, since: Instant): OperationChange {
  const first = before === 0
  return {
    outcome: { ...outcome, tally: grown(outcome.tally, count - before, first ? undefined : since) },
    first,
  }
}

/** What came to a tally since an instant; undefined: since ever. */
function grown(tally: Tally, count: number, since: Instant | undefined): Tally {
  if (since === undefined) return { ...tally, count }
  const { lastSeconds, lastNanos } = tally
  const later = compareTimes(since.seconds, since.nanos, tally.seconds, tally.nanos) > 0
  const begun = later ? since : tally
  // Clocks of interfaces and of this machine may differ; what came cannot have begun behind its end.
  const from =
    compareTimes(begun.seconds, begun.nanos, lastSeconds, lastNanos) > 0
      ? { seconds: lastSeconds, nanos: lastNanos }
      : { seconds: begun.seconds, nanos: begun.nanos }
  return { ...tally, ...from, count, packets: tally.lastPacket === 0 ? tally.packets : [tally.lastPacket] }
}

function answeredOf({ done, refused }: OperationSeen): number {
  let answered = done?.count ?? 0
  for (const tally of refused.values()) answered += tally.count
  return answered
}

function countOf(seen: OperationSeen): number {
  return (seen.asked?.count ?? 0) + answeredOf(seen)
}
