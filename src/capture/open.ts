import { constants, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { setImmediate as othersTurn } from 'node:timers/promises'
import { limits } from '../base/limits.ts'
import { emptyFrame, type Frame } from '../model/frame.ts'
import type { CaptureNote, CaptureReader } from './reader.ts'
import { FRAME, HUNGRY, type NoteKind } from './reader.ts'
import { readerFor, SNIFF_BYTES, sniff } from './sniff.ts'
import type { ByteProblem, ByteSource, CaptureSource } from './source.ts'
import { Unpacker } from './unpack.ts'

/** What stands for standard input among paths. */
export const STANDARD_INPUT = '-'

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'reading it is not permitted',
  EPERM: 'reading it is not permitted',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  EIO: 'the disk or share reports a read error',
}

function explain(error: unknown): ByteProblem {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return { kind: 'unreadable', message: `cannot be read: ${REASONS[code] ?? (code || String(error))}` }
}

/**
 * Reads a file into one buffer. A regular file is read in this thread: the system copies a chunk from its cache (and reads ahead of it from
 * the disk) in less time than it takes to hand the read to another thread and fetch the bytes from that core. Whoever else waits for this
 * thread gets a turn now and then. A pipe may keep waiting for ever, so that is left to another thread.
 */
class FileBytes implements ByteSource {
  bytesRead = 0
  problem: ByteProblem | undefined
  readonly #path: string
  readonly #chunkBytes: number
  #file: FileHandle | undefined
  #isRegular = false
  #chunk: Uint8Array | undefined
  /** Bytes read since others had a turn. */
  #sinceTurn = 0
  #reading: Promise<Uint8Array | undefined> | undefined
  #closed = false

  constructor(path: string, chunkBytes: number) {
    this.#path = path
    this.#chunkBytes = chunkBytes
  }

  read(): Promise<Uint8Array | undefined> {
    this.#reading = this.#next()
    return this.#reading
  }

  /** Waits for a read that is under way, for a file cannot be closed under it. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#reading
    await this.#file?.close()
    this.#file = undefined
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#closed) return undefined
    try {
      this.#file ??= await open(this.#path, constants.O_RDONLY)
      this.#chunk ??= await this.#buffer(this.#file)
      const count = await this.#fill(this.#file, this.#chunk)
      this.bytesRead += count
      return count === 0 ? undefined : this.#chunk.subarray(0, count)
    } catch (error) {
      this.problem = explain(error)
      return undefined
    }
  }

  async #buffer(file: FileHandle): Promise<Uint8Array> {
    const facts = await file.stat()
    this.#isRegular = facts.isFile()
    const { size } = facts
    return Buffer.allocUnsafeSlow(size > 0 ? Math.min(size + 1, this.#chunkBytes) : this.#chunkBytes)
  }

  async #fill(file: FileHandle, into: Uint8Array): Promise<number> {
    if (!this.#isRegular) return (await file.read(into, 0, into.length, null)).bytesRead
    this.#sinceTurn += into.length
    if (this.#sinceTurn > limits.capture.turnBytes) {
      this.#sinceTurn = 0
      await othersTurn()
    }
    return readSync(file.fd, into, 0, into.length, null)
  }
}

class StandardInput implements ByteSource {
  bytesRead = 0
  problem: ByteProblem | undefined
  readonly #chunks: AsyncIterator<Uint8Array> = process.stdin[Symbol.asyncIterator]()

  async read(): Promise<Uint8Array | undefined> {
    try {
      const next = await this.#chunks.next()
      if (next.done === true) return undefined
      this.bytesRead += next.value.length
      return next.value
    } catch (error) {
      this.problem = explain(error)
      return undefined
    }
  }

  async close(): Promise<void> {
    process.stdin.destroy()
  }
}

/** Bytes that were looked at already, and then the rest. */
class Replayed implements ByteSource {
  #head: Uint8Array | undefined
  readonly #rest: ByteSource

  constructor(head: Uint8Array, rest: ByteSource) {
    this.#head = head
    this.#rest = rest
  }

  get bytesRead(): number {
    return this.#rest.bytesRead
  }

  get problem(): ByteProblem | undefined {
    return this.#rest.problem
  }

  async read(): Promise<Uint8Array | undefined> {
    const head = this.#head
    this.#head = undefined
    return head ?? (await this.#rest.read())
  }

  async close(): Promise<void> {
    await this.#rest.close()
  }
}

/** The first chunk, put together from several when a pipe delivers fewer bytes than are needed to tell what it carries. */
async function firstChunk(bytes: ByteSource): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0)
  while (head.length < SNIFF_BYTES) {
    const more = await bytes.read()
    if (more === undefined) break
    head = head.length === 0 && more.length >= SNIFF_BYTES ? more : Buffer.concat([head, more])
  }
  return head
}

class OpenCapture implements CaptureSource {
  readonly path: string
  readonly capture: number
  frame: Frame = emptyFrame()
  #bytes: ByteSource
  #reader: CaptureReader | undefined
  #ended = false
  readonly #own: CaptureNote[] = []

  constructor(path: string, capture: number, bytes: ByteSource) {
    this.path = path
    this.capture = capture
    this.#bytes = bytes
  }

  get notes(): readonly CaptureNote[] {
    return this.#reader === undefined ? this.#own : [...this.#reader.notes, ...this.#own]
  }

  get bytesRead(): number {
    return this.#bytes.bytesRead
  }

  next(): boolean | Promise<boolean> {
    const reader = this.#reader
    if (reader === undefined) return this.#begin()
    const step = reader.step()
    if (step === FRAME) return true
    return step === HUNGRY ? this.#refill(reader) : false
  }

  async close(): Promise<void> {
    await this.#bytes.close()
  }

  async #begin(): Promise<boolean> {
    if (this.#ended) return false
    let head = await firstChunk(this.#bytes)
    let found = sniff(head)
    for (let layer = 0; layer < limits.capture.compressionLayers; layer++) {
      if (found.kind !== 'gzip' && found.kind !== 'zstd') break
      this.#bytes = new Unpacker(found.kind, new Replayed(head, this.#bytes))
      head = await firstChunk(this.#bytes)
      found = sniff(head)
    }
    const reader = readerFor(found.kind, this.capture)
    if (reader === undefined)
      return this.#refuse(found.kind === 'other' ? found.looksLike : 'many archives in one another')
    this.#reader = reader
    this.frame = reader.frame
    reader.feed(head)
    return this.next()
  }

  #refuse(looksLike: string): boolean {
    this.#ended = true
    const problem = this.#bytes.problem
    if (problem === undefined) this.#note('not-a-capture', 0, `is not a capture; it looks like ${looksLike}`)
    else this.#note(problem.kind, 0, problem.message)
    return false
  }

  async #refill(reader: CaptureReader): Promise<boolean> {
    for (;;) {
      const chunk = this.#ended ? undefined : await this.#bytes.read()
      if (chunk === undefined) this.#finish(reader)
      else reader.feed(chunk)
      const step = reader.step()
      if (step !== HUNGRY) return step === FRAME
    }
  }

  #finish(reader: CaptureReader): void {
    const problem = this.#bytes.problem
    const packet = reader.frame.packet
    if (problem !== undefined && !this.#ended) {
      this.#note(problem.kind, packet + 1, `stops after packet ${packet}: ${problem.message}`)
    }
    this.#ended = true
    reader.close()
  }

  #note(kind: NoteKind, packet: number, message: string): void {
    this.#own.push({ capture: this.capture, packet, byteOffset: 0, kind, message })
  }
}

/** Opens a capture file (or `-`, standard input) for reading, compressed or not. Nothing is touched before the first `next`. */
export function openCapture(
  path: string,
  capture: number,
  { chunkBytes = limits.capture.chunkBytes }: { chunkBytes?: number } = {},
): CaptureSource {
  const bytes = path === STANDARD_INPUT ? new StandardInput() : new FileBytes(path, chunkBytes)
  return new OpenCapture(path, capture, bytes)
}
