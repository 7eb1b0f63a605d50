import { REPLY, REQUEST } from '../../../model/message.ts'
import { mix, type Peek } from '../../peek.ts'
import { EXACT, FULL, type Glance } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { connectionsOf } from './connections.ts'
import { CONNECTION_MANAGER, UNCONNECTED_SEND } from './manager.ts'
import { REPLY_BIT } from './message.ts'
import { GET_ALL, GET_LIST, GET_SINGLE, MULTIPLE } from './services.ts'

/** Messages of one Multiple_Service_Packet that a glance looks at; a larger one is read in full. */
const MOST = 64
const EXECUTE_PCCC = 0x4b
const PCCC_CLASS = 0x67
/** Classes whose attributes identify a device or its network: what they answer counts to the last byte. */
const TELLING = new Set([0x01, 0xf4, 0xf5, 0xf6])
const READ_TAG = 0x4c
const READ_FRAGMENT = 0x52
/** Symbol, Template, Memory and Tag List of controllers, and the Modbus object: 0x4c only reads there. */
const READABLE = new Set([0x6b, 0x6c, 0x72, 0xb2, 0x44])
const NO_CLASS = -1
/** Block after block of new firmware goes to this class; which one does not matter. */
const UPDATE_CLASS = 0xa1
const TRANSFER = 0x4d

/** The cheap first read: reads and their replies repeat, the very same write too, everything else is read in full. */
export function glanceCip(peek: Peek, glance: Glance, session: Session): number {
  const code = peek.u8(0)
  const { connected } = connectionsOf(session)
  if (connected) glance.pair = mix(glance.pair, code & ~REPLY_BIT)
  if ((code & REPLY_BIT) !== 0) {
    glance.role = REPLY
    return replyKey(peek, glance, code)
  }
  // A request that addresses nothing is no request: some emulators forget the reply bit.
  glance.role = connected || peek.u8(1) > 0 ? REQUEST : 0
  if (code !== UNCONNECTED_SEND || classAt(peek, 2) !== CONNECTION_MANAGER)
    return requestKey(peek, glance, 0, peek.length)
  const at = 2 + 2 * peek.u8(1) + 4
  const size = peek.u16le(at - 2)
  if (size < 2) return FULL
  const inner = requestKey(peek, glance, at, Math.min(at + size, peek.length))
  // The route is part of the meaning: the same service to another slot is another operation.
  return inner === FULL || inner === EXACT ? inner : mix(inner, peek.hash(at + size, peek.length))
}

function requestKey(peek: Peek, glance: Glance, from: number, to: number): number {
  const service = peek.u8(from)
  if (service === MULTIPLE) return manyKey(peek, glance, from, to)
  if (service !== EXECUTE_PCCC || classAt(peek, from + 2) !== PCCC_CLASS)
    return readKey(peek, glance, from, to) || changeKey(peek, glance, from, to)
  const at = from + 2 + 2 * peek.u8(from + 1)
  glance.carry(PCCC_CLASS, at + Math.max(peek.u8(at), 1), to)
  return mix(service, at)
}

function manyKey(peek: Peek, glance: Glance, from: number, to: number): number {
  const list = from + 2 + 2 * peek.u8(from + 1)
  const count = peek.u16le(list)
  if (count < 1 || count > MOST) return FULL
  let key = count
  for (let i = 0; i < count; i++) {
    const start = list + peek.u16le(list + 2 + 2 * i)
    const end = i + 1 < count ? list + peek.u16le(list + 4 + 2 * i) : to
    const one = readKey(peek, glance, start, Math.min(end, to))
    if (one === FULL) return FULL
    key = mix(key, one)
  }
  return key
}

/** Key of one service that only reads; FULL for every other. */
function readKey(peek: Peek, glance: Glance, from: number, to: number): number {
  const service = peek.u8(from)
  const id = classAt(peek, from + 2)
  const gets = service === GET_ALL || service === GET_LIST || service === GET_SINGLE
  if (!gets && !reads(service, id)) return FULL
  if (TELLING.has(id)) glance.exactAnswer = true
  return peek.hash(from, to)
}

/** What changes something repeats only byte by byte; connections and what tells who a device is are read each time. */
function changeKey(peek: Peek, glance: Glance, from: number, to: number): number {
  const id = classAt(peek, from + 2)
  if (id === CONNECTION_MANAGER || TELLING.has(id)) return FULL
  if (id === UPDATE_CLASS && peek.u8(from) === TRANSFER) glance.vary(from + 2 + 2 * peek.u8(from + 1), to)
  return EXACT
}

function reads(service: number, id: number): boolean {
  if (service === READ_TAG) return id === NO_CLASS || READABLE.has(id)
  return service === READ_FRAGMENT && (id === NO_CLASS || id === 0x6b)
}

/** Class of the path's first segment; -1 when that is a symbol or nothing. */
function classAt(peek: Peek, at: number): number {
  const type = peek.u8(at)
  if (type === 0x20) return peek.u8(at + 1)
  return type === 0x21 ? peek.u16le(at + 2) : NO_CLASS
}

/** Replies to the same request differ by their statuses; their values are the process's. */
function replyKey(peek: Peek, glance: Glance, code: number): number {
  const status = peek.u8(2)
  const data = 4 + 2 * peek.u8(3)
  const key = mix(mix(code, status), peek.hash(4, data))
  if (code === (MULTIPLE | REPLY_BIT)) return manyRepliesKey(peek, data, key)
  // Only the request tells the class; a requestor's identifier and a PCCC reply bit are as good as certain.
  if (code === (EXECUTE_PCCC | REPLY_BIT) && peek.u8(data) === 7 && (peek.u8(data + 7) & 0x40) !== 0)
    glance.carry(PCCC_CLASS, data + 7, peek.length)
  return key
}

function manyRepliesKey(peek: Peek, list: number, start: number): number {
  const count = peek.u16le(list)
  if (count > MOST) return FULL
  let key = start
  for (let i = 0; i < count; i++) {
    const at = list + peek.u16le(list + 2 + 2 * i)
    key = mix(key, mix(peek.u8(at), peek.u8(at + 2)))
  }
  return key
}
