import { limits } from '../../../base/limits.ts'
import { readIpv4, readMac } from '../../addresses.ts'
import type { Cursor } from '../../cursor.ts'
import {
  BLOCK,
  BLOCK_NAMES,
  ERRORS,
  FRAME_NAMES,
  IP_CONFLICT,
  IP_STATES,
  OPTION,
  PERMANENT,
  RESETS,
  ROLE_BITS,
  SERVICE,
  SERVICE_NAMES,
  SERVICE_TYPES,
} from './profinet-dcp.tables.ts'

/** One block, read. */
export interface Block {
  /** Option << 8 | suboption. */
  id: number
  /** Content in words: a name, an address with mask and gateway, a role. */
  text: string
  ip: string
  mac: string
  vendor: number
  device: number
  role: number
  /** Qualifier of a set request, info of a response; 0 where there is none. */
  qualifier: number
  /** In a response block: what it answers, and how that ended. */
  answers: number
  error: number
}

/** One DCP frame. */
export interface Dcp {
  frame: number
  service: number
  /** 0 request, 1 success, 5 not supported. */
  kind: number
  xid: number
  blocks: Block[]
}

/** Reads a whole frame; what follows its blocks is Ethernet's padding. */
export function readDcp(cursor: Cursor): Dcp {
  const frame = cursor.u16('frame_id')
  cursor.derive('frame_name', FRAME_NAMES[frame] ?? 'unknown', 2)
  const service = cursor.u8('service_id')
  cursor.derive('service_name', SERVICE_NAMES[service] ?? 'unknown', 1)
  const kind = cursor.u8('service_type')
  cursor.derive('service_type_name', SERVICE_TYPES[kind] ?? 'unknown', 1)
  const xid = cursor.u32('xid')
  cursor.u16(service === SERVICE.identify && kind === 0 ? 'response_delay' : 'reserved')
  const size = cursor.u16('data_length')
  const blocks = cursor.within('data', size, () =>
    cursor.each('blocks', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
      service === SERVICE.get && kind === 0 ? readSelector(cursor) : readBlock(cursor, service, kind),
    ),
  )
  return { frame, service, kind, xid, blocks }
}

function blank(id: number): Block {
  return { id, text: '', ip: '', mac: '', vendor: 0, device: 0, role: 0, qualifier: 0, answers: 0, error: 0 }
}

/** Option and suboption alone: what a get request asks for, what a device lists as supported, what a response answers. */
function readSelector(cursor: Cursor): Block {
  return blank(readId(cursor))
}

function readId(cursor: Cursor): number {
  const option = cursor.u8('option')
  const suboption = cursor.u8('suboption')
  const id = (option << 8) | suboption
  cursor.derive('block_name', blockName(id), 2)
  return id
}

/** Name of an option and suboption; their numbers where the standard leaves them to manufacturers. */
export function blockName(id: number): string {
  return BLOCK_NAMES[id] ?? `option ${id >> 8} suboption ${id & 0xff}`
}

function readBlock(cursor: Cursor, service: number, kind: number): Block {
  const block = blank(readId(cursor))
  const size = cursor.u16('block_length')
  cursor.within('content', size, () => {
    if (block.id === BLOCK.response) readResponse(cursor, block)
    else {
      if (size >= 2 && hasQualifier(service, kind)) {
        block.qualifier = cursor.u16(kind === 0 && service === SERVICE.set ? 'block_qualifier' : 'block_info')
        explainQualifier(cursor, service, kind, block)
      }
      ;(CONTENTS[block.id] ?? readBytes)(cursor, block)
    }
  })
  // Blocks start at even offsets.
  if (size % 2 === 1 && cursor.left > 0) cursor.skip(1)
  return block
}

/** Only the filters of an identify request come without two bytes of qualifier or info. */
function hasQualifier(service: number, kind: number): boolean {
  return !(service === SERVICE.identify && kind === 0)
}

function explainQualifier(cursor: Cursor, service: number, kind: number, block: Block): void {
  if (service === SERVICE.set && kind === 0) {
    if (block.id === BLOCK.resetToFactory) {
      block.text = RESETS[block.qualifier >> 1] ?? `mode ${block.qualifier >> 1}`
      cursor.derive('reset', block.text, 2)
    } else cursor.derive('saved', (block.qualifier & PERMANENT) === 1 ? 'permanent' : 'temporary', 2)
  } else if (block.id === BLOCK.ip || block.id === BLOCK.ipSuite) {
    const state = IP_STATES[block.qualifier & ~IP_CONFLICT] ?? 'unknown'
    const conflict = (block.qualifier & IP_CONFLICT) !== 0
    cursor.derive('ip_state', conflict ? `${state}, address conflict detected` : state, 2)
    cursor.expect('block_info', !conflict, 'says that another device uses the address too')
  }
}

function readResponse(cursor: Cursor, block: Block): void {
  cursor.group('answers', () => {
    block.answers = readId(cursor)
  })
  block.error = cursor.u8('block_error')
  cursor.derive('block_error_name', ERRORS[block.error] ?? `error ${block.error}`, 1)
}

const CONTENTS: { readonly [id: number]: (cursor: Cursor, block: Block) => void } = {
  [BLOCK.mac]: (cursor, block) => {
    block.mac = readMac(cursor, 'mac_address')
    block.text = block.mac
  },
  [BLOCK.ip]: readIp,
  [BLOCK.ipSuite]: (cursor, block) => {
    readIp(cursor, block)
    cursor.each('name_servers', Number.POSITIVE_INFINITY, 4, () => readIpv4(cursor, 'server'))
  },
  [BLOCK.type]: (cursor, block) => {
    block.text = cursor.text('type_of_station', cursor.left).trim()
  },
  [BLOCK.name]: (cursor, block) => {
    block.text = cursor.text('name_of_station', cursor.left).trim()
    cursor.expect(
      'name_of_station',
      block.text === '' || STATION_NAME.test(block.text),
      'holds what no station name may',
    )
  },
  [BLOCK.alias]: (cursor, block) => {
    block.text = cursor.text('alias_name', cursor.left).trim()
  },
  [BLOCK.deviceId]: readDeviceId,
  [BLOCK.oemId]: readDeviceId,
  [BLOCK.role]: (cursor, block) => {
    block.role = cursor.u8('device_role')
    block.text = ROLE_BITS.filter((_, bit) => (block.role & (1 << bit)) !== 0).join(', ')
    cursor.derive('device_role_names', block.text, 1)
    cursor.skip(1)
  },
  [BLOCK.options]: (cursor) => {
    cursor.each('supported', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => readSelector(cursor))
  },
  [BLOCK.instance]: (cursor) => {
    cursor.u8('instance_high')
    cursor.u8('instance_low')
  },
  [BLOCK.gateway]: (cursor, block) => {
    block.text = readIpv4(cursor, 'standard_gateway')
  },
  [BLOCK.signal]: (cursor) => {
    cursor.u16('signal_value')
  },
  [BLOCK.initiative]: (cursor, block) => {
    block.text = cursor.u16('device_initiative') === 1 ? 'says hello at power on' : 'says no hello'
  },
  [BLOCK.all]: () => {},
}

/** Labels as in host names, joined by dots, 240 characters at most (IEC 61158-6-10, coding of NameOfStation); older devices show capitals. */
const STATION_NAME =
  /^(?=.{1,240}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i

function readBytes(cursor: Cursor, block: Block): void {
  if (cursor.left === 0) return
  if (block.id >> 8 === OPTION.dhcp) block.text = cursor.text('dhcp_data', cursor.left)
  else cursor.rest('data')
}

function readIp(cursor: Cursor, block: Block): void {
  block.ip = readIpv4(cursor, 'ip_address')
  const mask = readIpv4(cursor, 'subnet_mask')
  const gateway = readIpv4(cursor, 'gateway')
  block.text = `${block.ip} mask ${mask} gateway ${gateway}`
}

function readDeviceId(cursor: Cursor, block: Block): void {
  block.vendor = cursor.u16('vendor_id')
  block.device = cursor.u16('device_id')
}
