import { limits } from '../../../base/limits.ts'
import type { Peek } from '../../peek.ts'
import { DEVICE_IDENTIFICATION, EXCEPTION_BIT, EXCEPTIONS, FUNCTIONS } from './modbus-tcp.tables.ts'

/** A size that the content does not fix. */
export const ANY = -1
/** No message of this kind looks like this. */
export const NEVER = -2

/** Bytes of a PDU whose content does not fix its size: function code and something. */
const LEAST = 1
/** Registers, coils and bytes that one message may carry (Modbus Application Protocol V1.1b3, clause 6). */
export const MOST_BITS = 2000
export const MOST_REGISTERS = 125
const MOST_BYTES = 250

/**
 * Size in bytes that a request must have whose function code stands at `at`, by what it says of itself; ANY where the function leaves it
 * open, NEVER where its numbers break the specification.
 */
export function requestSize(peek: Peek, at: number): number {
  const code = peek.u8(at)
  switch (code) {
    case 1:
    case 2:
      return within(peek, at, MOST_BITS) ? 5 : NEVER
    case 3:
    case 4:
      return within(peek, at, MOST_REGISTERS) ? 5 : NEVER
    case 5:
      return coilValue(peek, at) ? 5 : NEVER
    case 6:
    case 8:
      return 5
    case 7:
    case 11:
    case 12:
    case 17:
      return 1
    case 15:
      return peek.u8(at + 5) === (peek.u16(at + 3) + 7) >> 3 ? 6 + peek.u8(at + 5) : NEVER
    case 16:
      return peek.u8(at + 5) === 2 * peek.u16(at + 3) ? 6 + peek.u8(at + 5) : NEVER
    case 20:
    case 21:
      return 2 + peek.u8(at + 1)
    case 22:
      return 7
    case 23:
      return peek.u8(at + 9) === 2 * peek.u16(at + 7) ? 10 + peek.u8(at + 9) : NEVER
    case 24:
      return 3
    case 43:
      return peek.u8(at + 1) === DEVICE_IDENTIFICATION ? 4 : ANY
    default:
      return code in FUNCTIONS ? ANY : NEVER
  }
}

/** As `requestSize`, for a reply. */
export function replySize(peek: Peek, at: number): number {
  const code = peek.u8(at)
  if ((code & EXCEPTION_BIT) !== 0) return peek.u8(at + 1) in EXCEPTIONS ? 2 : NEVER
  const counted = peek.u8(at + 1)
  switch (code) {
    case 1:
    case 2:
    case 12:
    case 17:
    case 20:
    case 21:
      return counted > 0 && counted <= MOST_BYTES + 1 ? 2 + counted : NEVER
    case 3:
    case 4:
    case 23:
      return counted > 0 && counted <= MOST_BYTES && counted % 2 === 0 ? 2 + counted : NEVER
    case 5:
      return coilValue(peek, at) ? 5 : NEVER
    case 6:
    case 8:
    case 11:
    case 15:
    case 16:
      return 5
    case 7:
      return 2
    case 22:
      return 7
    case 24:
      return 3 + peek.u16(at + 1)
    case 43:
      return counted === DEVICE_IDENTIFICATION ? identificationSize(peek, at) : ANY
    default:
      return code in FUNCTIONS ? ANY : NEVER
  }
}

/** Whether a PDU of `size` bytes can be a request. */
export function fitsRequest(peek: Peek, at: number, size: number): boolean {
  return fits(requestSize(peek, at), size) || (isQueryData(peek, at) && size > 3)
}

/** Whether a PDU of `size` bytes can be a reply. */
export function fitsReply(peek: Peek, at: number, size: number): boolean {
  return fits(replySize(peek, at), size) || (isQueryData(peek, at) && size > 3)
}

function fits(wanted: number, size: number): boolean {
  return wanted === ANY ? size > LEAST : wanted === size
}

/** Diagnostics, Return Query Data: as many bytes as the client likes. */
function isQueryData(peek: Peek, at: number): boolean {
  return peek.u8(at) === 8 && peek.u16(at + 1) === 0
}

function within(peek: Peek, at: number, most: number): boolean {
  const quantity = peek.u16(at + 3)
  return quantity > 0 && quantity <= most && peek.u16(at + 1) + quantity <= 0x10000
}

function coilValue(peek: Peek, at: number): boolean {
  const value = peek.u16(at + 3)
  return value === 0 || value === 0xff00
}

/** Read Device Identification: the objects, each with its own length. */
function identificationSize(peek: Peek, at: number): number {
  const count = peek.u8(at + 6)
  let size = 7
  for (let i = 0; i < count && i < limits.dissect.listItems; i++) {
    const length = peek.u8(at + size + 1)
    if (length < 0) return NEVER
    size += 2 + length
  }
  return size
}
