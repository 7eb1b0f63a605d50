import { limits } from '../base/limits.ts'
import type { Message } from '../model/message.ts'
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
}

/** One operation between two parties, with all its requests and their outcomes. */
export interface OperationSeen {
  protocol: string
  operation: Operation
  initiator: Message['from']
  responder: Message['from']
  asked: Tally | undefined
  done: Tally | undefined
  refused: Map<string, Tally>
}

/** Adds operations up: the same verb, function and object between the same parties is one, however often it happened. */
export class Operations {
  /** Operations that found no room. */
  dropped = 0
  private readonly seen = new Map<string, OperationSeen>()

  /** Counts one; gives the tally to count its repeats with. */
  add(operation: Operation, message: Message): Tally | undefined {
    const bySender = operation.initiator === 'sender'
    const initiator = bySender ? message.from : message.to
    const responder = bySender ? message.to : message.from
    const key = `${initiator.ip ?? initiator.mac}|${responder.ip ?? responder.mac}|${message.protocol}|${operation.verb}|${operation.function}|${operation.object ?? ''}|${operation.part?.id ?? ''}`
    let one = this.seen.get(key)
    if (one === undefined) {
      if (this.seen.size >= limits.observe.operations) {
        this.dropped++
        return undefined
      }
      const { protocol } = message
      one = {
        protocol,
        operation,
        initiator,
        responder,
        asked: undefined,
        done: undefined,
        refused: new Map(),
      }
      this.seen.set(key, one)
    }
    const tally = tallyOf(one, operation, message)
    if (tally !== undefined) count(tally, message)
    return tally
  }

  all(): Iterable<OperationSeen> {
    return this.seen.values()
  }
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
  return { count: 0, seconds, nanos, lastSeconds: seconds, lastNanos: nanos, capture, packets: [] }
}

/** When and in which packets something happened. */
export type Instant = Pick<Message, 'seconds' | 'nanos' | 'capture' | 'packets'>

/** Counts one more; the first packets are kept as evidence. */
export function count(tally: Tally, at: Instant): void {
  tally.count++
  tally.lastSeconds = at.seconds
  tally.lastNanos = at.nanos
  if (tally.packets.length >= limits.observe.packetsPerOperation || tally.capture !== at.capture) return
  for (const packet of at.packets)
    if (tally.packets.length < limits.observe.packetsPerOperation && tally.packets.at(-1) !== packet)
      tally.packets.push(packet)
}
