import { ipv4Text } from '../../../base/address.ts'
import type { Cursor } from '../../cursor.ts'
import {
  CONTROL,
  CONTROL_ERRORS,
  CONTROL_OPERATIONS,
  MODES,
  PRIVATE,
  PRIVATE_ERRORS,
  PRIVATE_REQUESTS,
} from './ntp.tables.ts'

/** One NTP message. */
export interface Ntp {
  mode: number
  stratum: number
  /** Where the clock gets its time from: the name of a reference clock or a code up to stratum 1, an address beyond; empty in modes 6 and 7. */
  reference: string
  /** Operation or request of modes 6 and 7; -1 in others. */
  code: number
  response: boolean
  /** Why a response of modes 6 and 7 refuses; empty when it does not. */
  refusal: string
  /** Variables that a control response names, in the form `name=value, …`. */
  variables: string
}

/** Reads a whole message of any mode. */
export function readNtp(cursor: Cursor): Ntp {
  const first = cursor.u8('flags')
  const mode = cursor.derive('mode', first & 7, 1)
  cursor.derive('mode_name', MODES[mode]!, 1)
  cursor.derive('version', (first >> 3) & 7, 1)
  const message: Ntp = {
    mode,
    stratum: 0,
    reference: '',
    code: -1,
    response: false,
    refusal: '',
    variables: '',
  }
  if (mode === CONTROL) readControl(cursor, message)
  else if (mode === PRIVATE) readPrivate(cursor, message, first)
  else readTime(cursor, message)
  return message
}

/** RFC 5905 section 7.3. */
function readTime(cursor: Cursor, message: Ntp): void {
  message.stratum = cursor.u8('stratum')
  cursor.expect('stratum', message.stratum <= 16, 'is above 16')
  cursor.i8('poll')
  cursor.i8('precision')
  cursor.u32('root_delay')
  cursor.u32('root_disp')
  message.reference = readReference(cursor, message.stratum)
  for (const name of ['ref_time', 'org_time', 'rec_time', 'xmt_time']) cursor.u64(name)
  if (cursor.left > 0) cursor.rest('extensions')
}

/** A clock says where its own time comes from: a name up to stratum 1, an address beyond. */
function readReference(cursor: Cursor, stratum: number): string {
  if (stratum <= 1) return cursor.text('ref_id', 4)
  const at = cursor.at
  cursor.skip(4)
  return cursor.derive('ref_id', ipv4Text(cursor.bytes, at), 4)
}

const RESPONSE = 0x80
const ERROR = 0x40

/** RFC 9327 section 2. */
function readControl(cursor: Cursor, message: Ntp): void {
  const second = cursor.u8('r_e_m_opcode')
  message.response = cursor.derive('response', (second & RESPONSE) !== 0, 1)
  message.code = cursor.derive('op_code', second & 31, 1)
  cursor.derive('op_code_name', CONTROL_OPERATIONS[message.code]?.name ?? 'unknown', 1)
  cursor.u16('sequence')
  const status = cursor.u16('status')
  if (message.response && (second & ERROR) !== 0) {
    message.refusal = CONTROL_ERRORS[status >> 8] ?? `error ${status >> 8}`
    cursor.derive('error_name', message.refusal, 2)
  }
  cursor.u16('association_id')
  cursor.u16('offset')
  const count = cursor.u16('count')
  cursor.within('body', count, () => {
    const text = cursor.text('data', cursor.left, 'utf8')
    if (message.response) message.variables = text
  })
  if (cursor.left > 0) cursor.rest('authenticator')
}

/** ntp_request.h of the reference implementation. */
function readPrivate(cursor: Cursor, message: Ntp, first: number): void {
  message.response = cursor.derive('response', (first & RESPONSE) !== 0, 1)
  cursor.u8('auth_seq')
  cursor.u8('implementation')
  message.code = cursor.u8('req_code')
  cursor.derive('req_code_name', PRIVATE_REQUESTS[message.code]?.name ?? 'unknown', 1)
  // The shortest requests seen end here.
  if (cursor.left < 4) return
  const word = cursor.u16('err_and_items')
  if (message.response && word >> 12 !== 0) {
    message.refusal = PRIVATE_ERRORS[word >> 12] ?? `error ${word >> 12}`
    cursor.derive('error_name', message.refusal, 2)
  }
  cursor.u16('item_size')
  cursor.rest('data')
}
