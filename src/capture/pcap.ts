import { limits } from '../base/limits.ts'
import { BaseReader } from './base-reader.ts'
import type { Step } from './reader.ts'
import { END, FRAME } from './reader.ts'

/** Magic numbers as the writing machine sees them. Source: draft-ietf-opsawg-pcap, "General File Structure". */
export const MAGIC_MICROS = 0xa1b2c3d4
export const MAGIC_NANOS = 0xa1b23c4d
/** Alexey Kuznetsov's variant: record headers grow to 24 bytes by an interface index, a protocol and a packet type. */
export const MAGIC_MODIFIED = 0xa1b2cd34
const MAGICS: readonly number[] = [MAGIC_MICROS, MAGIC_NANOS, MAGIC_MODIFIED]

export const PCAP_FILE_HEADER_BYTES = 24
export const PCAP_RECORD_HEADER_BYTES = 16
const MODIFIED_RECORD_HEADER_BYTES = 24
/** Before version 2.4 some writers stored the two lengths of a record the other way round. */
const MINOR_WITH_SETTLED_LENGTHS = 4
/** The upper half of the link type field tells the length of a frame check sequence; the registry value is the lower half. */
const LINK_TYPE_MASK = 0xffff

/** Tells whether the first four bytes of `head` begin a classic capture: 'little' or 'big' endian, or undefined. */
export function pcapByteOrder(head: Uint8Array): 'little' | 'big' | undefined {
  if (head.length < 4) return undefined
  const view = new DataView(head.buffer, head.byteOffset, 4)
  if (MAGICS.includes(view.getUint32(0, true))) return 'little'
  return MAGICS.includes(view.getUint32(0)) ? 'big' : undefined
}

/**
 * Reads classic captures: microseconds or nanoseconds, either byte order, plain or modified record headers.
 * A record whose length cannot be true ends the reading, since nothing marks where the next one begins.
 * Source: draft-ietf-opsawg-pcap, "Packet Record".
 */
export class PcapReader extends BaseReader {
  #little = true
  /** Bytes before a packet's own; 0 until the file header was read. */
  #headerBytes = 0
  /** A longer packet means damage. */
  #longest = 0
  #snapLength = 0
  /** Units of a timestamp's fraction in one second, and nanoseconds in one unit. */
  #units = 1_000_000
  #nanosPerUnit = 1000
  #lengthsMayBeSwapped = false

  step(): Step {
    const window = this.window
    const header = this.#headerBytes
    if (header === 0) return this.#open()
    if (window.end - window.at < header && !window.fetch(header)) return this.#starved()
    const captured = this.#capturedBytes(window.view, window.at)
    if (captured > this.#longest) return this.#absurd(captured)
    const size = header + captured
    if (window.end - window.at < size && !window.fetch(size)) return this.#starved()

    const at = window.at
    const view = window.view
    const little = this.#little
    const frame = this.frame
    let seconds = view.getUint32(at, little)
    let fraction = view.getUint32(at + 4, little)
    if (fraction >= this.#units) {
      seconds += Math.floor(fraction / this.#units)
      fraction %= this.#units
    }
    frame.seconds = seconds
    frame.nanos = fraction * this.#nanosPerUnit
    frame.bytes = window.bytes
    frame.start = at + header
    frame.end = at + size
    frame.wireLength = Math.max(view.getUint32(at + 12, little), view.getUint32(at + 8, little))
    frame.packet++
    window.at = at + size
    return FRAME
  }

  #capturedBytes(view: DataView, at: number): number {
    const captured = view.getUint32(at + 8, this.#little)
    if (!this.#lengthsMayBeSwapped) return captured
    return Math.min(captured, view.getUint32(at + 12, this.#little))
  }

  #open(): Step {
    if (this.ended) return END
    const window = this.window
    if (!window.fetch(PCAP_FILE_HEADER_BYTES)) {
      return this.starve((left) => `the file header has ${left} of ${PCAP_FILE_HEADER_BYTES} bytes`)
    }
    const { view, at } = window
    const order = pcapByteOrder(window.bytes.subarray(at, at + 4))
    if (order === undefined) return this.fail('the file does not begin as a pcap file')
    this.#little = order === 'little'
    const magic = view.getUint32(at, this.#little)
    const major = view.getUint16(at + 4, this.#little)
    const minor = view.getUint16(at + 6, this.#little)
    if (major !== 2) return this.fail(`the file says it is of version ${major}.${minor}, only 2 is known`)
    this.#lengthsMayBeSwapped = minor < MINOR_WITH_SETTLED_LENGTHS
    if (magic === MAGIC_NANOS) {
      this.#units = 1_000_000_000
      this.#nanosPerUnit = 1
    }
    this.#snapLength = view.getUint32(at + 16, this.#little)
    const plausible = Math.max(this.#snapLength, limits.capture.plausiblePacketBytes)
    this.#longest = Math.min(plausible, limits.capture.packetBytes)
    this.frame.linkType = view.getUint32(at + 20, this.#little) & LINK_TYPE_MASK
    this.#headerBytes = magic === MAGIC_MODIFIED ? MODIFIED_RECORD_HEADER_BYTES : PCAP_RECORD_HEADER_BYTES
    window.at = at + PCAP_FILE_HEADER_BYTES
    return this.step()
  }

  #starved(): Step {
    const header = this.#headerBytes
    if (this.ended) return END
    return this.starve((left) => {
      if (left < header) return `${left} bytes are left, a record header has ${header}`
      const captured = this.#capturedBytes(this.window.view, this.window.at)
      return `the record says ${captured} bytes, ${left - header} are left`
    })
  }

  #absurd(captured: number): Step {
    if (this.ended) return END
    return this.fail(
      `the record says ${captured} bytes, the file promises at most ${this.#snapLength} for a packet`,
    )
  }
}
