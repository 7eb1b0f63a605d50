import { type Message, PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import type { Identity } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import type { Peek } from '../../peek.ts'
import { FULL, MAYBE, MORE, NO, NOT_MINE, protocol, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { decodeName } from '../nbns/names.ts'

/** One packet of the NetBIOS session service. */
export interface Nbss {
  type: number
  called: string
  calling: string
}

/** Packet types (RFC 1002 section 4.3.1). */
const TYPES: { readonly [type: number]: string } = {
  0: 'session message',
  129: 'session request',
  130: 'positive session response',
  131: 'negative session response',
  132: 'retarget session response',
  133: 'session keepalive',
}
/** Sizes of what follows the header in packets that are always of one size. */
const SIZES: { readonly [type: number]: number } = { 130: 0, 131: 1, 132: 6, 133: 0 }
const MESSAGE = 0
const SESSION_REQUEST = 0x81
const POSITIVE = 0x82
const KEEPALIVE = 0x85
/** What a session carries is told by its content. */
const CONTENT = 0
const HEADER = 4
/** Name of nobody in particular, by which Windows reaches any server. */
const ANY_SERVER = '*SMBSERVER'

/** NetBIOS session service: the frame around SMB on port 139, and the bare length before it on port 445. */
export const nbss = protocol({
  id: 'nbss',
  title: 'NetBIOS session service',
  spec: 'RFC 1002 section 4.3; direct TCP: MS-SMB2 section 2.1',
  family: 'it',
  carriedBy: { tcp: [139, 445] },
  looksLike(peek) {
    const type = peek.u8(0)
    const size = peek.u24(1)
    if (type === MESSAGE) return isSmb(peek) && size >= 32 ? SURE : NO
    if (type === SESSION_REQUEST) return size >= 68 && size < 256 && peek.u8(4) === 0x20 ? SURE : NO
    return size === SIZES[type] && peek.length === HEADER + size ? MAYBE : NO
  },
  frameLength(peek) {
    const type = peek.u8(0)
    if (peek.length < HEADER) return type in TYPES ? MORE : NOT_MINE
    const size = peek.u24(1)
    // Only what carries SMB is believed to be long: elsewhere a chance length would swallow the rest of the stream.
    if (type === MESSAGE) return peek.length < 2 * HEADER ? MORE : isSmb(peek) ? HEADER + size : NOT_MINE
    if (type === SESSION_REQUEST) return size < 256 ? HEADER + size : NOT_MINE
    return size === SIZES[type] ? HEADER + size : NOT_MINE
  },
  glance(peek, glance) {
    const type = peek.u8(0)
    if (type !== MESSAGE) {
      glance.role = type === SESSION_REQUEST ? REQUEST : type === KEEPALIVE ? PUSH : REPLY
      return type === KEEPALIVE ? type : FULL
    }
    glance.carry(CONTENT, HEADER, peek.length)
    return 1
  },
  read: readNbss,
  observe,
  examples: {
    'asks for a session': `81000044 20 ${name('PLANT-SRV', 0x20)} 00 20 ${name('ENG-01', 0x00)} 00`,
    'gives a session': '82000000',
    'refuses a session': '83000001 82',
    'keeps the session alive': '85000000',
    'carries an echo':
      '00000023 ff534d42 2b 00000000 08 0000 0000 0000000000000000 0000 0000 0100 0000 0100 00 0000',
    'cut in the called name': '81000044 20 4641',
  },
})

function isSmb(peek: Peek): boolean {
  const first = peek.u8(HEADER)
  return first >= 0xfc && peek.text(HEADER + 1, 'SMB')
}

function readNbss(cursor: Cursor, session: Session): Nbss {
  const type = cursor.u8('type')
  cursor.derive('packet', TYPES[type] ?? 'unknown')
  cursor.expect('type', type in TYPES, 'is not in the specification')
  const size = cursor.u24('length')
  const packet: Nbss = { type, called: '', calling: '' }
  if (type === MESSAGE) {
    if (cursor.left > 0) session.carry(cursor, CONTENT, Math.min(size, cursor.left))
    return packet
  }
  cursor.within('body', size, () => {
    if (type === SESSION_REQUEST) {
      packet.called = netbiosName(cursor, 'called_name')
      packet.calling = netbiosName(cursor, 'calling_name')
    } else if (type !== POSITIVE && cursor.left === 1) cursor.u8('error')
    cursor.skip(cursor.left)
  })
  return packet
}

function netbiosName(cursor: Cursor, field: string): string {
  cursor.expect(field, cursor.u8(`${field}_size`) === 32, 'is 32 letters long')
  const encoded = cursor.text(`${field}_encoded`, 32)
  cursor.skip(1)
  return cursor.derive(field, decodeName(encoded).name, 33)
}

function observe(message: Message<Nbss>): Identity[] {
  const { called, calling } = message.value!
  const facts: Identity[] = []
  const say = (about: Identity['about'], value: string, confidence: number) => {
    if (/[a-z]/i.test(value) && value !== ANY_SERVER)
      facts.push({ kind: 'identity', about, attribute: 'name', value, confidence })
  }
  say('sender', calling, 0.8)
  say('receiver', called, 0.7)
  return facts
}

/** A NetBIOS name in first-level encoding, as hex, for the examples. */
function name(text: string, kind: number): string {
  const bytes = Buffer.concat([Buffer.from(text.padEnd(15)), Buffer.from([kind])])
  return [...bytes]
    .map((byte) => ((byte >> 4) + 0x41).toString(16) + ((byte & 15) + 0x41).toString(16))
    .join('')
}
