import type { Peek } from '../../peek.ts'
import { MORE, NOT_MINE } from '../../protocol.ts'

/**
 * The link frame (IEEE 1815-2012, clause 9): ten bytes of header, then the user data in blocks of sixteen bytes. The header and every
 * block end with a check code of their own.
 */

/** Bytes of the header with its check code; the user data starts here. */
export const HEADER = 10
/** Bytes of user data in a full block. */
export const BLOCK = 16
const BLOCK_WITH_CODE = BLOCK + 2
/** The length byte counts the control byte and the two addresses besides the user data. */
export const COUNTED_HEADER = 5
/** Most user data that the length byte can announce. */
export const MOST_DATA = 255 - COUNTED_HEADER

/** CRC-16/DNP (clause 9.2.5): polynomial 0x3D65 reflected, start 0, result inverted, sent low byte first. */
const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = (rest & 1) === 1 ? (rest >>> 1) ^ 0xa6bc : rest >>> 1
  return rest
})

/** The check code of bytes[start..start+size). */
export function codeOf(bytes: Uint8Array, start: number, size: number): number {
  let rest = 0
  const end = start + size
  for (let at = start; at < end; at++) rest = (rest >>> 8) ^ TABLE[(rest ^ bytes[at]!) & 0xff]!
  return ~rest & 0xffff
}

/** Bytes of the whole frame for a value of its length byte. */
export function frameSize(length: number): number {
  const data = length - COUNTED_HEADER
  return HEADER + data + 2 * Math.ceil(data / BLOCK)
}

/** Length of the frame that starts at the peek's first byte, as `Protocol.frameLength`. */
export function frameLength(peek: Peek): number {
  if (peek.length < 1) return MORE
  if (peek.u8(0) !== 0x05) return NOT_MINE
  if (peek.length < 2) return MORE
  if (peek.u8(1) !== 0x64) return NOT_MINE
  if (peek.length < 3) return MORE
  const length = peek.u8(2)
  return length < COUNTED_HEADER ? NOT_MINE : frameSize(length)
}

/** Whether the header is whole and its check code holds. */
export function headerHolds(peek: Peek): boolean {
  return peek.length >= HEADER && codeOf(peek.bytes, peek.start, HEADER - 2) === peek.u16le(HEADER - 2)
}

/**
 * Copies the user data without its check codes into `target` (room for MOST_DATA bytes). Gives its size, or -1 when a block is cut or
 * its check code does not hold.
 */
export function stripCodes(peek: Peek, target: Uint8Array): number {
  const size = peek.u8(2) - COUNTED_HEADER
  const { bytes, start } = peek
  let from = HEADER
  for (let done = 0; done < size; done += BLOCK) {
    const part = Math.min(BLOCK, size - done)
    if (codeOf(bytes, start + from, part) !== peek.u16le(from + part)) return -1
    for (let i = 0; i < part; i++) target[done + i] = bytes[start + from + i]!
    from += BLOCK_WITH_CODE
  }
  return size
}
