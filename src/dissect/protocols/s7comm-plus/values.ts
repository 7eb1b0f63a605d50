import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { LEGITIMATE } from './s7comm-plus.tables.ts'

/** A value met under an attribute's number: a text, a number, or bytes that somebody may know. */
export interface Found {
  id: number
  text?: string
  number?: number
  blob?: Uint8Array
}

/** Most bytes of a number of 32 and of 64 bits in groups of seven bits. */
const SHORT_BYTES = 5
const LONG_BYTES = 9
const IS_ARRAY = 0x30
const IS_SPARSE = 0x40
const START = 0xa1
const END = 0xa2
const ATTRIBUTE = 0xa3
const RELATION = 0xa4

/** A number in groups of seven bits, the uppermost bit of each byte saying that another follows. */
export function readNumber(cursor: Cursor, name: string): number {
  let value = 0
  for (let i = 0; i < SHORT_BYTES; i++) {
    const byte = cursor.u8(`${name}_byte`)
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) break
  }
  return cursor.derive(name, value)
}

/** The same for up to 64 bits, of which only the lowest 16 tell anything; gives them with their sign. */
export function readLowWord(cursor: Cursor, name: string): number {
  let low = 0
  for (let i = 0; i < LONG_BYTES; i++) {
    const byte = cursor.u8(`${name}_byte`)
    const last = i === LONG_BYTES - 1
    low = last ? (low << 8) | byte : (low << 7) | (byte & 0x7f)
    if (byte < 0x80) break
  }
  return cursor.derive(name, (low << 16) >> 16)
}

/** Reads a value and keeps what it may be known by. */
export function readValue(cursor: Cursor, id: number, found: Found[], depth = 0): void {
  if (id === LEGITIMATE) {
    // A password or what is made of it: nothing of it is kept.
    cursor.skip(cursor.left)
    cursor.derive('value', '(hidden)')
    return
  }
  const flags = cursor.u8('flags')
  const type = cursor.u8('datatype')
  if ((flags & IS_SPARSE) !== 0) {
    cursor.rest('sparse')
    return
  }
  if ((flags & IS_ARRAY) === 0) {
    readElement(cursor, type, id, found, depth)
    return
  }
  const count = readNumber(cursor, 'count')
  cursor.each('elements', count, limits.dissect.listItems, () => readElement(cursor, type, id, found, depth))
}

/** Sizes of types that take a fixed number of bytes. */
const SIZES: { readonly [type: number]: number } = {
  0: 0,
  1: 1,
  2: 1,
  3: 2,
  6: 1,
  7: 2,
  10: 1,
  11: 2,
  12: 4,
  13: 8,
  14: 4,
  15: 8,
  16: 8,
  18: 4,
}
const UNSIGNED = 4
const SIGNED = 8
const ATTRIBUTE_ID = 19
const LONGS: ReadonlySet<number> = new Set([5, 9, 17])
const BLOB = 20
const TEXT = 21
const STRUCT = 23

function readElement(cursor: Cursor, type: number, id: number, found: Found[], depth: number): void {
  const size = SIZES[type]
  if (size !== undefined) cursor.raw('value', size)
  else if (type === UNSIGNED || type === SIGNED || type === ATTRIBUTE_ID)
    found.push({ id, number: readNumber(cursor, 'number') })
  else if (LONGS.has(type)) readLowWord(cursor, 'number')
  else if (type === TEXT) found.push({ id, text: cursor.text('text', readNumber(cursor, 'size'), 'utf8') })
  else if (type === BLOB) {
    readNumber(cursor, 'root')
    found.push({ id, blob: cursor.raw('blob', readNumber(cursor, 'size')) })
  } else if (type === STRUCT && depth < limits.dissect.carryDepth) readStruct(cursor, found, depth)
  else cursor.rest('rest')
}

function readStruct(cursor: Cursor, found: Found[], depth: number): void {
  cursor.u32('struct_id')
  let more = true
  cursor.each('members', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    // The list ends with the number 0; what stands behind it belongs to whoever holds the struct.
    if (!more) return
    const id = readNumber(cursor, 'id')
    if (id === 0) more = false
    else readValue(cursor, id, found, depth + 1)
  })
}

/** Reads a tree of objects with their attributes as one flat list of what was found; gives the number of the first object. */
export function readObjects(cursor: Cursor, found: Found[]): number {
  let first = 0
  cursor.each('tags', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const tag = cursor.u8('tag')
    if (tag === START) {
      const id = cursor.u32('relation_id')
      if (first === 0) first = id
      readNumber(cursor, 'class_id')
      readNumber(cursor, 'class_flags')
      readNumber(cursor, 'attribute_id')
    } else if (tag === ATTRIBUTE) {
      const id = readNumber(cursor, 'id')
      readValue(cursor, id, found)
    } else if (tag === RELATION) {
      readNumber(cursor, 'id')
      cursor.u32('related')
    } else if (tag !== END) cursor.rest('rest')
  })
  return first
}
