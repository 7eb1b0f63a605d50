import { REPLY } from '../../../model/message.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { readDiagnosticReply, readDiagnosticRequest } from './diagnostics.ts'
import { readEncapsulatedReply, readEncapsulatedRequest } from './encapsulated.ts'
import { readFileReply, readFileRequest } from './files.ts'
import {
  ENCAPSULATED,
  EXCEPTION_BIT,
  EXCEPTIONS,
  exceptionName,
  FUNCTIONS,
  functionName,
  READ_FILE_RECORD,
  UMAS,
  WRITE_FILE_RECORD,
} from './modbus-tcp.tables.ts'
import { readDataReply, readDataRequest } from './registers.ts'

/** A run of coils, inputs or registers: PDU addresses, which count from 0. */
export interface Range {
  start: number
  count: number
}

/** A run of records in a file. */
export interface FileRange extends Range {
  file: number
}

/** One object of Read Device Identification. */
export interface DeviceObject {
  id: number
  value: string
}

/** A CANopen object reached through Modbus. */
export interface CanopenObject {
  node: number
  index: number
  subindex: number
  write: boolean
}

/** A Modbus protocol data unit, whatever carries it. */
export interface Pdu {
  /** Function code without the exception bit. */
  code: number
  /** Exception code, 0 while none. */
  exception: number
  /** Sub-function of Diagnostics, MEI type of Encapsulated Interface Transport, read device id code excepted; -1 for others. */
  sub: number
  read: Range | undefined
  written: Range | undefined
  files: FileRange[]
  objects: DeviceObject[]
  /** Which group of identification objects was asked for. */
  idCode: number
  canopen: CanopenObject | undefined
  /** What Report Server ID told in text, and whether the server runs. */
  server: { text: string; running: boolean | undefined } | undefined
}

/** One Modbus message: the unit it is for or from, and what it says. */
export interface Modbus {
  unit: number
  pdu: Pdu
}

/** Reads one part of a PDU; `asked` is the request when a reply is read and its request was seen. */
export type PduReader = (cursor: Cursor, pdu: Pdu, asked: Pdu | undefined) => void

const REQUESTS: { readonly [code: number]: PduReader } = {
  ...all([1, 2, 3, 4, 5, 6, 15, 16, 22, 23, 24], readDataRequest),
  ...all([7, 8, 11, 12, 17], readDiagnosticRequest),
  ...all([READ_FILE_RECORD, WRITE_FILE_RECORD], readFileRequest),
  [ENCAPSULATED]: readEncapsulatedRequest,
}

const REPLIES: { readonly [code: number]: PduReader } = {
  ...all([1, 2, 3, 4, 5, 6, 15, 16, 22, 23, 24], readDataReply),
  ...all([7, 8, 11, 12, 17], readDiagnosticReply),
  ...all([READ_FILE_RECORD, WRITE_FILE_RECORD], readFileReply),
  [ENCAPSULATED]: readEncapsulatedReply,
}

function all(codes: readonly number[], read: PduReader): { [code: number]: PduReader } {
  return Object.fromEntries(codes.map((code) => [code, read]))
}

/** Reads a PDU from its function code to the cursor's end. The session's role says whether it is a request or a reply. */
export function readPdu(cursor: Cursor, session: Session): Pdu {
  const asked = (session.request?.value as Modbus | undefined)?.pdu
  const code = cursor.u8('func')
  const pdu = blank(code & ~EXCEPTION_BIT)
  const reply = session.role === REPLY
  cursor.derive('function_name', functionName(pdu.code), 1)
  cursor.derive('pdu_type', reply ? 'RESP' : 'REQ')
  cursor.expect('func', pdu.code in FUNCTIONS, 'is not a function of the specification')
  const refusal = (code & EXCEPTION_BIT) !== 0
  if (refusal) {
    cursor.expect('func', reply, 'has the exception bit in a request')
    readException(cursor, session, pdu)
  } else if (pdu.code === UMAS && session.carry(cursor, UMAS)) return pdu
  else (reply ? REPLIES : REQUESTS)[pdu.code]?.(cursor, pdu, asked)
  if (cursor.left > 0) {
    const open = !refusal && !(pdu.code in REQUESTS)
    cursor.expect('func', open, 'is followed by more bytes than it takes')
    cursor.rest(reply ? 'response_data' : 'request_data')
  }
  return pdu
}

function readException(cursor: Cursor, session: Session, pdu: Pdu): void {
  if (pdu.code === UMAS) {
    // UMAS hears of it too: it knows what was refused.
    session.carry(cursor, UMAS, 1)
    cursor.at -= 1
  }
  pdu.exception = cursor.u8('exception_code')
  cursor.derive('exception', exceptionName(pdu.exception), 1)
  cursor.expect('exception_code', pdu.exception in EXCEPTIONS, 'is not an exception of the specification')
}

function blank(code: number): Pdu {
  return {
    code,
    exception: 0,
    sub: -1,
    read: undefined,
    written: undefined,
    files: [],
    objects: [],
    idCode: 0,
    canopen: undefined,
    server: undefined,
  }
}
