import { ipv4Text, macText } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { DEVICE_TYPES, STATES } from './cip.tables.ts'
import { readPath } from './path.ts'
import { vendorName } from './vendors.ts'

/** The value of one attribute, as read from a reply or a request. */
export interface Attribute {
  id: number
  value: number | string
}

/** Reads the value of one attribute; gives the part of it that means something by itself. */
type Reader = (cursor: Cursor, name: string) => number | string
type Known = readonly [name: string, read: Reader]

const u8: Reader = (cursor, name) => cursor.u8(name)
const u16: Reader = (cursor, name) => cursor.u16le(name)
const u32: Reader = (cursor, name) => cursor.u32le(name)
const u64: Reader = (cursor, name) => String(cursor.u64le(name))
/** SHORT_STRING: a length of one byte (Volume 1, Appendix C-5.2). */
const shortText: Reader = (cursor, name) => cursor.text(name, cursor.u8(`${name}_size`))
/** STRING: a length of two bytes, padded to a word inside structures of the TCP/IP object. */
const longText: Reader = (cursor, name) => {
  const size = cursor.u16le(`${name}_size`)
  const text = cursor.text(name, size)
  if (size % 2 === 1 && cursor.left > 0) cursor.skip(1)
  return text
}
/** An address that is kept as a number of 32 bits, least significant byte first. */
const address: Reader = (cursor, name) => {
  const bytes = cursor.raw(`${name}_bytes`, 4)
  return cursor.derive(name, ipv4Text(bytes.toReversed(), 0), 4)
}
const mac: Reader = (cursor, name) => cursor.derive(name, macText(cursor.raw(`${name}_bytes`, 6), 0), 6)
const revision: Reader = (cursor, name) => {
  const major = cursor.u8('major_revision')
  const minor = cursor.u8('minor_revision')
  return cursor.derive(name, `${major & 0x7f}.${minor}`, 2)
}
const serial: Reader = (cursor, name) => serialText(cursor.u32le(name))
const path: Reader = (cursor, name) => {
  readPath(cursor, name, cursor.u16le(`${name}_words`))
  return ''
}
const raw =
  (size: number): Reader =>
  (cursor, name) => {
    cursor.raw(name, size)
    return ''
  }
const numbers: Reader = (cursor, name) => {
  const count = cursor.u16le(`${name}_count`)
  cursor.each(name, count, limits.dissect.listItems, () => cursor.u16le('number'))
  return count
}

/** A serial number as labels print it: eight hexadecimal digits. */
export function serialText(serial: number): string {
  return `0x${serial.toString(16).padStart(8, '0')}`
}

/** Interface configuration (Volume 2, 5-4.3.2.5): address, mask, gateway, two name servers, domain. */
const interfaceConfiguration: Reader = (cursor) => {
  const ip = address(cursor, 'ip_address')
  address(cursor, 'network_mask')
  address(cursor, 'gateway')
  address(cursor, 'name_server')
  address(cursor, 'name_server_2')
  longText(cursor, 'domain_name')
  return ip
}

const CLASS_ATTRIBUTES: { readonly [id: number]: Known } = {
  1: ['object_revision', u16],
  2: ['max_instance', u16],
  3: ['number_of_instances', u16],
  4: ['optional_attributes', numbers],
  5: ['optional_services', numbers],
  6: ['max_class_attribute', u16],
  7: ['max_instance_attribute', u16],
}

const vendor: Reader = (cursor, name) => {
  const id = cursor.u16le(name)
  cursor.derive('vendor_name', vendorName(id) ?? 'unknown', 2)
  return id
}
const deviceType: Reader = (cursor, name) => {
  const type = cursor.u16le(name)
  cursor.derive('device_type_name', DEVICE_TYPES[type] ?? 'unknown', 2)
  return type
}
const state: Reader = (cursor, name) => {
  const code = cursor.u8(name)
  cursor.derive('device_state', STATES[code] ?? `0x${code.toString(16)}`, 1)
  return code
}

/** Attributes by class: Identity (Volume 1, 5-2.2), Message Router (5-3.2), Port (3-7.2), TCP/IP (Volume 2, 5-4.3), Ethernet Link (5-5.3). */
const KNOWN: { readonly [id: number]: { readonly [attribute: number]: Known } } = {
  0x01: {
    1: ['vendor_id', vendor],
    2: ['device_type_id', deviceType],
    3: ['product_code', u16],
    4: ['revision', revision],
    5: ['device_status', u16],
    6: ['serial_number', serial],
    7: ['product_name', shortText],
    8: ['state', state],
    9: ['configuration_consistency', u16],
    10: ['heartbeat_interval', u8],
    11: ['active_language', raw(3)],
  },
  0x02: { 1: ['object_list', numbers], 2: ['max_connections', u16] },
  0xf4: {
    1: ['port_type', u16],
    2: ['port_number', u16],
    3: ['link_object', path],
    4: ['port_name', shortText],
    5: ['port_type_name', shortText],
    6: ['port_description', shortText],
  },
  0xf5: {
    1: ['interface_status', u32],
    2: ['configuration_capability', u32],
    3: ['configuration_control', u32],
    4: ['physical_link', path],
    5: ['interface_configuration', interfaceConfiguration],
    6: ['host_name', longText],
    7: ['safety_network_number', raw(6)],
    8: ['ttl_value', u8],
    9: ['multicast_configuration', raw(8)],
    10: ['select_acd', u8],
    11: ['last_conflict', raw(35)],
    12: ['quick_connect', u8],
    13: ['inactivity_timeout', u16],
  },
  0xf6: {
    1: ['interface_speed', u32],
    2: ['interface_flags', u32],
    3: ['physical_address', mac],
    4: ['interface_counters', raw(44)],
    5: ['media_counters', raw(48)],
    6: ['interface_control', raw(4)],
    7: ['interface_type', u8],
    8: ['interface_state', u8],
    9: ['admin_state', u8],
    10: ['interface_label', shortText],
  },
  0x43: { 1: ['ptp_enable', u8], 2: ['synchronized', u8], 3: ['system_time', u64] },
  0x39: { 11: ['device_status', u8], 12: ['exception_status', u8] },
  0x37: {
    1: ['file_state', u8],
    3: ['instance_format', u16],
    5: ['file_revision', revision],
    6: ['file_size', u32],
  },
  // Rockwell, Wall Clock Time: microseconds since 1970, as controllers give and take them.
  0x8b: { 6: ['current_value', u64], 11: ['utc_value', u64] },
  // Rockwell, Symbol: 1756-PM020, "Symbol object".
  0x6b: {
    1: ['symbol_name', (cursor, name) => cursor.text(name, cursor.u16le(`${name}_size`))],
    2: ['symbol_type', u16],
    3: ['symbol_address', u32],
    5: ['symbol_object_address', u32],
    6: ['software_control', u32],
    7: ['symbol_size', u16],
    8: ['dimensions', raw(12)],
    10: ['external_access', u8],
  },
  // Rockwell, Template: 1756-PM020, "Template object".
  0x6c: {
    1: ['structure_handle', u16],
    2: ['member_count', u16],
    4: ['definition_words', u32],
    5: ['structure_bytes', u32],
  },
}

/** Attributes that Get_Attributes_All gives, in their order (Volume 1, 5-2.3.1; Volume 2, 5-4.4 and 5-5.4). */
const ALL: { readonly [id: number]: readonly number[] } = {
  0x01: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  0x02: [1, 2],
  0xf4: [1, 2, 3, 4],
  0xf5: [1, 2, 3, 4, 5, 6],
  0xf6: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
}

function known(classId: number, instance: number, id: number): Known | undefined {
  return instance === 0 ? CLASS_ATTRIBUTES[id] : KNOWN[classId]?.[id]
}

/** Reads one attribute's value; gives undefined, and reads nothing, when its type is not known. */
export function readAttribute(
  cursor: Cursor,
  classId: number,
  instance: number,
  id: number,
): Attribute | undefined {
  const found = known(classId, instance, id)
  if (found === undefined) return undefined
  return { id, value: found[1](cursor, found[0]) }
}

/** Reads what Get_Attributes_All gave, as far as the order of attributes is known. */
export function readAll(cursor: Cursor, classId: number, instance: number): Attribute[] {
  const order = instance === 0 ? [] : (ALL[classId] ?? [])
  const found: Attribute[] = []
  for (const id of order) {
    if (cursor.left === 0) break
    const one = readAttribute(cursor, classId, instance, id)
    if (one !== undefined) found.push(one)
  }
  if (cursor.left > 0) cursor.rest('attribute_data')
  return found
}

/**
 * Reads a list of attributes with their values: of a request that sets them, or (`statuses`) of a reply, where each has a status. The
 * first value of unknown type ends the list, because its size is unknown too.
 */
export function readList(cursor: Cursor, classId: number, instance: number, statuses: boolean): Attribute[] {
  const found: Attribute[] = []
  let lost = false
  const count = cursor.u16le('attribute_count')
  const most = Math.min(count, limits.dissect.listItems)
  cursor.each('attributes', Number.POSITIVE_INFINITY, most, () => {
    if (lost) {
      cursor.rest('attribute_data')
      return
    }
    const id = cursor.u16le('attribute_id')
    const status = statuses ? cursor.u16le('attribute_status') : 0
    if (status !== 0) return
    const one = cursor.left === 0 ? { id, value: '' } : readAttribute(cursor, classId, instance, id)
    if (one === undefined) lost = true
    found.push(one ?? { id, value: '' })
  })
  return found
}
