import type { Cursor } from '../../cursor.ts'
import { FILES } from './pccc.tables.ts'

/** What a command is about: a file and a place in it, in the notation of programmers (`N7:0`, `T4:2.1`). */
export interface Address {
  text: string
  fileType: number
}

/** A number of one byte, or 0xFF and two bytes (1770-6.5.16, chapter 13). */
function field(cursor: Cursor, name: string): number {
  const short = cursor.u8(name)
  return short === LONG ? cursor.u16le(`${name}_long`) : short
}
const LONG = 0xff

/** Logical address of the typed commands: file number, file type, element, and with three fields a sub-element. */
export function readLogical(cursor: Cursor, three: boolean): Address {
  const file = field(cursor, 'file_number')
  const fileType = cursor.u8('file_type')
  const element = field(cursor, 'element')
  const sub = three ? field(cursor, 'sub_element') : 0
  return { text: addressText(file, fileType, element, sub), fileType }
}

function addressText(file: number, fileType: number, element: number, sub: number): string {
  const letter = FILES[fileType]?.[0] ?? `type 0x${fileType.toString(16)} file `
  return `${letter}${file}:${element}${sub === 0 ? '' : `.${sub}`}`
}

/** File of the typed file commands: its number and type, no place in it. */
export function readFile(cursor: Cursor): Address {
  const file = cursor.u16le('file_number')
  const fileType = cursor.u8('file_type')
  return { text: `${FILES[fileType]?.[0] ?? `type 0x${fileType.toString(16)} file `}${file}`, fileType }
}

/** Most levels of a PLC-5 address. */
const LEVELS = 7

/**
 * System address of a PLC-5 (1770-6.5.16, chapter 13): in binary a byte of flags says which levels follow; in ASCII the address stands
 * as text between NUL, `$` and NUL.
 */
export function readSystem(cursor: Cursor): Address {
  const flags = cursor.u8('address_levels')
  if (flags === 0) {
    cursor.u8('address_prefix')
    const text = cursor.text('address_text', Math.max(untilNul(cursor), 0))
    if (cursor.left > 0) cursor.skip(1)
    return { text, fileType: 0 }
  }
  const levels: number[] = []
  for (let level = 0; level < LEVELS; level++)
    if ((flags & (1 << level)) !== 0) levels.push(field(cursor, 'level'))
  // Level 1 is the data table area; a file and an element stand behind it.
  const [, file, element, ...rest] = (flags & 1) === 0 ? [0, ...levels] : levels
  const text =
    file === undefined
      ? `level ${levels.join('/')}`
      : `file ${file}:${element ?? 0}${rest.map((one) => `.${one}`).join('')}`
  return { text, fileType: 0 }
}

function untilNul(cursor: Cursor): number {
  const at = cursor.bytes.subarray(cursor.at, cursor.end).indexOf(0)
  return at < 0 ? cursor.left : at
}
