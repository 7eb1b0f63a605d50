/** One end of a conversation. */
export interface Endpoint {
  mac: string | undefined
  ip: string | undefined
  port: number | undefined
  vlan: number | undefined
}

/** What a message is in its exchange. */
export const UNKNOWN = 0
export const REQUEST = 1
export const REPLY = 2
/** Sent without being asked and without expecting an answer. */
export const PUSH = 3
export type Role = typeof UNKNOWN | typeof REQUEST | typeof REPLY | typeof PUSH

/** Where a field's bytes are: an offset from the message's first byte and a size, both in bytes. */
export interface Span {
  path: string
  start: number
  size: number
}

/** A place where the bytes break the protocol's own rules, or stop short. */
export interface Anomaly {
  field: string
  why: string
  /** Offset from the message's first byte. */
  offset: number
}

/** A field's value as shown to a person or a program: flat values, nested groups, lists. */
export type FieldValue = number | string | boolean | bigint | FieldValue[] | { [name: string]: FieldValue }

/** One decoded protocol unit with named fields and their byte spans. */
export interface Message<M = unknown> {
  protocol: string
  /** The message that carried this one, from the outermost inwards. */
  parent: Message | undefined
  role: Role
  /** What the protocol's `read` gave; undefined when the bytes ran out first. */
  value: M | undefined
  /** The request that this message answers, when it was seen. */
  request: Message<M> | undefined
  anomalies: readonly Anomaly[]
  /** Present only when somebody asked for fields. */
  fields: { [name: string]: FieldValue } | undefined
  spans: readonly Span[] | undefined
  from: Endpoint
  to: Endpoint
  transport: string
  seconds: number
  nanos: number
  capture: number
  /** Packets that carried the message, 1-based in their capture; the last one completes it. */
  packets: readonly number[]
  /** Bytes of the message. */
  size: number
  /** Where its bytes are while it is handed over; present only when somebody asked for fields. */
  place?: { readonly bytes: Uint8Array; readonly start: number }
  /** Set by whoever observes the message, to count its repeats without looking at it again. */
  tally: unknown
}
