import { isHostIp } from '../../../base/address.ts'
import { type Message, PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { mix, type Peek } from '../../peek.ts'
import {
  FULL,
  type Glance,
  type Likeness,
  MAYBE,
  MORE,
  NO,
  NOT_MINE,
  protocol,
  SURE,
} from '../../protocol.ts'
import type { Session } from '../../session.ts'
import type { Attribute } from '../cip/attributes.ts'
import { connectionsOf } from '../cip/connections.ts'
import { deviceIdentity } from '../cip/observe.ts'
import {
  COMMANDS,
  CONNECTED_ADDRESS,
  CONNECTED_DATA,
  HEADER_BYTES,
  ITEMS,
  LEGACY,
  LIST_IDENTITY,
  LIST_INTERFACES,
  LIST_SERVICES,
  NOP,
  NULL_ADDRESS,
  REGISTER,
  SEND_RR_DATA,
  SEND_UNIT_DATA,
  START_DTLS,
  STATUSES,
  UNCONNECTED_DATA,
  UNREGISTER,
} from './enip.tables.ts'
import { readItems } from './items.ts'

/** One encapsulation message; what it carries is a message of its own. */
export interface Enip {
  command: number
  status: number
  session: number
  connection: number | undefined
  sequence: number
  identities: Attribute[][]
  services: string[]
}

/** EtherNet/IP: sessions, discovery, and the frame around CIP messages, over TCP and UDP. */
export const enip = protocol({
  id: 'enip',
  title: 'EtherNet/IP encapsulation',
  spec: 'CIP Networks Library Volume 2, chapter 2',
  family: 'ot',
  roles: { server: 'plc', client: 'hmi' },
  carriedBy: { tcp: [44818], udp: [44818] },
  looksLike,
  frameLength,
  glance: glanceEnip,
  read: readEnip,
  observe,
  examples: {
    'asks who is there': '6300 0000 00000000 00000000 c1debed100000000 00000000',
    'tells who is there':
      '6300 3300 00000000 00000000 c1debed100000000 00000000 0100 0c00 2d00 0100 0002 af12 c0a80001 0000000000000000 0100 0c00 3a00 0403 3000 8e4d5200 0b 313735362d454e42542f41 03',
    'asks for services': '0400 0000 00000000 00000000 0000000000000000 00000000',
    'tells its services':
      '0400 1a00 00000000 00000000 0000000000000000 00000000 0100 0001 1400 0100 2001 436f6d6d756e69636174696f6e730000',
    'asks for interfaces': '6400 0000 00000000 00000000 0000000000000000 00000000',
    'tells its interfaces': '6400 0200 00000000 00000000 0000000000000000 00000000 0000',
    'registers a session': '6500 0400 00000000 00000000 0000000000000000 00000000 0100 0000',
    'grants a session': '6500 0400 01002a00 00000000 0000000000000000 00000000 0100 0000',
    'refuses a session': '6500 0400 00000000 69000000 0000000000000000 00000000 0200 0000',
    'ends a session': '6600 0000 01002a00 00000000 0000000000000000 00000000',
    'sends an unconnected request':
      '6f00 1600 01002a00 00000000 0100000000000000 00000000 00000000 0500 0200 0000 0000 b200 0600 01 02 2001 2401',
    'sends a connected request':
      '7000 1c00 01002a00 00000000 0000000000000000 00000000 00000000 0000 0200 a100 0400 224095ff b100 0800 e700 07 02 208e 2401',
    'sends a connected reply':
      '7000 1a00 01002a00 00000000 0000000000000000 00000000 00000000 0000 0200 a100 0400 01000100 b100 0600 e700 87 00 00 00',
    'does not know the session': '6f00 0000 ffffffff 64000000 0100000000000000 00000000',
    'cut in an item':
      '7000 1c00 01002a00 00000000 0000000000000000 00000000 00000000 0000 0200 a100 0400 2240',
  },
})

function isCommand(code: number): boolean {
  return COMMANDS[code] !== undefined || (LEGACY as readonly number[]).includes(code)
}

/** A known command and status, no options, and a body that begins as the command wants it. */
function looksLike(peek: Peek, session: Session): Likeness {
  const command = peek.u16le(0)
  if (!isCommand(command) || peek.u32le(20) !== 0) return NO
  const status = peek.u32le(8)
  if (STATUSES[status] === undefined) return NO
  const length = peek.u16le(2)
  if (session.transport === 'udp' && length + HEADER_BYTES > peek.length) return NO
  if (command === SEND_RR_DATA || command === SEND_UNIT_DATA) {
    if (length === 0) return status !== 0 ? MAYBE : NO
    const items = peek.u16le(30)
    const first = peek.u16le(32)
    const known = first === -1 || first === NULL_ADDRESS || ITEMS[first] !== undefined
    if (peek.u32le(24) > 0 || items > 4 || !known) return NO
    return items >= 2 && peek.u32le(4) !== 0 ? SURE : MAYBE
  }
  if (command === REGISTER) return length === 4 && peek.u16le(24) === 1 ? SURE : length === 4 ? MAYBE : NO
  if (command === LIST_IDENTITY && length > 2) return peek.u16le(26) === 0x0c ? SURE : MAYBE
  if (command === NOP)
    return status === 0 && peek.u32le(4) === 0 && length === peek.length - HEADER_BYTES ? MAYBE : NO
  return length <= LONGEST_LIST ? MAYBE : NO
}

/** Bytes that the answer to one of the List commands may sensibly have. */
const LONGEST_LIST = 4096

/** The header says how much follows it; what has options or an unheard-of status is no message of this protocol. */
function frameLength(peek: Peek): number {
  if (peek.length < 2) return MORE
  const command = peek.u16le(0)
  if (peek.length < HEADER_BYTES) return command < 0x100 ? MORE : NOT_MINE
  if (command > 0xff || peek.u32le(20) !== 0 || peek.u32le(8) > 0xffff) return NOT_MINE
  return HEADER_BYTES + peek.u16le(2)
}

/** Offset of the first item, behind interface handle, timeout and count. */
const FIRST_ITEM = 32

function glanceEnip(peek: Peek, glance: Glance, session: Session): number {
  const command = peek.u16le(0)
  const status = peek.u32le(8)
  const length = peek.u16le(2)
  glance.pair = peek.hash(12, 20, command)
  glance.vary(12, 20)
  if ((command !== SEND_RR_DATA && command !== SEND_UNIT_DATA) || length === 0 || status !== 0) {
    glance.role = roleOf(command, status, length, peek.u32le(4))
    return FULL
  }
  if (session.transport === 'udp') return mix(command, peek.u32le(FIRST_ITEM + 4))
  const addressSize = peek.u16le(FIRST_ITEM + 2)
  const data = FIRST_ITEM + 4 + addressSize
  const type = peek.u16le(data)
  const size = peek.u16le(data + 2)
  const key = mix(command, type)
  if (type === UNCONNECTED_DATA) {
    connectionsOf(session).arrive(undefined, session.direction)
    glance.carry(UNCONNECTED_DATA, data + 4, data + 4 + size)
    return key
  }
  if (type !== CONNECTED_DATA || peek.u16le(FIRST_ITEM) !== CONNECTED_ADDRESS) return FULL
  const id = peek.u32le(FIRST_ITEM + 4)
  const connections = connectionsOf(session)
  connections.arrive(id, session.direction)
  // Requests and replies of one connection carry different identifiers; its opening tells that they belong together.
  glance.pair = mix(connections.present?.toTarget ?? 0, peek.u16le(data + 4))
  glance.vary(data + 4, data + 6)
  glance.carry(CONNECTED_DATA, data + 6, data + 4 + size)
  return mix(key, id)
}

/** The header does not tell requests from replies: what asks for a list is empty, and a session is 0 until it is granted. */
function roleOf(
  command: number,
  status: number,
  length: number,
  session: number,
): typeof REQUEST | typeof REPLY | typeof PUSH {
  if (status !== 0) return REPLY
  if (command === NOP || command === UNREGISTER) return PUSH
  if (command === REGISTER) return session === 0 ? REQUEST : REPLY
  return length === 0 || command === START_DTLS ? REQUEST : REPLY
}

function readEnip(cursor: Cursor, session: Session): Enip {
  const command = cursor.u16le('enip_command_code')
  cursor.derive('enip_command', COMMANDS[command] ?? `0x${command.toString(16)}`, 2)
  cursor.expect('enip_command_code', isCommand(command), 'is not in the specification')
  const length = cursor.u16le('length')
  cursor.expect(
    'length',
    length === cursor.end - cursor.origin - HEADER_BYTES,
    'counts the bytes behind the header',
  )
  const handle = cursor.u32le('session_handle')
  const status = cursor.u32le('enip_status_code')
  cursor.derive('enip_status', STATUSES[status] ?? `0x${status.toString(16)}`, 4)
  cursor.expect('enip_status_code', STATUSES[status] !== undefined, 'is not in the specification')
  cursor.raw('sender_context', 8)
  cursor.expect('options', cursor.u32le('options') === 0, 'is reserved and 0')
  const value: Enip = {
    command,
    status,
    session: handle,
    connection: undefined,
    sequence: 0,
    identities: [],
    services: [],
  }
  cursor.within('body', length, () => readBody(cursor, session, value))
  return value
}

function readBody(cursor: Cursor, session: Session, value: Enip): void {
  const { command } = value
  if (cursor.left === 0) return
  if (command === REGISTER) {
    const version = cursor.u16le('protocol_version')
    cursor.expect('protocol_version', version === 1 || value.status !== 0, 'is 1 in this specification')
    cursor.u16le('session_options')
  } else if (command === SEND_RR_DATA || command === SEND_UNIT_DATA) {
    cursor.expect('interface_handle', cursor.u32le('interface_handle') === 0, 'is 0 for CIP')
    cursor.u16le('timeout')
    cursor.expect('enip_command', session.transport !== 'udp', 'is for TCP only')
    keepItems(cursor, session, value)
  } else if (command === LIST_IDENTITY || command === LIST_SERVICES || command === LIST_INTERFACES)
    keepItems(cursor, session, value)
  else if (command === START_DTLS) cursor.rest('dtls_options')
  else if (cursor.left > 0) cursor.rest('data')
}

function keepItems(cursor: Cursor, session: Session, value: Enip): void {
  const items = readItems(cursor, (type, before) => {
    const connected = type === CONNECTED_DATA
    if (connected) value.sequence = cursor.u16le('cip_sequence_count')
    // Over UDP messages have no place; what some emulators send there is cyclic data in the wrong envelope.
    if (session.transport === 'udp' || (!connected && type !== UNCONNECTED_DATA)) {
      cursor.rest('item_data')
      return
    }
    value.connection = before.connection
    connectionsOf(session).arrive(connected ? (before.connection ?? 0) : undefined, session.direction)
    if (cursor.left > 0) session.carry(cursor, type)
  })
  value.identities = items.identities
  value.services = items.services
}

/** Commands that ask a device what it is. */
const ASKS = new Set([LIST_IDENTITY, LIST_SERVICES, LIST_INTERFACES])

function observe(message: Message<Enip>): Observation[] {
  const { command, status, identities } = message.value!
  const facts: Observation[] = identities.flatMap((one) => deviceIdentity(one, 'sender'))
  const reply = message.role === REPLY
  if (!ASKS.has(command) && status === 0) return facts
  facts.push({
    kind: 'operation',
    verb: ASKS.has(command) ? 'identify' : 'diagnose',
    function: COMMANDS[command] ?? `command 0x${command.toString(16)}`,
    initiator: reply ? 'receiver' : 'sender',
    ...(status === 0
      ? // Whoever asks a group waits for nobody in particular.
        { outcome: reply || !isHostIp(message.to.ip ?? '') ? 'done' : 'asked' }
      : { outcome: 'refused', reason: STATUSES[status] ?? `status 0x${status.toString(16)}` }),
  })
  return facts
}
