import { limits } from '../../base/limits.ts'
import { Flow } from './flow.ts'

/** What tells one flow from another; refilled for each packet. */
export interface FlowKey {
  from: number
  to: number
  macFrom: number
  macTo: number
  portFrom: number
  portTo: number
  transport: number
  carrier: string
  selector: number
  vlan: number
}

/** A key to be filled and filled again. */
export function blankKey(): FlowKey {
  return {
    from: 0,
    to: 0,
    macFrom: 0,
    macTo: 0,
    portFrom: 0,
    portTo: 0,
    transport: 0,
    carrier: '',
    selector: 0,
    vlan: 0,
  }
}

/**
 * All open flows, found by their two ends whichever of them sends. The table grows to its limit; then a clock hand walks over it and
 * evicts what has been silent longest among the flows it passes.
 */
export class Flows {
  evicted = 0
  private readonly onEnd: (flow: Flow) => void
  private slots: (Flow | undefined)[] = new Array(4096)
  private size = 0
  private hand = 0

  constructor(onEnd: (flow: Flow) => void) {
    this.onEnd = onEnd
  }

  /** The open flow of this key. */
  find(key: FlowKey): Flow | undefined {
    const { slots } = this
    const mask = slots.length - 1
    const hash = hashOf(key)
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const flow = slots[slot]
      if (flow === undefined || (flow.key === hash && matches(flow, key))) return flow
    }
  }

  /** Opens the flow of a key that `find` did not find, at `seconds`. */
  begin(key: FlowKey, seconds: number): Flow {
    this.closeSilent(seconds)
    return this.add(key, hashOf(key))
  }

  /** Whenever a flow opens, the hand moves on a little and closes what has been silent for long. */
  private closeSilent(seconds: number): void {
    for (let looked = 0; looked < limits.dissect.idleLookedAt; looked++) {
      const flow = this.slots[this.hand]
      this.hand = (this.hand + 1) & (this.slots.length - 1)
      if (flow === undefined) continue
      const patience = flow.messages > 0 ? limits.dissect.idleSeconds : limits.dissect.idleSecondsUndecoded
      if (seconds - flow.lastSeconds > patience) this.end(flow)
    }
  }

  /** Ends one flow and forgets it. */
  end(flow: Flow): void {
    this.remove(flow)
    this.onEnd(flow)
  }

  /** All open flows, in the order they began. */
  open(): Flow[] {
    const open = this.slots.filter((flow) => flow !== undefined)
    return open.sort((a, b) => a.capture - b.capture || a.packet - b.packet)
  }

  /** Ends all flows, in the order they began. */
  finish(): void {
    for (const flow of this.open()) this.onEnd(flow)
    this.slots = new Array(4096)
    this.size = 0
  }

  private add(key: FlowKey, hash: number): Flow {
    if (this.size >= limits.dissect.flows) this.makeRoom()
    if ((this.size + 1) * 2 > this.slots.length) this.grow()
    const flow = new Flow(key, hash)
    this.place(flow)
    this.size++
    return flow
  }

  private place(flow: Flow): void {
    const mask = this.slots.length - 1
    let slot = flow.key & mask
    while (this.slots[slot] !== undefined) slot = (slot + 1) & mask
    this.slots[slot] = flow
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Array(old.length * 2)
    for (const flow of old) if (flow !== undefined) this.place(flow)
    this.hand = 0
  }

  /** Looks at a stretch of the table and evicts its worst flow: without decoded messages first, then the longest silent. */
  private makeRoom(): void {
    const mask = this.slots.length - 1
    let worst: Flow | undefined
    for (let seen = 0; seen < limits.dissect.flowsLookedAt; ) {
      const flow = this.slots[this.hand]
      this.hand = (this.hand + 1) & mask
      if (flow === undefined) continue
      seen++
      if (worst === undefined || worth(flow) < worth(worst)) worst = flow
    }
    if (worst === undefined) return
    this.evicted++
    this.end(worst)
  }

  private remove(flow: Flow): void {
    const mask = this.slots.length - 1
    let slot = flow.key & mask
    while (this.slots[slot] !== flow) {
      if (this.slots[slot] === undefined) return
      slot = (slot + 1) & mask
    }
    this.slots[slot] = undefined
    this.size--
    // Open addressing: what stood behind the hole moves up, so that searches still find it.
    for (let next = (slot + 1) & mask; this.slots[next] !== undefined; next = (next + 1) & mask) {
      const moved = this.slots[next]!
      this.slots[next] = undefined
      this.place(moved)
    }
  }
}

/** Flows with messages outlive those without by an hour, answered ones outlive unanswered ones by a minute. */
function worth(flow: Flow): number {
  return flow.lastSeconds + (flow.messages > 0 ? 3600 : 0) + (flow.answered ? 60 : 0)
}

function hashOf(key: FlowKey): number {
  const a = Math.imul(key.from ^ (key.portFrom << 12), 0x9e3779b1)
  const b = Math.imul(key.to ^ (key.portTo << 12), 0x9e3779b1)
  let hash =
    (a ^ (a >>> 15)) + (b ^ (b >>> 15)) + Math.imul(key.transport + key.selector * 131 + key.vlan, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35)
  return (hash ^ (hash >>> 13)) & 0x3fffffff
}

function matches(flow: Flow, key: FlowKey): boolean {
  if (flow.transport !== key.transport || flow.selector !== key.selector || flow.vlan !== key.vlan)
    return false
  const { address0, address1, port0, port1 } = flow
  if (address0 === key.from && port0 === key.portFrom)
    if (address1 === key.to && port1 === key.portTo) return true
  return address0 === key.to && port0 === key.portTo && address1 === key.from && port1 === key.portFrom
}
