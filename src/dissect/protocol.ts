import type { AssetRole } from '../model/analysis.ts'
import type { Message, Role } from '../model/message.ts'
import type { Observation } from '../model/observation.ts'
import type { Cursor } from './cursor.ts'
import type { Peek } from './peek.ts'
import type { Session } from './session.ts'

/** How sure a protocol is that bytes are its own. MAYBE is believed on the protocol's own port, SURE on any port. */
export const NO = 0
export const MAYBE = 1
export const SURE = 2
export type Likeness = typeof NO | typeof MAYBE | typeof SURE

/** `frameLength` answers: more bytes are needed to tell; no message of ours starts here. */
export const MORE = 0
export const NOT_MINE = -1

/** A glance key that means: read this one in full. */
export const FULL = 0
/**
 * A glance key that means: read in full, unless the very same bytes were read before in this conversation and answered alike; the bytes
 * named with `vary` are left out. For what changes something and is sent again and again; only where reading leaves nothing in the session.
 * It is no 32-bit number, so no key made by mixing can equal it.
 */
export const EXACT = 0x1_0000_0000

/**
 * Where a protocol travels. Names of carriers are `tcp` and `udp` (ports), `ip` (protocol numbers), `ethertype`, `llc` (DSAP), `snap`
 * (OUI << 16 | PID), `link` (LINKTYPE values), or the id of another protocol with the selectors under which that protocol carries this one
 * (an empty list: told by content).
 */
export type Carriers = { readonly [carrier: string]: readonly number[] }

/** What a glance gives besides its key; one object is reused. */
export interface Glance {
  role: Role
  /** What ties a reply to its request inside the conversation, as a 32-bit number; kept from the carrier unless set here. */
  pair: number
  /** True when the message is meant for no station in particular (a broadcast, polling for new stations): whoever never answers is nobody. */
  toAnybody?: boolean
  /**
   * Set where the key alone tells the meaning, whatever was said before in the conversation, and reading leaves nothing in the session: then
   * the message is recognized in every conversation of the same two parties.
   */
  anywhere?: boolean
  /** Set for a request whose answer counts to its last byte, such as who a device is: the answer repeats only as EXACT says. */
  exactAnswer?: boolean
  /** Says that `start`..`end` (relative to this message) carry another protocol, whose glance then goes on. */
  carry(selector: number, start: number, end: number): void
  /** Says, in the order of the bytes, that `start`..`end` differ in every sending without changing the meaning: see EXACT. */
  vary(start: number, end: number): void
}

export interface Protocol<M = unknown> {
  /** Lower-case name used in filters, reports and file names. */
  readonly id: string
  readonly title: string
  /** Document and clause that the reading follows. */
  readonly spec: string
  /** Whether this is a plant protocol or one of the IT protocols that help to name things. */
  readonly family: 'ot' | 'it' | 'network'
  readonly carriedBy: Carriers
  /** What a party is most likely that answers (server) or asks (client) this protocol; absent where it does not tell. */
  readonly roles?: { readonly server?: AssetRole; readonly client?: AssetRole }
  /** True for what only passes inside other protocols, such as a log-in token: it is not what the parties speak, and names no conversation. */
  readonly aside?: boolean
  /** True when the party that listens on the protocol's own port is the server: helps when a capture starts in mid-stream. */
  looksLike(peek: Peek, session: Session): Likeness
  /**
   * Length in bytes of the message that starts at the peek's first byte, MORE or NOT_MINE. Needed over TCP; over UDP, where given,
   * a datagram may hold several messages. A message longer than one may be held reaches `read` cut, and its rest is passed over.
   */
  frameLength?(peek: Peek, session: Session): number
  /**
   * The cheap first read, numbers only: sets role and pair, and gives a key that is equal for messages with the same meaning in one
   * direction of a conversation (transaction numbers, sequence numbers and process values left out), or FULL for whatever changes
   * something, is rare, or is not understood at a glance. Allocates nothing.
   */
  glance?(peek: Peek, glance: Glance, session: Session): number
  /** The full read: straight-line code over the cursor; running out of bytes is the cursor's business. */
  read(cursor: Cursor, session: Session): M
  /** What the message means, in shared words. Pure. `message.request` is the request that a reply answers, when it was seen. */
  observe(message: Message<M>): Observation[]
  /** Name → message in hex: documentation, test input and fuzz seeds at once. */
  readonly examples: { readonly [name: string]: string }
}

/**
 * Declares a protocol, `M` inferred from `read`. All become objects of one shape, whatever they leave out: the engine asks one after the
 * other for the same members, which costs several times more where each has its own shape.
 */
export function protocol<M>(declaration: Protocol<M>): Protocol<M> {
  const { id, title, spec, family, carriedBy, roles, aside } = declaration
  const { looksLike, frameLength, glance, read, observe, examples } = declaration
  const known = { id, title, spec, family, carriedBy, roles, aside }
  return { ...known, looksLike, frameLength, glance, read, observe, examples } as Protocol<M>
}
