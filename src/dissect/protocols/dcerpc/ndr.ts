import { limits } from '../../../base/limits.ts'
import { type Cursor, hex, plainText } from '../../cursor.ts'

/** Texts kept of one call, and the longest of them. */
const TEXTS_MOST = 8
const TEXT_MOST = 260
/** Arguments that are searched for texts. */
const SEARCHED = 16 * 1024

/** Reads a UUID in the sender's byte order (C706 appendix A). */
export function readUuid(cursor: Cursor, name: string, little: boolean): string {
  const bytes = Uint8Array.from(cursor.raw(`${name}_bytes`, 16))
  if (little) {
    bytes.subarray(0, 4).reverse()
    bytes.subarray(4, 6).reverse()
    bytes.subarray(6, 8).reverse()
  }
  const digits = hex(bytes)
  const parts = [0, 8, 12, 16, 20].map((at, index, all) => digits.slice(at, all[index + 1] ?? 32))
  return cursor.derive(name, parts.join('-'), 16)
}

/**
 * Texts among the arguments of a call, whatever its signature: conformant varying strings of two-byte characters (C706 section 14.3.4.3)
 * stand at offsets of four and begin with their maximum, an offset of 0 and their length. Takes all bytes left.
 */
export function wideTexts(cursor: Cursor): string[] {
  const { bytes, at: start } = cursor
  const end = Math.min(cursor.end, start + SEARCHED)
  const texts: string[] = []
  for (let at = start; at + 14 <= end && texts.length < TEXTS_MOST; at += 4) {
    const length = little(bytes, at + 8)
    if (length < 2 || length > TEXT_MOST || little(bytes, at + 4) !== 0 || little(bytes, at) < length)
      continue
    const stop = at + 12 + 2 * length
    if (stop > end || !isText(bytes, at + 12, stop)) continue
    texts.push(plainText(bytes, at + 12, stop, 'utf16le'))
    at = ((stop - start + 3) & ~3) + start - 4
  }
  cursor.skip(cursor.left)
  if (texts.length > 0) cursor.derive('texts', texts)
  return texts
}

function little(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) + bytes[at + 3]! * 0x1000000
}

/** Printable Latin characters, ending at most with NULs. */
function isText(bytes: Uint8Array, start: number, end: number): boolean {
  let printed = 0
  for (let at = start; at < end; at += 2) {
    const code = bytes[at]! | (bytes[at + 1]! << 8)
    if (code === 0) break
    if (code < 0x20 || code > 0x24f || (code > 0x7e && code < 0xa0)) return false
    printed++
  }
  return printed > 0
}

/** ORPCTHIS without extensions (MS-DCOM section 2.2.13.3): version, flags, causality. */
const ORPC_THIS = 32
const HANDLES_MOST = 16

/** Item handles of an OPC call (OPC DA specification, IOPCSyncIO::Write): a count, then an array of as many. Takes all bytes left. */
export function itemHandles(cursor: Cursor, u32: (name: string) => number): string[] {
  cursor.skip(ORPC_THIS)
  const count = u32('item_count')
  cursor.expect('item_count', u32('array_size') === count, 'is the size of the array of handles')
  const handles = cursor.each('items', Math.min(count, HANDLES_MOST), HANDLES_MOST, () => u32('handle'))
  cursor.skip(cursor.left)
  return handles.length === 0 ? [] : [`item handle ${handles.join(' ')}`]
}

/** String bindings of a DUALSTRINGARRAY behind a version (MS-DCOM sections 2.2.19.1 and 3.1.2.5.1.6): the machine's names and addresses. */
export function hostNames(cursor: Cursor): string[] {
  cursor.skip(12)
  cursor.u16le('entries')
  const security = cursor.u16le('security_offset')
  const names: string[] = []
  cursor.within('bindings', security * 2, () => {
    cursor.each('binding', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
      if (cursor.u16le('tower') === 0) return
      const from = cursor.at
      let to = from
      while (to + 2 <= cursor.end && (cursor.bytes[to] !== 0 || cursor.bytes[to + 1] !== 0)) to += 2
      names.push(cursor.text('address', Math.min(to + 2, cursor.end) - from, 'utf16le'))
    })
  })
  return names
}
