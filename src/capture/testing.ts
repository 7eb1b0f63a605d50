import { type CaptureNote, type CaptureReader, FRAME, HUNGRY } from './reader.ts'

/** A frame with its bytes copied out, as tests compare it. */
export interface KeptFrame {
  data: number[]
  wireLength: number
  seconds: number
  nanos: number
  linkType: number
  packet: number
}

/** Reads a whole capture, fed in pieces of the given sizes (the last one repeats), and keeps every frame. */
export function readAll(
  reader: CaptureReader,
  bytes: Uint8Array,
  pieces: readonly number[] = [bytes.length],
): { frames: KeptFrame[]; notes: readonly CaptureNote[]; steps: number } {
  const frames: KeptFrame[] = []
  // One memory for every piece, as the file reader has it: whoever reads from a chunk that was let go is found out.
  const chunk = new Uint8Array(Math.max(1, ...pieces))
  let at = 0
  let piece = 0
  let steps = 0
  for (;;) {
    const step = reader.step()
    steps++
    if (step === FRAME) {
      const { bytes: held, start, end, wireLength, seconds, nanos, linkType, packet } = reader.frame
      frames.push({ data: [...held.subarray(start, end)], wireLength, seconds, nanos, linkType, packet })
    } else if (step === HUNGRY) {
      const size = Math.max(1, pieces[Math.min(piece++, pieces.length - 1)] ?? bytes.length)
      if (at >= bytes.length) {
        reader.close()
        continue
      }
      chunk.fill(0xee)
      const part = bytes.subarray(at, at + size)
      chunk.set(part)
      reader.feed(chunk.subarray(0, part.length))
      at += part.length
    } else {
      return { frames, notes: reader.notes, steps }
    }
  }
}

/** Bytes of numbers, each written in `size` bytes of the given order. */
export function numbers(
  little: boolean,
  ...parts: readonly (readonly [size: 1 | 2 | 4, value: number])[]
): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, [size]) => sum + size, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [size, value] of parts) {
    if (size === 1) view.setUint8(at, value)
    else if (size === 2) view.setUint16(at, value, little)
    else view.setUint32(at, value, little)
    at += size
  }
  return bytes
}

/** Joins byte strings and lists of bytes. */
export function join(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}
