import { limits } from '../../../base/limits.ts'
import { type Message, PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import type { Cursor } from '../../cursor.ts'
import { mix, Peek } from '../../peek.ts'
import { EXACT, FULL, type Glance, MAYBE, NO, protocol, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { glanceFragment } from '../dnp3/glance.ts'
import {
  CONFIRMED_DATA,
  FIRST_RESERVED,
  PRIMARY,
  RESET_LINK,
  RESET_PROCESS,
  SECONDARY,
  SELF_ADDRESS,
  TEST_LINK,
  TURNED_DOWN,
  UNCONFIRMED_DATA,
} from './dnp3-link.tables.ts'
import {
  BLOCK,
  COUNTED_HEADER,
  codeOf,
  frameLength,
  HEADER,
  headerHolds,
  MOST_DATA,
  stripCodes,
} from './frame.ts'
import { isBroadcast, type LinkFrame } from './station.ts'
import { putTogether } from './transport.ts'

const FROM_MASTER = 0x80
const FROM_PRIMARY = 0x40
const COUNT_VALID = 0x10
/** First and last segment of a fragment at once (transport header, clause 8.2). */
const WHOLE = 0xc0

/** DNP3's data link and transport function: addresses, check codes, and fragments put together from segments. */
export const dnp3Link = protocol({
  id: 'dnp3-link',
  title: 'DNP3 data link',
  spec: 'IEEE 1815-2012, clauses 8 (transport function), 9 (data link) and 13 (over IP)',
  family: 'ot',
  carriedBy: { tcp: [20000], udp: [20000] },
  roles: { server: 'rtu', client: 'scada-server' },
  looksLike(peek) {
    if (peek.u16(0) !== 0x0564 || peek.u8(2) < COUNTED_HEADER) return NO
    return headerHolds(peek) ? SURE : MAYBE
  },
  frameLength,
  glance: glanceFrame,
  read: readFrame,
  observe,
  examples: {
    'asks for the link status': '0564 05 c9 0a00 0100 feda',
    'tells the link status': '0564 05 0b 0100 0a00 6ded',
    'resets the link': '0564 05 c0 0a00 0100 b1ac',
    acknowledges: '0564 05 00 0100 0a00 2edd',
    'does not support it': '0564 05 0f 0100 0a00 7561',
    'resets the user process': '0564 05 c1 0a00 0100 b78f',
    'polls class 1': '0564 0b c4 0a00 0100 acd1 c0c1013c0206 52c3',
    'sends the first segment': '0564 0b 44 0100 0a00 8990 41c18100000a accb',
    'sends the last segment': '0564 08 44 0100 0a00 d903 820200 cd82',
    'has a wrong check code': '0564 0b c4 0a00 0100 acd1 c0c1013c0206 ffff',
    'cut in a block': '0564 0b c4 0a00 0100 acd1 c0c1',
  },
})

const stripped = new Uint8Array(MOST_DATA)
const fragment = new Peek()

function glanceFrame(peek: Peek, glance: Glance): number {
  const control = peek.u8(3)
  const destination = peek.u16le(4)
  const source = peek.u16le(6)
  const primary = (control & FROM_PRIMARY) !== 0
  glance.anywhere = true
  const fromMaster = (control & FROM_MASTER) !== 0
  const code = control & 0x0f
  const addresses = mix(mix(control & 0xc0, destination), source)
  // Both ways alike, with room for the application sequence number below.
  const pair = mix(fromMaster ? destination : source, fromMaster ? source : destination) & ~0xff
  if (!headerHolds(peek)) return FULL
  if (!primary || (code !== CONFIRMED_DATA && code !== UNCONFIRMED_DATA)) {
    glance.pair = pair | 0x80
    // An outstation may ask for the link status too; that does not make it a client.
    glance.role = fromMaster === primary ? (primary ? REQUEST : REPLY) : PUSH
    return peek.u8(2) === COUNTED_HEADER ? mix(addresses, code) : FULL
  }
  glance.pair = pair
  // Transport and application sequence numbers, and the check code over the block that holds them.
  glance.vary(HEADER, HEADER + 2)
  const counted = Math.min(BLOCK, peek.u8(2) - COUNTED_HEADER)
  glance.vary(HEADER + counted, HEADER + counted + 2)
  const size = stripCodes(peek, stripped)
  if (size < 1 || (stripped[0]! & WHOLE) !== WHOLE) return FULL
  const key = glanceFragment(fragment.over(stripped, 1, size), glance)
  if (glance.role === REQUEST && isBroadcast(destination)) glance.role = PUSH
  return key === FULL || key === EXACT ? key : mix(addresses, key)
}

function readFrame(cursor: Cursor, session: Session): LinkFrame {
  const start = cursor.at
  cursor.expect('start', cursor.u16('start') === 0x0564, 'is always 0x0564')
  const length = cursor.u8('length')
  cursor.expect('length', length >= COUNTED_HEADER, 'counts at least control and addresses')
  const frame = readControl(cursor)
  frame.destination = cursor.u16le('destination')
  frame.source = cursor.u16le('source')
  const { source, destination } = frame
  cursor.expect('source', source < FIRST_RESERVED, 'is not the address of a device')
  cursor.expect(
    'destination',
    destination < FIRST_RESERVED || destination >= SELF_ADDRESS,
    'is a reserved address',
  )
  const code = codeOf(cursor.bytes, start, HEADER - 2)
  let sound = cursor.expect('header_crc', cursor.u16le('header_crc') === code, 'does not match the header')
  const carries = frame.primary && (frame.code === CONFIRMED_DATA || frame.code === UNCONFIRMED_DATA)
  const size = Math.max(0, length - COUNTED_HEADER)
  cursor.expect(
    'length',
    carries === size > 0,
    carries ? 'leaves no user data' : 'announces data where none is due',
  )
  const data = new Uint8Array(size)
  cursor.each('blocks', Math.ceil(size / BLOCK), limits.dissect.listItems, (index) => {
    const part = cursor.raw('data', Math.min(BLOCK, size - index * BLOCK))
    data.set(part, index * BLOCK)
    const sum = codeOf(part, 0, part.length)
    sound = cursor.expect('crc', cursor.u16le('crc') === sum, 'does not match its block') && sound
  })
  // A receiver drops a frame whose check codes do not hold, so what it carries was never heard.
  if (carries && size > 0 && sound) carryOn(cursor, session, frame, data)
  return frame
}

function readControl(cursor: Cursor): LinkFrame {
  const control = cursor.u8('control')
  const primary = (control & FROM_PRIMARY) !== 0
  const code = cursor.derive('link_function', control & 0x0f, 1)
  const name = (primary ? PRIMARY : SECONDARY)[code]
  cursor.derive('link_function_name', name ?? 'reserved', 1)
  cursor.expect('control', name !== undefined, 'is not a function of the data link')
  cursor.derive('dir', control >>> 7, 1)
  cursor.derive('prm', primary ? 1 : 0, 1)
  if (primary) {
    cursor.derive('fcb', (control >>> 5) & 1, 1)
    const counted = (control & COUNT_VALID) !== 0
    cursor.derive('fcv', counted ? 1 : 0, 1)
    cursor.expect(
      'fcv',
      counted === (code === TEST_LINK || code === CONFIRMED_DATA),
      'is set for tests and confirmed data only',
    )
  } else cursor.derive('dfc', (control >>> 4) & 1, 1)
  return { fromMaster: control >= FROM_MASTER, primary, code, source: 0, destination: 0 }
}

function carryOn(cursor: Cursor, session: Session, frame: LinkFrame, data: Uint8Array): void {
  const outstation = frame.fromMaster ? frame.destination : frame.source
  session.remember('outstation', outstation)
  const whole = putTogether(cursor, session, `${frame.source}>${frame.destination}`, data)
  if (whole !== undefined) session.carryBytes(whole, 0)
}

/** What a frame without user data does to the link. */
function linkVerb(code: number): Verb {
  if (code === RESET_PROCESS) return 'restart'
  return code === RESET_LINK ? 'comms-control' : 'diagnose'
}

function observe(message: Message<LinkFrame>): Observation[] {
  const value = message.value!
  const reply = !value.primary
  const asked = reply ? message.request?.value : value
  if (asked === undefined || asked.code === CONFIRMED_DATA || asked.code === UNCONFIRMED_DATA) return []
  const name = PRIMARY[asked.code]
  if (name === undefined) return []
  const outstation = reply ? value.source : value.destination
  const refused = reply && TURNED_DOWN.has(value.code)
  return [
    {
      kind: 'operation',
      verb: linkVerb(asked.code),
      function: name,
      initiator: reply ? 'receiver' : 'sender',
      // Asked by an outstation, it is the master that answers, and that is no unit of anything.
      ...(value.fromMaster === reply ? {} : { part: { part: 'unit', id: String(outstation) } }),
      ...(refused
        ? { outcome: 'refused', reason: SECONDARY[value.code]! }
        : { outcome: message.role === REQUEST ? 'asked' : 'done' }),
    },
  ]
}
