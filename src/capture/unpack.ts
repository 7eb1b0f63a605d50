import type { Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import type { ByteProblem, ByteSource } from './source.ts'
import { ZstdFrames } from './zstd-frames.ts'

/** Also the most that is lost in front of a place where a gzip file is damaged. */
const OUTPUT_CHUNK_BYTES = 64 * 1024

/**
 * Decompresses gzip or Zstandard bytes, however many members or frames they have, one output chunk ahead of the reader at most: an
 * archive that would unpack to terabytes costs no more memory than any other. What comes out before the end of a cut file is delivered.
 */
export class Unpacker implements ByteSource {
  problem: ByteProblem | undefined
  readonly #input: ByteSource
  readonly #stream: Transform
  readonly #frames: ZstdFrames | undefined
  #ready: Uint8Array | undefined
  #done = false
  #started = false
  #wake: () => void = () => {}

  constructor(kind: 'gzip' | 'zstd', input: ByteSource) {
    this.#input = input
    this.#frames = kind === 'zstd' ? new ZstdFrames() : undefined
    this.#stream =
      kind === 'zstd'
        ? createZstdDecompress({ chunkSize: OUTPUT_CHUNK_BYTES })
        : createGunzip({ chunkSize: OUTPUT_CHUNK_BYTES })
    this.#stream.pause()
    this.#stream.on('data', (chunk: Uint8Array) => {
      this.#stream.pause()
      this.#ready = chunk
      this.#wake()
    })
    this.#stream.on('end', () => this.#finish(undefined))
    this.#stream.on('error', (error: NodeJS.ErrnoException) => this.#finish(explain(error)))
    this.#stream.on('close', () => this.#finish(undefined))
  }

  get bytesRead(): number {
    return this.#input.bytesRead
  }

  async read(): Promise<Uint8Array | undefined> {
    if (!this.#started) {
      this.#started = true
      void this.#pump()
    }
    while (this.#ready === undefined && !this.#done) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve
      })
      this.#stream.resume()
      await woken
    }
    const chunk = this.#ready
    this.#ready = undefined
    return chunk
  }

  async close(): Promise<void> {
    this.#stream.destroy()
    await this.#input.close()
  }

  #finish(problem: ByteProblem | undefined): void {
    this.problem ??= problem
    this.#done = true
    this.#wake()
  }

  /** Writes the input piece by piece. The end is announced only after the last piece came out, or a cut file would lose it. */
  async #pump(): Promise<void> {
    while (!this.#stream.destroyed) {
      const chunk = await this.#input.read()
      if (chunk === undefined) break
      for (const piece of this.#frames?.split(chunk) ?? [chunk]) {
        await new Promise<void>((resolve) => this.#stream.write(piece, () => resolve()))
      }
    }
    this.problem ??= this.#input.problem
    if (!this.#stream.destroyed) this.#stream.end()
  }
}

function explain(error: NodeJS.ErrnoException): ByteProblem {
  if (error.code === 'Z_BUF_ERROR') return { kind: 'truncated', message: 'the compressed file is cut short' }
  return { kind: 'damaged', message: `the compressed file is damaged (${error.message.toLowerCase()})` }
}
