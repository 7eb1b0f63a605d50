import { type Cursor, hex } from './cursor.ts'

/** Tags of universal types (X.690 section 8, X.680 table 1), with the constructed bit where it is always set. */
export const BER = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  printable: 0x13,
  teletex: 0x14,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visible: 0x1a,
  bmp: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const

/** Reads one element's tag and length (X.690 section 8.1.2 and 8.1.3, one-byte tags, definite form); the contents come next. */
export function berHeader(cursor: Cursor, name: string): { tag: number; size: number } {
  const tag = cursor.u8(`${name}_tag`)
  let size = cursor.u8(`${name}_size`)
  if (size > 0x80) {
    const bytes = cursor.raw(`${name}_long_size`, Math.min(size & 0x7f, 4))
    size = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  }
  return { tag, size }
}

/** Reads an INTEGER, or any element that is coded like one, as a number. */
export function berInteger(cursor: Cursor, name: string): number {
  const { size } = berHeader(cursor, name)
  const bytes = cursor.raw(`${name}_bytes`, size)
  let value = (bytes[0] ?? 0) > 127 ? -1 : 0
  for (let i = 0; i < size; i++) value = value * 256 + bytes[i]!
  return cursor.derive(name, value, size)
}

/** Reads the contents of an element that must have this tag, inside its own bounds. */
export function berInside<T>(cursor: Cursor, name: string, tag: number, read: () => T): T {
  const found = berHeader(cursor, name)
  if (found.tag !== tag)
    cursor.expect(name, false, `has tag 0x${found.tag.toString(16)} where 0x${tag.toString(16)} is due`)
  return cursor.within(name, found.size, read)
}

/** Tag of the next element, without taking it; -1 at the end. */
export function berNext(cursor: Cursor): number {
  return cursor.left > 0 ? cursor.bytes[cursor.at]! : -1
}

/** Passes over one whole element. */
export function berSkip(cursor: Cursor, name: string): void {
  cursor.raw(`${name}_bytes`, berHeader(cursor, name).size)
}

/** Object identifier in dotted form out of its contents (X.690 section 8.19). */
export function objectId(bytes: Uint8Array): string {
  const arcs: number[] = []
  let arc = 0
  for (const byte of bytes) {
    arc = arc * 128 + (byte & 0x7f)
    if (byte > 127) continue
    if (arcs.length === 0) {
      const first = Math.min(2, Math.floor(arc / 40))
      arcs.push(first, arc - first * 40)
    } else arcs.push(arc)
    arc = 0
  }
  return arcs.join('.')
}

/** Reads an OBJECT IDENTIFIER in dotted form. */
export function berObjectId(cursor: Cursor, name: string): string {
  const { size } = berHeader(cursor, name)
  return cursor.derive(name, objectId(cursor.raw(`${name}_bytes`, size)), size)
}

/** Reads a whole element as lower-case hex of its contents. */
export function berHex(cursor: Cursor, name: string): string {
  const { size } = berHeader(cursor, name)
  return cursor.derive(name, hex(cursor.raw(`${name}_bytes`, size)), size)
}

/** Reads a character string of any of the usual types. */
export function berText(cursor: Cursor, name: string): string {
  const { tag, size } = berHeader(cursor, name)
  if (tag !== BER.bmp) return cursor.text(name, size, tag === BER.teletex ? 'latin1' : 'utf8')
  // BMPString is big-endian; text on the wire elsewhere is little-endian.
  const swapped = Buffer.from(cursor.raw(`${name}_bytes`, size & ~1)).swap16()
  cursor.skip(size & 1)
  return cursor.derive(name, swapped.toString('utf16le'), size)
}
