import { limits } from '../../../base/limits.ts'
import { type Cursor, hex } from '../../cursor.ts'
import {
  DISCONNECT_CONNECTION,
  ESTABLISH_CONNECTION,
  EXPECTING_REPLY,
  HAS_DESTINATION,
  HAS_SOURCE,
  I_AM_ROUTER,
  I_COULD_BE_ROUTER,
  INITIALIZE_TABLE,
  INITIALIZE_TABLE_ACK,
  NETWORK_MESSAGE,
  NETWORK_NUMBER_IS,
  networkMessageName,
  PRIORITIES,
  PRIORITY,
  PROPRIETARY,
  REJECT_MESSAGE,
  RESERVED,
  ROUTE_REJECTIONS,
  ROUTER_AVAILABLE,
  ROUTER_BUSY,
  SET_MASTER_KEY,
  UPDATE_DISTRIBUTION_KEY,
  UPDATE_KEY_SET,
  VERSION,
  WHAT_IS_NETWORK_NUMBER,
  WHO_IS_ROUTER,
} from './network.tables.ts'

/** A station on another network: network number and the station's address there, in words; empty for all stations. */
export interface Station {
  network: number
  address: string
}

/** A message of the network layer itself. */
export interface NetworkMessage {
  type: number
  name: string
  /** Networks it is about. */
  networks: number[]
  reason: string
  /** Ports of a routing table; none in a table that is asked for rather than set. */
  ports: number
  carriesKey: boolean
}

/** The network layer of one message (clause 6.2). */
export interface Npdu {
  destination: Station | undefined
  source: Station | undefined
  expectsReply: boolean
  message: NetworkMessage | undefined
}

/** Reads the NPCI, and the message behind it when that is one of the network layer. */
export function readNpdu(cursor: Cursor): Npdu {
  cursor.expect('npdu_version', cursor.u8('npdu_version') === VERSION, 'is always 1 (6.2.1)')
  const control = cursor.u8('control')
  cursor.expect('control', (control & RESERVED) === 0, 'has reserved bits set (6.2.2)')
  cursor.derive('network_priority', PRIORITIES[control & PRIORITY]!)
  const destination = (control & HAS_DESTINATION) !== 0 ? readStation(cursor, 'dnet', 'dadr') : undefined
  const source = (control & HAS_SOURCE) !== 0 ? readStation(cursor, 'snet', 'sadr') : undefined
  if (source !== undefined) {
    cursor.expect('snet', source.network > 0 && source.network < 0xffff, 'is one network (6.2.2.2)')
    cursor.expect('sadr', source.address !== '', 'is one station (6.2.2.2)')
  }
  if (destination !== undefined) cursor.u8('hop_count')
  const message = (control & NETWORK_MESSAGE) !== 0 ? readNetworkMessage(cursor) : undefined
  return { destination, source, expectsReply: (control & EXPECTING_REPLY) !== 0, message }
}

function readStation(cursor: Cursor, net: string, name: string): Station {
  const network = cursor.u16(net)
  const size = cursor.u8(`${name}_length`)
  const { at } = cursor
  cursor.skip(size)
  const address = addressText(cursor.bytes.subarray(at, at + size))
  cursor.derive(name, address, size)
  return { network, address }
}

/** A station address as people write it: a decimal number on MS/TP and ARCNET, octets elsewhere. */
function addressText(bytes: Uint8Array): string {
  if (bytes.length === 1) return String(bytes[0])
  return hex(bytes).replace(/(..)(?=.)/g, '$1:')
}

function readNetworkMessage(cursor: Cursor): NetworkMessage {
  const type = cursor.u8('message_type')
  const name = cursor.derive('network_message', networkMessageName(type))
  const message: NetworkMessage = { type, name, networks: [], reason: '', ports: 0, carriesKey: false }
  if (type >= PROPRIETARY) cursor.u16('vendor_id')
  readBody(cursor, message)
  return message
}

function readBody(cursor: Cursor, message: NetworkMessage): void {
  switch (message.type) {
    case WHO_IS_ROUTER:
    case I_AM_ROUTER:
    case ROUTER_BUSY:
    case ROUTER_AVAILABLE:
      message.networks = cursor.each('networks', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
        cursor.u16('network'),
      )
      return
    case I_COULD_BE_ROUTER:
      message.networks = [cursor.u16('network')]
      cursor.u8('performance_index')
      return
    case REJECT_MESSAGE: {
      const reason = cursor.u8('reject_reason_number')
      message.reason = cursor.derive('reject_reason', ROUTE_REJECTIONS[reason] ?? `reason ${reason}`)
      message.networks = [cursor.u16('network')]
      return
    }
    case INITIALIZE_TABLE:
    case INITIALIZE_TABLE_ACK:
      if (cursor.left === 0) return
      message.ports = cursor.u8('port_count')
      message.networks = cursor.each('ports', message.ports, limits.dissect.listItems, () => {
        const network = cursor.u16('network')
        cursor.u8('port_id')
        cursor.raw('port_info', cursor.u8('port_info_length'))
        return network
      })
      return
    case ESTABLISH_CONNECTION:
      message.networks = [cursor.u16('network')]
      cursor.u8('termination_time')
      return
    case DISCONNECT_CONNECTION:
      message.networks = [cursor.u16('network')]
      return
    case UPDATE_KEY_SET:
    case UPDATE_DISTRIBUTION_KEY:
    case SET_MASTER_KEY:
      cursor.skip(cursor.left)
      cursor.derive('keys', '(hidden)')
      message.carriesKey = true
      return
    case WHAT_IS_NETWORK_NUMBER:
      return
    case NETWORK_NUMBER_IS:
      message.networks = [cursor.u16('network')]
      cursor.derive('configured', cursor.u8('configured_code') === 1)
      return
    default:
      cursor.rest('data')
  }
}
