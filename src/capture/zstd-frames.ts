/** Source of all layouts here: RFC 8878, sections 3.1.1 and 3.1.2. Numbers are little endian. */
const FRAME_MAGIC = 0xfd2fb528
const SKIPPABLE_MAGIC = 0x184d2a50
const RLE_BLOCK = 1
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const

const MAGIC = 0
const DESCRIPTOR = 1
const BLOCK = 2
const SKIPPABLE_SIZE = 3
const FRAME_DONE = 4
const LOST = 5
type Part = 0 | 1 | 2 | 3 | 4 | 5

/**
 * Finds where Zstandard frames end. A file may hold many (parallel compressors write them, and files get appended), while Node's decoder
 * drops whatever follows a frame's end within the same write: so each write must end where a frame ends.
 */
export class ZstdFrames {
  #part: Part = MAGIC
  /** Bytes to pass over before `#part` is read. */
  #pass = 0
  #value = 0
  #bytes = 0
  #checksumBytes = 0

  /** Cuts a chunk into pieces that go no further than the end of a frame. */
  split(chunk: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = []
    let from = 0
    let at = 0
    while (at < chunk.length && this.#part !== LOST) {
      if (this.#pass > 0) {
        const passed = Math.min(this.#pass, chunk.length - at)
        this.#pass -= passed
        at += passed
      } else {
        this.#take(chunk[at]!)
        at++
      }
      if (this.#pass === 0 && this.#part === FRAME_DONE) {
        pieces.push(chunk.subarray(from, at))
        from = at
        this.#part = MAGIC
      }
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from))
    return pieces
  }

  #take(byte: number): void {
    this.#value += byte * 2 ** (8 * this.#bytes)
    this.#bytes++
    if (this.#bytes < this.#wanted()) return
    const value = this.#value
    this.#value = 0
    this.#bytes = 0
    if (this.#part === MAGIC) this.#enterFrame(value)
    else if (this.#part === DESCRIPTOR) this.#enterHeader(value)
    else if (this.#part === BLOCK) this.#enterBlock(value)
    else {
      this.#pass = value
      this.#part = FRAME_DONE
    }
  }

  #wanted(): number {
    if (this.#part === DESCRIPTOR) return 1
    return this.#part === BLOCK ? 3 : 4
  }

  #enterFrame(magic: number): void {
    if (magic === FRAME_MAGIC) this.#part = DESCRIPTOR
    else this.#part = (magic & 0xffff_fff0) === SKIPPABLE_MAGIC ? SKIPPABLE_SIZE : LOST
  }

  #enterHeader(descriptor: number): void {
    const single = (descriptor & 0x20) !== 0
    const sizeCode = descriptor >>> 6
    const sizeBytes = sizeCode === 0 && single ? 1 : CONTENT_SIZE_BYTES[sizeCode]!
    this.#pass = (single ? 0 : 1) + DICTIONARY_ID_BYTES[descriptor & 3]! + sizeBytes
    this.#checksumBytes = (descriptor & 4) === 0 ? 0 : 4
    this.#part = BLOCK
  }

  #enterBlock(header: number): void {
    const last = (header & 1) === 1
    this.#pass = ((header >>> 1) & 3) === RLE_BLOCK ? 1 : header >>> 3
    if (!last) return
    this.#pass += this.#checksumBytes
    this.#part = FRAME_DONE
  }
}
