import type { Cursor } from '../../cursor.ts'
import { type Element, FLAGS, FLAGS_5_6 } from './objects.tables.ts'

/** Reads the elements of one object of fixed size, in order. */
export function readElements(cursor: Cursor, group: number, elements: readonly Element[]): void {
  for (const one of elements) {
    if (one.kind !== 'flags') readNumber(cursor, one)
    else if (group === 13) readCommandFlags(cursor)
    else readFlags(cursor, group)
  }
}

function readNumber(cursor: Cursor, one: Element): void {
  switch (one.kind) {
    case 'u8':
      cursor.u8(one.name)
      return
    case 'u16':
      cursor.u16le(one.name)
      return
    case 'u32':
      cursor.u32le(one.name)
      return
    case 'u48':
      cursor.u48le(one.name)
      return
    case 'u64':
      cursor.u64le(one.name)
      return
    case 'i16':
      cursor.i16le(one.name)
      return
    case 'i32':
      cursor.i32le(one.name)
      return
    case 'f32':
      cursor.f32le(one.name)
      return
    default:
      cursor.f64le(one.name)
  }
}

const BINARY_END = 20
const COUNTER_END = 30
const SECURITY = 120
const DOUBLE_BIT = [3, 4]
const DOUBLE_STATES = ['intermediate', 'off', 'on', 'indeterminate']

/** The flag octet (clause 11.6): quality in words, and for binary points the state in its upper bits. */
function readFlags(cursor: Cursor, group: number): void {
  const flags = cursor.u8('flags')
  if (!cursor.traced) return
  const double = DOUBLE_BIT.includes(group)
  if (double) cursor.derive('value', DOUBLE_STATES[flags >> 6]!, 1)
  else if (group < BINARY_END) cursor.derive('value', flags >> 7, 1)
  const kind = group < BINARY_END ? 'binary' : group < COUNTER_END || group > SECURITY ? 'counter' : 'analog'
  const [five, six] = FLAGS_5_6[kind]!
  const names = [...FLAGS, five, double ? '' : six].filter(
    (name, bit) => name !== '' && (flags & (1 << bit)) !== 0,
  )
  cursor.derive('quality', names.join(', '), 1)
}

/** Status and state of a command event (clause A.9.1). */
function readCommandFlags(cursor: Cursor): void {
  const octet = cursor.u8('command_status')
  cursor.derive('status_code', octet & 0x7f, 1)
  cursor.derive('value', octet >> 7, 1)
}

/** Points packed into bytes, the first in the lowest bits: their states as digits, the first point first. */
export function readPacked(cursor: Cursor, count: number, bits: number): string {
  const bytes = cursor.raw('packed', Math.ceil((count * bits) / 8))
  if (!cursor.traced) return ''
  let states = ''
  const mask = (1 << bits) - 1
  for (let i = 0; i < count; i++) states += String((bytes[(i * bits) >> 3]! >> ((i * bits) & 7)) & mask)
  return cursor.derive('states', states, bytes.length)
}
