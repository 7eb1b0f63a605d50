import { type Message, PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import type { Peek } from '../../peek.ts'
import { FULL, MAYBE, NO, protocol, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { crc32k, DATA_RESIDUE, dataResidue, HEADER_RESIDUE, headerResidue, unstuff } from './crc.ts'
import {
  BROADCAST,
  CIMETRICS_HEADER,
  CIMETRICS_SNAP,
  DATA_EXPECTING_REPLY,
  DATA_NOT_EXPECTING_REPLY,
  EXTENDED_EXPECTING_REPLY,
  EXTENDED_NOT_EXPECTING_REPLY,
  FIRST_PROPRIETARY,
  FIRST_STUFFED,
  FRAME_TYPES,
  HEADER,
  LINKTYPE,
  POLL_FOR_MASTER,
  PREAMBLE,
  STUFFED_CRC,
  STUFFED_EXCESS,
  TEST_REQUEST,
  TEST_RESPONSE,
} from './mstp.tables.ts'

/** One MS/TP frame. */
export interface Mstp {
  type: number
  destination: number
  source: number
}

/** MS/TP: BACnet's token bus over RS-485, as serial taps and Cimetrics's tool record it. */
export const mstp = protocol<Mstp>({
  id: 'mstp',
  title: 'BACnet MS/TP',
  spec: 'ANSI/ASHRAE 135-2020 clause 9, Annexes G and T',
  family: 'ot',
  carriedBy: { link: [LINKTYPE], snap: [CIMETRICS_SNAP] },
  looksLike(peek) {
    const at = headerAt(peek)
    if (peek.length < at + HEADER) return NO
    const known = FRAME_TYPES[peek.u8(at)] !== undefined || peek.u8(at) >= FIRST_PROPRIETARY
    const start = peek.start + at
    if (headerResidue(peek.bytes, start, start + HEADER) === HEADER_RESIDUE) return known ? SURE : MAYBE
    return at === 2 && known ? MAYBE : NO
  },
  glance(peek, glance) {
    const at = headerAt(peek)
    const type = peek.u8(at)
    const size = peek.u16(at + 3)
    glance.toAnybody = type === POLL_FOR_MASTER || peek.u8(at + 1) === BROADCAST
    glance.role = type === TEST_REQUEST ? REQUEST : type === TEST_RESPONSE ? REPLY : PUSH
    if (type === DATA_EXPECTING_REPLY || type === DATA_NOT_EXPECTING_REPLY) {
      glance.carry(type, at + HEADER, at + HEADER + size)
      return type + 1
    }
    return size === 0 && type < FIRST_STUFFED ? type + 1 : FULL
  },
  read,
  observe,
  examples: {
    'passes the token': '55ff 00 0b 0c 0000 8c',
    'passes the token, as Cimetrics records it': '000080 00 01 72 0000 84',
    'polls for a master': '55ff 01 69 1b 0000 78',
    'asks who is there': '55ff 06 ff 0c 0008 b7 01 20 ffff 00 ff 10 08 15b6',
    'asks who is there in an extended frame': '55ff 21 ff 0c 000c 2d 505475aaaa51aa455d 50aa28cc04',
    'tests a station': '55ff 03 05 0c 0002 8d abcd f959',
    'has a bit wrong in its data': '55ff 06 ff 0c 0008 b7 01 20 ffff 00 ff 10 09 15b6',
    'cut in its data': '55ff 06 ff 0c 0008 b7 01 20',
  },
})

/** Offset of the frame type: behind the preamble, or behind what Cimetrics puts in its place. */
function headerAt(peek: Peek): number {
  return peek.u16(0) === PREAMBLE ? 2 : CIMETRICS_HEADER
}

function read(cursor: Cursor, session: Session): Mstp {
  readLead(cursor)
  const header = cursor.at
  const type = cursor.u8('frame_type_number')
  const stuffed = type >= FIRST_STUFFED && type < FIRST_PROPRIETARY
  cursor.derive('frame_type', FRAME_TYPES[type] ?? `frame type ${type}`)
  const destination = cursor.u8('destination')
  const source = cursor.u8('source')
  cursor.expect('source', source !== 255, 'is one station (9.3)')
  const size = cursor.u16('length')
  cursor.u8('header_crc')
  const right = headerResidue(cursor.bytes, header, cursor.at) === HEADER_RESIDUE
  cursor.expect('header_crc', right, 'does not match the header (Annex G.1)')
  if (stuffed) readStuffed(cursor, session, type, size)
  else if (size > 0) readData(cursor, session, type, size)
  return { type, destination, source }
}

function readLead(cursor: Cursor): void {
  const { at } = cursor
  const first = cursor.u16('preamble')
  if (first === PREAMBLE) return
  cursor.derive('timer', first, 2)
  cursor.at = at + 2
  cursor.u8('flags')
}

function readData(cursor: Cursor, session: Session, type: number, size: number): void {
  const start = cursor.at
  if (type === DATA_EXPECTING_REPLY || type === DATA_NOT_EXPECTING_REPLY) session.carry(cursor, type, size)
  else if (type >= FIRST_PROPRIETARY) {
    cursor.u16('vendor_id')
    cursor.raw('data', size - 2)
  } else cursor.raw('data', size)
  cursor.u16le('data_crc')
  const right = dataResidue(cursor.bytes.subarray(start, cursor.at)) === DATA_RESIDUE
  cursor.expect('data_crc', right, 'does not match the data (Annex G.2)')
}

/** An extended frame: data and CRC-32K stuffed each for itself. */
function readStuffed(cursor: Cursor, session: Session, type: number, size: number): void {
  const stuffed = cursor.raw('data', size + STUFFED_EXCESS - STUFFED_CRC)
  const sent = unstuff(cursor.raw('data_crc', STUFFED_CRC))
  const right =
    sent?.length === 4 && new DataView(sent.buffer, sent.byteOffset).getUint32(0, true) === crc32k(stuffed)
  cursor.expect('data_crc', right, 'does not match the data (Annex G.3)')
  const data = unstuff(stuffed)
  cursor.expect('data', data !== undefined, 'is not stuffed as it should be (Annex T)')
  const carries = type === EXTENDED_EXPECTING_REPLY || type === EXTENDED_NOT_EXPECTING_REPLY
  if (data !== undefined && carries) session.carryBytes(data, type)
}

/** Tests are the only frames that mean something by themselves; the token and the polling are the bus at work. */
function observe(message: Message<Mstp>): Observation[] {
  const { type } = message.value!
  if (type !== TEST_REQUEST && type !== TEST_RESPONSE) return []
  const asks = type === TEST_REQUEST
  return [
    {
      kind: 'operation',
      verb: 'diagnose',
      function: 'Test_Request',
      initiator: asks ? 'sender' : 'receiver',
      outcome: asks ? 'asked' : 'done',
    },
  ]
}
