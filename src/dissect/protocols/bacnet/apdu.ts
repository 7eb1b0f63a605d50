import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import {
  ABORT,
  ABORT_REASONS,
  COMPLEX_ACK,
  CONFIRMED_REQUEST,
  CONFIRMED_SERVICES,
  type ConfirmedService,
  ERROR,
  MAX_APDU,
  MAX_SEGMENTS,
  MORE_FOLLOWS,
  NEGATIVE_ACK,
  PDU_TYPES,
  REJECT,
  REJECT_REASONS,
  SEGMENT_ACK,
  SEGMENTED,
  SENT_BY_SERVER,
  SIMPLE_ACK,
  UNCONFIRMED_REQUEST,
  UNCONFIRMED_SERVICES,
  type UnconfirmedService,
} from './codes.tables.ts'
import { errorIn, errorText } from './meanings.ts'
import type { Parameters } from './notifications.tables.ts'
import type { Group } from './primitives.ts'
import { Reader } from './reader.ts'
import {
  LONG_ERROR,
  PLAIN_ERROR,
  PRIVATE_TRANSFER_ERROR,
  REQUESTS,
  RESULTS,
  UNCONFIRMED,
} from './services.tables.ts'
import { nextTag } from './tags.ts'
import { valueShape } from './types.tables.ts'

/** One PDU of the application layer (clause 20.1). */
export interface Apdu {
  type: number
  /** Number of the service within its kind; -1 where the PDU names none. */
  service: number
  /** Name of the service, empty where the PDU names none. */
  name: string
  invokeId: number
  /** Why a Reject or an Abort was sent. */
  reason: string
  /** A part of a larger APDU, which is read when its last part has come. */
  segment: boolean
  /** Service parameters, results or errors by the standard's names. */
  parameters: Group
}

/**
 * Reads an APDU. `conversation` tells apart the devices behind routers that use the same invoke ids, so that each one's segments are put
 * together for themselves.
 */
export function readApdu(cursor: Cursor, session: Session, conversation: string): Apdu {
  const start = cursor.at
  const first = cursor.u8('pdu_flags')
  const type = first >> 4
  const apdu: Apdu = { type, service: -1, name: '', invokeId: -1, reason: '', segment: false, parameters: {} }
  cursor.derive('pdu_type', PDU_TYPES[type] ?? `PDU type ${type}`)
  switch (type) {
    case CONFIRMED_REQUEST: {
      const accepts = cursor.u8('accepts')
      cursor.derive('max_segments', MAX_SEGMENTS[(accepts >> 4) & 7]!)
      cursor.derive('max_apdu', MAX_APDU[accepts & 15] ?? 0)
      readServicePdu(cursor, session, apdu, first, conversation, start)
      return apdu
    }
    case COMPLEX_ACK:
      readServicePdu(cursor, session, apdu, first, conversation, start)
      return apdu
    case UNCONFIRMED_REQUEST:
      name(cursor, apdu, UNCONFIRMED_SERVICES)
      apdu.parameters = readParameters(cursor, UNCONFIRMED[apdu.name as UnconfirmedService])
      return apdu
    case SIMPLE_ACK:
      apdu.invokeId = cursor.u8('invoke_id')
      name(cursor, apdu, CONFIRMED_SERVICES)
      return apdu
    case SEGMENT_ACK:
      apdu.invokeId = cursor.u8('invoke_id')
      cursor.derive('negative', (first & NEGATIVE_ACK) !== 0)
      cursor.derive('server', (first & SENT_BY_SERVER) !== 0)
      cursor.u8('sequence_number')
      cursor.u8('window_size')
      return apdu
    case ERROR:
      apdu.invokeId = cursor.u8('invoke_id')
      name(cursor, apdu, CONFIRMED_SERVICES)
      apdu.parameters = readError(cursor, apdu.name)
      return apdu
    case REJECT:
    case ABORT:
      readRefusal(cursor, apdu, first)
      return apdu
    default:
      cursor.expect('pdu_type', false, 'is not defined (20.1.1)')
      cursor.rest('data')
      return apdu
  }
}

/** A confirmed request or its result, whole or in segments. */
function readServicePdu(
  cursor: Cursor,
  session: Session,
  apdu: Apdu,
  flags: number,
  conversation: string,
  start: number,
): void {
  apdu.invokeId = cursor.u8('invoke_id')
  if ((flags & SEGMENTED) !== 0) {
    readSegment(cursor, session, apdu, flags, conversation, start)
    return
  }
  name(cursor, apdu, CONFIRMED_SERVICES)
  const shapes = (apdu.type === CONFIRMED_REQUEST ? REQUESTS : RESULTS)[apdu.name as ConfirmedService]
  apdu.parameters = readParameters(cursor, shapes)
}

/** Selector under which a reassembled message is handed back to this protocol. */
export const REASSEMBLED = 0

/**
 * One segment (5.2). When the last has come, the whole message is handed on: this segment's own headers, without the marks of
 * segmentation, before the parameters of all.
 */
function readSegment(
  cursor: Cursor,
  session: Session,
  apdu: Apdu,
  flags: number,
  conversation: string,
  start: number,
): void {
  apdu.segment = true
  const sequence = cursor.u8('sequence_number')
  cursor.u8('window_size')
  name(cursor, apdu, CONFIRMED_SERVICES)
  const last = (flags & MORE_FOLLOWS) === 0
  const key = `${conversation} ${apdu.type} ${apdu.invokeId}`
  const expected = session.recall<number>(key)
  const begins = sequence === 0 && expected !== 0
  const piece = cursor.rest('segment')
  // A window may be sent again: what was had before is passed over, a hole ends the assembly.
  if (!begins && sequence !== expected) {
    const again = expected !== undefined && sequence < expected
    cursor.expect('sequence_number', again, `is ${sequence} where ${expected ?? 0} is due`)
    if (!again) session.abandon(key)
    return
  }
  const parts = session.assemble(key, piece, begins, last)
  if (last) session.forget(key)
  else session.remember(key, (sequence + 1) & 0xff)
  if (parts === undefined) return
  const headers = cursor.bytes.slice(cursor.origin, start + (apdu.type === CONFIRMED_REQUEST ? 3 : 2))
  const flagsAt = start - cursor.origin
  headers[flagsAt] = headers[flagsAt]! & ~(SEGMENTED | MORE_FOLLOWS)
  session.carryBytes(Buffer.concat([headers, Uint8Array.of(apdu.service), parts]), REASSEMBLED)
}

function readRefusal(cursor: Cursor, apdu: Apdu, flags: number): void {
  apdu.invokeId = cursor.u8('invoke_id')
  if (apdu.type === ABORT) cursor.derive('server', (flags & SENT_BY_SERVER) !== 0)
  const code = cursor.u8('reason_number')
  const names = apdu.type === REJECT ? REJECT_REASONS : ABORT_REASONS
  apdu.reason = cursor.derive('result_code', names[code] ?? `reason ${code}`)
}

function name(cursor: Cursor, apdu: Apdu, names: readonly string[]): void {
  apdu.service = cursor.u8('service_choice')
  apdu.name = cursor.derive('pdu_service', names[apdu.service] ?? `service ${apdu.service}`)
  cursor.expect('pdu_service', names[apdu.service] !== undefined, 'is not defined (clause 21)')
}

function readParameters(cursor: Cursor, shapes: Parameters | undefined): Group {
  const reader = new Reader(cursor, valueShape)
  const parameters = reader.group(shapes ?? [])
  reader.rest('unexpected')
  return parameters
}

function readError(cursor: Cursor, service: string): Group {
  const shapes = service === 'ConfirmedPrivateTransfer' ? PRIVATE_TRANSFER_ERROR : LONG_ERROR
  const parameters = readParameters(cursor, nextTag(cursor).opening ? shapes : PLAIN_ERROR)
  cursor.derive('result_code', errorText(errorIn(parameters)))
  return parameters
}
