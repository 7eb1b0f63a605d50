import { limits } from '../../base/limits.ts'
import { Peek } from '../peek.ts'
import { MORE, NO, NOT_MINE, type Protocol, SURE } from '../protocol.ts'
import type { Session } from '../session.ts'

/** Whoever takes the messages that a framer cut out of a stream. */
export type Taker = (bytes: Uint8Array, start: number, end: number, packets: number[]) => void

/** The packet that is being taken, of messages that lie in it as a whole. */
const single: number[] = [0]
const peek = new Peek()
const candidate = new Peek()

/**
 * Cuts one direction of a byte stream into messages. Whole messages inside one segment are passed on where they lie; only what is
 * incomplete is copied. After a gap or nonsense it searches for the next plausible message.
 */
export class Framer {
  /** Bytes that belonged to no message. */
  unread = 0
  /** Times the place in the stream was lost. */
  slips = 0
  good = 0
  private readonly protocol: Protocol
  private readonly session: Session
  private synced: boolean
  private pending: Uint8Array = EMPTY
  private size = 0
  /** Packets whose bytes are held, and where in what is held those of each begin. */
  private packets: number[] = []
  private begins: number[] = []
  /** Bytes still to come of a message that was too long to be held; nobody needs them. */
  private skip = 0

  constructor(protocol: Protocol, session: Session, synced: boolean) {
    this.protocol = protocol
    this.session = session
    this.synced = synced
  }

  /** Takes the next bytes of the stream. */
  data(bytes: Uint8Array, from: number, end: number, packet: number, take: Taker): void {
    const start = this.skip === 0 ? from : this.passOver(from, end)
    if (start === end) return
    single[0] = packet
    if (this.size === 0) {
      const done = this.cut(bytes, start, end, start, take)
      if (done < end) this.hold(bytes, done, end, packet)
      return
    }
    const fresh = this.size
    this.hold(bytes, start, end, packet)
    const held = this.pending
    const done = this.cut(held, 0, this.size, fresh, take)
    if (done === 0) return
    held.copyWithin(0, done, this.size)
    this.size -= done
    this.packets = done < fresh ? this.packetsOf(done, Infinity) : [packet]
    const gone = this.begins.length - this.packets.length
    this.begins = done < fresh ? this.begins.slice(gone).map((begin) => Math.max(0, begin - done)) : [0]
  }

  /** Packets that bytes of what is held came in. */
  private packetsOf(from: number, to: number): number[] {
    const { packets, begins } = this
    return packets.filter((_, i) => begins[i]! < to && (begins[i + 1] ?? Infinity) > from)
  }

  /** Bytes are missing here; inside a message whose rest is passed over that changes nothing. */
  gap(size: number): void {
    if (size > 0 && size <= this.skip) {
      this.skip -= size
      return
    }
    this.skip = 0
    this.unread += this.size
    this.size = 0
    this.synced = false
    this.slips++
  }

  private passOver(start: number, end: number): number {
    const passed = Math.min(this.skip, end - start)
    this.skip -= passed
    return start + passed
  }

  private hold(bytes: Uint8Array, start: number, end: number, packet: number): void {
    const need = this.size + end - start
    if (need > this.pending.length) {
      const larger = new Uint8Array(Math.max(need, this.pending.length * 2, 512))
      larger.set(this.pending.subarray(0, this.size))
      this.pending = larger
    }
    this.pending.set(bytes.subarray(start, end), this.size)
    if (this.size === 0) {
      this.packets = [packet]
      this.begins = [0]
    } else if (this.packets.length < limits.dissect.packetsPerMessage) {
      this.packets.push(packet)
      this.begins.push(this.size)
    }
    this.size = need
  }

  /**
   * Cuts messages off the front; gives the offset of the first byte that must wait for more. From `fresh` on all bytes are of the packet
   * that is being taken.
   */
  private cut(bytes: Uint8Array, start: number, end: number, fresh: number, take: Taker): number {
    let at = start
    while (at < end) {
      if (this.skip > 0) {
        at = this.passOver(at, end)
        continue
      }
      if (!this.synced) {
        const found = this.search(bytes, at, end)
        this.unread += found - at
        at = found
        if (!this.synced) return found
      }
      const length = this.protocol.frameLength?.(peek.over(bytes, at, end), this.session) ?? end - at
      if (length === MORE && end - at < limits.dissect.messageBytes) return at
      if (length === NOT_MINE || length === MORE || length > limits.dissect.believedBytes) {
        this.synced = false
        this.slips++
        this.unread++
        at++
        continue
      }
      const kept = length > limits.dissect.messageBytes ? limits.dissect.keptOfLongBytes : length
      if (kept > end - at) return at
      this.good++
      take(bytes, at, at + kept, at < fresh ? this.packetsOf(at, at + kept) : single)
      this.skip = length - kept
      at += kept
    }
    return at
  }

  /**
   * Offset of the next place where a message stands: a whole one that is plausible, or the beginning of one that is sure. Where neither is
   * found, the offset of what may yet become a beginning (a few bytes before the end), or `end`.
   */
  private search(bytes: Uint8Array, start: number, end: number): number {
    let waits = end
    for (let at = start; at < end; at++) {
      const length = this.protocol.frameLength?.(peek.over(bytes, at, end), this.session) ?? end - at
      if (length === MORE && waits === end && end - at <= limits.dissect.beginningBytes) waits = at
      if (length <= 0 || length > limits.dissect.messageBytes) continue
      const whole = length <= end - at
      const likeness = this.protocol.looksLike(
        candidate.over(bytes, at, whole ? at + length : end),
        this.session,
      )
      if (likeness === NO || (!whole && likeness !== SURE)) continue
      this.synced = true
      return at
    }
    return waits
  }
}

const EMPTY = new Uint8Array(0)
