import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Item } from './model.ts'
import {
  AREA_DB,
  AREA_DI,
  AREAS,
  NCK_AREAS,
  NUMBERED_AREAS,
  SYMBOLIC_AREAS,
  SYMBOLIC_DB,
  SYNTAX_ANY,
  SYNTAX_DB_READ,
  SYNTAX_DRIVE,
  SYNTAX_NCK,
  SYNTAX_NCK_INCH,
  SYNTAX_NCK_METRIC,
  SYNTAX_R_ID,
  SYNTAX_SYMBOLIC,
  TYPE_BOOL,
  TYPES,
} from './s7comm.tables.ts'

/** First byte of every address: a variable specification. */
const SPECIFICATION = 0x12

/** Reads the addresses of a job; each starts at an even offset. */
export function readItems(cursor: Cursor, count: number): Item[] {
  return cursor.each('items', count, limits.dissect.listItems, (index) => {
    const item = readItem(cursor)
    const odd = (cursor.offset & 1) !== 0
    if (odd && index < count - 1 && cursor.left > 0) cursor.skip(1)
    return item
  })
}

function readItem(cursor: Cursor): Item {
  cursor.expect('specification', cursor.u8('specification') === SPECIFICATION, 'is 0x12')
  const size = cursor.u8('specification_length')
  return cursor.within('address', size, () => {
    const syntax = cursor.u8('syntax_id')
    return { syntax, addresses: addressesOf(cursor, syntax) }
  })
}

function addressesOf(cursor: Cursor, syntax: number): string[] {
  switch (syntax) {
    case SYNTAX_ANY:
      return [anyPointer(cursor)]
    case SYNTAX_DB_READ:
      return cursor.each('areas', cursor.u8('number'), limits.dissect.listItems, () => {
        const count = cursor.u8('count')
        const db = cursor.u16('db')
        return pointer(`DB${db}.DBX${cursor.u16('address')}.0`, 'BYTE', count)
      })
    case SYNTAX_NCK:
    case SYNTAX_NCK_METRIC:
    case SYNTAX_NCK_INCH:
      return [nckAddress(cursor)]
    case SYNTAX_DRIVE: {
      cursor.raw('drive', 5)
      const number = cursor.u16('parameter')
      return [`drive parameter ${number}[${cursor.u16('index')}]`]
    }
    case SYNTAX_SYMBOLIC:
      return [symbolicAddress(cursor)]
    case SYNTAX_R_ID:
      cursor.skip(1)
      return [`R_ID ${hexOf(cursor.u32('r_id'), 8)}`]
    default:
      cursor.expect('syntax_id', false, 'is not a known way to address')
      cursor.rest('bytes')
      return [`syntax ${hexOf(syntax, 2)}`]
  }
}

/** An ANY pointer: type, count, data block, area and bit address. */
function anyPointer(cursor: Cursor): string {
  const type = cursor.u8('transport_size')
  const count = cursor.u16('count')
  const db = cursor.u16('db')
  const area = cursor.u8('area')
  const address = cursor.u24('address')
  const letters = AREAS[area]
  const named = TYPES[type]
  cursor.expect('area', letters !== undefined, 'is not a known memory area')
  cursor.expect('transport_size', named !== undefined, 'is not a known type')
  const [name, width] = named ?? [`type ${hexOf(type, 2)}`, 'X']
  const where = letters ?? `area ${hexOf(area, 2)} `
  if (NUMBERED_AREAS.has(area)) return several(`${where}${address}`, count)
  const byte = address >> 3
  const bit = address & 7
  const block = area === AREA_DB ? `DB${db}.DB` : area === AREA_DI ? `DI${db}.DI` : where
  const single = count === 1 && type <= 8
  if (single && type === TYPE_BOOL)
    return area === AREA_DB || area === AREA_DI ? `${block}X${byte}.${bit}` : `${block}${byte}.${bit}`
  if (single && bit === 0) return `${block}${width}${byte}`
  const start = area === AREA_DB || area === AREA_DI ? `${block}X${byte}.${bit}` : `${block}${byte}.${bit}`
  return pointer(start, name, count)
}

/** A run of elements in the notation of STEP 7, as `P#DB10.DBX0.0 BYTE 16`. */
function pointer(start: string, type: string, count: number): string {
  return `P#${start} ${type} ${count}`
}

function several(first: string, count: number): string {
  return count === 1 ? first : `${first} (${count})`
}

function nckAddress(cursor: Cursor): string {
  const place = cursor.u8('nck_area_unit')
  const column = cursor.u16('nck_column')
  const line = cursor.u16('nck_line')
  const module = cursor.u8('nck_module')
  const lines = cursor.u8('nck_line_count')
  const area = NCK_AREAS[place >> 5] ?? '?'
  const first = `NCK ${area}${place & 0x1f} module ${hexOf(module, 2)} column ${column} line ${line}`
  return several(first, lines)
}

/** A symbolic address of the S7-1200: a root, a checksum of the symbol, and numbered steps into it. */
function symbolicAddress(cursor: Cursor): string {
  cursor.skip(1)
  const root = cursor.u16('root')
  const second = cursor.u16('root_detail')
  const area = root === SYMBOLIC_DB ? `DB${second}` : (SYMBOLIC_AREAS[second] ?? hexOf(second, 4))
  cursor.u32('symbol_checksum')
  const steps = cursor.each('steps', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const step = cursor.u32('step')
    return `${step & 0x0fffffff}`
  })
  return [area, ...steps].join('.')
}

/** A number as `0x…` with at least so many digits. */
export function hexOf(value: number, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`
}
