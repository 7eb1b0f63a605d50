import { limits } from '../../../base/limits.ts'
import { type Message, PUSH, REPLY, REQUEST, type Role } from '../../../model/message.ts'
import type { Identity, Observation, Operation } from '../../../model/observation.ts'
import { readIpv4 } from '../../addresses.ts'
import type { Cursor } from '../../cursor.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'
import { NOBODY_THERE, QUOTING, REPLIES, TYPE, TYPE_NAMES, UNREACHABLE_CODES } from './icmp.tables.ts'

/** One ICMP message. */
export interface Icmp {
  type: number
  code: number
  /** Destination of the packet that an error quotes; empty elsewhere. */
  destination: string
  /** New gateway of a redirect. */
  gateway: string
}

const ICMP = 1
/** Type, code, checksum and four bytes of the type's own. */
const HEADER = 8
/** Where the quoted packet names its destination. */
const QUOTED = { start: HEADER + 12, end: HEADER + 20 }

/** ICMP: who cannot be reached, who routes, who tells hosts another way. */
export const icmp = protocol({
  id: 'icmp',
  title: 'Internet Control Message Protocol',
  spec: 'RFC 792; RFC 950 (mask); RFC 1256 (router discovery); codes RFC 1812',
  family: 'network',
  carriedBy: { ip: [ICMP] },
  looksLike: (peek) => (TYPE_NAMES[peek.u8(0)] !== undefined && peek.length >= HEADER ? MAYBE : NO),
  glance(peek, glance) {
    const type = peek.u8(0)
    glance.role = roleOf(type)
    glance.pair = peek.u32(4) | 0
    const key = mix(peek.u16(0), ICMP)
    if (QUOTING.has(type))
      return peek.hash(QUOTED.start, QUOTED.end, type === TYPE.redirect ? mix(key, peek.u32(4)) : key)
    return type === TYPE.routerAdvertisement ? peek.hash(4, peek.length, key) : key
  },
  read: readIcmp,
  observe,
  examples: {
    'asks for an echo': '08 00 0000 0001 0001 61626364',
    echoes: '00 00 0000 0001 0001 61626364',
    'says that nobody is there': `03 01 0000 00000000 ${quoted('c0000263')}`,
    'says that the port is closed': `03 03 0000 00000000 ${quoted('c0000202')}`,
    'tells another way': `05 01 0000 c0000266 ${quoted('c6336405')}`,
    'let a packet die': `0b 00 0000 00000000 ${quoted('c6336405')}`,
    'announces a router': '09 00 0000 01 02 0708 c0000201 00000000',
    'asks for the time of day': '0d 00 0000 0001 0001 00000001 00000000 00000000',
    'gives the time of day': '0e 00 0000 0001 0001 00000001 00000002 00000003',
    'asks for the mask': '11 00 0000 0001 0001 00000000',
    'gives the mask': '12 00 0000 0001 0001 ffffff00',
    'cut in the quoted packet': '03 01 0000 00000000 45000054 0001 0000',
  },
})

function roleOf(type: number): Role {
  if (REPLIES[type] !== undefined) return REQUEST
  const answers = type === TYPE.echoReply || type === TYPE.timestampReply || type === TYPE.informationReply
  return answers || type === TYPE.maskReply ? REPLY : PUSH
}

function readIcmp(cursor: Cursor): Icmp {
  const type = cursor.u8('type')
  cursor.derive('type_name', TYPE_NAMES[type] ?? `type ${type}`, 1)
  const code = cursor.u8('code')
  if (type === TYPE.unreachable) cursor.derive('code_name', UNREACHABLE_CODES[code] ?? `code ${code}`, 1)
  cursor.u16('checksum')
  const message: Icmp = { type, code, destination: '', gateway: '' }
  if (QUOTING.has(type)) {
    if (type === TYPE.redirect) message.gateway = readIpv4(cursor, 'gateway')
    else cursor.u32('unused')
    message.destination = cursor.group('quoted', () => readQuoted(cursor))
  } else if (type === TYPE.routerAdvertisement) readRouters(cursor)
  else if (type !== TYPE.routerSolicitation) readPaired(cursor, type)
  return message
}

/** The IPv4 header of the packet that an error is about, and the first bytes behind it. */
function readQuoted(cursor: Cursor): string {
  const first = cursor.u8('version_and_length')
  cursor.skip(8)
  cursor.u8('protocol')
  cursor.skip(2)
  readIpv4(cursor, 'source')
  const destination = readIpv4(cursor, 'destination')
  const options = ((first & 15) - 5) * 4
  if (options > 0 && cursor.left >= options) cursor.raw('options', options)
  if (cursor.left >= 4) {
    cursor.u16('source_port')
    cursor.u16('destination_port')
  }
  if (cursor.left > 0) cursor.rest('data')
  return destination
}

/** RFC 1256 section 3. */
function readRouters(cursor: Cursor): void {
  const count = cursor.u8('number_of_addresses')
  cursor.u8('address_entry_size')
  cursor.u16('lifetime')
  cursor.each('routers', count, limits.dissect.listItems, () => {
    readIpv4(cursor, 'router')
    cursor.i32('preference')
  })
}

function readPaired(cursor: Cursor, type: number): void {
  cursor.u16('identifier')
  cursor.u16('sequence')
  if (type === TYPE.timestamp || type === TYPE.timestampReply)
    for (const name of ['originate', 'receive', 'transmit']) cursor.u32(`${name}_timestamp`)
  else if (type === TYPE.mask || type === TYPE.maskReply) readIpv4(cursor, 'mask')
  else if (cursor.left > 0) cursor.rest('data')
}

function observe(message: Message<Icmp>): Observation[] {
  const { type, code, destination, gateway } = message.value!
  switch (type) {
    case TYPE.unreachable: {
      if (!NOBODY_THERE.has(code) || destination === '') return []
      const state: Identity = {
        kind: 'identity',
        about: { ip: destination },
        attribute: 'state',
        value: UNREACHABLE_CODES[code]!,
        confidence: HINT,
      }
      return [state]
    }
    case TYPE.redirect:
      return [routes(), deed('network-change', 'Redirect', `${destination} by ${gateway}`, 'sender', 'done')]
    case TYPE.timeExceeded:
      return code === 0 ? [routes()] : []
    case TYPE.routerAdvertisement:
      return [routes()]
    // Nothing in a plant asks for these two; tools that look around do.
    case TYPE.timestamp:
    case TYPE.mask:
      return [deed('identify', TYPE_NAMES[type]!, '', 'sender', 'asked')]
    case TYPE.timestampReply:
      return [deed('identify', TYPE_NAMES[TYPE.timestamp]!, '', 'receiver', 'done')]
    case TYPE.maskReply:
      return [deed('identify', TYPE_NAMES[TYPE.mask]!, '', 'receiver', 'done')]
    default:
      return []
  }
}

const HINT = 0.4

/** Only a router lets packets die, sends them another way or announces itself. */
function routes(): Identity {
  return { kind: 'identity', about: 'sender', attribute: 'role', value: 'router', confidence: HINT }
}

function deed(
  verb: Operation['verb'],
  name: string,
  object: string,
  initiator: Operation['initiator'],
  outcome: Operation['outcome'],
): Operation {
  return { kind: 'operation', verb, function: name, initiator, ...(object === '' ? {} : { object }), outcome }
}

/** A quoted UDP packet to a destination in hex, for examples. */
function quoted(destination: string): string {
  return `45000054 0001 0000 40 11 0000 c0000201 ${destination} c350 00a1 0040 0000`
}
