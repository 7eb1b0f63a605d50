import { limits } from '../../../base/limits.ts'
import { type Message, PUSH } from '../../../model/message.ts'
import type { Observation } from '../../../model/observation.ts'
import { readMac } from '../../addresses.ts'
import type { Cursor } from '../../cursor.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'
import {
  BPDU_TYPES,
  CONFIGURATION,
  FLAG_TOPOLOGY_CHANGE,
  INSTANCE_BYTES,
  MULTIPLE,
  PORT_ROLES,
  RAPID,
  REGION_BYTES,
  TOPOLOGY_CHANGE,
  VERSIONS,
} from './stp.tables.ts'

/** A bridge as BPDUs name it: priority (with the system ID extension) and MAC. */
interface BridgeId {
  priority: number
  mac: string
}

/** One BPDU. */
export interface Stp {
  version: number
  type: number
  changes: boolean
  root: BridgeId | undefined
  /** The bridge that sends. */
  bridge: BridgeId | undefined
  /** VLAN of a PVST+ instance, 0 elsewhere. */
  vlan: number
}

/** LLC SAP of the spanning tree protocols (IEEE 802.1D-2004 table 7-9). */
const BRIDGE_SPANNING_TREE = 0x42
/** SNAP: Cisco's OUI and the protocol number of PVST+. */
const CISCO_PVST = 0x00000c010b
/** Message age and what follows it up to the forward delay. */
const AGE = { start: 27, end: 29 }
const TIMES = ['message_age', 'max_age', 'hello_time', 'forward_delay']
/** Timers count in parts of a second (IEEE 802.1D-2004 clause 9.2.8). */
const TICKS = 256

/** Spanning tree: which switches hold a network together, and who claims to be their root. */
export const stp = protocol({
  id: 'stp',
  title: 'Spanning Tree Protocol',
  spec: 'IEEE 802.1D-2004 clause 9 (STP, RSTP); IEEE 802.1Q-2018 clause 14 (MSTP); PVST+ as Cisco sends it',
  family: 'network',
  carriedBy: { llc: [BRIDGE_SPANNING_TREE], snap: [CISCO_PVST] },
  looksLike(peek) {
    if (peek.u16(0) !== 0 || VERSIONS[peek.u8(2)] === undefined) return NO
    return BPDU_TYPES[peek.u8(3)] === undefined ? NO : MAYBE
  },
  glance(peek, glance) {
    glance.role = PUSH
    return mix(peek.hash(AGE.end, peek.length, peek.hash(2, AGE.start)), 1)
  },
  read: readBpdu,
  observe,
  examples: {
    'the root says hello': `0000 00 00 00 8001020000000010 00000000 8001020000000010 8001 0000 1400 0200 0f00`,
    'another bridge passes it on': `0000 00 00 00 8001020000000010 00000013 8001020000000020 8002 0100 1400 0200 0f00`,
    'a rapid bridge tells a topology change': `0000 02 02 3d 8001020000000010 00000000 8001020000000010 8001 0000 1400 0200 0f00 00`,
    'a bridge notifies a topology change': '0000 00 80',
    'a region with two instances': `0000 03 02 7c 8000020000000010 00000000 8000020000000010 8001 0000 1400 0200 0f00 00 0060 00 ${'77'.repeat(4)}${'00'.repeat(28)} 0001 ${'ab'.repeat(16)} 00000000 8000020000000020 14 ${instance('01')} ${instance('02')}`,
    'a bridge of one VLAN': `0000 00 00 00 8014020000000010 00000000 8014020000000010 8001 0000 1400 0200 0f00 00 0000 0002 0014`,
    'is older than it may be': `0000 00 00 00 8001020000000010 00000000 8001020000000010 8001 1500 1400 0200 0f00`,
    'cut in the bridge': `0000 00 00 00 8001020000000010 00000000 8001`,
  },
})

function readBpdu(cursor: Cursor): Stp {
  cursor.u16('protocol_id')
  const version = cursor.u8('protocol_version')
  cursor.derive('protocol_version_name', VERSIONS[version] ?? 'unknown', 1)
  const type = cursor.u8('bpdu_type')
  cursor.derive('bpdu_type_name', BPDU_TYPES[type] ?? 'unknown', 1)
  if (type === TOPOLOGY_CHANGE)
    return { version, type, changes: true, root: undefined, bridge: undefined, vlan: 0 }
  const flags = cursor.u8('flags')
  const changes = cursor.derive('topology_change', (flags & FLAG_TOPOLOGY_CHANGE) !== 0, 1)
  if (type === RAPID) cursor.derive('port_role', PORT_ROLES[(flags >> 2) & 3]!, 1)
  const root = readBridge(cursor, 'root')
  cursor.u32('root_path_cost')
  let bridge = readBridge(cursor, 'bridge')
  cursor.u16('port_id')
  const [age = 0, oldest = 0] = TIMES.map((name) =>
    cursor.derive(`${name}_seconds`, cursor.u16(name) / TICKS, 2),
  )
  cursor.expect('message_age', age < oldest, 'reaches the maximum age')
  if (type === RAPID) cursor.expect('version_1_length', cursor.u8('version_1_length') === 0, 'is 0')
  if (version >= MULTIPLE && type === RAPID) bridge = readRegion(cursor)
  return { version, type, changes, root, bridge, vlan: readVlan(cursor, type) }
}

function readBridge(cursor: Cursor, name: string): BridgeId {
  return { priority: cursor.u16(`${name}_priority`), mac: readMac(cursor, `${name}_mac`) }
}

/** IEEE 802.1Q-2018 clause 14.4.1: the region, the sending bridge (the earlier one was the regional root), the instances. */
function readRegion(cursor: Cursor): BridgeId {
  const size = cursor.u16('version_3_length')
  cursor.expect('version_3_length', size >= REGION_BYTES, 'holds the region')
  cursor.u8('format_selector')
  cursor.text('region_name', 32)
  cursor.u16('region_revision')
  cursor.raw('configuration_digest', 16)
  cursor.u32('internal_root_path_cost')
  const bridge = readBridge(cursor, 'cist_bridge')
  cursor.u8('remaining_hops')
  const count = Math.max(0, Math.floor((size - REGION_BYTES) / INSTANCE_BYTES))
  cursor.each('instances', count, limits.dissect.listItems, () => {
    cursor.u8('flags')
    readBridge(cursor, 'regional_root')
    cursor.u32('internal_root_path_cost')
    cursor.u8('bridge_priority')
    cursor.u8('port_priority')
    cursor.u8('remaining_hops')
  })
  return bridge
}

/** PVST+ ends with a TLV that names the VLAN, behind a byte of padding in a configuration BPDU. */
function readVlan(cursor: Cursor, type: number): number {
  const padded = type === CONFIGURATION && cursor.left >= 7 ? 1 : 0
  if (cursor.left - padded < 6) return 0
  cursor.skip(padded)
  const kind = cursor.u16('tlv_type')
  const size = cursor.u16('tlv_length')
  return kind === 0 && size === 2 ? cursor.u16('originating_vlan') : 0
}

/** Whoever sends a BPDU bridges, and names its device. A change of topology and a claim to be root are worth a line. */
function observe(message: Message<Stp>): Observation[] {
  const { root, bridge, changes, vlan } = message.value!
  const { mac } = message.from
  const facts: Observation[] = [
    { kind: 'identity', about: 'sender', attribute: 'role', value: 'switch', confidence: BRIDGES },
  ]
  if (mac !== undefined && bridge !== undefined && bridge.mac !== mac)
    facts.push({ kind: 'alias', mac, device: { mac: bridge.mac } })
  const said = (name: string, object: string): void => {
    const where = vlan === 0 ? object : `${object} VLAN ${vlan}`.trim()
    facts.push({
      kind: 'operation',
      verb: 'report',
      function: name,
      initiator: 'sender',
      ...(where === '' ? {} : { object: where }),
      outcome: 'done',
    })
  }
  if (changes) said('Topology Change', '')
  if (root !== undefined && root.mac === bridge?.mac) said('Root Bridge', `${root.priority}/${root.mac}`)
  return facts
}

/** PCs can bridge too, but a device that says of itself what it is says more. */
const BRIDGES = 0.7

/** An instance of a region in hex, for examples. */
function instance(number: string): string {
  return `7c 80${number}020000000010 00000000 80 80 14`
}
