/** The checks of MS/TP (ASHRAE 135-2020 Annex G) and the byte stuffing of its extended frames (Annex T). */

/** Header CRC over a header and its CRC: 0x55 when no bit is wrong (G.1). */
export function headerResidue(bytes: Uint8Array, start: number, end: number): number {
  let crc = 0xff
  for (let at = start; at < end; at++) {
    const mixed = crc ^ bytes[at]!
    const spread =
      mixed ^
      (mixed << 1) ^
      (mixed << 2) ^
      (mixed << 3) ^
      (mixed << 4) ^
      (mixed << 5) ^
      (mixed << 6) ^
      (mixed << 7)
    crc = (spread & 0xfe) ^ ((spread >> 8) & 1)
  }
  return crc
}
export const HEADER_RESIDUE = 0x55

/** Data CRC over data and its CRC: 0xf0b8 when no bit is wrong (G.2). */
export function dataResidue(bytes: Uint8Array): number {
  let crc = 0xffff
  for (const byte of bytes) {
    const low = (crc & 0xff) ^ byte
    crc = (crc >> 8) ^ (low << 8) ^ (low << 3) ^ (low << 12) ^ (low >> 4) ^ (low & 0x0f) ^ ((low & 0x0f) << 7)
    crc &= 0xffff
  }
  return crc
}
export const DATA_RESIDUE = 0xf0b8

const CRC32K_REVERSED = 0xeb31d82e

/** CRC-32K over encoded data, as it is sent (G.3). */
export function crc32k(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) !== 0 ? CRC32K_REVERSED : 0)
  }
  return ~crc >>> 0
}

/** Every octet is sent with these bits turned, so that the preamble's 0x55 never stands in the data (T.1). */
const MASK = 0x55
/** A run of this many octets has no zero behind it. */
const FULL_RUN = 255

/** Takes off Consistent Overhead Byte Stuffing; gives undefined where the runs do not add up. */
export function unstuff(bytes: Uint8Array): Uint8Array | undefined {
  const out = new Uint8Array(bytes.length)
  let size = 0
  for (let at = 0; at < bytes.length; ) {
    const run = bytes[at]! ^ MASK
    if (run === 0 || at + run > bytes.length) return undefined
    for (let i = 1; i < run; i++) out[size++] = bytes[at + i]! ^ MASK
    at += run
    if (run !== FULL_RUN && at < bytes.length) out[size++] = 0
  }
  return out.subarray(0, size)
}
