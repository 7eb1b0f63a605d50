/**
 * A look at bytes without taking them: relative offsets, no allocation, and -1 for anything beyond the end, so that a comparison with
 * an expected value simply fails. One Peek object is reused for every message.
 */
export class Peek {
  bytes: Uint8Array = new Uint8Array(0)
  start = 0
  length = 0

  /** Looks at `bytes` from `start` (inclusive) to `end` (exclusive). */
  over(bytes: Uint8Array, start: number, end: number): this {
    this.bytes = bytes
    this.start = start
    this.length = end - start
    return this
  }

  u8(at: number): number {
    return at >= 0 && at < this.length ? this.bytes[this.start + at]! : -1
  }

  u16(at: number): number {
    if (at < 0 || at + 2 > this.length) return -1
    const p = this.start + at
    return (this.bytes[p]! << 8) | this.bytes[p + 1]!
  }

  u16le(at: number): number {
    if (at < 0 || at + 2 > this.length) return -1
    const p = this.start + at
    return this.bytes[p]! | (this.bytes[p + 1]! << 8)
  }

  u24(at: number): number {
    if (at < 0 || at + 3 > this.length) return -1
    const p = this.start + at
    return (this.bytes[p]! << 16) | (this.bytes[p + 1]! << 8) | this.bytes[p + 2]!
  }

  u32(at: number): number {
    if (at < 0 || at + 4 > this.length) return -1
    const p = this.start + at
    return (
      this.bytes[p]! * 0x1000000 +
      ((this.bytes[p + 1]! << 16) | (this.bytes[p + 2]! << 8) | this.bytes[p + 3]!)
    )
  }

  u32le(at: number): number {
    if (at < 0 || at + 4 > this.length) return -1
    const p = this.start + at
    return (
      (this.bytes[p]! | (this.bytes[p + 1]! << 8) | (this.bytes[p + 2]! << 16)) +
      this.bytes[p + 3]! * 0x1000000
    )
  }

  /** Whether the ASCII text stands at the offset. */
  text(at: number, text: string): boolean {
    if (at < 0 || at + text.length > this.length) return false
    for (let i = 0; i < text.length; i++)
      if (this.bytes[this.start + at + i] !== text.charCodeAt(i)) return false
    return true
  }

  /** FNV-1a over the bytes from..to (clipped to the end), continued from `seed`: a building block for glance keys. */
  hash(from: number, to: number, seed = 0x811c9dc5): number {
    let h = seed
    const last = this.start + Math.min(to, this.length)
    for (let p = this.start + from; p < last; p++) h = Math.imul(h ^ this.bytes[p]!, 0x01000193)
    return h
  }
}

/** Folds a number into a hash; for glance keys made of a few numbers. */
export function mix(hash: number, value: number): number {
  return Math.imul((hash ^ value) + 0x9e3779b9, 0x85ebca6b) ^ (hash >>> 13)
}
