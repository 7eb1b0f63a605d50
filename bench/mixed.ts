import { closeSync, openSync, writeSync } from 'node:fs'
import { findCaptures } from '../src/capture/find.ts'
import { run } from '../src/capture/timeline.ts'
import { pcapHeader, pcapRecord } from '../src/capture/writer.ts'
import type { Frame } from '../src/model/frame.ts'

const ETHERNET = 1
/** Seconds between the end of one capture and the beginning of the next. */
const PAUSE = 1
const BEGIN = 1_700_000_000
const BUFFER_BYTES = 4 * 1024 * 1024

/** How large the written capture became. */
export interface Written {
  packets: number
  bytes: number
}

/**
 * Writes one classic capture out of many, one behind the other in time, over and over until it holds both wanted sizes. Only Ethernet
 * packets are taken, for other tools refuse mixed links.
 */
export async function writeMixed(paths: readonly string[], out: string, wanted: Written): Promise<Written> {
  const { inputs } = await findCaptures(paths)
  const file = new BufferedFile(out)
  file.write(pcapHeader(ETHERNET, { nanos: true }))
  const written: Written = { packets: 0, bytes: 0 }
  let clock = BEGIN
  const enough = () => written.packets >= wanted.packets && written.bytes >= wanted.bytes
  while (!enough()) {
    for (const input of inputs) {
      let first: number | undefined
      let last = clock
      const take = (frame: Frame) => {
        if (frame.linkType !== ETHERNET) return
        first ??= frame.seconds
        // A clock that jumps inside a capture stays within an hour, so that the whole stays in order.
        const seconds = clock + Math.max(0, Math.min(3600, frame.seconds - first))
        last = Math.max(last, seconds)
        file.write(pcapRecord({ ...frame, seconds }, { nanos: true }))
        written.packets++
        written.bytes += 16 + frame.end - frame.start
      }
      await run([input], take)
      clock = last + PAUSE
    }
    if (written.packets === 0) break
  }
  file.close()
  return written
}

/** Gathers small pieces into large writes. */
class BufferedFile {
  private readonly file: number
  private pieces: Uint8Array[] = []
  private size = 0

  constructor(path: string) {
    this.file = openSync(path, 'w')
  }

  write(piece: Uint8Array): void {
    this.pieces.push(piece)
    this.size += piece.length
    if (this.size > BUFFER_BYTES) this.flush()
  }

  close(): void {
    this.flush()
    closeSync(this.file)
  }

  private flush(): void {
    writeSync(this.file, Buffer.concat(this.pieces))
    this.pieces = []
    this.size = 0
  }
}
