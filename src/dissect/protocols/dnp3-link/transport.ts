import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'

/** Bits of the transport header (IEEE 1815-2012, clause 8.2.1). */
const FIN = 0x80
const FIR = 0x40
const SEQUENCE = 0x3f

/**
 * Takes the user data of one frame, whose first byte is the transport header, and gives the application fragment once its last segment is
 * there. `path` tells the two stations apart from others in the conversation. A segment out of sequence ends the fragment, as the
 * clause asks.
 */
export function putTogether(
  cursor: Cursor,
  session: Session,
  path: string,
  data: Uint8Array,
): Uint8Array | undefined {
  const header = cursor.derive('transport', data[0]!)
  const first = (header & FIR) !== 0
  const last = (header & FIN) !== 0
  const sequence = cursor.derive('transport_sequence', header & SEQUENCE)
  cursor.derive('fir', first ? 1 : 0)
  cursor.derive('fin', last ? 1 : 0)
  const key = `fragment ${path}`
  const before = session.recall<number>(key)
  if (last) session.forget(key)
  else session.remember(key, sequence)
  const segment = data.subarray(1)
  if (first) {
    cursor.expect('fir', before === undefined, 'begins a fragment before the last one has ended')
    if (last) {
      session.abandon(key)
      return segment
    }
    return session.assemble(key, segment, true, false)
  }
  // Nothing to go on with: the capture began here, or a lost segment has ended the fragment already.
  if (before === undefined) {
    session.forget(key)
    return undefined
  }
  if (!cursor.expect('transport_sequence', sequence === ((before + 1) & SEQUENCE), 'leaves a segment out')) {
    session.forget(key)
    session.abandon(key)
    return undefined
  }
  return session.assemble(key, segment, false, last)
}
