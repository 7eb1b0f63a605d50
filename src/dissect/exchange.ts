import { limits } from '../base/limits.ts'
import { NO_TIME } from '../base/time.ts'
import { type Endpoint, type Message, REPLY, REQUEST, type Role } from '../model/message.ts'
import { Cursor, OUT_OF_BYTES } from './cursor.ts'
import { Budget, Meanings, type Reading } from './meanings.ts'
import { mix, Peek } from './peek.ts'
import { EXACT, FULL, type Glance, NO, type Protocol } from './protocol.ts'
import type { Registry } from './registry.ts'
import { Session } from './session.ts'
import { Varying } from './varying.ts'
import { Waiting } from './waiting.ts'

/** When and where a message was completed; one object, refilled. */
export interface Moment {
  seconds: number
  nanos: number
  capture: number
  packets: number[]
}

const NO_SELECTOR = -1

class ReusedGlance implements Glance {
  role: Role = 0
  pair = 0
  toAnybody = false
  anywhere = false
  exactAnswer = false
  selector = NO_SELECTOR
  start = 0
  end = 0
  /** Where this layer's message begins in the outermost one. */
  base = 0
  readonly varying = new Varying()
  vary(start: number, end: number): void {
    this.varying.add(this.base + start, this.base + end)
  }
  carry(selector: number, start: number, end: number): void {
    this.selector = selector
    this.start = start
    this.end = end
  }
}

const glance = new ReusedGlance()
const peeks = Array.from({ length: limits.dissect.carryDepth }, () => new Peek())
const cursors = Array.from({ length: limits.dissect.carryDepth }, () => new Cursor())
const content = new Peek()
const NOTHING: readonly never[] = []
const NOWHERE: Moment = { seconds: NO_TIME, nanos: 0, capture: 0, packets: [] }

// What is only needed while one message is taken, the same for all conversations: each of them by its own would have to hold all of it.
/** Messages of the reading under way, from the outermost inwards; only as many as `gathered` belong to it. */
const gathering: Message[] = []
/** The message being read at each depth. */
const layers: Message[] = []
/** Roles and protocols of the last glance, from the outermost inwards: `glanced` of them. */
const roles: Role[] = []
const through: Protocol[] = []

/**
 * A conversation as its protocols see it: pairs replies with requests, recognizes repeats at a glance, and reads new messages in full
 * through every layer they carry.
 */
export class Exchange extends Session {
  /** The two parties; `direction` 0 means the first one sends. */
  readonly ends: readonly [Endpoint, Endpoint]
  traced = false
  /** Ids of the protocols understood so far, the first one seen at each depth. */
  readonly spoken: string[] = []
  /** Key, role and pair of the last glance. */
  key = 0
  pair = 0
  private finalRole: Role = 0
  private readonly registry: Registry
  private readonly waiting: [Waiting<Reading>, Waiting<Reading>] = [new Waiting(), new Waiting()]
  private readonly budget: Budget
  private own: Meanings | undefined
  private shared: Meanings | undefined
  /** 1 when direction 0 is the second party of the shared memory. */
  private flipped = 0
  /** Who was told by content to be carried, by the carrier. */
  private chosen: Map<string, Protocol> | undefined
  private glanced = 0
  /** Whether the last glance asked for the very same bytes. */
  private exact = false
  /** Whether the last glance found a message that means the same in every conversation of the two parties. */
  private anywhere = false
  private answered: Reading | undefined
  private depth = 0
  private gathered = 0
  private packets: readonly number[] = NOTHING
  private moment: Moment = NOWHERE

  constructor(
    registry: Registry,
    ends: readonly [Endpoint, Endpoint],
    transport: string,
    budget = new Budget(),
  ) {
    super()
    this.budget = budget
    this.registry = registry
    this.ends = ends
    this.transport = transport
  }

  /** Lets it use what other conversations of the same parties understood; `flipped` says that direction 0 is their second party here. */
  share(meanings: Meanings, flipped: boolean): void {
    this.shared = meanings
    this.flipped = flipped ? 1 : 0
  }

  /** The conversation is over: what it alone remembered is forgotten. */
  close(): void {
    this.own?.release()
  }

  /**
   * Takes one message of `protocol` at bytes[start..end). Gives the reading; `fresh` tells whether it was read now or recognized as a
   * repeat of an earlier one.
   */
  take(
    protocol: Protocol,
    bytes: Uint8Array,
    start: number,
    end: number,
    moment: Moment,
    keepRepeats: boolean,
  ): Reading {
    this.moment = moment
    let whole = this.assembling ? FULL : this.glanceThrough(protocol, bytes, start, end)
    if (this.assembling) this.glanced = 0
    const other = this.waiting[this.direction === 0 ? 1 : 0]
    this.answered = this.finalRole === REPLY ? other.get(this.pair) : undefined
    const answered = this.answered
    if (answered?.exactAnswer === true) this.exact = true
    if (this.exact && !this.isComparable(start, end)) whole = FULL
    if (whole !== FULL && answered !== undefined) whole = answered.id === 0 ? FULL : mix(whole, answered.id)
    const shared = this.anywhere ? this.shared : undefined
    if (whole !== FULL)
      whole = mix(whole, (shared === undefined ? this.direction : this.direction ^ this.flipped) + 1)
    const memory = shared ?? this.ownMeanings()
    const exact = this.exact && whole !== FULL
    if (exact) whole = mix(whole, glance.varying.hash(bytes, start, end))
    let before = whole === FULL || !keepRepeats ? undefined : memory.get(whole)
    const known = before !== undefined
    if (before !== undefined && !this.confirms(before, exact, bytes, start, end)) before = undefined
    this.fresh = before === undefined
    if (!this.fresh && this.spoken.length < this.glanced) this.noteSpoken()
    // Reading may carry further and glance again, so what to compare by is copied first.
    const copy =
      exact && !known && keepRepeats
        ? { bytes: bytes.slice(start, end), answered: answered?.id ?? 0 }
        : undefined
    const reading = before ?? this.readAll(protocol, bytes, start, end)
    reading.exact ??= copy
    if (!known && whole !== FULL && keepRepeats) memory.keep(whole, reading)
    if (this.opener < 0 && this.finalRole !== 0) this.noteOpener()
    if (this.finalRole === REQUEST) this.waiting[this.direction].put(this.pair, reading)
    else if (answered !== undefined) other.drop(this.pair)
    return reading
  }

  /** Which party was seen to ask first: 0, 1, or -1 while nobody did. */
  opener = -1

  /** Whether the last `take` read its message in full. */
  fresh = false
  /** Whether the last message was meant for no station in particular. */
  toAnybody = false

  private noteOpener(): void {
    if (this.finalRole === REQUEST) this.opener = this.direction
    else if (this.finalRole === REPLY) this.opener = this.direction === 0 ? 1 : 0
  }

  /** A conversation may say nothing but what others of its parties said before: it speaks their protocols all the same. */
  private noteSpoken(): void {
    for (let depth = this.spoken.length; depth < this.glanced; depth++) {
      const { id, aside } = through[depth]!
      if (aside !== true) this.spoken.push(id)
    }
  }

  override keep(value: unknown): void {
    const message = layers[this.depth]
    if (message !== undefined) message.value = value
  }

  /** Whether a reading with the same key is of the same message: always, unless either of them must be the very same. */
  private confirms(before: Reading, exact: boolean, bytes: Uint8Array, start: number, end: number): boolean {
    if (before.exact === undefined) return !exact
    return (
      exact &&
      before.exact.answered === (this.answered?.id ?? 0) &&
      glance.varying.same(bytes, start, end, before.exact.bytes)
    )
  }

  private ownMeanings(): Meanings {
    this.own ??= new Meanings(this.budget)
    return this.own
  }

  private glanceThrough(protocol: Protocol, bytes: Uint8Array, start: number, end: number): number {
    glance.role = 0
    glance.pair = 0
    glance.toAnybody = false
    glance.exactAnswer = false
    glance.varying.clear()
    this.anywhere = true
    this.exact = false
    let key = 1
    let layer: Protocol | undefined = protocol
    let from = start
    let to = end
    this.glanced = 0
    for (let depth = 0; layer !== undefined && depth < limits.dissect.carryDepth; depth++) {
      glance.selector = NO_SELECTOR
      glance.base = from - start
      glance.anywhere = false
      if (layer.glance === undefined) {
        key = FULL
        break
      }
      const one: number = layer.glance(peeks[depth]!.over(bytes, from, to), glance, this)
      roles[depth] = glance.role
      through[depth] = layer
      this.glanced = depth + 1
      if (one === EXACT) this.exact = true
      if (!glance.anywhere) this.anywhere = false
      key = one === FULL || key === FULL ? FULL : mix(key, one === EXACT ? depth : one)
      if (glance.selector === NO_SELECTOR) break
      to = Math.min(from + glance.end, to)
      from = Math.min(from + glance.start, to)
      layer = this.carried(layer.id, glance.selector, bytes, from, to)
    }
    this.finalRole = glance.role
    this.pair = glance.pair
    this.toAnybody = glance.toAnybody
    return key
  }

  /** Whether the message just glanced at can be held against another byte by byte. */
  private isComparable(start: number, end: number): boolean {
    return end - start <= limits.dissect.exactBytes && glance.varying.usable
  }

  private readAll(protocol: Protocol, bytes: Uint8Array, start: number, end: number): Reading {
    this.gathered = 0
    this.depth = 0
    this.packets = this.moment.packets.slice()
    // Reading may carry further and glance again.
    const { exactAnswer } = glance
    this.readLayer(protocol, bytes, start, end, undefined)
    return { id: 0, stack: gathering.slice(0, this.gathered), exact: undefined, exactAnswer }
  }

  private readLayer(
    protocol: Protocol,
    bytes: Uint8Array,
    start: number,
    end: number,
    parent: Message | undefined,
  ): void {
    const depth = this.depth
    if (depth >= this.spoken.length && protocol.aside !== true) this.spoken.push(protocol.id)
    if (depth >= this.glanced) this.glanceLate(protocol, bytes, start, end, depth)
    const role = roles[depth] ?? 0
    const cursor = cursors[depth]!.begin(bytes, start, end, this.traced)
    const message = this.blank(protocol, role, parent, end - start)
    if (this.traced) message.place = { bytes, start }
    gathering[this.gathered++] = message
    layers[depth] = message
    const outerRole = this.role
    const outerRequest = this.request
    this.role = role
    this.request = message.request
    try {
      message.value = protocol.read(cursor, this)
    } catch (signal) {
      if (signal !== OUT_OF_BYTES) throw signal
      cursor.expect('', false, 'ends before its last field')
    } finally {
      this.depth = depth
      this.role = outerRole
      this.request = outerRequest
    }
    message.anomalies = cursor.anomalies
    if (this.traced) {
      message.fields = cursor.fields
      message.spans = cursor.spans
    }
  }

  /** A layer behind a reassembly was not seen by the first glance: its role and pair come now. */
  private glanceLate(protocol: Protocol, bytes: Uint8Array, start: number, end: number, depth: number): void {
    if (depth === 0) {
      glance.role = 0
      glance.pair = 0
    } else {
      glance.role = this.finalRole
      glance.pair = this.pair
    }
    protocol.glance?.(peeks[depth]!.over(bytes, start, end), glance, this)
    roles[depth] = glance.role
    this.finalRole = glance.role
    this.pair = glance.pair
    this.answered =
      glance.role === REPLY ? this.waiting[this.direction === 0 ? 1 : 0].get(glance.pair) : undefined
  }

  private blank(protocol: Protocol, role: Role, parent: Message | undefined, size: number): Message {
    const { moment, direction } = this
    return {
      protocol: protocol.id,
      parent,
      role,
      value: undefined,
      // A protocol may carry itself (reassembled segments): the innermost is the one that asks.
      request: this.answered?.stack.findLast((one) => one.protocol === protocol.id),
      anomalies: NOTHING,
      fields: undefined,
      spans: undefined,
      from: this.ends[direction],
      to: this.ends[direction === 0 ? 1 : 0],
      transport: this.transport,
      seconds: moment.seconds,
      nanos: moment.nanos,
      capture: moment.capture,
      packets: this.packets,
      size,
      tally: undefined,
    }
  }

  carry(cursor: Cursor, selector: number, size = cursor.left): boolean {
    const room = Math.min(size, cursor.left)
    const start = cursor.at
    cursor.skip(room)
    if (room < size) cursor.expect('payload', false, `claims ${size} bytes where ${room} are left`)
    return this.carryWindow(cursor.bytes, start, start + room, selector)
  }

  carryBytes(bytes: Uint8Array, selector: number): boolean {
    // A Buffer is another kind of object than what captures give: code compiled for those would be thrown away.
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    return this.carryWindow(plain, 0, plain.length, selector)
  }

  private carryWindow(bytes: Uint8Array, start: number, end: number, selector: number): boolean {
    if (this.depth + 1 >= limits.dissect.carryDepth) return false
    const parent = layers[this.depth]
    if (parent === undefined) return false
    const child = this.carried(parent.protocol, selector, bytes, start, end)
    if (child === undefined) return false
    this.depth += 1
    this.readLayer(child, bytes, start, end, parent)
    this.depth -= 1
    return true
  }

  /** Who reads what `carrier` holds under this selector: its declared owner, or whoever knows the content; remembered for the conversation. */
  private carried(
    carrier: string,
    selector: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): Protocol | undefined {
    const declared = this.registry.expected(carrier, selector)
    if (declared.length === 1) return declared[0]
    const habit = this.chosen?.get(carrier)
    if (habit !== undefined && habit.looksLike(content.over(bytes, start, end), this) !== NO) return habit
    for (const one of declared.length > 0 ? declared : this.registry.possible(carrier)) {
      if (declared.length === 0 && one.carriedBy[carrier]!.length > 0) continue
      if (one.looksLike(content.over(bytes, start, end), this) === NO) continue
      this.chosen ??= new Map()
      this.chosen.set(carrier, one)
      return one
    }
    return undefined
  }
}
