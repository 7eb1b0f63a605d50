/** Memory of writers that are done, for the next ones: making and clearing it anew would take a third of the time. */
const spare: Uint8Array[] = []
const CAPACITY = 512
const NOTHING = new Uint8Array(0)

/** Bytes under construction: every encoder of the simulated plant writes through one of these, and ends with `done`. */
export class Writer {
  private buffer = spare.pop() ?? new Uint8Array(CAPACITY)
  private used = 0

  get length(): number {
    return this.used
  }

  private room(count: number): number {
    const at = this.used
    this.used += count
    if (this.used > this.buffer.length) {
      const larger = new Uint8Array(Math.max(this.used, this.buffer.length * 2))
      larger.set(this.buffer)
      this.buffer = larger
    }
    return at
  }

  u8(...values: number[]): this {
    let at = this.room(values.length)
    for (const value of values) this.buffer[at++] = value
    return this
  }

  u16(value: number): this {
    return this.u8((value >>> 8) & 0xff, value & 0xff)
  }

  u24(value: number): this {
    return this.u8((value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff)
  }

  u32(value: number): this {
    return this.u8((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff)
  }

  le16(value: number): this {
    return this.u8(value & 0xff, (value >>> 8) & 0xff)
  }

  le32(value: number): this {
    return this.u8(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff)
  }

  /** Milliseconds since 1970 as DNP3 writes them: 48 bits, low byte first. */
  le48(value: number): this {
    return this.le32(value % 0x1_0000_0000).le16(Math.floor(value / 0x1_0000_0000))
  }

  le64(value: bigint): this {
    return this.le32(Number(value & 0xffff_ffffn)).le32(Number((value >> 32n) & 0xffff_ffffn))
  }

  /** IEEE 754 single, high byte first. */
  f32(value: number): this {
    const at = this.room(4)
    new DataView(this.buffer.buffer).setFloat32(at, value)
    return this
  }

  /** IEEE 754 single, low byte first. */
  lef32(value: number): this {
    const at = this.room(4)
    new DataView(this.buffer.buffer).setFloat32(at, value, true)
    return this
  }

  bytes(data: ArrayLike<number>): this {
    const at = this.room(data.length)
    this.buffer.set(data, at)
    return this
  }

  /** ASCII text; `width` pads with `pad` (0 unless told) or cuts. */
  text(text: string, width = text.length, pad = 0): this {
    let at = this.room(width)
    for (let index = 0; index < width; index++) {
      this.buffer[at++] = index < text.length ? text.charCodeAt(index) & 0xff : pad
    }
    return this
  }

  /** Text in UTF-16, low byte first, as Windows writes it. */
  utf16(text: string): this {
    for (const unit of text) this.le16(unit.charCodeAt(0))
    return this
  }

  zeros(count: number): this {
    const at = this.room(count)
    this.buffer.fill(0, at, at + count)
    return this
  }

  /** What was written, as a copy of its own. The writer has nothing left after it. */
  done(): Uint8Array {
    const bytes = this.buffer.slice(0, this.used)
    spare.push(this.buffer)
    this.buffer = NOTHING
    this.used = 0
    return bytes
  }
}

/** A writer, ready to be chained. */
export function write(): Writer {
  return new Writer()
}

/** The bytes of an ASCII text. */
export function ascii(text: string): Uint8Array {
  return write().text(text).done()
}
