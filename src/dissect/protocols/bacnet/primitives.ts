import { type Cursor, hex, plainText } from '../../cursor.ts'
import { objectTypeName } from './codes.tables.ts'
import {
  BIT_STRING,
  BOOLEAN,
  CHARACTER_STRING,
  DATE,
  DOUBLE,
  ENUMERATED,
  NULL,
  OBJECT_ID,
  OCTET_STRING,
  REAL,
  SIGNED,
  TIME,
  UNSIGNED,
} from './tags.ts'

/** Type and instance of an object: 10 and 22 bits (20.2.14). */
export class ObjectId {
  readonly type: number
  readonly instance: number

  constructor(type: number, instance: number) {
    this.type = type
    this.instance = instance
  }

  /** As people write it: `analog-input,1`. */
  get text(): string {
    return `${objectTypeName(this.type)},${this.instance}`
  }
}

/** A value as it was encoded: primitives, lists, and groups of named values. */
export type Datum = null | number | bigint | string | boolean | ObjectId | Datum[] | Group
export interface Group {
  [name: string]: Datum
}

/** Octets of one string kept as its value; files and logs travel in longer ones. */
const OCTETS_KEPT = 64

/** Decodes one primitive value of an application type (20.2.2 to 20.2.14) from the next `size` octets. */
export function readPrimitive(
  cursor: Cursor,
  name: string,
  type: number,
  size: number,
  label?: Label,
): Datum {
  const at = cursor.at
  cursor.skip(size)
  const value = decode(cursor.bytes, at, size, type)
  if (!sizeIsRight(type, size))
    cursor.expect(name, false, `is a ${size}-octet value where its type has another size`)
  if (value instanceof ObjectId) noteObject(cursor, name, value)
  else if (label !== undefined && typeof value === 'number') cursor.derive(name, label(value), size)
  else cursor.derive(name, value === null ? 'null' : (value as string | number | bigint | boolean), size)
  return value
}

/** Puts a number in words. */
export type Label = (value: number) => string

/** An object is shown as its type and its instance under the names that logs of BACnet use; other references as one text. */
function noteObject(cursor: Cursor, name: string, id: ObjectId): void {
  if (name === 'object' || name === 'device_id') {
    cursor.derive(name === 'object' ? 'object_type' : 'device_id_type', objectTypeName(id.type), 4)
    cursor.derive(name === 'object' ? 'instance_number' : 'device_id_number', id.instance, 4)
  } else cursor.derive(name, id.text, 4)
}

/** The numbers that nearly all values are, read where they stand; the rest from a window of their own. */
function decode(bytes: Uint8Array, at: number, size: number, type: number): Datum {
  if (type === UNSIGNED || type === ENUMERATED) return unsigned(bytes, at, size)
  if (type === OBJECT_ID && size === 4) return objectId(bytes, at)
  return decodeRest(bytes.subarray(at, at + size), type)
}

function decodeRest(bytes: Uint8Array, type: number): Datum {
  switch (type) {
    case NULL:
      return null
    case BOOLEAN:
      return bytes.some((byte) => byte !== 0)
    case SIGNED:
      return signed(bytes)
    case REAL:
      return bytes.length === 4 ? view(bytes).getFloat32(0) : hex(bytes)
    case DOUBLE:
      return bytes.length === 8 ? view(bytes).getFloat64(0) : hex(bytes)
    case CHARACTER_STRING:
      return characters(bytes)
    case BIT_STRING:
      return bits(bytes)
    case DATE:
      return date(bytes)
    case TIME:
      return time(bytes)
    case OBJECT_ID:
      return hex(bytes)
    default:
      return hex(bytes.subarray(0, OCTETS_KEPT))
  }
}

/** Sizes of the types that have only one; the rest vary. */
function sizeIsRight(type: number, size: number): boolean {
  if (type === REAL || type === DATE || type === TIME || type === OBJECT_ID) return size === 4
  if (type === DOUBLE) return size === 8
  if (type === NULL) return size === 0
  if (type === CHARACTER_STRING || type === BIT_STRING) return size >= 1
  return size >= 1 || type === OCTET_STRING
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function unsigned(bytes: Uint8Array, at: number, size: number): number | bigint {
  const most = Math.min(size, 8)
  if (size > 6) return bytes.subarray(at, at + most).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  let value = 0
  for (let next = at; next < at + size; next++) value = value * 256 + bytes[next]!
  return value
}

function signed(bytes: Uint8Array): number | bigint {
  const negative = (bytes[0] ?? 0) > 127
  const value = unsigned(bytes, 0, bytes.length)
  if (!negative) return value
  const size = Math.min(bytes.length, 8)
  return typeof value === 'bigint' ? value - (1n << BigInt(8 * size)) : value - 2 ** (8 * size)
}

function objectId(bytes: Uint8Array, at: number): ObjectId {
  const low = ((bytes[at + 1]! & 0x3f) << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!
  return new ObjectId((bytes[at]! << 2) | (bytes[at + 1]! >> 6), low)
}

/** Character sets of a CharacterString (20.2.9). */
const UTF8 = 0
const DBCS = 1
const UCS4 = 3
const UCS2 = 4

function characters(bytes: Uint8Array): string {
  const set = bytes[0] ?? UTF8
  if (set === UTF8) return plainText(bytes, 1, bytes.length, 'utf8')
  // Behind this set comes the number of a code page, which nobody here can tell from Latin-1.
  if (set === DBCS) return plainText(bytes, Math.min(3, bytes.length), bytes.length)
  if (set === UCS2) return littleEndian(bytes, 2, 0)
  if (set === UCS4) return littleEndian(bytes, 4, 2)
  return plainText(bytes, Math.min(1, bytes.length), bytes.length)
}

/** Big-endian characters of `width` octets, of which those from `from` on count, as text. */
function littleEndian(bytes: Uint8Array, width: number, from: number): string {
  const count = Math.floor((bytes.length - 1) / width)
  const swapped = new Uint8Array(2 * count)
  for (let i = 0; i < count; i++) {
    swapped[2 * i] = bytes[1 + i * width + from + 1]!
    swapped[2 * i + 1] = bytes[1 + i * width + from]!
  }
  return plainText(swapped, 0, swapped.length, 'utf16le')
}

/** Bits in order, as ones and zeros; the first octet counts the unused bits of the last (20.2.10). */
function bits(bytes: Uint8Array): string {
  const unused = Math.min(bytes[0] ?? 0, 7)
  let text = ''
  for (const byte of bytes.subarray(1, 1 + OCTETS_KEPT)) text += byte.toString(2).padStart(8, '0')
  return bytes.length - 1 > OCTETS_KEPT ? text : text.slice(0, Math.max(0, text.length - unused))
}

const ANY = 255
const YEAR_ZERO = 1900

/** Year, month, day; an asterisk where any value is meant (20.2.12). */
function date(bytes: Uint8Array): string {
  if (bytes.length !== 4) return hex(bytes)
  const year = bytes[0] === ANY ? '*' : String(bytes[0]! + YEAR_ZERO)
  return `${year}-${two(bytes[1]!)}-${two(bytes[2]!)}`
}

/** Hour, minute, second and hundredths (20.2.13). */
function time(bytes: Uint8Array): string {
  if (bytes.length !== 4) return hex(bytes)
  return `${two(bytes[0]!)}:${two(bytes[1]!)}:${two(bytes[2]!)}.${two(bytes[3]!)}`
}

function two(value: number): string {
  return value === ANY ? '*' : String(value).padStart(2, '0')
}
