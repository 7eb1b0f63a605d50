import { limits } from '../../base/limits.ts'
import type { Exchange } from '../exchange.ts'
import type { SharedMeanings } from '../meanings.ts'
import type { Protocol } from '../protocol.ts'
import type { Framer } from './framer.ts'
import type { Stream } from './stream.ts'

/** What is known of a flow's protocol. */
export const UNDECIDED = 0
export const DECIDED = 1
export const GIVEN_UP = 2

/**
 * One conversation on the wire: two addresses, two ports, one transport. Index 0 is the party that was first seen to send.
 */
export class Flow {
  readonly key: number
  readonly addresses: readonly [number, number]
  readonly macs: [number, number]
  readonly ports: readonly [number, number]
  /** IP protocol number; 0 for what runs without IP. */
  readonly transport: number
  readonly carrier: string
  readonly selector: number
  readonly vlan: number
  packets0 = 0
  packets1 = 0
  bytes0 = 0
  bytes1 = 0
  seconds = 0
  nanos = 0
  lastSeconds = 0
  lastNanos = 0
  capture = 0
  packet = 0
  /** Which party opened the connection, as far as the wire said so: 0, 1, or -1 unknown. */
  opener = -1
  answered = false
  state = UNDECIDED
  tries = 0
  private turns = 0
  private speaker = -1
  messages = 0
  /** Those of them that were meant for no station in particular. */
  toAnybody = 0
  protocol: Protocol | undefined = undefined
  exchange: Exchange | undefined = undefined
  streams: [Stream, Stream] | undefined = undefined
  framers: [Framer, Framer] | undefined = undefined

  constructor(
    key: number,
    addresses: [number, number],
    macs: [number, number],
    ports: [number, number],
    transport: number,
    carrier: string,
    selector: number,
    vlan: number,
  ) {
    this.key = key
    this.addresses = addresses
    this.macs = macs
    this.ports = ports
    this.transport = transport
    this.carrier = carrier
    this.selector = selector
    this.vlan = vlan
  }

  /** Its protocol is known; what was understood between the two parties over the same service before counts here too. */
  decide(protocol: Protocol, shared: SharedMeanings): void {
    this.protocol = protocol
    this.state = DECIDED
    this.framers = undefined
    const [a, b] = this.addresses
    const [from, to] = this.ports
    // Both on one host: then the ports tell the two sides apart.
    const flipped = a === b ? from > to : a > b
    this.exchange?.share(shared.of(a, b, Math.min(from, to), protocol.id), flipped)
  }

  /** Nobody knows the protocol any more: it changed, or it was another one. What was learned in the conversation stays. */
  startOver(): void {
    this.state = UNDECIDED
    this.framers = undefined
    if (this.exchange !== undefined) this.exchange.upgraded = false
  }

  /**
   * Whether the other party begins to speak, in a conversation that nobody knew: then its bytes are worth offering once more, because
   * what began as something unknown may go over to something known (a tunnel, an upgrade to encryption).
   */
  turnsTo(direction: 0 | 1): boolean {
    if (this.speaker === direction || this.turns >= limits.dissect.recognitionTurns) return false
    this.speaker = direction
    this.turns++
    return true
  }
}
