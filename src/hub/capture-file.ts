import { closeSync, openSync, writeSync } from 'node:fs'
import { limits } from '../base/limits.ts'
import { pcapHeader, pcapRecordBytes, putPcapRecord } from '../capture/writer.ts'
import type { Frame } from '../model/frame.ts'

const ETHERNET = 1
/** Bytes handed to the file at once: the largest packet fits. */
const BATCH_BYTES = 2 * limits.capture.packetBytes

/** What was written. */
export interface Written {
  packets: number
  bytes: number
}

/** A classic capture of Ethernet frames with nanosecond times, being written. Holds one batch in memory, whatever its length. */
export class CaptureFile {
  packets = 0
  /** Bytes of the file so far, those that wait to be handed over among them. */
  bytes = 0
  private readonly file: number
  private readonly batch = new Uint8Array(BATCH_BYTES)
  private held = 0

  /** Begins the file anew. Throws what the file system says when it cannot be written. */
  constructor(path: string) {
    this.file = openSync(path, 'w')
    const head = pcapHeader(ETHERNET, { nanos: true })
    this.batch.set(head)
    this.held = head.length
    this.bytes = head.length
  }

  write(frame: Frame): void {
    const size = pcapRecordBytes(frame)
    if (this.held + size > BATCH_BYTES) this.flush()
    putPcapRecord(this.batch, this.held, frame, { nanos: true })
    this.held += size
    this.bytes += size
    this.packets++
  }

  close(): void {
    this.flush()
    closeSync(this.file)
  }

  private flush(): void {
    for (let at = 0; at < this.held; ) at += writeSync(this.file, this.batch, at, this.held - at)
    this.held = 0
  }
}

/** Writes frames to a capture until they end or the next one would make the file larger than `mostBytes`. */
export function writeCapture(path: string, frames: Iterable<Frame>, mostBytes = Infinity): Written {
  const file = new CaptureFile(path)
  try {
    for (const frame of frames) {
      if (file.bytes + pcapRecordBytes(frame) > mostBytes) break
      file.write(frame)
    }
  } finally {
    file.close()
  }
  return { packets: file.packets, bytes: file.bytes }
}
