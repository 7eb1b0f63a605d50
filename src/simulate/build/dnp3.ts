import { write } from './writer.ts'

/** DNP3 (IEEE 1815-2012): link frames with their check codes, transport segments, application fragments. */

const CRC = new Uint16Array(256)
for (let byte = 0; byte < 256; byte++) {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xa6bc : rest >>> 1
  CRC[byte] = rest
}

function crc(bytes: Uint8Array): number {
  let rest = 0
  for (const byte of bytes) rest = (rest >>> 8) ^ CRC[(rest ^ byte) & 0xff]!
  return ~rest & 0xffff
}

const BLOCK = 16
const SEGMENT = 249
/** Primary message, unconfirmed user data; the master adds the direction bit. */
const USER_DATA = 0x44
const FROM_MASTER = 0x80

/** Who talks to whom on the link. */
export interface Link {
  source: number
  target: number
  fromMaster: boolean
}

/** An application fragment cut into transport segments, each in its link frame. */
export function frames(link: Link, fragment: Uint8Array, transport: number): Uint8Array {
  const out = write()
  for (let at = 0, count = transport; at < fragment.length; at += SEGMENT, count++) {
    const last = at + SEGMENT >= fragment.length
    const flags = (last ? 0x80 : 0) | (at === 0 ? 0x40 : 0) | (count & 0x3f)
    const segment = write()
      .u8(flags)
      .bytes(fragment.subarray(at, at + SEGMENT))
      .done()
    const header = write()
      .u8(0x05, 0x64, 5 + segment.length, USER_DATA | (link.fromMaster ? FROM_MASTER : 0))
      .le16(link.target)
      .le16(link.source)
      .done()
    out.bytes(header).le16(crc(header))
    for (let block = 0; block < segment.length; block += BLOCK) {
      const piece = segment.subarray(block, block + BLOCK)
      out.bytes(piece).le16(crc(piece))
    }
  }
  return out.done()
}

/** The application fragment of one link frame that carries it whole. */
export function fragmentOf(frame: Uint8Array): Uint8Array {
  const length = frame[2]! - 5
  const out = new Uint8Array(length)
  for (let at = 0, from = 10; at < length; at += BLOCK, from += BLOCK + 2) {
    out.set(frame.subarray(from, from + Math.min(BLOCK, length - at)), at)
  }
  return out.subarray(1)
}

/** First and final fragment. */
const WHOLE = 0xc0
const CONFIRM = 0x20
const UNSOLICITED = 0x10

/** A request: sequence, function, objects. */
export function request(sequence: number, code: number, objects: ArrayLike<number> = []): Uint8Array {
  return write()
    .u8(WHOLE | (sequence & 15), code)
    .bytes(objects)
    .done()
}

/** A response (0x81) with its internal indications; `confirm` asks the master to confirm. */
export function response(
  sequence: number,
  indications: number,
  objects: ArrayLike<number>,
  confirm = false,
): Uint8Array {
  return write()
    .u8(WHOLE | (confirm ? CONFIRM : 0) | (sequence & 15), 0x81)
    .u16(indications)
    .bytes(objects)
    .done()
}

/** An unsolicited response (0x82), always to be confirmed. */
export function unsolicited(sequence: number, indications: number, objects: Uint8Array): Uint8Array {
  return write()
    .u8(WHOLE | CONFIRM | UNSOLICITED | (sequence & 15), 0x82)
    .u16(indications)
    .bytes(objects)
    .done()
}

/** A confirmation (0x00) of a response with its sequence and unsolicited bit. */
export function confirm(of: Uint8Array): Uint8Array {
  return new Uint8Array([WHOLE | (of[0]! & (UNSOLICITED | 15)), 0])
}

/** Object headers that ask for classes (group 60): 1 static data, 2 to 4 event classes. */
export function classes(...variations: number[]): Uint8Array {
  return Uint8Array.from(variations.flatMap((variation) => [60, variation, 6]))
}

/** Asks for all device attributes (group 0, variation 254). */
export const ALL_ATTRIBUTES = new Uint8Array([0, 254, 0, 0, 0])

/** Time and date (group 50, variation 1), milliseconds since 1970. */
export function timeObject(milliseconds: number): Uint8Array {
  return write().u8(50, 1, 7, 1).le48(milliseconds).done()
}

/** A control relay output block (group 12, variation 1) for one point. */
export function relayOutput(index: number, code: number, milliseconds: number, status = 0): Uint8Array {
  return write().u8(12, 1, 0x28).le16(1).le16(index).u8(code, 1).le32(milliseconds).le32(0).u8(status).done()
}

/** A device attribute (group 0) with a text value. */
export function attribute(variation: number, text: string): Uint8Array {
  return write().u8(0, variation, 0, 0, 0, 1, text.length).text(text).done()
}

/** Consecutive points from index 0, one flag byte each (group 1 or 10, variation 2). */
export function flags(group: 1 | 10, states: readonly boolean[]): Uint8Array {
  const out = write().u8(group, 2, 0, 0, states.length - 1)
  for (const state of states) out.u8(state ? 0x81 : 0x01)
  return out.done()
}

/** Analogue inputs from index 0 with flags (group 30, variation 1: 32 bits). */
export function analogues(values: readonly number[]): Uint8Array {
  const out = write().u8(30, 1, 0, 0, values.length - 1)
  for (const value of values) out.u8(1).le32(Math.round(value))
  return out.done()
}

/** One counter (group 20, variation 1: 32 bits with flag). */
export function counter(value: number): Uint8Array {
  return write().u8(20, 1, 0, 0, 0, 1).le32(Math.round(value)).done()
}

/** An analogue event with time (group 32, variation 3) at an index. */
export function analogueEvent(index: number, value: number, milliseconds: number): Uint8Array {
  return write().u8(32, 3, 0x28).le16(1).le16(index).u8(1).le32(Math.round(value)).le48(milliseconds).done()
}
