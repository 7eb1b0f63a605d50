import { closeSync, openSync, writeSync } from 'node:fs'
import { pcapHeader, pcapRecordBytes, putPcapRecord } from '../capture/writer.ts'
import type { Frame } from '../model/frame.ts'

/** Bytes handed to the file at once. */
const BATCH_BYTES = 1 << 20

/** What was written. */
export interface Written {
  packets: number
  bytes: number
}

/**
 * Writes Ethernet frames to a classic capture with nanosecond times, until they end or the file reaches `mostBytes`. Holds one batch in
 * memory, whatever the length.
 */
export function writeCapture(path: string, frames: Iterable<Frame>, mostBytes = Infinity): Written {
  const file = openSync(path, 'w')
  try {
    const batch = new Uint8Array(BATCH_BYTES)
    const head = pcapHeader(1, { nanos: true })
    batch.set(head)
    let held = head.length
    let flushed = 0
    let packets = 0
    for (const frame of frames) {
      const size = pcapRecordBytes(frame)
      if (flushed + held + size > mostBytes) break
      if (held + size > BATCH_BYTES) {
        flushed += writeAll(file, batch.subarray(0, held))
        held = 0
      }
      putPcapRecord(batch, held, frame, { nanos: true })
      held += size
      packets++
    }
    flushed += writeAll(file, batch.subarray(0, held))
    return { packets, bytes: flushed }
  } finally {
    closeSync(file)
  }
}

function writeAll(file: number, bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
  return bytes.length
}
