import type { Cursor } from '../../cursor.ts'
import type { Peek } from '../../peek.ts'
import { type Likeness, MAYBE, MORE, NO, NOT_MINE, protocol, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { glancePdu } from './glance.ts'
import { EXCEPTION_BIT, EXCEPTIONS, FUNCTIONS, UMAS } from './modbus-tcp.tables.ts'
import { observeModbus } from './observe.ts'
import { type Modbus, readPdu } from './pdu.ts'
import { PORT, roleOf } from './role.ts'
import { fitsReply, fitsRequest } from './shape.ts'

/** Offsets in the MBAP header (Modbus Messaging on TCP/IP V1.0b, clause 3.1.3). */
const AT_PROTOCOL = 2
const AT_LENGTH = 4
const AT_FUNCTION = 7
/** Bytes in front of what the length counts. */
const UNCOUNTED = 6
/** Unit and function code at least; unit and a PDU of 253 bytes at most, and one more, which real controllers send. */
const SHORTEST = 2
const LONGEST = 255
/** UMAS agrees on its own size when a session begins. */
const LONGEST_UMAS = 2048

/** Modbus over TCP and UDP: a seven-byte MBAP header in front of each request and reply. */
export const modbusTcp = protocol({
  id: 'modbus-tcp',
  title: 'Modbus/TCP',
  spec: 'Modbus Messaging on TCP/IP V1.0b, clause 3.1.3; Modbus Application Protocol V1.1b3',
  family: 'ot',
  carriedBy: { tcp: [PORT], udp: [PORT] },
  roles: { server: 'plc', client: 'hmi' },
  looksLike,
  frameLength(peek) {
    if (peek.length >= AT_LENGTH && peek.u16(AT_PROTOCOL) !== 0) return NOT_MINE
    if (peek.length < UNCOUNTED) return MORE
    const counted = peek.u16(AT_LENGTH)
    if (counted < SHORTEST || counted > LONGEST_UMAS) return NOT_MINE
    if (counted <= LONGEST) return UNCOUNTED + counted
    if (peek.length <= AT_FUNCTION) return MORE
    return peek.u8(AT_FUNCTION) === UMAS ? UNCOUNTED + counted : NOT_MINE
  },
  glance(peek, glance, session) {
    const size = peek.length - AT_FUNCTION
    glance.role = roleOf(peek, AT_FUNCTION, size, session)
    // The function belongs to the pair because some clients number every request alike.
    glance.pair = (peek.u16(0) << 8) | (peek.u8(AT_FUNCTION) & ~EXCEPTION_BIT)
    glance.vary(0, AT_PROTOCOL)
    glance.anywhere = true
    return glancePdu(peek, AT_FUNCTION, size, glance)
  },
  read,
  observe: observeModbus,
  examples: {
    'reads three holding registers': '0001 0000 0006 11 03 006b 0003',
    'answers with three registers': '0001 0000 0009 11 03 06 022b 0000 0064',
    'refuses an address': '0001 0000 0003 11 83 02',
    'reads coils': '0002 0000 0006 01 01 0013 0025',
    'reads discrete inputs': '0003 0000 0006 01 02 00c4 0016',
    'reads input registers': '0004 0000 0006 01 04 0008 0001',
    'writes a coil': '0005 0000 0006 01 05 00ac ff00',
    'writes a coil with a value of its own': '0005 0000 0006 01 05 00ac 1234',
    'writes a register': '0006 0000 0006 01 06 0001 0003',
    'reads the exception status': '0007 0000 0002 01 07',
    'forces listen only mode': '0008 0000 0006 01 08 0004 0000',
    'restarts communications': '0009 0000 0006 01 08 0001 ff00',
    'returns query data': '000a 0000 0006 01 08 0000 a537',
    'reads the comm event counter': '000b 0000 0002 01 0b',
    'reads the comm event log': '000c 0000 0002 01 0c',
    'writes ten coils': '000f 0000 0009 01 0f 0013 000a 02 cd01',
    'writes two registers': '0010 0000 000b 01 10 0001 0002 04 000a 0102',
    'announces more than it writes': '0010 0000 000b 01 10 0001 0003 04 000a 0102',
    'asks for the server id': '0011 0000 0002 01 11',
    'reads file records': '0014 0000 0011 01 14 0e 06 0004 0001 0002 06 0003 0009 0002',
    'writes a file record': '0015 0000 0010 01 15 0d 06 0004 0007 0003 06af 04be 100d',
    'masks a register': '0016 0000 0008 01 16 0004 00f2 0025',
    'reads and writes registers': '0017 0000 0011 01 17 0003 0006 000e 0003 06 00ff 00ff 00ff',
    'reads a queue': '0018 0000 0004 01 18 04de',
    'asks for the basic identification': '002b 0000 0005 ff 2b 0e 01 00',
    'writes a CANopen object': '002c 0000 000e 01 2b 0d 01 00 05 6040 00 0000 0002 000f',
    'uses a function nobody knows': '0030 0000 0003 01 2a 00',
    'cut in the quantity': '0031 0000 0006 01 03 006b 00',
  },
})

/** Content decides: header and function must agree. A message that fills its bytes exactly as its function wants is sure. */
function looksLike(peek: Peek): Likeness {
  if (peek.u16(AT_PROTOCOL) !== 0) return NO
  const counted = peek.u16(AT_LENGTH)
  const code = peek.u8(AT_FUNCTION)
  if (counted < SHORTEST || counted > (code === UMAS ? LONGEST_UMAS : LONGEST) || code === 0) return NO
  const known = (code & ~EXCEPTION_BIT) in FUNCTIONS
  const end = UNCOUNTED + counted
  if (end > peek.length) return known || code < 0 ? MAYBE : NO
  if (end < peek.length && peek.u16(end + AT_PROTOCOL) > 0) return NO
  if (code > EXCEPTION_BIT && !(peek.u8(AT_FUNCTION + 1) in EXCEPTIONS)) return NO
  const size = counted - 1
  return known && (fitsRequest(peek, AT_FUNCTION, size) || fitsReply(peek, AT_FUNCTION, size)) ? SURE : MAYBE
}

function read(cursor: Cursor, session: Session): Modbus {
  cursor.u16('tid')
  cursor.expect('protocol_id', cursor.u16('protocol_id') === 0, 'is always 0')
  cursor.expect('length', cursor.u16('length') === cursor.left, 'counts the bytes that follow')
  const unit = cursor.u8('unit')
  const asked = (session.request?.value as Modbus | undefined)?.unit
  if (asked !== undefined) cursor.expect('unit', unit === asked, 'differs from the request')
  return { unit, pdu: readPdu(cursor, session) }
}
