import { readMac } from '../../addresses.ts'
import type { Cursor } from '../../cursor.ts'
import {
  IEEE_8021,
  IEEE_8023,
  MED,
  MED_INVENTORY,
  ORGANIZATIONAL,
  ORGANIZATIONS,
  PROFINET,
} from './lldp.tables.ts'
import type { Lldp } from './read.ts'

const MAX_VLANS = 4095

/** Reads one organizational TLV behind its header and keeps of it what identifies the sender. */
export function readOrganizational(cursor: Cursor, lldp: Lldp): void {
  const oui = cursor.u24('oui')
  const subtype = cursor.u8('subtype')
  cursor.derive('organization', ORGANIZATIONS[oui] ?? 'unknown')
  cursor.derive('name', ORGANIZATIONAL[oui]?.[subtype] ?? `subtype ${subtype}`)
  if (oui === IEEE_8021) read8021(cursor, subtype)
  else if (oui === IEEE_8023) read8023(cursor, subtype)
  else if (oui === MED) readMed(cursor, subtype, lldp)
  else if (oui === PROFINET) {
    lldp.profinet = true
    readProfinet(cursor, subtype, lldp)
  }
  if (cursor.left > 0) cursor.rest('data')
}

/** IEEE 802.1Q-2018 annex D.2. */
function read8021(cursor: Cursor, subtype: number): void {
  if (subtype === 1) vlan(cursor, 'port_vlan_id')
  else if (subtype === 2) {
    cursor.u8('flags')
    vlan(cursor, 'port_and_protocol_vlan_id')
  } else if (subtype === 3) {
    vlan(cursor, 'vlan_id')
    const size = cursor.u8('vlan_name_length')
    cursor.expect('vlan_name_length', size <= 32, 'is at most 32')
    cursor.within('vlan', size, () => cursor.text('vlan_name', cursor.left, 'utf8'))
  } else if (subtype === 4) {
    const size = cursor.u8('protocol_identity_length')
    cursor.within('protocol', size, () => cursor.rest('protocol_identity'))
  } else if (subtype === 5) cursor.u32('vid_usage_digest')
  else if (subtype === 6) vlan(cursor, 'management_vid')
  else if (subtype === 7) readAggregation(cursor)
  else if (subtype === 11) {
    cursor.u8('willing_and_capability')
    cursor.u8('pfc_enable')
  } else if (subtype === 12) {
    cursor.skip(1)
    cursor.each('applications', Number.POSITIVE_INFINITY, MAX_VLANS, () => {
      cursor.u8('priority_and_selector')
      cursor.u16('application_protocol_id')
    })
  }
}

function vlan(cursor: Cursor, name: string): void {
  const id = cursor.u16(name)
  cursor.expect(name, id <= MAX_VLANS, 'is a VLAN of 0 to 4095')
}

function readAggregation(cursor: Cursor): void {
  cursor.u8('aggregation_status')
  cursor.u32('aggregated_port_id')
}

/** IEEE 802.3-2018 clause 79.3. */
function read8023(cursor: Cursor, subtype: number): void {
  if (subtype === 1) {
    cursor.u8('auto_negotiation')
    cursor.u16('advertised_capability')
    cursor.u16('operational_mau_type')
  } else if (subtype === 2) {
    cursor.u8('mdi_power_support')
    cursor.u8('pse_power_pair')
    cursor.u8('power_class')
    if (cursor.left < 5) return
    cursor.u8('power_type_source_priority')
    cursor.u16('pd_requested_power')
    cursor.u16('pse_allocated_power')
  } else if (subtype === 3) readAggregation(cursor)
  else if (subtype === 4) cursor.u16('maximum_frame_size')
  else if (subtype === 5)
    for (const name of ['transmit', 'receive', 'fallback_receive', 'echo_transmit', 'echo_receive'])
      cursor.u16(`${name}_wake_time`)
}

/** ANSI/TIA-1057 clause 10.2. */
function readMed(cursor: Cursor, subtype: number, lldp: Lldp): void {
  const attribute = MED_INVENTORY[subtype]
  if (attribute !== undefined)
    lldp.inventory.push({ attribute, value: cursor.text('value', cursor.left, 'utf8').trim() })
  else if (subtype === 1) {
    cursor.u16('med_capabilities')
    cursor.u8('device_class')
  } else if (subtype === 2) {
    cursor.u8('application_type')
    cursor.u24('policy')
  } else if (subtype === 3) {
    cursor.u8('location_format')
    cursor.rest('location_id')
  } else if (subtype === 4) {
    cursor.u8('power_type_source_priority')
    cursor.u16('power_value')
  }
}

/** IEC 61158-6-10, LLDP_PNIO TLVs. */
function readProfinet(cursor: Cursor, subtype: number, lldp: Lldp): void {
  if (subtype === 1)
    for (const name of ['rx_local', 'rx_remote', 'tx_local', 'tx_remote', 'cable_local'])
      cursor.u32(`${name}_delay`)
  else if (subtype === 2) {
    cursor.u16('rtclass2_port_status')
    cursor.u16('rtclass3_port_status')
  } else if (subtype === 3) cursor.text('alias', cursor.left)
  else if (subtype === 4) {
    cursor.raw('mrp_domain_uuid', 16)
    cursor.u16('mrrt_port_status')
  } else if (subtype === 5) lldp.deviceMac = readMac(cursor, 'chassis_mac')
  else if (subtype === 6) {
    readMac(cursor, 'ptcp_master')
    cursor.raw('subdomain_uuid', 16)
    cursor.raw('irdata_uuid', 16)
    for (const name of ['length_of_period', 'red_period_begin', 'orange_period_begin', 'green_period_begin'])
      cursor.u32(name)
  } else if (subtype === 7) cursor.u16('mau_type_extension')
}
