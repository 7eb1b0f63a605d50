import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { CODINGS, IN_BITS, RESULTS } from './s7comm.tables.ts'

/** Bytes that a length announces, which some codings give in bits. */
export function byteLength(coding: number, length: number): number {
  return IN_BITS.has(coding) ? (length + 7) >> 3 : length
}

/** Reads the data of so many items; gives the return code of each. All but the last are filled up to an even length. */
export function readDataItems(cursor: Cursor, count: number): number[] {
  return cursor.each('data', count, limits.dissect.listItems, (index) => {
    const code = cursor.u8('return_code')
    cursor.expect('return_code', RESULTS[code] !== undefined, 'is not a known result')
    const coding = cursor.u8('coding')
    cursor.expect('coding', CODINGS[coding] !== undefined, 'is not a known coding')
    const size = byteLength(coding, cursor.u16('length'))
    cursor.within('value', size, () => cursor.rest('bytes'))
    if ((size & 1) !== 0 && index < count - 1 && cursor.left > 0) cursor.skip(1)
    return code
  })
}

/** Reads bare return codes, as the answer to a write holds them. */
export function readReturnCodes(cursor: Cursor, count: number): number[] {
  return cursor.each('data', count, limits.dissect.listItems, () => {
    const code = cursor.u8('return_code')
    cursor.expect('return_code', RESULTS[code] !== undefined, 'is not a known result')
    return code
  })
}
