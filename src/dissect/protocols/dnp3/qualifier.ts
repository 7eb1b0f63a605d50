import type { Peek } from '../../peek.ts'

/** The qualifier of an object header (IEEE 1815-2012, clause 4.2.2.7.3): what stands before each object, and how objects are counted. */

/** Bytes of the prefix by its code: an index (1 to 3) or the object's size (4 to 6). */
export const PREFIX_SIZES = [0, 1, 2, 4, 1, 2, 4, 0]
const LAST_INDEX_PREFIX = 3

/** Bytes of the range field by its code; -1 for codes that are reserved. */
export const RANGE_SIZES = [2, 4, 8, 2, 4, 8, 0, 1, 2, 4, -1, 1, -1, -1, -1, -1]
/** All points: no range field, and no objects behind the header. */
export const ALL = 6
/** Start and stop are indexes up to here (0 to 2), addresses in memory after it (3 to 5). */
export const LAST_INDEX_RANGE = 2
export const LAST_START_STOP = 5
export const VARIABLE = 11

/** Whether each object is preceded by its index. */
export function prefixHoldsIndex(qualifier: number): boolean {
  const code = (qualifier >> 4) & 7
  return code > 0 && code <= LAST_INDEX_PREFIX
}

/** Whether each object is preceded by its size. */
export function prefixHoldsSize(qualifier: number): boolean {
  const code = (qualifier >> 4) & 7
  return code > LAST_INDEX_PREFIX && code < 7
}

/** Number of objects that the range field at `at` announces; -1 when it is cut or turned around. */
export function countOf(peek: Peek, at: number, range: number): number {
  switch (range) {
    case 0:
    case 3:
      return spread(peek.u8(at), peek.u8(at + 1))
    case 1:
    case 4:
      return spread(peek.u16le(at), peek.u16le(at + 2))
    case 2:
    case 5:
      return spread(peek.u32le(at), peek.u32le(at + 4))
    case 6:
      return 0
    case 7:
    case 11:
      return peek.u8(at)
    case 8:
      return peek.u16le(at)
    case 9:
      return peek.u32le(at)
    default:
      return -1
  }
}

function spread(start: number, stop: number): number {
  return start < 0 || stop < start ? -1 : stop - start + 1
}
