export const BYTES_PER_ROW = 16

export interface HexRow {
  /** Of its first byte, in the packet. */
  offset: number
  bytes: Uint8Array
}

/** Bytes out of their hexadecimal text; what is no pair of digits ends it. */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1)
  for (let at = 0; at < bytes.length; at++) {
    const value = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16)
    if (Number.isNaN(value)) return bytes.slice(0, at)
    bytes[at] = value
  }
  return bytes
}

/** Rows of sixteen bytes. */
export function rowsOf(bytes: Uint8Array): HexRow[] {
  const rows: HexRow[] = []
  for (let offset = 0; offset < bytes.length; offset += BYTES_PER_ROW)
    rows.push({ offset, bytes: bytes.subarray(offset, offset + BYTES_PER_ROW) })
  return rows
}

/** Two digits. */
export function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}

/** The character of a byte where ASCII has one that can be seen, else a dot. */
export function character(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte === 0x20 ? ' ' : '·'
}
