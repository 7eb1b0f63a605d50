import { PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, type Glance, MAYBE, NO, protocol, SURE } from '../../protocol.ts'
import { examples } from './examples.ts'
import { observeS7Plus } from './observe.ts'
import { ASSEMBLED, HEADER, PROTOCOL, readS7Plus } from './read.ts'
import {
  EXPLORE,
  GET_MULTI,
  GET_STREAMED,
  GET_VARIABLE,
  NOTIFICATION_CODE,
  REQUEST_CODE,
} from './s7comm-plus.tables.ts'

/** Versions in use, and that of events without an opcode. */
const NEWEST = 3
const EVENT = 0xfe
/** A digest with its size: in front of what version 3 carries, at the end of version 2 in newer controllers. */
const DIGEST = 33
const DIGEST_SIZE = 32
/** Bytes at the end of a request that count up with each: integrity number and fill. */
const COUNTERS = 8
/** Offsets behind the opcode: function, sequence; and where a request's and a response's own part begin. */
const FUNCTION = 3
const SEQUENCE = 7
const REQUEST_PART = 14
const RESPONSE_PART = 10

/** S7comm-plus: how S7-1200 and S7-1500 are read, written, programmed and stopped, as far as it is in clear. */
export const s7commPlus = protocol({
  id: 's7comm-plus',
  title: 'S7 communication plus',
  spec: 'Siemens S7comm-plus (no public standard; sources named beside the codes)',
  family: 'ot',
  carriedBy: { cotp: [], 's7comm-plus': [ASSEMBLED] },
  roles: { server: 'plc', client: 'hmi' },
  looksLike(peek) {
    if (peek.u8(0) !== PROTOCOL) return NO
    const version = peek.u8(1)
    if ((version < 1 || version > NEWEST) && version !== EVENT) return NO
    const size = peek.u16(2)
    if (size + HEADER === peek.length) return MAYBE
    return size + 2 * HEADER === peek.length && peek.u8(size + HEADER) === PROTOCOL ? SURE : NO
  },
  glance(peek, glance) {
    const version = peek.u8(1)
    if (version === EVENT) {
      glance.role = PUSH
      return mix(version, peek.u16(2))
    }
    const end = peek.u16(2) + HEADER
    if (end >= peek.length) return FULL
    const start = version === NEWEST && peek.u8(HEADER) === DIGEST_SIZE ? HEADER + DIGEST : HEADER
    return glanceUnit(peek, glance, start, end)
  },
  read: readS7Plus,
  observe: observeS7Plus,
  examples,
})

function glanceUnit(peek: Peek, glance: Glance, start: number, end: number): number {
  const opcode = peek.u8(start)
  if (opcode === NOTIFICATION_CODE) {
    glance.role = PUSH
    return mix(opcode, peek.u32(start + 1) | 0)
  }
  glance.role = opcode === REQUEST_CODE ? REQUEST : REPLY
  glance.pair = peek.u16(start + SEQUENCE)
  const code = peek.u16(start + FUNCTION)
  const quiet = code === GET_MULTI || code === GET_VARIABLE || code === GET_STREAMED || code === EXPLORE
  if (!quiet) return FULL
  if (opcode === REQUEST_CODE) {
    const signed = start === HEADER && peek.u8(end - DIGEST) === DIGEST_SIZE
    return mix(code, peek.hash(start + REQUEST_PART, end - COUNTERS - (signed ? DIGEST : 0)))
  }
  // What a stream holds may be a nameplate; of other answers only the outcome matters.
  return code === GET_STREAMED || peek.u8(start + RESPONSE_PART) !== 0 ? FULL : mix(code, opcode)
}
