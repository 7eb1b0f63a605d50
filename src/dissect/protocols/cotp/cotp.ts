import { limits } from '../../../base/limits.ts'
import { type Message, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation, Operation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { FULL, MAYBE, NO, protocol } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import {
  CALLED_TSAP,
  CALLING_TSAP,
  CAUSES,
  CONFIRM,
  CONNECT,
  DATA,
  DISCONNECT,
  DISCONNECTED,
  ERROR,
  KINDS,
  PARAMETERS,
  REASONS,
  TPDU_SIZE,
} from './cotp.tables.ts'
import { tsapText } from './tsap.ts'

/** One transport unit of class 0. */
export interface Cotp {
  kind: number
  /** Transport selectors in words; empty when the unit names none. */
  calling: string
  called: string
  /** Why a connection is refused or a unit rejected; empty otherwise. */
  cause: string
  /** Bytes of user data in this unit, and whether they are the last of what their user sent. */
  size: number
  last: boolean
}

const END_OF_UNIT = 0x80
/** Bytes of a data unit without user data, which some send to acknowledge. */
const EMPTY_DATA = 3
/** Users of the transport are told by content alone: what they say, not the connection, names them. */
const USER = 0
/** Keeps references of connections apart from those that users of the transport pair by. */
const CONNECTION_PAIR = 0x10000

/** COTP: the connection-oriented ISO transport, class 0, that S7, MMS, ICCP and RDP travel in. */
export const cotp = protocol({
  id: 'cotp',
  title: 'Connection-oriented transport protocol',
  spec: 'ISO/IEC 8073 (ITU-T X.224), class 0, clauses 6 and 13',
  family: 'ot',
  carriedBy: { tpkt: [0] },
  looksLike: (peek) =>
    KINDS[peek.u8(1) >> 4] !== undefined && peek.u8(0) >= 2 && peek.u8(0) < peek.length ? MAYBE : NO,
  glance(peek, glance) {
    const kind = peek.u8(1) >> 4
    if (kind === DATA) {
      if (peek.length === EMPTY_DATA) return DATA
      if (peek.u8(0) !== 2 || peek.u8(2) < END_OF_UNIT) return FULL
      glance.anywhere = true
      glance.carry(USER, EMPTY_DATA, peek.length)
      return DATA
    }
    // A request is paired by its source reference, which the answer to it carries as destination.
    glance.role = kind === CONNECT ? REQUEST : kind === CONFIRM || kind === DISCONNECT ? REPLY : 0
    glance.pair = CONNECTION_PAIR | peek.u16(kind === CONNECT ? 4 : 2)
    return FULL
  },
  read(cursor, session) {
    const indicator = cursor.u8('length_indicator')
    const code = cursor.u8('pdu_code')
    const kind = code >> 4
    cursor.derive('pdu_name', KINDS[kind] ?? `0x${code.toString(16)}`, 1)
    const unit: Cotp = { kind, calling: '', called: '', cause: '', size: 0, last: true }
    cursor.within('header', Math.max(0, indicator - 1), () => readHeader(cursor, session, unit))
    unit.size = cursor.left
    if (kind === DATA) passOn(cursor, session, unit.last)
    else cursor.expect('user_data', unit.size === 0, 'is absent in class 0 but in data units')
    return unit
  },
  observe,
  examples: {
    'connects to rack 0 slot 2 as programming device': '11 e0 0000 0001 00 c0010a c1020100 c2020102',
    'confirms the connection': '11 d0 0001 0002 00 c0010a c1020100 c2020102',
    'connects to a named selector': '18 e0 0000 0005 00 c00109 c1020600 c209 504c43312d48 4d49 31',
    'refuses an unknown address': '06 80 0005 0000 03',
    'disconnects with clearing information': '0a 80 0005 0006 88 e0 02 6e6f',
    'rejects a unit': '08 70 0001 02 c1 02 0260',
    'carries the last piece of data': '02 f0 80 0a0b0c',
    'carries a first piece of data': '02 f0 00 0a0b0c',
    'acknowledges, which class 0 does not': '04 60 0001 01',
    'cut in a selector': '11 e0 0000 0001 00 c102 01',
  },
})

function readHeader(cursor: Cursor, session: Session, unit: Cotp): void {
  switch (unit.kind) {
    case DATA:
      unit.last = (cursor.u8('number_and_end') & END_OF_UNIT) !== 0
      cursor.derive('end_of_unit', unit.last, 1)
      cursor.expect('header', cursor.left === 0, 'has no parameters in class 0')
      break
    case CONNECT:
    case CONFIRM:
      cursor.u16('destination_reference')
      cursor.u16('source_reference')
      cursor.expect('class', cursor.u8('class') >> 4 === 0, 'is 0 over TCP')
      readVariable(cursor, session, unit)
      break
    case DISCONNECT:
      cursor.u16('destination_reference')
      cursor.u16('source_reference')
      unit.cause = wordsOf(cursor.u8('reason'), REASONS)
      readVariable(cursor, session, unit)
      break
    case ERROR:
      cursor.u16('destination_reference')
      unit.cause = wordsOf(cursor.u8('reject_cause'), CAUSES)
      cursor.rest('rejected')
      break
    default:
      cursor.expect('pdu_code', unit.kind === DISCONNECTED, 'is not a unit of class 0')
      cursor.rest('parameters')
  }
}

function wordsOf(code: number, table: { readonly [code: number]: string }): string {
  return table[code] ?? `code ${code}`
}

/** The variable part: parameters, or the user data that RDP puts in their place, which starts with no parameter code. */
function readVariable(cursor: Cursor, session: Session, unit: Cotp): void {
  if (cursor.left > 0 && cursor.bytes[cursor.at]! < 0x80) {
    session.carry(cursor, USER)
    return
  }
  cursor.each('parameters', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const code = cursor.u8('code')
    const name = PARAMETERS[code]
    cursor.expect('code', name !== undefined, 'is not a parameter of this protocol')
    cursor.within(name ?? 'unknown', cursor.u8('size'), () => readParameter(cursor, code, unit))
  })
}

function readParameter(cursor: Cursor, code: number, unit: Cotp): void {
  if (code === TPDU_SIZE && cursor.left === 1) {
    const exponent = cursor.u8('exponent')
    cursor.expect('exponent', exponent >= 7 && exponent <= 13, 'stands for 128 to 8192 bytes')
    return
  }
  const words = tsapText(cursor.rest('bytes'))
  if (code === CALLING_TSAP) unit.calling = cursor.derive('tsap', words)
  if (code === CALLED_TSAP) unit.called = cursor.derive('tsap', words)
}

/** Data goes on to its user when the unit is whole; pieces wait for the last one, and empty ones change nothing. */
function passOn(cursor: Cursor, session: Session, last: boolean): void {
  if (cursor.left === 0 && !last) return
  const key = `cotp data ${session.direction}`
  const open = session.recall<boolean>(key) === true
  if (last && !open) {
    if (cursor.left > 0) session.carry(cursor, USER)
    return
  }
  // A piece is not shown: what it is a part of may hold a password.
  const piece = cursor.bytes.subarray(cursor.at, cursor.end)
  cursor.skip(cursor.left)
  const whole = session.assemble(key, piece, !open, last)
  if (last) session.forget(key)
  else session.remember(key, true)
  if (whole !== undefined) session.carryBytes(whole, USER)
}

/** What answers a connection request. */
const ENDS: ReadonlySet<number> = new Set([CONFIRM, DISCONNECT])

function observe(message: Message<Cotp>): Observation[] {
  const { kind, called, cause } = message.value!
  const asked = message.request?.value as Cotp | undefined
  if (kind !== CONNECT && !(asked?.kind === CONNECT && ENDS.has(kind))) return []
  const object = asked?.called || called
  const facts: Operation = {
    kind: 'operation',
    verb: 'connect',
    function: 'Connection Request',
    initiator: kind === CONNECT ? 'sender' : 'receiver',
    ...(object === '' ? {} : { object }),
    ...(kind === DISCONNECT
      ? { outcome: 'refused', reason: cause }
      : { outcome: kind === CONNECT ? 'asked' : 'done' }),
  }
  return [facts]
}
