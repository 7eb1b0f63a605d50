import type { Cursor } from './cursor.ts'
import { plainText } from './cursor.ts'
import type { Peek } from './peek.ts'

const LF = 10
const CR = 13

/**
 * Takes the next line of a text protocol: up to LF or the end of what may be read, without its line end. Nothing is named, so that the
 * caller can decide what of the line may be shown. `size` counts the bytes taken, line end included.
 */
export function takeLine(cursor: Cursor): { text: string; size: number } {
  const start = cursor.at
  const found = cursor.bytes.indexOf(LF, start)
  const stop = found < 0 || found >= cursor.end ? cursor.end : found + 1
  cursor.skip(stop - start)
  let end = stop
  if (end > start && cursor.bytes[end - 1] === LF) end--
  if (end > start && cursor.bytes[end - 1] === CR) end--
  return { text: plainText(cursor.bytes, start, end, 'utf8'), size: stop - start }
}

/** Takes a line and names all of it. */
export function namedLine(cursor: Cursor, name: string): string {
  const { text, size } = takeLine(cursor)
  return cursor.derive(name, text, size)
}

/** Offset behind the first LF at or after `from`, or -1 when the line is not complete before `most` bytes. */
export function lineEnd(peek: Peek, from: number, most: number): number {
  const found = peek.bytes.indexOf(LF, peek.start + from)
  const at = found - peek.start
  return found < 0 || at >= peek.length || at - from >= most ? -1 : at + 1
}

/** Whether every byte of the first `count` (or fewer, where there are fewer) is printable ASCII, a blank or a line break. */
export function isText(peek: Peek, count: number): boolean {
  const most = Math.min(count, peek.length)
  for (let i = 0; i < most; i++) {
    const byte = peek.u8(i)
    if ((byte < 0x20 && byte !== LF && byte !== CR && byte !== 9) || byte > 0x7e) return false
  }
  return most > 0
}
