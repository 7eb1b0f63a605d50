import { limits } from '../../../base/limits.ts'
import type { Attribute } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { hexOf } from './items.ts'
import {
  CAPABILITY,
  COMMUNICATION,
  COMPONENT_NAMES,
  COMPONENTS,
  DIAGNOSTIC_BUFFER,
  FIRMWARE,
  HARDWARE,
  IDENTIFICATION,
  IDENTIFICATION_SIZE,
  LISTS,
  MODES,
  MODULE,
  OPERATING_MODE,
  SIEMENS,
  SWITCHES,
} from './szl.tables.ts'
import { readTimestamp } from './time.ts'

/** One attribute that a system status list tells of the controller, or of a part of it. */
export interface Told {
  attribute: Attribute
  value: string
  part?: string
}

/** A system status list, or the question for one. */
export interface Szl {
  id: number
  index: number
  told: Told[]
}

/** Names a list as its readers do: `SZL 0x0011/0x0000`. */
export function szlName(szl: Szl): string {
  return `SZL ${hexOf(szl.id, 4)}/${hexOf(szl.index, 4)}`
}

/** Whether a list says what the controller is. */
export function identifies(id: number): boolean {
  const list = id & 0xff
  return list === IDENTIFICATION || list === COMPONENTS
}

/** Reads which list is asked for. */
export function readSzlRequest(cursor: Cursor): Szl {
  const id = cursor.u16('szl_id')
  cursor.derive('szl_id_name', LISTS[id & 0xff] ?? 'unknown')
  return { id, index: cursor.u16('szl_index'), told: [] }
}

/** Reads a list: its name again, then records of one size. */
export function readSzl(cursor: Cursor): Szl {
  const szl = readSzlRequest(cursor)
  if (cursor.left === 0) return szl
  const size = cursor.u16('record_size')
  const count = cursor.u16('record_count')
  // A list of all lists and of diagnostic events may be cut by the controller itself to what one answer holds.
  const records = cursor.each('records', size === 0 ? 0 : count, limits.dissect.listItems, () =>
    cursor.within('record', size, () => readRecord(cursor, szl)),
  )
  szl.told = records.flat()
  return szl
}

function readRecord(cursor: Cursor, szl: Szl): Told[] {
  switch (szl.id & 0xff) {
    case IDENTIFICATION:
      return cursor.left >= IDENTIFICATION_SIZE ? identification(cursor) : raw(cursor)
    case COMPONENTS:
      return component(cursor)
    case OPERATING_MODE:
      return operatingMode(cursor)
    case CAPABILITY:
      return szl.index === 1 ? capability(cursor) : raw(cursor)
    case COMMUNICATION:
      return szl.index === 4 ? protection(cursor) : raw(cursor)
    case DIAGNOSTIC_BUFFER:
      return diagnosticEvent(cursor)
    default:
      return raw(cursor)
  }
}

function raw(cursor: Cursor): Told[] {
  cursor.rest('bytes')
  return []
}

/** Order number, type and two versions; what they are of follows from the index. */
function identification(cursor: Cursor): Told[] {
  const index = cursor.u16('index')
  const order = cursor.text('order_number', 20)
  cursor.u16('module_type')
  const letter = cursor.u8('version_letter')
  const major = cursor.u8('version_major')
  const minor = cursor.u8('version_minor')
  const patch = cursor.u8('version_patch')
  if (index === MODULE) return [{ attribute: 'orderNumber', value: order }, ...makerOf(order)]
  if (index === HARDWARE)
    return [
      {
        attribute: 'hardware',
        value: isLetter(letter) ? String.fromCharCode(letter) + major : String(major),
      },
    ]
  if (index !== FIRMWARE) return []
  if (!isLetter(letter)) return []
  const version = `${String.fromCharCode(letter)}${major}.${minor}.${patch}`
  return [{ attribute: 'firmware', value: cursor.derive('firmware', version) }]
}

function isLetter(code: number): boolean {
  return code >= 0x41 && code <= 0x5a
}

/** Siemens numbers begin with two digits' worth of product line; other makers of S7 controllers use numbers of their own. */
function makerOf(order: string): Told[] {
  return /^6(ES|AG|GK|AV|FC|ED)\d/.test(order) ? [{ attribute: 'vendor', value: 'Siemens' }] : []
}

const NAMED: { readonly [index: number]: Attribute } = {
  1: 'name',
  2: 'name',
  3: 'project',
  5: 'serial',
  7: 'model',
  11: 'location',
}
const COPYRIGHT = 4
const MEMORY_CARD = 8
const MANUFACTURER = 9
const OEM = 10

function component(cursor: Cursor): Told[] {
  const index = cursor.u16('index') & 0xff
  const name = COMPONENT_NAMES[index]
  if (index === MANUFACTURER) {
    const id = cursor.u16('manufacturer_id')
    cursor.u16('profile_id')
    cursor.u16('profile_type')
    return id === SIEMENS ? [{ attribute: 'vendor', value: 'Siemens' }] : []
  }
  if (name === undefined || index === OEM) return raw(cursor)
  const value = cursor.text(name, Math.min(32, cursor.left)).trim()
  if (index === COPYRIGHT)
    return value === 'Original Siemens Equipment' ? [{ attribute: 'vendor', value: 'Siemens' }] : []
  if (index === MEMORY_CARD) return [{ attribute: 'serial', value, part: 'memory card' }]
  return [{ attribute: NAMED[index]!, value }, ...roleOf(index, value)]
}

/** A module type that is a CPU makes the whole a controller. */
function roleOf(index: number, value: string): Told[] {
  return index === 7 && /^CPU\b|^IM\s?151-8/.test(value) ? [{ attribute: 'role', value: 'plc' }] : []
}

function operatingMode(cursor: Cursor): Told[] {
  cursor.u16('event')
  cursor.u8('event_class')
  const mode = cursor.u8('transition')
  const reached = MODES[mode & 0x0f] ?? `mode ${mode & 0x0f}`
  cursor.derive('operating_mode', reached)
  cursor.derive('previous_mode', MODES[mode >> 4] ?? 'none')
  cursor.raw('reserved', Math.min(4, cursor.left))
  cursor.raw('startup', Math.min(4, cursor.left))
  if (cursor.left >= 8) readTimestamp(cursor)
  return [{ attribute: 'state', value: reached }]
}

/** How much the controller can talk: size of a unit, connections, speeds. */
function capability(cursor: Cursor): Told[] {
  cursor.u16('index')
  cursor.u16('pdu_length')
  cursor.u16('connections')
  cursor.u32('mpi_speed')
  cursor.u32('bus_speed')
  return raw(cursor)
}

/** Protection levels and the position of the mode selector. */
function protection(cursor: Cursor): Told[] {
  cursor.u16('index')
  cursor.u16('key_protection_level')
  cursor.u16('assigned_protection_level')
  cursor.u16('valid_protection_level')
  const position = cursor.u16('mode_selector')
  cursor.derive('mode_selector_name', SWITCHES[position] ?? 'unknown')
  cursor.u16('startup_switch')
  cursor.rest('checksums')
  return []
}

function diagnosticEvent(cursor: Cursor): Told[] {
  cursor.u16('event')
  cursor.u8('priority_class')
  cursor.u8('ob_number')
  cursor.u16('data_id')
  cursor.u16('info_1')
  cursor.u32('info_2')
  readTimestamp(cursor)
  return []
}
