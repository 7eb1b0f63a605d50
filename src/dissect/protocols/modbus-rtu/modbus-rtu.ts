import { REQUEST } from '../../../model/message.ts'
import type { Observation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import type { Peek } from '../../peek.ts'
import { type Likeness, MAYBE, MORE, NO, NOT_MINE, protocol, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { glancePdu } from '../modbus-tcp/glance.ts'
import { EXCEPTION_BIT, FUNCTIONS } from '../modbus-tcp/modbus-tcp.tables.ts'
import { observeModbus } from '../modbus-tcp/observe.ts'
import { type Modbus, readPdu } from '../modbus-tcp/pdu.ts'
import { PORT, roleOf } from '../modbus-tcp/role.ts'
import { ANY, replySize, requestSize } from '../modbus-tcp/shape.ts'
import { crc16 } from './crc.ts'

/** Unit in front, CRC behind (Modbus over Serial Line V1.02, clause 2.5.1). */
const AT_FUNCTION = 1
const CRC_SIZE = 2
const SHORTEST = 4
const LONGEST = 256
/** Highest address of a serial unit; above it addresses are reserved. */
const LAST_UNIT = 247
const EVERYBODY = 0

/** Modbus RTU frames in a TCP stream or a datagram, as serial servers and radio modems carry them: no header, a CRC at the end. */
export const modbusRtu = protocol({
  id: 'modbus-rtu',
  title: 'Modbus RTU over TCP or UDP',
  spec: 'Modbus over Serial Line V1.02, clause 2.5.1; Modbus Application Protocol V1.1b3',
  family: 'ot',
  // Serial servers use any port; those that use Modbus' own must not be taken for MBAP, which asks for less proof.
  carriedBy: { tcp: [PORT], udp: [PORT] },
  roles: { server: 'plc', client: 'hmi' },
  looksLike,
  frameLength: (peek) => {
    if (peek.length < SHORTEST) return couldBegin(peek) ? MORE : NOT_MINE
    const length = frameOf(peek, 0)
    return length > 0 || peek.length >= LONGEST ? length || NOT_MINE : couldBegin(peek) ? MORE : NOT_MINE
  },
  glance(peek, glance, session) {
    const size = peek.length - AT_FUNCTION - CRC_SIZE
    glance.role = roleOf(peek, AT_FUNCTION, size, session)
    // One request at a time: the unit and the function tie the reply to it.
    glance.pair = (peek.u8(0) << 8) | (peek.u8(AT_FUNCTION) & ~EXCEPTION_BIT)
    return glancePdu(peek, AT_FUNCTION, size, glance)
  },
  read,
  observe: (message): Observation[] => {
    const facts = observeModbus(message)
    // What is sent to everybody is never answered.
    if (message.role === REQUEST && message.value!.unit === EVERYBODY)
      for (const one of facts) if (one.kind === 'operation') one.outcome = 'done'
    return facts
  },
  examples: {
    'reads ten holding registers': '01 03 0000 000a c5cd',
    'answers with two registers': '01 03 04 000a 0102 5a60',
    'refuses an address': '01 83 02 c0f1',
    'writes a register': '11 06 0001 0003 9a9b',
    'writes a coil to everybody': '00 05 0001 ff00 dc2b',
    'asks for the server id': '01 11 c02c',
    'has a wrong CRC': '01 03 0000 000a 0000',
    'cut before the CRC': '01 03 0000 000a c5',
  },
})

/** The CRC makes it sure; it is only reckoned when unit, function and size fit. All bytes must belong to whole frames. */
function looksLike(peek: Peek): Likeness {
  if (!couldBegin(peek) || peek.length < SHORTEST) return NO
  let at = 0
  let doubtful = false
  while (at < peek.length) {
    const length = frameOf(peek, at)
    if (length === 0) return NO
    doubtful ||= couldBeRoc(peek, at, length)
    at += length
  }
  return doubtful ? MAYBE : SURE
}

/**
 * ROC Plus has the same CRC behind two units, two groups, an opcode and a length. Its empty messages from unit 1 or 2 read as requests for
 * a multiple of 256 bits, which hardly anybody makes.
 */
function couldBeRoc(peek: Peek, at: number, length: number): boolean {
  return length === 8 && peek.u8(at + AT_FUNCTION) <= 2 && peek.u8(at + 5) === 0
}

function couldBegin(peek: Peek): boolean {
  if (peek.u8(0) > LAST_UNIT) return false
  const code = peek.u8(AT_FUNCTION)
  return code < 0 || (code & ~EXCEPTION_BIT) in FUNCTIONS
}

/** Length of the frame at an offset, as a request or as a reply, whichever has a true CRC; 0 for none. */
function frameOf(peek: Peek, at: number): number {
  const first = at + AT_FUNCTION
  if (peek.u8(at) > LAST_UNIT || !((peek.u8(first) & ~EXCEPTION_BIT) in FUNCTIONS)) return 0
  return checked(peek, at, requestSize(peek, first)) || checked(peek, at, replySize(peek, first))
}

/** The frame's length if a PDU of that size leads to a true CRC, else 0; a size that is open takes all bytes that are left. */
function checked(peek: Peek, at: number, size: number): number {
  const length = size === ANY ? peek.length - at : AT_FUNCTION + size + CRC_SIZE
  if (length < SHORTEST || length > LONGEST || at + length > peek.length) return 0
  const start = peek.start + at
  const crc = crc16(peek.bytes, start, start + length - CRC_SIZE)
  return crc === peek.u16le(at + length - CRC_SIZE) ? length : 0
}

function read(cursor: Cursor, session: Session): Modbus {
  const start = cursor.at
  const unit = cursor.u8('unit')
  const end = cursor.end - CRC_SIZE
  const pdu = cursor.within('pdu', Math.max(0, cursor.left - CRC_SIZE), () => readPdu(cursor, session))
  const due = crc16(cursor.bytes, start, end)
  cursor.expect(
    'crc',
    cursor.u16le('crc') === due,
    `is 0x${due.toString(16).padStart(4, '0')} for these bytes`,
  )
  return { unit, pdu }
}
