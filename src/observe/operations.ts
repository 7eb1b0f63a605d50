import { limits } from '../base/limits.ts'
import type { Endpoint, Message } from '../model/message.ts'
import type { Operation } from '../model/observation.ts'

/** How often something happened, first and last time, and the packets that show it. */
export interface Tally {
  count: number
  seconds: number
  nanos: number
  lastSeconds: number
  lastNanos: number
  capture: number
  packets: number[]
  /** The packet that completed it last. */
  lastPacket: number
}

/** One operation between two parties, with all its requests and their outcomes. */
export interface OperationSeen {
  protocol: string
  operation: Operation
  initiator: Endpoint
  responder: Endpoint
  asked: Tally | undefined
  done: Tally | undefined
  refused: Map<string, Tally>
}

/** Operations of one function on one object between two parties; verbs, parts and protocols differ at most among a few. */
type Group = OperationSeen[]
type ByObject = Map<string, Group>
type ByFunction = Map<string, ByObject>
type ByResponder = Map<string, ByFunction>

/** Adds operations up: the same verb, function and object between the same parties is one, however often it happened. */
export class Operations {
  /** Operations that found no room. */
  dropped = 0
  /** Called when an operation is seen with an outcome (or asked for) for the first time. */
  onNew:
    | ((seen: OperationSeen, outcome: Operation['outcome'], reason: string | undefined) => void)
    | undefined
  private readonly inOrder: OperationSeen[] = []
  /** Found through one map for each part of what tells them apart: joining the parts into one key would cost more than all look-ups. */
  private readonly byInitiator = new Map<string, ByResponder>()

  /** Counts one; gives the tally to count its repeats with. */
  add(operation: Operation, message: Message): Tally | undefined {
    const bySender = operation.initiator === 'sender'
    const initiator = bySender ? message.from : message.to
    const responder = bySender ? message.to : message.from
    const group = this.group(initiator, responder, operation)
    let one = group.find((seen) => isSame(seen, operation, message.protocol))
    if (one === undefined) {
      if (this.inOrder.length >= limits.observe.operations) {
        this.dropped++
        return undefined
      }
      const { protocol } = message
      const none = { asked: undefined, done: undefined }
      one = { protocol, operation, initiator, responder, ...none, refused: new Map() }
      group.push(one)
      this.inOrder.push(one)
    }
    const tally = tallyOf(one, operation, message)
    if (tally === undefined) return undefined
    const first = tally.count === 0
    count(tally, message)
    if (first) this.onNew?.(one, operation.outcome, operation.reason)
    return tally
  }

  get size(): number {
    return this.inOrder.length
  }

  all(): Iterable<OperationSeen> {
    return this.inOrder
  }

  private group(initiator: Endpoint, responder: Endpoint, operation: Operation): Group {
    const byResponder = within(this.byInitiator, initiator.ip ?? initiator.mac ?? '', newMap<ByFunction>)
    const byFunction = within(byResponder, responder.ip ?? responder.mac ?? '', newMap<ByObject>)
    const byObject = within(byFunction, operation.function, newMap<Group>)
    return within(byObject, operation.object ?? '', newGroup)
  }
}

function newMap<V>(): Map<string, V> {
  return new Map()
}

function newGroup(): Group {
  return []
}

function within<V>(map: Map<string, V>, key: string, make: () => V): V {
  let found = map.get(key)
  if (found === undefined) {
    found = make()
    map.set(key, found)
  }
  return found
}

function isSame(seen: OperationSeen, operation: Operation, protocol: string): boolean {
  return (
    seen.operation.verb === operation.verb &&
    seen.protocol === protocol &&
    seen.operation.part?.id === operation.part?.id
  )
}

function tallyOf(one: OperationSeen, operation: Operation, message: Message): Tally | undefined {
  if (operation.outcome === 'asked') {
    one.asked ??= start(message)
    return one.asked
  }
  if (operation.outcome === 'done') {
    one.done ??= start(message)
    return one.done
  }
  const reason = operation.reason ?? ''
  let tally = one.refused.get(reason)
  if (tally === undefined) {
    if (one.refused.size >= limits.observe.reasons) return undefined
    tally = start(message)
    one.refused.set(reason, tally)
  }
  return tally
}

function start(message: Message): Tally {
  const { seconds, nanos, capture } = message
  return {
    count: 0,
    seconds,
    nanos,
    lastSeconds: seconds,
    lastNanos: nanos,
    capture,
    packets: [],
    lastPacket: 0,
  }
}

/** When and in which packets something happened. */
export type Instant = Pick<Message, 'seconds' | 'nanos' | 'capture' | 'packets'>

/** Counts one more; the first packets are kept as evidence. */
export function count(tally: Tally, at: Instant): void {
  tally.count++
  tally.lastSeconds = at.seconds
  tally.lastNanos = at.nanos
  tally.lastPacket = at.packets[at.packets.length - 1] ?? 0
  if (tally.packets.length >= limits.observe.packetsPerOperation || tally.capture !== at.capture) return
  for (const packet of at.packets)
    if (tally.packets.length < limits.observe.packetsPerOperation && tally.packets.at(-1) !== packet)
      tally.packets.push(packet)
}
