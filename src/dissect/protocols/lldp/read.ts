import { ipv4Text, ipv6Text, macText } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import type { Attribute } from '../../../model/observation.ts'
import { type Cursor, hex, plainText } from '../../cursor.ts'
import {
  CAPABILITIES,
  CHASSIS_MAC,
  CHASSIS_NETWORK,
  CHASSIS_SUBTYPES,
  IPV4_FAMILY,
  IPV6_FAMILY,
  MAC_FAMILY,
  PORT_MAC,
  PORT_NETWORK,
  PORT_SUBTYPES,
  TLV,
} from './lldp.tables.ts'
import { readOrganizational } from './organizational.ts'

/** What one LLDP frame says of its sender. */
export interface Lldp {
  chassisSubtype: number
  chassisId: string
  portSubtype: number
  portId: string
  /** Seconds that the information is good for; 0 says that the sender leaves. */
  timeToLive: number
  systemName: string
  systemDescription: string
  /** Capability bits in use. */
  enabled: number
  /** Management addresses that are IPs, in canonical text. */
  addresses: string[]
  /** MAC of the whole device, from the chassis ID or the PROFINET chassis MAC. */
  deviceMac: string
  inventory: { attribute: Attribute; value: string }[]
  profinet: boolean
  /** Types of the TLVs in their order. */
  types: number[]
}

/** Reads a whole frame: TLVs until the one that ends it; what follows is padding. */
export function readLldp(cursor: Cursor): Lldp {
  const lldp: Lldp = {
    chassisSubtype: 0,
    chassisId: '',
    portSubtype: 0,
    portId: '',
    timeToLive: -1,
    systemName: '',
    systemDescription: '',
    enabled: 0,
    addresses: [],
    deviceMac: '',
    inventory: [],
    profinet: false,
    types: [],
  }
  cursor.each('tlvs', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => readTlv(cursor, lldp))
  expectOrder(cursor, lldp.types)
  return lldp
}

function readTlv(cursor: Cursor, lldp: Lldp): void {
  const header = cursor.u16('tlv_header')
  const type = cursor.derive('tlv_type', header >> 9, 2)
  const size = cursor.derive('tlv_length', header & 0x1ff, 2)
  lldp.types.push(type)
  if (type === TLV.end) {
    cursor.expect('tlv_length', size === 0, 'is 0 at the end of the frame')
    cursor.skip(cursor.left)
    return
  }
  cursor.within('tlv', size, () => (BODIES[type] ?? readReserved)(cursor, lldp))
}

const BODIES: { readonly [type: number]: (cursor: Cursor, lldp: Lldp) => void } = {
  [TLV.chassisId]: readChassis,
  [TLV.portId]: readPort,
  [TLV.timeToLive]: (cursor, lldp) => {
    lldp.timeToLive = cursor.u16('ttl')
  },
  [TLV.portDescription]: (cursor) => {
    cursor.text('port_description', cursor.left, 'utf8')
  },
  [TLV.systemName]: (cursor, lldp) => {
    lldp.systemName = cursor.text('system_name', cursor.left, 'utf8').trim()
  },
  [TLV.systemDescription]: (cursor, lldp) => {
    lldp.systemDescription = cursor.text('system_description', cursor.left, 'utf8').trim()
  },
  [TLV.capabilities]: (cursor, lldp) => {
    capabilities(cursor, 'capabilities')
    lldp.enabled = capabilities(cursor, 'enabled_capabilities')
  },
  [TLV.managementAddress]: readManagementAddress,
  [TLV.organizational]: readOrganizational,
}

function readReserved(cursor: Cursor): void {
  cursor.expect('tlv_type', false, 'is reserved')
  cursor.rest('data')
}

function readChassis(cursor: Cursor, lldp: Lldp): void {
  const subtype = cursor.u8('chassis_id_subtype')
  cursor.derive('chassis_id_subtype_name', CHASSIS_SUBTYPES[subtype] ?? 'reserved', 1)
  cursor.expect('chassis_id', cursor.left > 0, 'is empty')
  lldp.chassisSubtype = subtype
  lldp.chassisId = identifier(cursor, 'chassis_id', subtype === CHASSIS_MAC, subtype === CHASSIS_NETWORK)
  if (subtype === CHASSIS_MAC) lldp.deviceMac = lldp.chassisId
}

function readPort(cursor: Cursor, lldp: Lldp): void {
  const subtype = cursor.u8('port_id_subtype')
  cursor.derive('port_id_subtype_name', PORT_SUBTYPES[subtype] ?? 'reserved', 1)
  cursor.expect('port_id', cursor.left > 0, 'is empty')
  lldp.portSubtype = subtype
  lldp.portId = identifier(cursor, 'port_id', subtype === PORT_MAC, subtype === PORT_NETWORK)
}

/** A chassis or port identifier in words: an address where the subtype says so, else text. */
function identifier(cursor: Cursor, name: string, isMac: boolean, isNetwork: boolean): string {
  const size = cursor.left
  if (isMac && cursor.expect(name, size === 6, 'is not the six bytes of a MAC')) {
    const at = cursor.at
    cursor.skip(6)
    return cursor.derive(name, macText(cursor.bytes, at), 6)
  }
  if (isNetwork) return address(cursor, name, cursor.u8(`${name}_family`), size - 1)
  const at = cursor.at
  cursor.skip(size)
  return cursor.derive(name, plainText(cursor.bytes, at, at + size, 'utf8').trim(), size)
}

/** An address of an IANA family in words; of other families, hex. */
function address(cursor: Cursor, name: string, family: number, size: number): string {
  const at = cursor.at
  cursor.skip(size)
  const { bytes } = cursor
  const text =
    family === IPV4_FAMILY && size === 4
      ? ipv4Text(bytes, at)
      : family === IPV6_FAMILY && size === 16
        ? ipv6Text(bytes, at)
        : family === MAC_FAMILY && size === 6
          ? macText(bytes, at)
          : hex(bytes.subarray(at, at + size))
  return cursor.derive(name, text, size)
}

function capabilities(cursor: Cursor, name: string): number {
  const bits = cursor.u16(name)
  const words = CAPABILITIES.filter((_, bit) => (bits & (1 << bit)) !== 0)
  cursor.derive(`${name}_names`, words.join(', '), 2)
  return bits
}

/** IEEE 802.1AB-2016 clause 8.5.9. */
function readManagementAddress(cursor: Cursor, lldp: Lldp): void {
  const length = cursor.u8('address_string_length')
  const family = cursor.u8('address_subtype')
  cursor.expect('address_string_length', length >= 2 && length <= 32, 'is 2 to 32')
  const text = address(cursor, 'management_address', family, Math.min(Math.max(length - 1, 0), cursor.left))
  if ((family === IPV4_FAMILY && length === 5) || (family === IPV6_FAMILY && length === 17))
    lldp.addresses.push(text)
  cursor.u8('interface_numbering_subtype')
  cursor.u32('interface_number')
  const size = cursor.u8('oid_length')
  cursor.within('oid', size, () => cursor.rest('object_identifier'))
}

/** Clause 9.2.7.7: chassis, port and time to live come first, in this order and once each. */
function expectOrder(cursor: Cursor, types: readonly number[]): void {
  const first = [TLV.chassisId, TLV.portId, TLV.timeToLive]
  cursor.expect(
    'tlvs',
    first.every((type, index) => types[index] === type),
    'do not begin with chassis ID, port ID and time to live',
  )
  cursor.expect(
    'tlvs',
    first.every((type) => types.filter((one) => one === type).length <= 1),
    'hold a chassis ID, port ID or time to live twice',
  )
}
