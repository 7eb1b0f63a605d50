import { mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync, utimesSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../base/limits.ts'
import { nameSchema } from '../../model/site.ts'
import { StoreRefusal } from '../../store/contract.ts'

const INCOMING = 'incoming'

/** The files of captures that people gave: those that wait to be read, and those that were, as long as there is room. */
export class KeptCaptures {
  private readonly folder: string
  private readonly incoming: string
  private readonly mostBytes: number
  private readonly uploadBytes: number

  /** Bounds of all that are kept, and of one that is given. */
  constructor(
    folder: string,
    { mostBytes = limits.hub.captureBytes as number, uploadBytes = limits.hub.uploadBytes as number } = {},
  ) {
    this.folder = folder
    this.uploadBytes = uploadBytes
    this.incoming = join(folder, INCOMING)
    this.mostBytes = mostBytes
    mkdirSync(this.incoming, { recursive: true, mode: 0o750 })
  }

  /** File of a capture that waits to be read. */
  waiting(job: string): string {
    return join(this.incoming, job)
  }

  /** Writes what comes to a file that waits to be read; gives its bytes. Refuses what is too large or finds no room, and leaves nothing. */
  async receive(job: string, body: AsyncIterable<Uint8Array>, size: number | undefined): Promise<number> {
    this.refuseWithoutRoom(size ?? 0)
    const path = this.waiting(job)
    const file = await open(path, 'wx', 0o640)
    let bytes = 0
    let checked = 0
    try {
      for await (const chunk of patient(body)) {
        bytes += chunk.length
        if (bytes - checked > limits.hub.roomCheckedBytes) {
          this.refuseWithoutRoom(0, bytes)
          checked = bytes
        }
        for (let at = 0; at < chunk.length; ) at += (await file.write(chunk, at)).bytesWritten
      }
      if (bytes > this.uploadBytes) this.refuseWithoutRoom(bytes)
      return bytes
    } catch (error) {
      rmSync(path, { force: true })
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
        throw new StoreRefusal('full', 'the disk is full')
      throw error
    } finally {
      await file.close()
    }
  }

  /** Keeps a capture that was read, under the name of its packets; the oldest make room. One that is there already stays. */
  keep(job: string, sensor: string, now: number): void {
    const path = this.waiting(job)
    const kept = join(this.folder, sensor)
    if (sizeOf(kept) > 0) rmSync(path, { force: true })
    else renameSync(path, kept)
    utimesSync(kept, now / 1000, now / 1000)
    this.makeRoom(sensor)
  }

  drop(job: string): void {
    rmSync(this.waiting(job), { force: true })
  }

  /** Forgets the packets of a capture that was read. */
  remove(sensor: string): void {
    if (nameSchema.safeParse(sensor).success) rmSync(join(this.folder, sensor), { force: true })
  }

  /** The file that holds the packets filed under a label; undefined: they are not kept, or no longer. */
  fileOf(label: string): string | undefined {
    const sensor = label.split('/')[0] ?? ''
    if (!sensor.startsWith('capture-') || !nameSchema.safeParse(sensor).success) return undefined
    const path = join(this.folder, sensor)
    return sizeOf(path) > 0 ? path : undefined
  }

  /** Removes files that wait for nobody. */
  tidy(jobs: ReadonlySet<string>): void {
    for (const name of readdirSync(this.incoming)) if (!jobs.has(name)) this.drop(name)
  }

  private makeRoom(newest: string): void {
    const files = readdirSync(this.folder)
      .filter((name) => name.startsWith('capture-') && name !== newest)
      .map((name) => ({ name, facts: statSync(join(this.folder, name)) }))
      .sort((a, b) => b.facts.mtimeMs - a.facts.mtimeMs)
    let bytes = sizeOf(join(this.folder, newest))
    for (const { name, facts } of files) {
      bytes += facts.size
      if (bytes > this.mostBytes) this.remove(name)
    }
  }

  /** `size` bytes are to come; `have` have come. */
  private refuseWithoutRoom(size: number, have = 0): void {
    const most = this.uploadBytes
    if (Math.max(size, have) > most)
      throw new StoreRefusal('invalid', `a capture may have at most ${Math.round(most / 1e9)} GB`)
    const { bavail, bsize } = statfsSync(this.folder)
    if (bavail * bsize < size + limits.store.diskReserveBytes)
      throw new StoreRefusal(
        'full',
        `the disk has ${Math.round((bavail * bsize) / 1e6)} MB left, too little for this capture`,
      )
  }
}

/** Passes on what comes; who sends nothing for too long is given up. */
async function* patient(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]()
  try {
    for (;;) {
      const stalled = Promise.withResolvers<never>()
      const timer = setTimeout(
        () => stalled.reject(new StoreRefusal('invalid', 'nothing more of the capture came')),
        limits.hub.uploadStallMs,
      )
      try {
        const { value, done } = await Promise.race([chunks.next(), stalled.promise])
        if (done === true) return
        yield value
      } finally {
        clearTimeout(timer)
      }
    }
  } finally {
    // Whoever still sends is not waited for.
    void chunks.return?.()
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
