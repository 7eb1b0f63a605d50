import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { readReplyBody, readRequestBody } from './bodies.ts'
import { STATUSES, statusText } from './cip.tables.ts'
import { type Connections, connectionsOf } from './connections.ts'
import {
  CONNECTION_MANAGER,
  readManagerReply,
  readManagerRequest,
  readSendHeader,
  readSendRoute,
  UNCONNECTED_SEND,
} from './manager.ts'
import { blankMessage, type Cip, REPLY_BIT } from './message.ts'
import { readPath, target } from './path.ts'
import { MULTIPLE, serviceOf } from './services.ts'

/** What reading needs to know besides the bytes. */
interface Surroundings {
  cursor: Cursor
  session: Session
  connections: Connections
  rockwell: boolean
}

/** Selector under which the PCCC object's payload is carried: its class. */
const PCCC = 0x67
const ROCKWELL = 1
const VENDOR_NOTE = 'cip vendor'

/** Reads one CIP message (Volume 1, 2-4): requests by what they address, replies by what their request addressed. */
export function readCip(cursor: Cursor, session: Session): Cip {
  const vendor = session.recall<number>(VENDOR_NOTE)
  const around: Surroundings = {
    cursor,
    session,
    connections: connectionsOf(session),
    rockwell: vendor === undefined || vendor === ROCKWELL,
  }
  const request = session.request?.value as Cip | undefined
  const message = readMessage(around, request, 0)
  const present = around.connections.present
  if (present !== undefined && present.path.route.length > 0) {
    if (message.route.length === 0) message.route = present.path.route
    for (const one of message.messages) if (one.route.length === 0) one.route = present.path.route
  }
  noteVendor(session, message)
  return message
}

/** Remembers whose the target is, from what it says itself; modules behind it may be anybody's. */
function noteVendor(session: Session, message: Cip): void {
  if (!message.reply || message.route.length > 0 || message.path === undefined) return
  if (target(message.path)?.class !== 1) return
  const vendor = message.attributes.find((one) => one.id === 1)?.value
  if (typeof vendor === 'number') session.remember(VENDOR_NOTE, vendor)
}

function readMessage(around: Surroundings, request: Cip | undefined, depth: number): Cip {
  const { cursor, rockwell } = around
  const code = cursor.u8('cip_service_code')
  cursor.derive('direction', (code & REPLY_BIT) === 0 ? 'request' : 'response', 1)
  const message = blankMessage(code, rockwell)
  if (message.reply) readReply(around, message, request, depth)
  else readRequest(around, message, depth)
  return message
}

function readRequest(around: Surroundings, message: Cip, depth: number): void {
  const { cursor, connections, session, rockwell } = around
  const words = cursor.u8('path_words')
  const path = readPath(cursor, 'path', words)
  // Over a connection to something else than the Message Router the connection's own path says what is meant.
  const implied = words === 0 ? connections.present?.path : undefined
  message.path = implied ?? path
  cursor.expect('path', words > 0 || implied !== undefined, 'is empty: nothing is addressed')
  const id = target(message.path)?.class
  cursor.derive('cip_service', serviceOf(message.path, message.service, rockwell)[0])
  if (message.service === MULTIPLE) message.messages = readMany(around, undefined, depth)
  else if (id === CONNECTION_MANAGER && message.service === UNCONNECTED_SEND) readSend(around, message, depth)
  else if (id === CONNECTION_MANAGER) readManagerRequest(cursor, message)
  else if (id === PCCC && message.service === 0x4b) message.carries = carryPccc(cursor, session)
  else readRequestBody(cursor, message)
}

function readReply(around: Surroundings, message: Cip, request: Cip | undefined, depth: number): void {
  const { cursor, session, connections, rockwell } = around
  cursor.u8('reserved')
  message.status = cursor.u8('cip_status_code')
  cursor.expect(
    'cip_status_code',
    STATUSES[message.status] !== undefined || message.status >= 0xd0,
    'is reserved',
  )
  const count = cursor.u8('cip_extended_status_size')
  message.extended = cursor.each('cip_extended_statuses', count, limits.dissect.listItems, () =>
    cursor.u16le('cip_extended_status_code'),
  )
  cursor.derive('cip_status', statusText(message.status, message.extended))
  const asked = answered(message, request)
  message.path = asked?.path
  message.route = asked?.route ?? []
  message.carries = asked?.carries ?? false
  if (asked?.path === undefined) {
    cursor.rest('reply_data')
    return
  }
  message.service = asked.service
  cursor.derive('cip_service', serviceOf(asked.path, message.service, rockwell)[0])
  const id = target(asked.path)?.class
  if (message.service === MULTIPLE) {
    message.messages = cursor.left === 0 ? [] : readMany(around, asked, depth)
    for (const one of message.messages) one.route = message.route
  } else if (id === CONNECTION_MANAGER)
    readManagerReply(cursor, message, asked, connections, session.direction === 0 ? 1 : 0)
  else if (message.carries && cursor.left > 0) carryPccc(cursor, session)
  else readReplyBody(cursor, message, asked)
}

/**
 * The request that a reply answers: of a routed one that is the message inside, unless a router on the way answers for itself. A reply
 * to another service than was asked answers somebody else.
 */
function answered(message: Cip, request: Cip | undefined): Cip | undefined {
  const inner = request?.service === UNCONNECTED_SEND ? request.messages[0] : undefined
  if (inner !== undefined && message.service === inner.service) return inner
  if (inner !== undefined && message.service === UNCONNECTED_SEND && message.status !== 0) return inner
  return request?.service === message.service ? request : undefined
}

/** Unconnected_Send (Volume 1, 3-5.5.4): a message for a target behind this one, and the way there. */
function readSend(around: Surroundings, message: Cip, depth: number): void {
  const { cursor } = around
  const size = readSendHeader(cursor)
  const inner = cursor.within('message', size, () => readInner(around, undefined, depth))
  const route = readSendRoute(cursor, size)
  if (inner === undefined) return
  inner.route = route
  for (const one of inner.messages) one.route = route
  message.route = route
  message.carries = inner.carries
  message.messages = [inner]
}

/** Multiple_Service_Packet (Volume 1, A-4.10): offsets from the count of messages on, then the messages. */
function readMany(around: Surroundings, asked: Cip | undefined, depth: number): Cip[] {
  const { cursor } = around
  const start = cursor.at
  const count = cursor.u16le('message_count')
  const offsets = cursor.each('offsets', count, limits.dissect.listItems, () => cursor.u16le('offset'))
  const messages: Cip[] = []
  cursor.each('messages', offsets.length, limits.dissect.listItems, (index) => {
    const from = start + offsets[index]!
    const end = index + 1 < offsets.length ? start + offsets[index + 1]! : cursor.end
    cursor.expect('offset', from === cursor.at, 'does not lead to the next message')
    const one = cursor.within('message', end - cursor.at, () =>
      readInner(around, asked?.messages[index], depth),
    )
    if (one !== undefined) messages.push(one)
  })
  return messages
}

function readInner(around: Surroundings, request: Cip | undefined, depth: number): Cip | undefined {
  if (depth < limits.dissect.carryDepth) return readMessage(around, request, depth + 1)
  around.cursor.expect('message', false, 'lies deeper inside others than can be followed')
  return undefined
}

/** Execute_PCCC (Rockwell 1756-RM085, "PCCC object"): who asks, then the command. */
function carryPccc(cursor: Cursor, session: Session): boolean {
  const size = cursor.u8('requestor_id_size')
  if (size === 7) {
    cursor.u16le('requestor_vendor_id')
    cursor.u32le('requestor_serial_number')
  } else cursor.raw('requestor_id', Math.max(size - 1, 0))
  return session.carry(cursor, PCCC)
}
