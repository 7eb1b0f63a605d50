import { type Message, PUSH } from '../../../model/message.ts'
import type { Attribute, Observation, Party } from '../../../model/observation.ts'
import { readIpv4 } from '../../addresses.ts'
import type { Cursor } from '../../cursor.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'
import { decodeName } from '../nbns/names.ts'
import {
  type Browser,
  ELECTION,
  HOST_ANNOUNCEMENT,
  LOCAL_MASTER_ANNOUNCEMENT,
  NT_SERVER,
  NT_WORKSTATION,
  readBrowser,
} from './browser.ts'

/** One NetBIOS datagram. */
export interface Nbdgm {
  type: number
  ip: string
  source: string
  suffix: number
  destination: string
  browser: Browser | undefined
}

/** Message types (RFC 1002 section 4.4.1). */
const TYPES: { readonly [type: number]: string } = {
  16: 'Direct Unique',
  17: 'Direct Group',
  18: 'Broadcast',
  19: 'Error',
  20: 'Query Request',
  21: 'Positive Query Response',
  22: 'Negative Query Response',
}
const DIRECT_UNIQUE = 16
const BROADCAST = 18
const ERROR = 19
/** Where the names, the user data and, inside those, the offset of a mailslot's data stand. */
const AT = { names: 14, data: 82, dataOffset: 82 + 32 + 1 + 24 }
/** Command, update count and period: the count changes with every announcement. */
const COUNTED = 6
const ENCODED = 32
const HOSTS: ReadonlySet<number> = new Set([0x00, 0x03, 0x20])

/** NetBIOS datagrams: Windows hosts that announce their name and version to the computer browser. */
export const nbdgm = protocol({
  id: 'nbdgm',
  title: 'NetBIOS Datagram Service',
  spec: 'RFC 1002 section 4.4; browser announcements MS-BRWS section 2.2',
  family: 'it',
  carriedBy: { udp: [138] },
  looksLike: (peek) => (TYPES[peek.u8(0)] !== undefined && peek.length >= 11 ? MAYBE : NO),
  glance(peek, glance) {
    glance.role = PUSH
    const start = AT.data + Math.max(0, peek.u16le(AT.dataOffset))
    const names = peek.hash(AT.names, AT.data, peek.u8(0))
    return mix(peek.hash(start + COUNTED, peek.length, names), peek.u8(start))
  },
  read: readDatagram,
  observe,
  examples: {
    'announces a host': datagram(
      'WTP-HMI',
      'PLANT',
      `01 05 80fc0a00 ${padded('WTP-HMI')} 06 01 03100000 0f 01 55aa ${text('operator desk 1')} 00`,
    ),
    'announces a workgroup': datagram(
      'WTP-HMI',
      'PLANT',
      `0c 00 e0930400 ${padded('PLANT')} 03 0a 00100080 0f 01 55aa ${text('WTP-HMI')} 00`,
    ),
    'asks for an election': datagram(
      'WTP-HMI',
      'PLANT',
      `08 01 030f0120 00100000 00000000 ${text('WTP-HMI')} 00`,
    ),
    'carries something else': `11 02 0001 c0000214 008a 0048 0000 ${name('WTP-HMI')} ${name('PLANT')} 01020304`,
    'reports an error': '13 02 0002 c0000214 008a 82',
    'asks for a name': `14 02 0003 c0000214 008a ${name('WTP-PLC')}`,
    'cut in the names': '11 02 0004 c0000214 008a 0048 0000 20 4648',
  },
})

function readDatagram(cursor: Cursor): Nbdgm {
  const type = cursor.u8('message_type')
  cursor.derive('message_type_name', TYPES[type] ?? `type ${type}`, 1)
  cursor.u8('flags')
  cursor.u16('dgm_id')
  const ip = readIpv4(cursor, 'source_ip')
  cursor.u16('source_port')
  const message: Nbdgm = { type, ip, source: '', suffix: 0, destination: '', browser: undefined }
  if (type === ERROR) cursor.u8('error_code')
  else if (type > ERROR) message.destination = readName(cursor, 'destination_name').name
  else if (type >= DIRECT_UNIQUE && type <= BROADCAST) {
    cursor.u16('dgm_length')
    cursor.u16('packet_offset')
    const source = readName(cursor, 'source_name')
    message.source = source.name
    message.suffix = source.suffix
    message.destination = readName(cursor, 'destination_name').name
    message.browser = cursor.group('user_data', () => readBrowser(cursor))
  }
  return message
}

/** A first-level encoded name without scope (RFC 1001 section 14.1). */
function readName(cursor: Cursor, field: string): { name: string; suffix: number } {
  const size = cursor.u8(`${field}_size`)
  cursor.expect(`${field}_size`, size === ENCODED, 'is 32')
  const name = decodeName(cursor.text(`${field}_encoded`, size))
  cursor.derive(field, name.name, size)
  cursor.expect(field, cursor.u8(`${field}_end`) === 0, 'has a scope, which nobody uses')
  return name
}

function observe(message: Message<Nbdgm>): Observation[] {
  const { ip, source, suffix, browser } = message.value!
  const facts: Observation[] = []
  const say = (about: Party, attribute: Attribute, value: string, confidence: number): void => {
    if (value !== '') facts.push({ kind: 'identity', about, attribute, value, confidence })
  }
  if (HOSTS.has(suffix) && ip !== '0.0.0.0') say({ ip }, 'name', source, NAMED)
  if (browser === undefined) return facts
  const { command, name, major, minor, serverType, comment } = browser
  if (command === ELECTION) say('sender', 'name', name, ANNOUNCED)
  if (command !== HOST_ANNOUNCEMENT && command !== LOCAL_MASTER_ANNOUNCEMENT) return facts
  say('sender', 'name', name, ANNOUNCED)
  say('sender', 'description', comment, ANNOUNCED)
  if ((serverType & (NT_WORKSTATION | NT_SERVER)) !== 0)
    say('sender', 'os', `Windows NT ${major}.${minor}`, HINT)
  return facts
}

const NAMED = 0.7
const ANNOUNCED = 0.9
/** Samba announces itself as a Windows of its choice. */
const HINT = 0.6

/** A datagram with a browser frame in hex, for examples. */
function datagram(from: string, to: string, frame: string): string {
  const size = frame.replace(/\s/g, '').length / 2
  const words = `0000 ${little(size)} 0000 0000 00 00 0000 e8030000 0000 0000 0000 ${little(size)} 5600 03 00 0100 0100 0200`
  const smb = `ff534d42 25 ${'00'.repeat(27)} 11 ${words} ${little(size + 17)} ${text('\\MAILSLOT\\BROWSE')} 00 ${frame}`
  return `11 02 0001 c0000214 008a 00c8 0000 ${name(from)} ${name(to)} ${smb}`
}

function name(word: string): string {
  const letters = [...`${word.padEnd(15)}\0`].flatMap((one) => {
    const code = one.charCodeAt(0)
    return [0x41 + (code >> 4), 0x41 + (code & 15)]
  })
  return `20 ${Buffer.from(letters).toString('hex')} 00`
}

function padded(word: string): string {
  return text(word.padEnd(16, '\0'))
}

function little(value: number): string {
  return Buffer.from([value & 255, value >> 8]).toString('hex')
}

function text(words: string): string {
  return Buffer.from(words, 'latin1').toString('hex')
}
