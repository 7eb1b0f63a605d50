import type { Anomaly, FieldValue, Span } from '../model/message.ts'

/** Thrown when bytes run out; one value, never an Error, caught by the engine alone. */
export const OUT_OF_BYTES = Symbol('out of bytes')

type Fields = { [name: string]: FieldValue }

/**
 * Reads, names and records bytes in one call. A read beyond the end throws OUT_OF_BYTES, which the engine turns into a partial message.
 * When `traced`, every named read lands in `fields` and `spans`; otherwise names cost nothing.
 */
export class Cursor {
  bytes: Uint8Array = new Uint8Array(0)
  /** First byte of the message, the zero of all offsets. */
  origin = 0
  /** Next byte to read. */
  at = 0
  /** First byte beyond what may be read now; narrowed by `within`. */
  end = 0
  traced = false
  fields: Fields = {}
  spans: Span[] = []
  anomalies: readonly Anomaly[] = NONE
  private path = ''

  /** Starts a message at bytes[start..end). */
  begin(bytes: Uint8Array, start: number, end: number, traced: boolean): this {
    this.bytes = bytes
    this.origin = start
    this.at = start
    this.end = end
    this.traced = traced
    if (traced) {
      this.fields = {}
      this.spans = []
    }
    this.anomalies = NONE
    this.path = ''
    return this
  }

  /** Bytes left to read inside the present bounds. */
  get left(): number {
    return this.end - this.at
  }

  /** Offset of the next byte from the message's first. */
  get offset(): number {
    return this.at - this.origin
  }

  u8(name: string): number {
    const at = this.take(1)
    return this.keep(name, at, 1, this.bytes[at]!)
  }

  i8(name: string): number {
    const at = this.take(1)
    return this.keep(name, at, 1, (this.bytes[at]! << 24) >> 24)
  }

  u16(name: string): number {
    const at = this.take(2)
    return this.keep(name, at, 2, (this.bytes[at]! << 8) | this.bytes[at + 1]!)
  }

  u16le(name: string): number {
    const at = this.take(2)
    return this.keep(name, at, 2, this.bytes[at]! | (this.bytes[at + 1]! << 8))
  }

  i16(name: string): number {
    const at = this.take(2)
    return this.keep(name, at, 2, (((this.bytes[at]! << 8) | this.bytes[at + 1]!) << 16) >> 16)
  }

  i16le(name: string): number {
    const at = this.take(2)
    return this.keep(name, at, 2, ((this.bytes[at]! | (this.bytes[at + 1]! << 8)) << 16) >> 16)
  }

  u24(name: string): number {
    const at = this.take(3)
    return this.keep(name, at, 3, (this.bytes[at]! << 16) | (this.bytes[at + 1]! << 8) | this.bytes[at + 2]!)
  }

  u24le(name: string): number {
    const at = this.take(3)
    return this.keep(name, at, 3, this.bytes[at]! | (this.bytes[at + 1]! << 8) | (this.bytes[at + 2]! << 16))
  }

  u32(name: string): number {
    const at = this.take(4)
    return this.keep(name, at, 4, view(this.bytes).getUint32(at))
  }

  u32le(name: string): number {
    const at = this.take(4)
    return this.keep(name, at, 4, view(this.bytes).getUint32(at, true))
  }

  i32(name: string): number {
    const at = this.take(4)
    return this.keep(name, at, 4, view(this.bytes).getInt32(at))
  }

  i32le(name: string): number {
    const at = this.take(4)
    return this.keep(name, at, 4, view(this.bytes).getInt32(at, true))
  }

  /** 48 bits fit a double exactly. */
  u48(name: string): number {
    const at = this.take(6)
    const v = view(this.bytes)
    return this.keep(name, at, 6, v.getUint16(at) * 0x100000000 + v.getUint32(at + 2))
  }

  u48le(name: string): number {
    const at = this.take(6)
    const v = view(this.bytes)
    return this.keep(name, at, 6, v.getUint16(at + 4, true) * 0x100000000 + v.getUint32(at, true))
  }

  u64(name: string): bigint {
    const at = this.take(8)
    return this.keep(name, at, 8, view(this.bytes).getBigUint64(at))
  }

  u64le(name: string): bigint {
    const at = this.take(8)
    return this.keep(name, at, 8, view(this.bytes).getBigUint64(at, true))
  }

  f32(name: string): number {
    const at = this.take(4)
    return this.keep(name, at, 4, view(this.bytes).getFloat32(at))
  }

  f32le(name: string): number {
    const at = this.take(4)
    return this.keep(name, at, 4, view(this.bytes).getFloat32(at, true))
  }

  f64(name: string): number {
    const at = this.take(8)
    return this.keep(name, at, 8, view(this.bytes).getFloat64(at))
  }

  f64le(name: string): number {
    const at = this.take(8)
    return this.keep(name, at, 8, view(this.bytes).getFloat64(at, true))
  }

  /** `size` bytes as a window on the message's own buffer: copy it to keep it beyond the call. */
  raw(name: string, size: number): Uint8Array {
    const at = this.take(size)
    const window = this.bytes.subarray(at, at + size)
    if (this.traced) this.note(name, hex(window), at, size)
    return window
  }

  /** All bytes left, as `raw`. */
  rest(name: string): Uint8Array {
    return this.raw(name, this.left)
  }

  /** `size` bytes as text; ends at the first NUL, trailing blanks dropped, unprintable bytes shown as dots. */
  text(name: string, size: number, encoding: 'latin1' | 'utf8' | 'utf16le' = 'latin1'): string {
    const at = this.take(size)
    return this.keep(name, at, size, plainText(this.bytes, at, at + size, encoding))
  }

  /** Passes over bytes without naming them. */
  skip(size: number): void {
    this.take(size)
  }

  /** A value worked out from what was read: kept as a field, with no bytes of its own unless given. */
  derive<T extends FieldValue>(name: string, value: T, size = 0): T {
    if (this.traced) this.note(name, value, this.at - size, size)
    return value
  }

  /** Records a broken rule and goes on. `ok` false makes the anomaly. */
  expect(field: string, ok: boolean, why: string): boolean {
    if (!ok && this.anomalies.length < MAX_ANOMALIES)
      this.anomalies = [...this.anomalies, { field: this.path + field, why, offset: this.at - this.origin }]
    return ok
  }

  /**
   * Reads a group inside the next `size` bytes and then stands right behind them, whatever the group took. A size larger than what is
   * left is recorded and clipped.
   */
  within<T>(name: string, size: number, read: () => T): T {
    const room = Math.min(size, this.left)
    if (room !== size) this.expect(name, false, `claims ${size} bytes where ${this.left} are left`)
    const outerEnd = this.end
    const stop = this.at + Math.max(room, 0)
    this.end = stop
    const result = this.group(name, read)
    this.at = stop
    this.end = outerEnd
    return result
  }

  /**
   * Reads a group out of other bytes than the message's own: what was put together from several messages, or unpacked. Its fields have
   * no place in this message, so no spans; afterwards the cursor stands where it stood.
   */
  elsewhere<T>(name: string, bytes: Uint8Array, read: () => T): T {
    const { bytes: outer, origin, at, end, spans } = this
    this.bytes = bytes
    this.origin = 0
    this.at = 0
    this.end = bytes.length
    this.spans = []
    try {
      return this.group(name, read)
    } finally {
      this.bytes = outer
      this.origin = origin
      this.at = at
      this.end = end
      this.spans = spans
    }
  }

  /** Reads a named group of fields at the present position without bounding it. */
  group<T>(name: string, read: () => T): T {
    if (!this.traced) return read()
    const outer = this.fields
    const outerPath = this.path
    const inner: Fields = {}
    put(outer, name, inner)
    this.fields = inner
    this.path = `${outerPath}${name}.`
    try {
      return read()
    } finally {
      this.fields = outer
      this.path = outerPath
    }
  }

  /** Reads up to `count` items, at most `limit`, while bytes are left; a count beyond either is recorded. The only loop over packet data. */
  each<T>(name: string, count: number, limit: number, read: (index: number) => T): T[] {
    const most = Math.min(count, limit)
    const base = gatheredItems
    let found = 0
    while (found < most && this.at < this.end) {
      const before = this.at
      // Lists inside this one gather behind it; one that was cut short left its items there.
      gatheredItems = base + found
      const index = found
      gathering[gatheredItems] = this.traced
        ? this.group(`${name}[${index}]`, () => read(index))
        : read(index)
      found++
      if (this.at === before && count === Number.POSITIVE_INFINITY) break
    }
    const items = gathering.slice(base, base + found) as T[]
    gatheredItems = base
    if (count !== Number.POSITIVE_INFINITY && items.length < count)
      this.expect(name, false, `${count} announced, ${items.length} read`)
    return items
  }

  private take(size: number): number {
    const at = this.at
    if (size < 0 || at + size > this.end) throw OUT_OF_BYTES
    this.at = at + size
    return at
  }

  private keep<T extends FieldValue>(name: string, at: number, size: number, value: T): T {
    if (this.traced) this.note(name, value, at, size)
    return value
  }

  private note(name: string, value: FieldValue, at: number, size: number): void {
    put(this.fields, name, value)
    if (this.spans.length < MAX_SPANS)
      this.spans.push({ path: this.path + name, start: at - this.origin, size })
  }
}

/**
 * Items of the lists being read, the outer ones first: growing one array for all costs less than growing one for each list. A list that
 * ends for lack of bytes leaves its items behind, and the next one writes over them.
 */
const gathering: unknown[] = []
let gatheredItems = 0
const NONE: readonly never[] = []

/** Anomalies and spans kept for one message; a message that breaks more rules than this is broken enough. */
const MAX_ANOMALIES = 16
const MAX_SPANS = 4096

let viewed: Uint8Array | undefined
let cached: DataView = new DataView(new ArrayBuffer(0))
/** A DataView over the bytes' own window, kept until another buffer comes: captures arrive in long runs of one buffer. */
function view(bytes: Uint8Array): DataView {
  if (bytes !== viewed) {
    viewed = bytes
    cached = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  return cached
}

/** A repeated name gathers its values in a list; `name[3]` puts the fourth item of the list `name`. */
function put(fields: Fields, name: string, value: FieldValue): void {
  const bracket = name.indexOf('[')
  const key = bracket < 0 ? name : name.slice(0, bracket)
  const before = Object.hasOwn(fields, key) ? fields[key] : undefined
  if (bracket >= 0) {
    if (Array.isArray(before)) before.push(value)
    else fields[key] = [value]
  } else if (before === undefined) fields[key] = value
  else if (Array.isArray(before)) before.push(value)
  else fields[key] = [before, value]
}

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Lower-case hex without separators. */
export function hex(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += PAIRS[bytes[i]!]!
  return text
}

/** Text for people out of bytes from a wire: up to the first NUL, no control characters, no trailing blanks. */
export function plainText(
  bytes: Uint8Array,
  start: number,
  end: number,
  encoding: 'latin1' | 'utf8' | 'utf16le' = 'latin1',
): string {
  if (end <= start) return ''
  const window = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
  const whole = window.toString(encoding)
  const nul = whole.indexOf('\0')
  const text = nul < 0 ? whole : whole.slice(0, nul)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must not reach a screen
  return text.replace(/[\u0000-\u001f\u007f-\u009f\ufffd]/g, '.').trimEnd()
}
