import { limits } from '../../base/limits.ts'
import { NO_TIME } from '../../base/time.ts'
import type { Exchange } from '../exchange.ts'
import type { SharedMeanings } from '../meanings.ts'
import type { Protocol } from '../protocol.ts'
import type { FlowKey } from './flows.ts'
import { Framer } from './framer.ts'
import { Stream } from './stream.ts'

/** What is known of a flow's protocol. */
export const UNDECIDED = 0
export const DECIDED = 1
export const GIVEN_UP = 2

/**
 * One conversation on the wire: two addresses, two ports, one transport. Side 0 is the party that was first seen to send. There may be
 * tens of thousands, most of them port scans: a flow holds its two sides in fields of its own, and makes what reads them when it is needed.
 */
export class Flow {
  readonly key: number
  readonly address0: number
  readonly address1: number
  readonly mac0: number
  readonly mac1: number
  readonly port0: number
  readonly port1: number
  /** IP protocol number; 0 for what runs without IP. */
  readonly transport: number
  readonly carrier: string
  readonly selector: number
  readonly vlan: number
  packets0 = 0
  packets1 = 0
  bytes0 = 0
  bytes1 = 0
  seconds = NO_TIME
  nanos = 0
  lastSeconds = NO_TIME
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
  private stream0: Stream | undefined = undefined
  private stream1: Stream | undefined = undefined
  private framer0: Framer | undefined = undefined
  private framer1: Framer | undefined = undefined

  /** Of a packet with this key, whose hash is `hash`. */
  constructor(key: FlowKey, hash: number) {
    this.key = hash
    this.address0 = key.from
    this.address1 = key.to
    this.mac0 = key.macFrom
    this.mac1 = key.macTo
    this.port0 = key.portFrom
    this.port1 = key.portTo
    this.transport = key.transport
    this.carrier = key.carrier
    this.selector = key.selector
    this.vlan = key.vlan
  }

  address(side: 0 | 1): number {
    return side === 0 ? this.address0 : this.address1
  }

  mac(side: 0 | 1): number {
    return side === 0 ? this.mac0 : this.mac1
  }

  port(side: 0 | 1): number {
    return side === 0 ? this.port0 : this.port1
  }

  /** What this side sends over TCP, put in order; undefined while nobody began it. */
  stream(side: 0 | 1): Stream | undefined {
    return side === 0 ? this.stream0 : this.stream1
  }

  /** The same, begun if need be. */
  beginStream(side: 0 | 1): Stream {
    const stream = this.stream(side) ?? new Stream()
    if (side === 0) this.stream0 = stream
    else this.stream1 = stream
    return stream
  }

  /** What cuts this side's bytes into messages; undefined while nobody began it. */
  framer(side: 0 | 1): Framer | undefined {
    return side === 0 ? this.framer0 : this.framer1
  }

  /** The same, begun for both sides if need be, with the protocol as it was decided: a side may lose bytes before any come. */
  beginFramer(side: 0 | 1): Framer {
    this.framer0 ??= new Framer(this.protocol!, this.exchange!, true)
    this.framer1 ??= new Framer(this.protocol!, this.exchange!, true)
    return side === 0 ? this.framer0 : this.framer1
  }

  /** A new connection on the ports of an old one: streams and framing start afresh, what was learned of the protocol stays. */
  reopen(): void {
    this.stream0 = undefined
    this.stream1 = undefined
    this.forgetFramers()
    if (this.state === GIVEN_UP) this.state = UNDECIDED
    this.tries = 0
  }

  private forgetFramers(): void {
    this.framer0 = undefined
    this.framer1 = undefined
  }

  /** Its protocol is known; what was understood between the two parties over the same service before counts here too. */
  decide(protocol: Protocol, shared: SharedMeanings): void {
    this.protocol = protocol
    this.state = DECIDED
    this.forgetFramers()
    const { address0: a, address1: b, port0: from, port1: to } = this
    // Both on one host: then the ports tell the two sides apart.
    const flipped = a === b ? from > to : a > b
    this.exchange?.share(shared.of(a, b, Math.min(from, to), protocol.id), flipped)
  }

  /** Nobody knows the protocol any more: it changed, or it was another one. What was learned in the conversation stays. */
  startOver(): void {
    this.state = UNDECIDED
    this.forgetFramers()
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
