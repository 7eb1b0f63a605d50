import type { Endpoint } from './message.ts'

/** What the wire itself told of one conversation, when it ended or the capture did. Index 0 is the party that was seen to send first. */
export interface WireConversation {
  ends: readonly [Endpoint, Endpoint]
  /** `tcp`, `udp`, `ip/NN` or a layer-2 name as `ethertype 0x8892`. */
  transport: string
  /** Id of the innermost protocol, the one the parties speak; undefined when nobody could read it. */
  protocol: string | undefined
  /** Ids of the protocols understood, each carried by the one before it. */
  layers: readonly string[]
  /** Which party opened it: 0, 1 or -1 when the wire did not tell. */
  opener: number
  /** Whether both parties sent. */
  answered: boolean
  packets: readonly [number, number]
  bytes: readonly [number, number]
  seconds: number
  nanos: number
  lastSeconds: number
  lastNanos: number
  capture: number
  packet: number
  messages: number
  /** Messages that were meant for no station in particular. */
  toAnybody: number
  /** Bytes of a stream that the capture lacks, and bytes that belong to no message. */
  lostBytes: number
  unreadBytes: number
}

/** An interface seen to send: its addresses, and the highest time-to-live it used (0 when not known). */
export interface Sighting {
  mac: string | undefined
  ip: string | undefined
  vlan: number | undefined
  ttl: number
  seconds: number
  nanos: number
  capture: number
  packet: number
}
