import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { readBlockData, readTransferAnswer, readTransferJob } from './blocks.ts'
import { readDataItems, readReturnCodes } from './data.ts'
import { readItems } from './items.ts'
import { type Body, functionOf, type S7, type Setup, type Transfer, type Variables } from './model.ts'
import {
  ACK,
  ACK_DATA,
  DOWNLOAD_BLOCK,
  DOWNLOAD_ENDED,
  END_UPLOAD,
  FUNCTIONS,
  JOB,
  PI_SERVICE,
  PLC_STOP,
  READ,
  REQUEST_DOWNLOAD,
  ROSCTR,
  SETUP,
  START_UPLOAD,
  UPLOAD,
  USERDATA,
  WRITE,
} from './s7comm.tables.ts'
import { readService, readStop } from './services.ts'
import { readUserData } from './userdata.ts'

const PROTOCOL = 0x32

/** Reads one unit: header, parameters, data. */
export function readS7(cursor: Cursor, session: Session): S7 {
  cursor.expect('protocol_id', cursor.u8('protocol_id') === PROTOCOL, 'is 0x32')
  const rosctr = cursor.u8('rosctr_code')
  cursor.expect('rosctr_code', ROSCTR[rosctr] !== undefined, 'is not a kind of unit')
  cursor.derive('rosctr_name', ROSCTR[rosctr] ?? 'unknown', 1)
  cursor.u16('redundancy_id')
  const unit: S7 = {
    rosctr,
    reference: cursor.u16('pdu_reference'),
    error: 0,
    body: { what: 'bare', function: -1 },
  }
  const parameters = cursor.u16('parameter_length')
  const data = cursor.u16('data_length')
  if (rosctr === ACK || rosctr === ACK_DATA) {
    const errorClass = cursor.u8('error_class')
    unit.error = (errorClass << 8) | cursor.u8('error_code')
  }
  cursor.expect('data_length', cursor.left === parameters + data, 'counts what follows the parameters')
  unit.body =
    rosctr === USERDATA
      ? readUserData(cursor, session, unit, parameters, data)
      : readFunction(cursor, session, unit, parameters, data)
  return unit
}

function readFunction(cursor: Cursor, session: Session, unit: S7, parameters: number, data: number): Body {
  const asked = (session.request?.value as S7 | undefined)?.body
  if (parameters === 0) return { what: 'bare', function: asked === undefined ? -1 : functionOf(asked) }
  let body: Body | undefined
  let count = 0
  cursor.within('parameter', parameters, () => {
    const code = cursor.u8('function_code')
    cursor.expect('function_code', FUNCTIONS[code] !== undefined, 'is not a known function')
    cursor.derive('function_name', FUNCTIONS[code] ?? 'unknown', 1)
    if (code === READ || code === WRITE) count = cursor.u8('item_count')
    body =
      unit.rosctr === JOB ? readJob(cursor, session, code, count) : readAnswer(cursor, session, code, asked)
  })
  if (data > 0 && body !== undefined) {
    const inside = body
    cursor.within('data_part', data, () => readData(cursor, unit, inside, count))
  }
  return body ?? { what: 'bare', function: -1 }
}

function readJob(cursor: Cursor, session: Session, code: number, count: number): Body {
  switch (code) {
    case SETUP:
      return readSetup(cursor)
    case READ:
    case WRITE:
      return { what: 'variables', function: code, items: readItems(cursor, count), results: [] }
    case REQUEST_DOWNLOAD:
    case DOWNLOAD_BLOCK:
    case DOWNLOAD_ENDED:
    case START_UPLOAD:
    case UPLOAD:
    case END_UPLOAD:
      return readTransferJob(cursor, code, session)
    case PI_SERVICE:
      return readService(cursor)
    case PLC_STOP:
      return readStop(cursor)
    default:
      cursor.rest('bytes')
      return { what: 'bare', function: code }
  }
}

function readAnswer(cursor: Cursor, session: Session, code: number, asked: Body | undefined): Body {
  switch (code) {
    case SETUP:
      return readSetup(cursor)
    case READ:
    case WRITE: {
      const items = asked?.what === 'variables' ? asked.items : []
      return { what: 'variables', function: code, items, results: [] } satisfies Variables
    }
    case REQUEST_DOWNLOAD:
    case DOWNLOAD_BLOCK:
    case DOWNLOAD_ENDED:
    case START_UPLOAD:
    case UPLOAD:
    case END_UPLOAD: {
      const from: Transfer | undefined = asked?.what === 'transfer' ? asked : undefined
      return readTransferAnswer(cursor, code, session, from)
    }
    case PI_SERVICE:
    case PLC_STOP:
      cursor.rest('bytes')
      return asked?.what === 'service' ? asked : { what: 'bare', function: code }
    default:
      cursor.rest('bytes')
      return { what: 'bare', function: code }
  }
}

function readSetup(cursor: Cursor): Setup {
  cursor.u8('reserved')
  cursor.u16('max_jobs_calling')
  cursor.u16('max_jobs_called')
  return { what: 'setup', pduLength: cursor.u16('pdu_length') }
}

function readData(cursor: Cursor, unit: S7, body: Body, count: number): void {
  if (body.what === 'variables') {
    const bare = body.function === WRITE && unit.rosctr !== JOB
    body.results = bare ? readReturnCodes(cursor, count) : readDataItems(cursor, count)
  } else if (body.what === 'transfer') readBlockData(cursor, body)
  else cursor.rest('data')
}
