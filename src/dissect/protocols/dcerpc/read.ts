import { limits } from '../../../base/limits.ts'
import { QUIET_VERBS } from '../../../model/verb.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { readSecurityToken } from '../../spnego.ts'
import { NTLM_ACCOUNT } from '../ntlm/ntlm.ts'
import { FLAG, PDU, PRIVACY, TYPES } from './dcerpc.tables.ts'
import { INTERFACES } from './interfaces.ts'
import { hostNames, itemHandles, readUuid, wideTexts } from './ndr.ts'

/** One call, answer or binding. */
export interface Dcerpc {
  type: number
  flags: number
  /** UUID of the interface that is called; empty while its binding was not seen. */
  uuid: string
  opnum: number
  /** Interfaces that a bind asks for. */
  bound: string[]
  status: number
  /** Texts in the arguments of a call: names of services, keys, items. */
  texts: string[]
  /** Names that the answering machine gives of itself. */
  hosts: string[]
  account: string
  /** What this answers, kept where the carrier's requests do not tell (pipes). */
  asked: { uuid: string; opnum: number } | undefined
}

/** What identifies the pipe that carries the calls, left by its protocol; empty on a connection of its own. */
const PIPE_HANDLE = 'pipe.handle'
const OXID_RESOLVER = '99fcfec4-5260-101b-bbcb-00aa0021347a'
const SERVER_ALIVE_2 = 5
const HEADER = 16
const TRAILER = 8

function handleOf(session: Session): string {
  return session.recall<string>(PIPE_HANDLE) ?? ''
}

/** Note of the bytes still missing of a PDU that comes in pieces over a pipe. */
function pieceKey(session: Session): string {
  return `dcerpc ${handleOf(session)} ${session.direction} pieces`
}

/** True while the rest of a PDU is awaited in this direction. */
export function awaitsMore(session: Session): boolean {
  return session.assembling && (session.recall<number>(pieceKey(session)) ?? 0) > 0
}

/** Reads one PDU, or a piece of one (C706 section 12.6). */
export function readDcerpc(cursor: Cursor, session: Session): Dcerpc {
  const key = pieceKey(session)
  const need = awaitsMore(session) ? session.recall<number>(key)! : 0
  if (need > 0) {
    const piece = cursor.raw('piece', Math.min(need, cursor.left))
    cursor.skip(cursor.left)
    session.remember(key, need - piece.length)
    const whole = session.assemble(key, piece, false, piece.length === need)
    return whole === undefined ? blank() : cursor.elsewhere('whole', whole, () => readPdu(cursor, session))
  }
  const size = cursor.left < 10 ? 0 : fragmentSize(cursor)
  if (size > cursor.left && size <= MESSAGE_MOST) {
    session.remember(key, size - cursor.left)
    session.assemble(key, cursor.rest('piece'), true, false)
    return blank()
  }
  return readPdu(cursor, session)
}

/** Largest fragment that is put together from pieces; the field cannot say more. */
const MESSAGE_MOST = 65_535

function fragmentSize(cursor: Cursor): number {
  const { bytes, at } = cursor
  const little = (bytes[at + 4]! & 0x10) !== 0
  const [a, b] = [bytes[at + 8]!, bytes[at + 9]!]
  return little ? a | (b << 8) : (a << 8) | b
}

function blank(): Dcerpc {
  const [uuid, account] = ['', '']
  return {
    type: -1,
    flags: 0,
    uuid,
    opnum: -1,
    bound: [],
    status: 0,
    texts: [],
    hosts: [],
    account,
    asked: undefined,
  }
}

/** Numbers in the byte order that the sender declares. */
interface Order {
  u16(name: string): number
  u32(name: string): number
}

function orderOf(cursor: Cursor, little: boolean): Order {
  return little
    ? { u16: (name) => cursor.u16le(name), u32: (name) => cursor.u32le(name) }
    : { u16: (name) => cursor.u16(name), u32: (name) => cursor.u32(name) }
}

function readPdu(cursor: Cursor, session: Session): Dcerpc {
  const message = blank()
  cursor.expect('version', cursor.u8('version') === 5, 'is 5')
  cursor.u8('version_minor')
  message.type = cursor.u8('type')
  cursor.derive('pdu', TYPES[message.type] ?? 'unknown')
  cursor.expect('type', message.type in TYPES, 'is not in the specification')
  message.flags = cursor.u8('flags')
  const little = (cursor.u8('data_representation') & 0x10) !== 0
  cursor.skip(3)
  const order = orderOf(cursor, little)
  const size = order.u16('frag_length')
  const auth = order.u16('auth_length')
  const call = order.u32('call_id')
  const trailer = auth > 0 ? auth + TRAILER : 0
  const body = Math.max(0, Math.min(size - HEADER, cursor.left) - trailer)
  const sealed = auth > 0 && cursor.bytes[cursor.at + body + 1] === PRIVACY
  cursor.within('body', body, () => {
    readBody(cursor, session, message, order, call, little, sealed)
    cursor.skip(cursor.left)
  })
  if (auth > 0) readAuthentication(cursor, session, message, order, auth)
  cursor.skip(cursor.left)
  return message
}

function readBody(
  cursor: Cursor,
  session: Session,
  message: Dcerpc,
  order: Order,
  call: number,
  little: boolean,
  sealed: boolean,
): void {
  switch (message.type) {
    case PDU.bind:
    case PDU.alter:
      readBind(cursor, session, message, order, little)
      break
    case PDU.bindNak:
      message.status = order.u16('reject_reason')
      break
    case PDU.request:
      readRequest(cursor, session, message, order, call, little, sealed)
      break
    case PDU.response:
    case PDU.fault:
      readAnswer(cursor, session, message, order, call, sealed)
      break
    default:
      cursor.rest('bytes')
  }
}

/** A bind gives each interface a number, by which calls name it (C706 section 12.6.4.3). */
function readBind(cursor: Cursor, session: Session, message: Dcerpc, order: Order, little: boolean): void {
  order.u16('max_transmit')
  order.u16('max_receive')
  order.u32('association_group')
  session.forget(QUIET)
  const count = cursor.u8('context_count')
  cursor.skip(3)
  cursor.each('contexts', count, limits.dissect.listItems, () => {
    const context = order.u16('context_id')
    const transfers = cursor.u8('transfer_count')
    cursor.skip(1)
    const uuid = readUuid(cursor, 'uuid', little)
    cursor.derive('interface', INTERFACES[uuid]?.name ?? 'unknown')
    order.u32('interface_version')
    cursor.raw('transfer_syntaxes', transfers * 20)
    message.bound.push(uuid)
    session.remember(`dcerpc ${handleOf(session)} context ${context}`, uuid)
  })
}

function readRequest(
  cursor: Cursor,
  session: Session,
  message: Dcerpc,
  order: Order,
  call: number,
  little: boolean,
  sealed: boolean,
): void {
  order.u32('alloc_hint')
  const context = order.u16('context_id')
  message.opnum = order.u16('opnum')
  if ((message.flags & FLAG.object) !== 0) readUuid(cursor, 'object', little)
  const handle = handleOf(session)
  message.uuid = session.recall<string>(`dcerpc ${handle} context ${context}`) ?? ''
  const known = INTERFACES[message.uuid]
  cursor.derive(
    'operation',
    `${known?.name ?? (message.uuid || 'unknown')} ${known?.calls[message.opnum]?.[0] ?? message.opnum}`,
  )
  // On a pipe one call at a time waits, and its answer comes by a request of the carrier that knows nothing of it.
  if (handle !== '')
    session.remember(`dcerpc ${handle} call`, { call, uuid: message.uuid, opnum: message.opnum })
  noteQuiet(session, context, message)
  if (sealed || (message.flags & FLAG.first) === 0) return
  const handles = known?.handles?.includes(message.opnum) === true
  message.texts = handles ? itemHandles(cursor, order.u32) : wideTexts(cursor)
}

/** Calls that only look, as numbers of context and call: their repeats need no full read. */
const QUIET = 'dcerpc quiet'

function noteQuiet(session: Session, context: number, message: Dcerpc): void {
  const verb = INTERFACES[message.uuid]?.calls[message.opnum]?.[1]
  if (verb === undefined || !QUIET_VERBS.has(verb)) return
  let quiet = session.recall<Set<number>>(QUIET)
  if (quiet === undefined) {
    quiet = new Set()
    session.remember(QUIET, quiet)
  }
  if (quiet.size < limits.dissect.listItems) quiet.add((context << 16) | message.opnum)
}

/** Whether calls of this number were seen only to look; numbers of interfaces that are bound anew start afresh. */
export function isQuiet(session: Session, context: number, opnum: number): boolean {
  return session.recall<Set<number>>(QUIET)?.has((context << 16) | opnum) === true
}

function readAnswer(
  cursor: Cursor,
  session: Session,
  message: Dcerpc,
  order: Order,
  call: number,
  sealed: boolean,
): void {
  order.u32('alloc_hint')
  order.u16('context_id')
  cursor.skip(2)
  const handle = handleOf(session)
  const request = session.request?.value as Dcerpc | undefined
  const waits = session.recall<{ call: number; uuid: string; opnum: number }>(`dcerpc ${handle} call`)
  message.asked = handle === '' ? request : waits?.call === call ? waits : undefined
  if (message.type === PDU.fault) message.status = order.u32('status')
  else if (!sealed && message.asked?.uuid === OXID_RESOLVER && message.asked.opnum === SERVER_ALIVE_2)
    message.hosts = hostNames(cursor)
}

/** The verifier at the end (MS-RPCE section 2.2.2.11): who logs in, told by the mechanism's own protocol. */
function readAuthentication(
  cursor: Cursor,
  session: Session,
  message: Dcerpc,
  order: Order,
  size: number,
): void {
  cursor.u8('auth_type')
  cursor.u8('auth_level')
  cursor.u8('auth_padding')
  cursor.skip(1)
  order.u32('auth_context')
  const login = message.type === PDU.bind || message.type === PDU.auth3 || message.type === PDU.alter
  if (!login && message.type !== PDU.bindAck && message.type !== PDU.alterResponse) return
  session.forget(NTLM_ACCOUNT)
  readSecurityToken(cursor, session, size)
  if (login) message.account = session.recall<string>(NTLM_ACCOUNT) ?? ''
}
