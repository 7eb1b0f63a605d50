import { ipv4Text, ipv6Text } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import { type Cursor, hex } from '../../cursor.ts'
import { CAPABILITIES, LLC, NLPID, NLPID_IPV4, SNAP_IPV6, TLV, TLV_NAMES } from './cdp.tables.ts'

/** What one CDP frame says of its sender. */
export interface Cdp {
  deviceId: string
  systemName: string
  software: string
  platform: string
  location: string
  capabilities: number
  /** IP addresses of the device, in canonical text, each once. */
  addresses: string[]
}

/** Reads a whole frame. The checksum is passed over: senders disagree on how an odd last byte counts. */
export function readCdp(cursor: Cursor): Cdp {
  const cdp: Cdp = {
    deviceId: '',
    systemName: '',
    software: '',
    platform: '',
    location: '',
    capabilities: 0,
    addresses: [],
  }
  const version = cursor.u8('version')
  cursor.expect('version', version === 1 || version === 2, 'is 1 or 2')
  cursor.u8('ttl')
  cursor.u16('checksum')
  cursor.each('tlvs', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const type = cursor.u16('tlv_type')
    cursor.derive('tlv_name', TLV_NAMES[type] ?? `type ${type}`, 2)
    const size = cursor.u16('tlv_length')
    cursor.expect('tlv_length', size >= 4, 'counts its own four bytes')
    cursor.within('tlv', Math.max(size - 4, 0), () => (BODIES[type] ?? readUnknown)(cursor, cdp))
  })
  return cdp
}

const BODIES: { readonly [type: number]: (cursor: Cursor, cdp: Cdp) => void } = {
  [TLV.deviceId]: (cursor, cdp) => {
    cdp.deviceId = whole(cursor, 'device_id')
  },
  [TLV.addresses]: readAddresses,
  [TLV.managementAddresses]: readAddresses,
  [TLV.portId]: (cursor) => {
    whole(cursor, 'port_id')
  },
  [TLV.capabilities]: (cursor, cdp) => {
    cdp.capabilities = cursor.u32('capabilities')
    const words = CAPABILITIES.filter((_, bit) => (cdp.capabilities & (1 << bit)) !== 0)
    cursor.derive('capabilities_names', words.join(', '), 4)
  },
  [TLV.software]: (cursor, cdp) => {
    cdp.software = whole(cursor, 'software_version')
  },
  [TLV.platform]: (cursor, cdp) => {
    cdp.platform = whole(cursor, 'platform')
  },
  [TLV.prefixes]: (cursor) => {
    // Four bytes are the default gateway of a stub router; longer ones are prefixes with their lengths.
    if (cursor.left === 4) ipv4(cursor, 'gateway')
    else
      cursor.each('prefixes', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
        ipv4(cursor, 'prefix')
        cursor.u8('prefix_length')
      })
  },
  [TLV.hello]: (cursor) => {
    cursor.u24('oui')
    cursor.u16('protocol_id')
    cursor.rest('protocol_data')
  },
  [TLV.vtpDomain]: (cursor) => {
    whole(cursor, 'vtp_domain')
  },
  [TLV.nativeVlan]: (cursor) => {
    cursor.u16('native_vlan')
  },
  [TLV.duplex]: (cursor) => {
    cursor.u8('full_duplex')
  },
  [TLV.applianceReply]: readAppliance,
  [TLV.applianceQuery]: readAppliance,
  [TLV.power]: (cursor) => {
    cursor.u16('power_milliwatts')
  },
  [TLV.mtu]: (cursor) => {
    cursor.u32('mtu')
  },
  [TLV.extendedTrust]: (cursor) => {
    cursor.u8('extended_trust')
  },
  [TLV.untrustedCos]: (cursor) => {
    cursor.u8('untrusted_cos')
  },
  [TLV.systemName]: (cursor, cdp) => {
    cdp.systemName = whole(cursor, 'system_name')
  },
  [TLV.location]: (cursor, cdp) => {
    cursor.u8('location_type')
    cdp.location = whole(cursor, 'location')
  },
  [TLV.powerRequested]: readPower,
  [TLV.powerAvailable]: readPower,
  [TLV.unidirectional]: (cursor) => {
    cursor.u8('port_unidirectional')
  },
}

function readUnknown(cursor: Cursor): void {
  cursor.rest('data')
}

function whole(cursor: Cursor, name: string): string {
  return cursor.text(name, cursor.left, 'utf8').trim()
}

function ipv4(cursor: Cursor, name: string): void {
  const at = cursor.at
  cursor.skip(4)
  cursor.derive(name, ipv4Text(cursor.bytes, at), 4)
}

function readAppliance(cursor: Cursor): void {
  cursor.u8('appliance')
  cursor.u16('appliance_vlan')
}

function readPower(cursor: Cursor): void {
  cursor.u16('request_id')
  cursor.u16('management_id')
  cursor.each('milliwatts', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => cursor.u32('value'))
}

function readAddresses(cursor: Cursor, cdp: Cdp): void {
  const count = cursor.u32('number_of_addresses')
  cursor.each('addresses', count, limits.dissect.listItems, () => {
    const kind = cursor.u8('protocol_type')
    const protocol = cursor.raw('protocol', cursor.u8('protocol_length'))
    const size = cursor.u16('address_length')
    const at = cursor.at
    cursor.skip(size)
    const ip =
      kind === NLPID && protocol[0] === NLPID_IPV4 && size === 4
        ? ipv4Text(cursor.bytes, at)
        : kind === LLC && hex(protocol) === SNAP_IPV6 && size === 16
          ? ipv6Text(cursor.bytes, at)
          : ''
    cursor.derive('address', ip === '' ? hex(cursor.bytes.subarray(at, at + size)) : ip, size)
    if (ip !== '' && !cdp.addresses.includes(ip)) cdp.addresses.push(ip)
  })
}
