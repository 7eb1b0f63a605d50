import { limits } from '../../../base/limits.ts'
import { PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import { mix, type Peek } from '../../peek.ts'
import { EXACT, FULL, type Glance } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { byteLength } from './data.ts'
import { ACK_DATA, JOB, READ, USERDATA, WRITE } from './s7comm.tables.ts'
import { stampOf } from './subscriptions.ts'
import {
  BLOCKS,
  CPU,
  CYCLIC,
  FORCE,
  JOBS_ON_JOBS,
  METHOD_RESPONSE,
  MODIFY_VARIABLE,
  PROGRAMMER,
  PUSHES,
  READ_SZL,
  REPLIES,
  TIME,
} from './userdata.tables.ts'

const HEADER = 10
const REFERENCE = 4
const ANSWER_HEADER = 12

/** Numbers only: role and pair of a unit, and a key that leaves out references, sequence numbers and process values. */
export function glanceS7(peek: Peek, glance: Glance, session: Session): number {
  const rosctr = peek.u8(1)
  glance.pair = peek.u16(4)
  if (rosctr === USERDATA) return glanceUserData(peek, glance, session)
  glance.role = rosctr === JOB ? REQUEST : REPLY
  const code = peek.u8(rosctr === JOB ? HEADER : ANSWER_HEADER)
  // Items name what is read and written whatever went before.
  glance.anywhere = true
  // The same values written to the same items again and again: a flood of them is one line with a count.
  if (code === WRITE) {
    glance.vary(REFERENCE, REFERENCE + 2)
    return EXACT
  }
  if (rosctr === JOB) return code === READ ? mix(peek.hash(HEADER, HEADER + peek.u16(6)), READ) : FULL
  if (rosctr !== ACK_DATA || code !== READ || peek.u16(10) !== 0) return FULL
  return resultsKey(peek, ANSWER_HEADER + peek.u16(6), peek.u8(ANSWER_HEADER + 1))
}

/** A key of the return codes of data items; their values are passed over. */
function resultsKey(peek: Peek, start: number, count: number): number {
  let key = count + 1
  let at = start
  const most = Math.min(count, limits.dissect.listItems)
  for (let i = 0; i < most && at < peek.length; i++) {
    key = mix(key, peek.u8(at))
    const size = byteLength(peek.u8(at + 1), peek.u16(at + 2))
    at += 4 + size + (size & 1)
  }
  return key
}

function glanceUserData(peek: Peek, glance: Glance, session: Session): number {
  const kind = peek.u8(HEADER + 5) >> 4
  const group = peek.u8(HEADER + 5) & 0x0f
  const code = peek.u8(HEADER + 6)
  const data = HEADER + peek.u16(6)
  // Kind, group and function; then the sequence number, which only subscriptions need.
  const key = mix(mix(kind << 4, group), code)
  if (PUSHES.has(kind)) {
    glance.role = PUSH
    return pushKey(peek, session, key, group, data)
  }
  if (REPLIES.has(kind)) {
    glance.role = REPLY
    return replyKey(peek, key, group, code, data)
  }
  glance.role = REQUEST
  return requestKey(peek, key, group, code, data)
}

function requestKey(peek: Peek, key: number, group: number, code: number, data: number): number {
  const follows = peek.u8(HEADER + 4) === METHOD_RESPONSE
  if (group === PROGRAMMER) {
    if (code >= MODIFY_VARIABLE - 1 && !JOBS_ON_JOBS.has(code)) return FULL
    // A job upon a job changes something when that job modifies or forces.
    const job = peek.u8(data + 8 + Math.max(0, peek.u16(data + 4)))
    if (JOBS_ON_JOBS.has(code) && (job === MODIFY_VARIABLE || job === FORCE)) return FULL
    return mix(key, peek.hash(data, peek.length))
  }
  const quiet =
    (group === CPU && code === READ_SZL) ||
    group === BLOCKS ||
    group === CYCLIC ||
    (group === TIME && code === 1)
  return quiet && !follows ? mix(key, peek.hash(data, peek.length)) : FULL
}

function replyKey(peek: Peek, key: number, group: number, code: number, data: number): number {
  const error = peek.u16(HEADER + 10)
  const more = peek.u8(HEADER + 9) !== 0
  if (more) return FULL
  const whole = mix(mix(key, error), peek.hash(data, peek.length))
  if (group === CPU || group === BLOCKS) return whole
  // The answer that opens a subscription gives it its number.
  if (group === CYCLIC || (group === PROGRAMMER && code <= 2)) return FULL
  return group === PROGRAMMER ? whole : group === TIME && code === 1 ? mix(key, error) : FULL
}

function pushKey(peek: Peek, session: Session, key: number, group: number, data: number): number {
  const number = Math.max(0, peek.u8(HEADER + 7))
  const known = mix(mix(mix(key, number), stampOf(session, number)), peek.u16(HEADER + 10))
  if (group === CYCLIC) return mix(known, resultsKey(peek, data + 6, peek.u16(data + 4)))
  if (group !== PROGRAMMER) return FULL
  const items = data + 8 + Math.max(0, peek.u16(data + 4))
  return mix(known, resultsKey(peek, items + 2, peek.u16(items)))
}
