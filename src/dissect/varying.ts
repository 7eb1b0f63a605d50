import { limits } from '../base/limits.ts'

/**
 * The places of a message that differ from one sending to the next without changing its meaning (transaction numbers, checksums over
 * them). Everything else can be hashed and compared byte by byte. One object is reused; offsets count from the message's first byte.
 */
export class Varying {
  /** False when there were more places than can be noted, or out of order: then nothing can be compared. */
  usable = true
  private count = 0
  private readonly starts = new Int32Array(limits.dissect.varyingPlaces)
  private readonly ends = new Int32Array(limits.dissect.varyingPlaces)

  clear(): void {
    this.count = 0
    this.usable = true
  }

  /** Notes bytes start..end; places come in the order of the bytes. */
  add(start: number, end: number): void {
    const { count } = this
    if (count >= limits.dissect.varyingPlaces || (count > 0 && start < this.ends[count - 1]!)) {
      this.usable = false
      return
    }
    this.starts[count] = start
    this.ends[count] = end
    this.count++
  }

  /** FNV-1a over all bytes of the message at bytes[start..end) outside the noted places, and over its length. */
  hash(bytes: Uint8Array, start: number, end: number): number {
    let h = 0x811c9dc5 ^ (end - start)
    let at = start
    for (let i = 0; i < this.count; i++) {
      const stop = Math.min(start + this.starts[i]!, end)
      for (; at < stop; at++) h = Math.imul(h ^ bytes[at]!, 0x01000193)
      at = start + this.ends[i]!
    }
    for (; at < end; at++) h = Math.imul(h ^ bytes[at]!, 0x01000193)
    return h
  }

  /** Whether the message equals `other`, a copy of an earlier one, outside the noted places. */
  same(bytes: Uint8Array, start: number, end: number, other: Uint8Array): boolean {
    if (end - start !== other.length) return false
    let at = 0
    for (let i = 0; i < this.count; i++) {
      const stop = Math.min(this.starts[i]!, other.length)
      for (; at < stop; at++) if (bytes[start + at] !== other[at]) return false
      at = this.ends[i]!
    }
    for (; at < other.length; at++) if (bytes[start + at] !== other[at]) return false
    return true
  }
}
