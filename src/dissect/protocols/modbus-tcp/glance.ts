import { REPLY, REQUEST } from '../../../model/message.ts'
import { mix, type Peek } from '../../peek.ts'
import { EXACT, FULL, type Glance } from '../../protocol.ts'
import { EXCEPTION_BIT, UMAS } from './modbus-tcp.tables.ts'

/** Write single coil and register, write multiple coils and registers, mask, read and write (Modbus Application Protocol V1.1b3, clause 6). */
const WRITES: ReadonlySet<number> = new Set([5, 6, 15, 16, 22, 23])

/**
 * The cheap look at a PDU of `size` bytes behind its unit: reads of points and their replies have a key without the values; UMAS goes on
 * by itself; writes count as repeats when their bytes are the very same; all else is read in full. `glance.role` is set before.
 */
export function glancePdu(peek: Peek, at: number, size: number, glance: Glance): number {
  const code = peek.u8(at)
  if ((code & ~EXCEPTION_BIT) === UMAS) {
    glance.carry(UMAS, at + 1, at + size)
    return mix(peek.u8(at - 1), code)
  }
  const plain = code & ~EXCEPTION_BIT
  // The same values written again and again: a flood of them is one line with a count.
  if (WRITES.has(plain)) return EXACT
  if (plain < 1 || plain > 4) return FULL
  if (glance.role === REQUEST) return size === 5 ? peek.hash(at - 1, at + 5) : FULL
  if (glance.role !== REPLY) return FULL
  if (code !== plain) return size === 2 ? peek.hash(at - 1, at + 2) : FULL
  return size === 2 + peek.u8(at + 1) ? peek.hash(at - 1, at + 2) : FULL
}
