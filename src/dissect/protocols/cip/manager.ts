import type { Cursor } from '../../cursor.ts'
import { serialText } from './attributes.ts'
import type { Connections } from './connections.ts'
import type { Cip, Opening } from './message.ts'
import { emptyPath, type Hop, readPath } from './path.ts'
import { vendorName } from './vendors.ts'

/** Services of the Connection Manager (Volume 1, 3-5.5). */
export const CONNECTION_MANAGER = 0x06
export const FORWARD_CLOSE = 0x4e
export const UNCONNECTED_SEND = 0x52
export const FORWARD_OPEN = 0x54
const GET_CONNECTION_DATA = 0x56
const SEARCH_CONNECTION_DATA = 0x57
const GET_CONNECTION_OWNER = 0x5a
export const LARGE_FORWARD_OPEN = 0x5b

export function opens(service: number): boolean {
  return service === FORWARD_OPEN || service === LARGE_FORWARD_OPEN
}

/** Reads the body of a request; Unconnected_Send, which holds a message, is read where messages are. */
export function readManagerRequest(cursor: Cursor, message: Cip): void {
  const { service } = message
  if (opens(service)) message.opening = readOpen(cursor, service === LARGE_FORWARD_OPEN)
  else if (service === FORWARD_CLOSE) message.opening = readClose(cursor)
  else if (service === GET_CONNECTION_DATA) cursor.u16le('connection_number')
  else if (service === SEARCH_CONNECTION_DATA) readTriad(cursor)
  else if (service === GET_CONNECTION_OWNER) {
    cursor.u8('reserved')
    readPath(cursor, 'connection_path', cursor.u8('connection_path_words'))
  }
}

/** The three numbers that name a connection: its own serial number, its originator's vendor and serial number. */
function readTriad(cursor: Cursor): { vendor: number; serial: number; name: string } {
  const connection = cursor.u16le('connection_serial')
  const vendor = cursor.u16le('originator_vendor_id')
  cursor.derive('originator_vendor_name', vendorName(vendor) ?? 'unknown', 2)
  const serial = cursor.u32le('originator_serial_number')
  return { vendor, serial, name: `${connection} ${vendor} ${serialText(serial)}` }
}

function readOpen(cursor: Cursor, large: boolean): Opening {
  cursor.u8('priority_time_tick')
  cursor.u8('timeout_ticks')
  const toTarget = cursor.u32le('o2t_connection_id')
  const toOriginator = cursor.u32le('t2o_connection_id')
  const triad = readTriad(cursor)
  cursor.u8('timeout_multiplier')
  cursor.skip(3)
  cursor.u32le('o2t_rpi')
  readParameters(cursor, 'o2t', large)
  cursor.u32le('t2o_rpi')
  readParameters(cursor, 't2o', large)
  const transport = cursor.u8('transport_class_trigger')
  const path = readPath(cursor, 'connection_path', cursor.u8('connection_path_words'))
  return { ...triad, path, transportClass: transport & 15, toTarget, toOriginator }
}

/** Network connection parameters (Volume 1, 3-5.5.1.1): size in the low bits, type in the high ones. */
function readParameters(cursor: Cursor, name: string, large: boolean): void {
  const bits = large ? cursor.u32le(`${name}_parameters`) : cursor.u16le(`${name}_parameters`)
  cursor.derive(`${name}_size`, large ? bits & 0xffff : bits & 0x1ff)
  cursor.derive(`${name}_type`, TYPES[(bits >>> (large ? 29 : 13)) & 3]!)
}

const TYPES = ['null', 'multicast', 'point to point', 'reserved'] as const

function readClose(cursor: Cursor): Opening {
  cursor.u8('priority_time_tick')
  cursor.u8('timeout_ticks')
  const triad = readTriad(cursor)
  const words = cursor.u8('connection_path_words')
  cursor.u8('reserved')
  const path = readPath(cursor, 'connection_path', words)
  return { ...triad, path, transportClass: -1, toTarget: 0, toOriginator: 0 }
}

/** Reads the body of a reply, and remembers or forgets the connection; `opener` is the direction of the request. */
export function readManagerReply(
  cursor: Cursor,
  message: Cip,
  request: Cip | undefined,
  connections: Connections,
  opener: number,
): void {
  const { service } = message
  if (opens(service) && message.status === 0) {
    const toTarget = cursor.u32le('o2t_connection_id')
    const toOriginator = cursor.u32le('t2o_connection_id')
    const triad = readTriad(cursor)
    cursor.u32le('o2t_api')
    cursor.u32le('t2o_api')
    readApplicationReply(cursor)
    const asked = request?.opening
    const path = asked?.path ?? emptyPath()
    const transportClass = asked?.transportClass ?? -1
    message.opening = { ...triad, path, transportClass, toTarget, toOriginator }
    connections.add({ name: triad.name, path, transportClass, toTarget, toOriginator }, opener)
  } else if (opens(service) || service === FORWARD_CLOSE) {
    if (cursor.left < 10) return
    const triad = readTriad(cursor)
    const open = connections.named(triad.name)
    const ids = { toTarget: open?.toTarget ?? 0, toOriginator: open?.toOriginator ?? 0 }
    const path = open?.path ?? request?.opening?.path ?? emptyPath()
    message.opening = { ...triad, path, transportClass: open?.transportClass ?? -1, ...ids }
    if (message.status !== 0) cursor.u8('remaining_path_words')
    else {
      readApplicationReply(cursor)
      if (open !== undefined) connections.remove(open)
    }
  } else if (service === GET_CONNECTION_DATA || service === SEARCH_CONNECTION_DATA) readData(cursor)
}

function readApplicationReply(cursor: Cursor): void {
  const words = cursor.u8('application_reply_words')
  cursor.u8('reserved')
  cursor.within('application_reply', words * 2, () => cursor.rest('application_data'))
}

/** Volume 1, table 3-5.33. */
function readData(cursor: Cursor): void {
  cursor.u16le('connection_number')
  cursor.u16le('connection_state')
  cursor.u16le('originator_port')
  cursor.u16le('target_port')
  readTriad(cursor)
  cursor.u32le('o2t_connection_id')
  cursor.u32le('t2o_connection_id')
}

/** What Unconnected_Send holds before its message. */
export function readSendHeader(cursor: Cursor): number {
  cursor.u8('priority_time_tick')
  cursor.u8('timeout_ticks')
  return cursor.u16le('message_size')
}

/** What Unconnected_Send holds behind its message: the way it goes on. */
export function readSendRoute(cursor: Cursor, size: number): Hop[] {
  if (size % 2 === 1) cursor.skip(1)
  const words = cursor.u8('route_path_words')
  cursor.u8('reserved')
  return readPath(cursor, 'route_path', words).route
}
