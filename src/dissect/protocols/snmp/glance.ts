import { limits } from '../../../base/limits.ts'
import { PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import { BER } from '../../ber.ts'
import { mix, type Peek } from '../../peek.ts'
import { EXACT, FULL, type Glance } from '../../protocol.ts'
import { INFORM, PRIVACY, REPORT, RESPONSE, SET, TRAP_V1, TRAP_V2, V3 } from './snmp.tables.ts'

/** The cheap first read: reads repeat by what they ask for, answers by what they are about, a set only word for word. */
export function glanceSnmp(peek: Peek, glance: Glance): number {
  const version = contentAt(peek, 0)
  const pdu = next(peek, version + 3)
  const tag = peek.u8(pdu)
  const id = contentAt(peek, pdu)
  const error = next(peek, id)
  glance.role =
    tag === RESPONSE ? REPLY : tag === TRAP_V1 || tag === TRAP_V2 || tag === REPORT ? PUSH : REQUEST
  glance.pair = peek.hash(id, error)
  glance.anywhere = true
  if (peek.u8(version + 2) === V3) return isEncrypted(peek, version + 3) ? mix(V3, PRIVACY) : FULL
  if (tag === TRAP_V1 || tag === TRAP_V2 || tag === INFORM) return FULL
  if (tag === SET) {
    glance.vary(id, error)
    return EXACT
  }
  const key = mix(peek.u8(version + 2), tag)
  return tag === RESPONSE ? answerKey(peek, error, key) : peek.hash(error, peek.length, key)
}

/** An answer is told by its error and its objects; what does not identify a device is a value of the moment. */
function answerKey(peek: Peek, error: number, start: number): number {
  const index = next(peek, error)
  const list = next(peek, index)
  let key = peek.hash(error, index, start)
  let at = contentAt(peek, list)
  for (let count = 0; at < peek.length; count++) {
    const name = contentAt(peek, at)
    const value = next(peek, name)
    const end = next(peek, value)
    if (peek.u8(name) !== BER.oid || end > peek.length || count === limits.dissect.listItems) return FULL
    key = peek.hash(name, identifies(peek, contentAt(peek, name)) ? end : value, key)
    at = end
  }
  return key
}

/** The first arcs of all of MIB-2, 1.3.6.1.2.1; its groups `system` and `entityMIB` tell who a device is (RFC 3418, RFC 6933). */
const MIB_2 = 0x2b060102
const SYSTEM_GROUP = 0x0101
const ENTITY_GROUP = 0x012f

function identifies(peek: Peek, oid: number): boolean {
  const group = peek.u16(oid + 4)
  return peek.u32(oid) === MIB_2 && (group === SYSTEM_GROUP || group === ENTITY_GROUP)
}

/** Whether a version 3 message whose header data starts at `header` hides all else; a message that is cut counts as one that does not. */
function isEncrypted(peek: Peek, header: number): boolean {
  const size = next(peek, contentAt(peek, header))
  const flags = peek.u8(contentAt(peek, next(peek, size)))
  return flags >= 0 && (flags & PRIVACY) !== 0
}

/** Where the contents of the element at `at` start, and where the next element does (X.690 section 8.1.3, definite form). */
function contentAt(peek: Peek, at: number): number {
  const size = peek.u8(at + 1)
  return at + (size > 0x80 ? 2 + (size & 0x7f) : 2)
}

function next(peek: Peek, at: number): number {
  const size = peek.u8(at + 1)
  if (size < 0x80) return at + 2 + Math.max(0, size)
  return (
    contentAt(peek, at) + (size === 0x81 ? peek.u8(at + 2) : size === 0x82 ? peek.u16(at + 2) : peek.length)
  )
}
