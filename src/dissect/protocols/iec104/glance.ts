import { PUSH, REPLY, REQUEST, type Role } from '../../../model/message.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, type Glance, type Likeness, MAYBE, NO, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { ELEMENTS } from './elements.ts'
import {
  ACTIVATION,
  BROADCAST_TYPES,
  CALL_FILE,
  CONTROL_FUNCTIONS,
  COUNTER_INTERROGATION,
  DEACTIVATION,
  DIRECTORY,
  FILE_READY,
  FIRST_UNKNOWN,
  INTERROGATION,
  LAST_MONITORED,
  QUERY_LOG,
  READ,
  REQUESTED,
  START_ACT,
  START_CON,
  STOP_ACT,
  STOP_CON,
  TEST,
  TEST_WITH_TIME,
  TYPES,
} from './iec104.tables.ts'
import { isToStation } from './parties.ts'
import { CONTROL_SIZE, MOST_APDU } from './read.ts'

/** Offsets in an I-format APDU. */
const TYPE = 6
const STRUCTURE = 7
const CAUSE = 8
const ORIGINATOR = 9
const COMMON_ADDRESS = 10
const OBJECT_ADDRESS = 12
const ADDRESS_SIZE = 3
/** Control octets and the head of the unit, which the length counts besides the objects. */
const COUNTED_HEAD = 10

/** Bytes of one object after its address by type; -1 for unknown types, 0 where the size is not fixed or nothing follows. */
const SIZES = new Int16Array(256).fill(-1)
for (const [id, { elements }] of Object.entries(TYPES)) {
  const varies = elements.some((name) => name === 'segment' || name === 'opaque')
  SIZES[Number(id)] = varies ? 0 : elements.reduce((sum, name) => sum + ELEMENTS[name].size, 0)
}

/** Whether the unit is exactly as long as its type, count and structure say. */
function fits(peek: Peek): boolean {
  const size = SIZES[peek.u8(TYPE)] ?? -1
  const structure = peek.u8(STRUCTURE)
  const count = structure & 0x7f
  if (size < 0 || count === 0) return false
  const objects = structure >= 0x80 ? ADDRESS_SIZE + count * size : count * (ADDRESS_SIZE + size)
  return peek.u8(1) === COUNTED_HEAD + objects
}

/** Whether these bytes begin an APDU; sure when every octet that must have one value has it. */
export function likeness(peek: Peek): Likeness {
  if (peek.u8(0) !== 0x68) return NO
  const length = peek.u8(1)
  if (length < CONTROL_SIZE || length > MOST_APDU) return NO
  // A segment may end within the head; on the own port that is enough to begin with.
  if (peek.length < CONTROL_SIZE + 2 || (peek.length <= CAUSE && length > CONTROL_SIZE)) return MAYBE
  const control = peek.u8(2)
  if ((control & 1) === 0) {
    const cause = peek.u8(CAUSE) & 0x3f
    if (length < COUNTED_HEAD || (peek.u8(4) & 1) !== 0 || cause === 0 || cause > 47) return NO
    if (peek.u8(TYPE) < 1) return NO
    return fits(peek) ? SURE : MAYBE
  }
  if (length !== CONTROL_SIZE || (peek.length > 6 && peek.u8(6) !== 0x68)) return NO
  if (control === 1) return peek.u8(3) === 0 && (peek.u8(4) & 1) === 0 ? MAYBE : NO
  return CONTROL_FUNCTIONS[control] !== undefined && peek.u16(3) === 0 && peek.u8(5) === 0 ? SURE : NO
}

/** Role, pair and key: sequence numbers, values, times and, of what is only told, the object addresses are left out. */
export function glanceApdu(peek: Peek, glance: Glance, session: Session): number {
  const control = peek.u8(2)
  glance.anywhere = true
  if ((control & 1) !== 0) {
    glance.role = controlRole(control)
    glance.pair = control === STOP_ACT || control === STOP_CON ? 1 : 0
    if (peek.u8(1) !== CONTROL_SIZE) return FULL
    return control === STOP_ACT || control === STOP_CON ? FULL : mix(1, control)
  }
  const type = peek.u8(TYPE)
  const cause = peek.u8(CAUSE)
  glance.role = roleOf(type, cause & 0x3f, session)
  // Whoever asks all stations is answered by each under its own address.
  const station = BROADCAST_TYPES.has(type) ? 0 : peek.u16le(COMMON_ADDRESS)
  glance.pair = mix(mix(pairType(type, cause & 0x3f), station), peek.u16le(OBJECT_ADDRESS))
  if ((cause & 0x40) !== 0 || (cause & 0x3f) >= FIRST_UNKNOWN || !fits(peek)) return FULL
  const key = mix(mix(mix(type, cause), peek.u8(ORIGINATOR)), peek.u16le(COMMON_ADDRESS))
  if (type <= LAST_MONITORED) return key
  if (type === INTERROGATION || type === READ || type === TEST)
    return mix(key, peek.hash(OBJECT_ADDRESS, 6 + 10))
  // Bits 6 and 7 of the qualifier freeze or reset the counters.
  if (type === COUNTER_INTERROGATION)
    return peek.u8(OBJECT_ADDRESS + ADDRESS_SIZE) < 0x40 ? mix(key, peek.hash(OBJECT_ADDRESS, 16)) : FULL
  return type === TEST_WITH_TIME ? key : FULL
}

function controlRole(control: number): Role {
  if (control === START_ACT || control === STOP_ACT) return REQUEST
  // Either side tests the connection, and the confirmation of that tells nothing of who is the client.
  return control === START_CON || control === STOP_CON ? REPLY : PUSH
}

/** What belongs together has the same type, but for reads and files, which are answered by other types. */
function pairType(type: number, cause: number): number {
  if (type === READ || (type <= LAST_MONITORED && cause === REQUESTED)) return READ
  return type >= FILE_READY ? CALL_FILE : type
}

function roleOf(type: number, cause: number, session: Session): Role {
  if (type < 0) return 0
  if (cause >= FIRST_UNKNOWN) return REPLY
  if (type <= LAST_MONITORED) return cause === REQUESTED ? REPLY : PUSH
  if (type === READ || type === QUERY_LOG) return REQUEST
  // Files go both ways: a master calls for one, or offers one that the station then calls for.
  if (type >= FILE_READY && type <= CALL_FILE) return isToStation(session) ? REQUEST : REPLY
  if (type === DIRECTORY) return PUSH
  if (cause === ACTIVATION || cause === DEACTIVATION) return REQUEST
  return cause === ACTIVATION + 1 || cause === DEACTIVATION + 1 ? REPLY : PUSH
}
