const NOTHING = new Uint8Array(0)
const FIRST_CARRY_BYTES = 4096

/**
 * A sliding view on the bytes of a file that arrive in chunks. Bytes are read where they lie in the chunk; only a record that straddles
 * two chunks is put together in a side buffer (the carry), by copying its tail and as much of the next chunk as it needs. That keeps the
 * cost of chunking at one small copy per chunk instead of one copy of everything.
 *
 * Fields are public because readers look at them once or more per packet: the unread bytes are `bytes[at..end)`.
 */
export class ByteWindow {
  bytes: Uint8Array = NOTHING
  view: DataView = new DataView(NOTHING.buffer)
  at = 0
  end = 0
  closed = false

  /** File offset of `bytes[0]`. */
  #base = 0
  #chunk: Uint8Array = NOTHING
  #chunkView: DataView = this.view
  #carry: Uint8Array = NOTHING
  #carryView: DataView = this.view
  /** While the carry is being read: how many of its bytes came from earlier chunks; -1 while the chunk itself is read. */
  #old = -1
  /** Bytes still to be passed over before anything is read. */
  #skip = 0

  /** Offset of the next unread byte from the start of the file. */
  get offset(): number {
    return this.#base + this.at
  }

  /** Takes the next bytes of the file; they stay borrowed until `fetch` has returned false. */
  feed(fed: Uint8Array): void {
    // A Node Buffer is a Uint8Array whose slice() does not copy: whoever keeps bytes of a packet would keep the next packet's instead.
    const chunk = new Uint8Array(fed.buffer, fed.byteOffset, fed.byteLength)
    if (this.#chunk !== NOTHING) this.#saveAll()
    if (this.#skip >= chunk.length) {
      this.#skip -= chunk.length
      this.#base += chunk.length
      return
    }
    this.#chunkView = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    this.#chunk = chunk
    if (this.at < this.end) return
    this.#enterChunk(this.#base + this.at, this.#skip)
    this.#skip = 0
  }

  /**
   * Makes the next `count` bytes readable in one piece at `bytes[at]`. False when they have not arrived: then everything unread has been
   * saved and the chunk may be overwritten. Callers test `end - at < count` themselves first, so that the usual case costs no call.
   */
  fetch(count: number): boolean {
    if (this.#old >= 0) {
      if (this.at >= this.#old) {
        this.#enterChunk(this.#base + this.#old, this.at - this.#old)
      } else {
        this.#borrow(count)
      }
    }
    if (this.end - this.at >= count) return true
    this.#save()
    return false
  }

  /** Passes over `count` bytes, of which some may not have arrived yet. */
  skip(count: number): void {
    const here = Math.min(count, this.end - this.at)
    this.at += here
    if (here === count) return
    if (this.#old >= 0) {
      // Whatever else is known lies in the chunk behind the carry.
      this.#enterChunk(this.#base + this.#old, this.at - this.#old)
      this.skip(count - here)
      return
    }
    this.#skip = count - here
  }

  /** True while bytes to be passed over have not arrived. */
  get skipping(): boolean {
    return this.#skip > 0
  }

  #enterChunk(base: number, at: number): void {
    this.bytes = this.#chunk
    this.view = this.#chunkView
    this.#base = base
    this.at = at
    this.end = this.#chunk.length
    this.#old = -1
  }

  /** Copies as much of the chunk behind the carry's bytes as makes `count` bytes readable, or all there is. */
  #borrow(count: number): void {
    const taken = this.end - this.#old
    const more = Math.min(this.at + count - this.end, this.#chunk.length - taken)
    if (more <= 0) return
    this.#reserve(this.end + more)
    this.#carry.set(this.#chunk.subarray(taken, taken + more), this.end)
    this.end += more
  }

  /** Puts the unread bytes into the carry, and lets go of the chunk. */
  #save(): void {
    const left = this.end - this.at
    this.#base += this.at
    if (this.#old >= 0) {
      if (this.at > 0) this.#carry.copyWithin(0, this.at, this.end)
    } else {
      const tail = this.bytes.subarray(this.at, this.end)
      this.end = 0
      this.#old = 0
      this.#reserve(left)
      this.#carry.set(tail)
    }
    this.at = 0
    this.end = left
    this.#old = left
    this.#chunk = NOTHING
  }

  /** Saves what was not asked for yet, for a caller who feeds before the window is hungry. */
  #saveAll(): void {
    if (this.#old >= 0) {
      if (this.at >= this.#old) this.#enterChunk(this.#base + this.#old, this.at - this.#old)
      else this.#borrow(Number.POSITIVE_INFINITY)
    }
    this.#save()
  }

  /** Grows the carry geometrically, keeping its first `end` bytes. */
  #reserve(size: number): void {
    if (this.#carry.length < size) {
      const grown = new Uint8Array(Math.max(FIRST_CARRY_BYTES, size, this.#carry.length * 2))
      grown.set(this.#carry.subarray(0, this.end))
      this.#carry = grown
      this.#carryView = new DataView(grown.buffer)
    }
    this.bytes = this.#carry
    this.view = this.#carryView
  }
}
