import { createHash } from 'node:crypto'
import { limits } from '../base/limits.ts'
import type { Frame } from '../model/frame.ts'

/** Seconds as a double, nanoseconds and length of the packet behind it. */
const HEAD_BYTES = 16
const DIGEST_CHARACTERS = 16

/**
 * Names captures after their packets and the times of these, whatever file they come in: the same packets have the same name. Bytes are
 * gathered before they are hashed, for hashing packet by packet would cost as much as reading them.
 */
export class PacketDigest {
  private readonly hash = createHash('sha256')
  private readonly batch = new Uint8Array(limits.hub.digestBytes)
  private readonly view = new DataView(this.batch.buffer)
  private held = 0

  add({ bytes, start, end, seconds, nanos }: Frame): void {
    const size = end - start
    if (this.held + HEAD_BYTES + size > this.batch.length) this.flush()
    this.view.setFloat64(this.held, seconds)
    this.view.setUint32(this.held + 8, nanos)
    this.view.setUint32(this.held + 12, size)
    this.held += HEAD_BYTES
    if (this.held + size > this.batch.length) {
      this.flush()
      this.hash.update(bytes.subarray(start, end))
      return
    }
    this.batch.set(bytes.subarray(start, end), this.held)
    this.held += size
  }

  /** Name of a sensor that these packets came from. */
  sensor(): string {
    this.flush()
    return `capture-${this.hash.digest('hex').slice(0, DIGEST_CHARACTERS)}`
  }

  private flush(): void {
    this.hash.update(this.batch.subarray(0, this.held))
    this.held = 0
  }
}
