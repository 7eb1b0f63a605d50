import { PUSH, REPLY, REQUEST, type Role } from '../../../model/message.ts'
import { mix, type Peek } from '../../peek.ts'
import { EXACT, FULL, type Glance } from '../../protocol.ts'
import {
  AUTH_REQUEST,
  AUTH_RESPONSE,
  CONFIRM,
  FIN,
  FIR,
  IIN_EVENTS,
  READ,
  RESPONSE,
  SEQUENCE,
  UNANSWERED,
  UNSOLICITED,
} from './dnp3.tables.ts'
import { packedBits, sizeOf } from './objects.tables.ts'
import { countOf, PREFIX_SIZES, prefixHoldsIndex, RANGE_SIZES } from './qualifier.ts'

/** Groups whose content matters each time: attributes, commands, files, application status, security. */
const ALWAYS_READ: ReadonlySet<number> = new Set([
  0, 12, 41, 70, 80, 82, 83, 85, 86, 87, 88, 90, 91, 112, 113, 120,
])
/** Freezing the same counters again and again is one line with a count (IEEE 1815, 4.4.8). */
const FREEZES: ReadonlySet<number> = new Set([7, 8, 9, 10])
const CHALLENGE = 0x7801
const CHALLENGE_REPLY = 0x7802

/**
 * A first look at an application fragment without check codes: role and pair, and a key of function, indications and object headers. Values,
 * event flags and the number of events are left out. Expects the addresses in the upper bits of `glance.pair`.
 */
export function glanceFragment(peek: Peek, glance: Glance): number {
  const control = peek.u8(0)
  const code = peek.u8(1)
  glance.role = roleOf(peek, control, code)
  glance.pair = (glance.pair & ~0x7f) | (control & SEQUENCE)
  if (code === CONFIRM) return peek.length === 2 ? mix(0, control & ~SEQUENCE) : FULL
  if (code === READ) return headersKey(peek, 2, mix(code, 0), false)
  if (FREEZES.has(code)) return EXACT
  if (code !== RESPONSE && code !== UNSOLICITED) return FULL
  if (peek.length < 4 || (control & (FIR | FIN)) !== (FIR | FIN)) return FULL
  return headersKey(peek, 4, mix(code, peek.u16(2) & ~IIN_EVENTS), true)
}

function roleOf(peek: Peek, control: number, code: number): Role {
  if (code < 0) return 0
  // A challenge and its answer come between a request and its response, and must not part the two.
  const first = peek.u16(code >= RESPONSE ? 4 : 2)
  if (code === AUTH_RESPONSE) return first === CHALLENGE ? PUSH : REPLY
  if (code === AUTH_REQUEST) return first === CHALLENGE_REPLY ? PUSH : REQUEST
  if (code === RESPONSE) return (control & FIR) !== 0 ? REPLY : PUSH
  return code === UNSOLICITED || UNANSWERED.has(code) ? PUSH : REQUEST
}

/** Folds the object headers from `at` into the key; FULL when one is out of the ordinary or does not fit the bytes. */
function headersKey(peek: Peek, start: number, seed: number, brings: boolean): number {
  let key = seed
  let at = start
  while (at < peek.length) {
    const group = peek.u8(at)
    const variation = peek.u8(at + 1)
    const qualifier = peek.u8(at + 2)
    if (qualifier < 0 || qualifier > 0x7f || ALWAYS_READ.has(group)) return FULL
    const range = qualifier & 15
    const prefix = PREFIX_SIZES[qualifier >> 4]!
    const size = RANGE_SIZES[range]!
    if (size < 0 || (prefix > 0 && !prefixHoldsIndex(qualifier))) return FULL
    key = mix(key, (group << 16) | (variation << 8) | qualifier)
    // How many events came is a value; which points were asked for or listed is not.
    const count = countOf(peek, at + 3, range)
    if (count < 0) return FULL
    if (!brings) key = mix(key, peek.hash(at + 3, at + 3 + size + count * prefix))
    else if (prefix === 0) key = mix(key, peek.hash(at + 3, at + 3 + size))
    at += 3 + size + count * prefix
    if (brings && range !== 6) {
      const bits = packedBits(group, variation)
      const bytes = bits > 0 ? Math.ceil((count * bits) / 8) : count * sizeOf(group, variation)
      if (bytes === 0) return FULL
      at += bytes
    }
  }
  return at === peek.length ? key : FULL
}
