import type { Verb } from './verb.ts'

/**
 * An observation: a fact in shared words, with no vendor words left. A protocol's `observe` turns one message into observations; from
 * there on nobody asks which protocol it was.
 */
export type Observation = Identity | Operation | Binding | Alias | Transfer | Secret

/** Whom a fact is about, as a message can tell it. */
export type Party =
  | 'sender'
  | 'receiver'
  /** A third party that the message names by its address. Lower-case colon-separated MAC, canonical text IP. */
  | { mac?: string; ip?: string }
  /** A module in a rack, a serial unit or a routed device that answers through the sender, the receiver or a third party. */
  | {
      within: 'sender' | 'receiver' | { mac?: string; ip?: string }
      part: 'module' | 'unit' | 'device'
      id: string
    }

/** What can be known of an asset. `vendorId` and `deviceId` are numbers of a register that nobody here could name, in words. */
export const ATTRIBUTES = [
  'vendor',
  'vendorId',
  'model',
  'orderNumber',
  'serial',
  'firmware',
  'hardware',
  'software',
  'os',
  'name',
  'description',
  'location',
  'deviceId',
  'project',
  'role',
  'state',
] as const
export type Attribute = (typeof ATTRIBUTES)[number]

export interface Identity {
  kind: 'identity'
  about: Party
  attribute: Attribute
  value: string
  /** 0..1: 1 the device says it of itself in an identity service; 0.7 a name service; 0.4 inferred. */
  confidence: number
}

export interface Operation {
  kind: 'operation'
  verb: Verb
  /** The protocol's own term for the function, as users of the standard know it ("Write Single Register"). */
  function: string
  /** Who wants it done. For a request that is the sender, for its reply the receiver. */
  initiator: 'sender' | 'receiver'
  /** The unit, block, tag, point or file inside the target, in the protocol's own notation; absent when it is the whole device. */
  object?: string
  /** `asked` by a request; `done` or `refused` by a reply (or by a message that needs none: `done`). */
  outcome: 'asked' | 'done' | 'refused'
  /** Why it was refused, in the standard's words. */
  reason?: string
  /** A module, unit or routed device inside the responder that is the real target. */
  part?: { part: 'module' | 'unit' | 'device'; id: string }
}

/** Two addresses of one interface, as an address-resolution or naming protocol states it. */
export interface Binding {
  kind: 'binding'
  mac: string
  ip: string
}

/** An interface and the address of the device it belongs to, as the device says itself: a switch names its own address on each port. */
export interface Alias {
  kind: 'alias'
  mac: string
  device: { mac: string } | { ip: string }
}

/** A file, block or program moved through this message's conversation. `bytes` counts this message's share. */
export interface Transfer {
  kind: 'transfer'
  name: string
  toward: 'sender' | 'receiver'
  bytes: number
}

/** A credential that passed in clear. Its value is never kept, only that it was seen and for whom. */
export interface Secret {
  kind: 'secret'
  what: 'password' | 'community' | 'key'
  account?: string
}
