import { limits } from '../../base/limits.ts'
import { compareTimes, type Instant } from '../../base/time.ts'
import { summary } from '../../dissect/engine/ending.ts'
import type { Engine } from '../../dissect/engine/engine.ts'
import { type Flow, UNDECIDED } from '../../dissect/engine/flow.ts'
import { type ConversationTotal, Inventory } from '../../inventory/inventory.ts'
import type { WireConversation } from '../../model/wire.ts'

/** How much of a flow was told. */
interface Told {
  packets: readonly [number, number]
  bytes: readonly [number, number]
  lostBytes: number
}

/**
 * What came to conversations from one look to the next, added up as the inventory adds them up. A flow that has just begun is not told:
 * its protocol, and who serves whom, show after a few packets. What is told of a flow once is not told again, so nothing counts twice when
 * more of its protocol is understood later.
 */
export class ConversationChanges {
  private readonly engine: Engine
  private readonly told = new WeakMap<Flow, Told>()
  private fresh = new Inventory()
  private since: Instant

  constructor(engine: Engine, since: Instant) {
    this.engine = engine
    this.since = since
  }

  /** Takes a flow that is over. */
  ended(flow: Flow, seen: WireConversation): void {
    this.add(flow, seen)
  }

  /**
   * What came since the last call, and how many conversations found no room; with `all`, also to flows that have just begun. `now` is the
   * present time.
   */
  take(now: Instant, all: boolean): { changes: ConversationTotal[]; dropped: number } {
    const { flows, addresses } = this.engine
    for (const flow of flows.open()) {
      if (!all && now.seconds - flow.seconds < patience(flow)) continue
      const told = this.told.get(flow)
      if (told !== undefined && told.packets[0] === flow.packets0 && told.packets[1] === flow.packets1)
        continue
      this.add(flow, summary(flow, addresses))
    }
    const { conversations, dropped } = this.fresh
    const unlisted = this.fresh.unlisted.conversations
    this.fresh = new Inventory()
    this.since = now
    return { changes: [...conversations.values()], dropped: dropped + unlisted }
  }

  private add(flow: Flow, seen: WireConversation): void {
    const before = this.told.get(flow)
    const { packets, bytes, lostBytes } = seen
    this.told.set(flow, { packets, bytes, lostBytes })
    if (before === undefined) {
      this.fresh.conversation(seen)
      return
    }
    if (packets[0] === before.packets[0] && packets[1] === before.packets[1]) return
    const { lastSeconds, lastNanos } = seen
    const ahead = compareTimes(this.since.seconds, this.since.nanos, lastSeconds, lastNanos) > 0
    const from = ahead ? { seconds: lastSeconds, nanos: lastNanos } : this.since
    this.fresh.conversation({
      ...seen,
      ...from,
      packets: [packets[0] - before.packets[0], packets[1] - before.packets[1]],
      bytes: [bytes[0] - before.bytes[0], bytes[1] - before.bytes[1]],
      lostBytes: Math.max(0, lostBytes - before.lostBytes),
    })
  }
}

/** A connection that was opened and not used yet has more time to show what it is for. */
function patience({ state }: Flow): number {
  return state === UNDECIDED ? limits.hub.settleUnusedSeconds : limits.hub.settleSeconds
}
