import { limits } from '../base/limits.ts'
import { BaseReader } from './base-reader.ts'
import type { Step } from './reader.ts'
import { END, FRAME } from './reader.ts'

/** "snoop" and three zero bytes. Source: RFC 1761, section 2. */
export const SNOOP_MAGIC = [0x73, 0x6e, 0x6f, 0x6f, 0x70, 0, 0, 0] as const
const FILE_HEADER_BYTES = 16
const RECORD_BYTES = 24
const VERSION = 2
/** RFC 1761 data link codes that have a LINKTYPE_ value: IEEE 802.3, token ring, Ethernet, HDLC, FDDI. */
const LINK_TYPES: Readonly<Record<number, number>> = { 0: 1, 2: 6, 4: 1, 5: 104, 8: 10 }

/** Reads the capture format of Solaris `snoop`: big endian, microseconds, one link type. Source: RFC 1761. */
export class SnoopReader extends BaseReader {
  #opened = false

  step(): Step {
    const window = this.window
    if (this.ended) return END
    if (!this.#opened) return this.#open()
    if (window.end - window.at < RECORD_BYTES && !window.fetch(RECORD_BYTES)) return this.#starved()
    const captured = window.view.getUint32(window.at + 4)
    const size = window.view.getUint32(window.at + 8)
    if (size < RECORD_BYTES + captured || size > limits.capture.packetBytes) {
      return this.fail(`the record says it is ${size} bytes long and holds ${captured}`)
    }
    if (window.end - window.at < size && !window.fetch(size)) return this.#starved()
    const { at, view } = window
    const micros = view.getUint32(at + 20)
    const frame = this.frame
    frame.bytes = window.bytes
    frame.start = at + RECORD_BYTES
    frame.end = at + RECORD_BYTES + captured
    frame.wireLength = Math.max(view.getUint32(at), captured)
    frame.seconds = view.getUint32(at + 16) + Math.floor(micros / 1_000_000)
    frame.nanos = (micros % 1_000_000) * 1000
    frame.packet++
    window.at = at + size
    return FRAME
  }

  #open(): Step {
    const window = this.window
    if (!window.fetch(FILE_HEADER_BYTES)) {
      return this.starve((left) => `the file header has ${left} of ${FILE_HEADER_BYTES} bytes`)
    }
    const { view, at } = window
    const version = view.getUint32(at + 8)
    if (version !== VERSION) return this.fail(`the file says it is of version ${version}, only 2 is known`)
    const code = view.getUint32(at + 12)
    const linkType = LINK_TYPES[code]
    if (linkType === undefined) return this.fail(`the file is of data link ${code}, which is not known`)
    this.frame.linkType = linkType
    window.at = at + FILE_HEADER_BYTES
    this.#opened = true
    return this.step()
  }

  #starved(): Step {
    return this.starve((left) => {
      if (left < RECORD_BYTES) return `${left} bytes are left, a record header has ${RECORD_BYTES}`
      const size = this.window.view.getUint32(this.window.at + 8)
      return `the record says ${size} bytes, ${left} are left`
    })
  }
}
