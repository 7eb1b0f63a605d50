import { limits } from '../base/limits.ts'
import { BaseReader } from './base-reader.ts'
import * as block from './pcapng-blocks.ts'
import type { Step } from './reader.ts'
import { END, FRAME, HUNGRY } from './reader.ts'

/** Type, length, and what tells the byte order of a section. */
const HEAD_BYTES = 12
/** Room for a block's own fields and options beside the largest packet. */
const BLOCK_OVERHEAD_BYTES = 1024 * 1024

/**
 * Reads pcapng files: any number of sections in either byte order, interfaces with their own clocks and link types; enhanced, simple and
 * obsolete packet blocks. Blocks of other types are passed over. A block whose length cannot be true ends the reading.
 * A simple packet block has no time; it gets that of the packet before it, so that it stays in its place on a timeline.
 * Source: draft-ietf-opsawg-pcapng.
 */
export class PcapngReader extends BaseReader {
  #little = true
  #interfaces: block.CaptureInterface[] = []
  /** Interfaces the section declared, more than `#interfaces` holds when it declares too many. */
  #declared = 0

  step(): Step {
    while (!this.ended) {
      const window = this.window
      if (window.skipping) {
        if (!window.closed) return HUNGRY
        return this.starve(() => 'the file ends inside a block')
      }
      if (window.end - window.at < HEAD_BYTES && !window.fetch(HEAD_BYTES)) return this.#starved()
      const type = window.view.getUint32(window.at, this.#little)
      if (type === block.SECTION_HEADER && !this.#enterSection()) break
      const length = window.view.getUint32(window.at + 4, this.#little)
      if (length < block.BLOCK_FRAME_BYTES) {
        return this.fail(`the block says it is ${length} bytes long, which no block can be`)
      }
      if (length > limits.capture.packetBytes + BLOCK_OVERHEAD_BYTES) {
        if (!this.#passOver(type, length)) break
        continue
      }
      // Blocks fill up to whole words; some writers forget to say so in the length.
      const size = (length + 3) & ~3
      if (window.end - window.at < size && !window.fetch(size)) return this.#starved()
      const at = window.at
      const again = window.view.getUint32(at + size - 4, this.#little)
      if (again !== length) {
        return this.fail(`the block says it is ${length} bytes long at its start and ${again} at its end`)
      }
      const found = this.#read(type, at, at + size - 4)
      window.at = at + size
      if (found) return FRAME
    }
    return END
  }

  /** Takes in one whole block whose body ends at `end`; true when it gave a packet. */
  #read(type: number, at: number, end: number): boolean {
    switch (type) {
      case block.ENHANCED_PACKET:
        return this.#readTimed(at, end, 4)
      case block.SIMPLE_PACKET:
        return this.#readSimple(at, end)
      case block.PACKET:
        return this.#readTimed(at, end, 2)
      case block.INTERFACE_DESCRIPTION:
        this.#declare(at + 8, end)
        return false
      case block.INTERFACE_STATISTICS: {
        const lost = block.readLostPackets(this.window.view, at + 8, end, this.#little)
        if (lost > 0n) this.note('lost', `the recorder lost ${lost} packets up to here`)
        return false
      }
      default:
        return false
    }
  }

  /** Enhanced packet block, or its predecessor: the same layout but for an interface number of `idBytes` 4 or 2. */
  #readTimed(at: number, end: number, idBytes: 2 | 4): boolean {
    if (end - at < 28) return this.#skipPacket('its block is too short')
    const view = this.window.view
    const little = this.#little
    const id = idBytes === 4 ? view.getUint32(at + 8, little) : view.getUint16(at + 8, little)
    const port = this.#interface(id)
    if (port === undefined) return this.#unknownInterface(id)
    const captured = view.getUint32(at + 20, little)
    if (captured > end - at - 28) return this.#doesNotFit(captured)
    const time = port.clock.split(view.getUint32(at + 12, little), view.getUint32(at + 16, little))
    this.frame.seconds = time.seconds
    this.frame.nanos = time.nanos
    return this.#give(port.linkType, at + 28, captured, view.getUint32(at + 24, little))
  }

  #readSimple(at: number, end: number): boolean {
    if (end - at < 12) return this.#skipPacket('its block is too short')
    const port = this.#interface(0)
    if (port === undefined) return this.#unknownInterface(0)
    const wire = this.window.view.getUint32(at + 8, this.#little)
    const snapped = port.snapLength === 0 ? wire : Math.min(wire, port.snapLength)
    return this.#give(port.linkType, at + 12, Math.min(snapped, end - at - 12), wire)
  }

  #give(linkType: number, start: number, captured: number, wire: number): boolean {
    const frame = this.frame
    frame.bytes = this.window.bytes
    frame.start = start
    frame.end = start + captured
    frame.wireLength = Math.max(wire, captured)
    frame.linkType = linkType
    frame.packet++
    return true
  }

  /** The packet keeps its number, so that the numbers after it stay those other tools show. */
  #skipPacket(why: string): boolean {
    this.note('skipped', why)
    this.frame.packet++
    return false
  }

  #unknownInterface(id: number): boolean {
    return this.#skipPacket(`the packet names interface ${id}, which was not declared`)
  }

  #doesNotFit(captured: number): boolean {
    return this.#skipPacket(`the packet says ${captured} bytes, more than its block holds`)
  }

  #interface(id: number): block.CaptureInterface | undefined {
    return this.#interfaces[id < this.#declared && id >= limits.capture.interfaces ? 0 : id]
  }

  #declare(at: number, end: number): void {
    this.#declared++
    if (this.#interfaces.length >= limits.capture.interfaces) return
    const read = block.readInterface(this.window.view, at, end, this.#little)
    if (read !== undefined) {
      this.#interfaces.push(read)
      return
    }
    this.note('skipped', 'the description of an interface is too short')
    this.#declared--
  }

  /** A section brings its own byte order and interfaces. False when its header is not to be trusted. */
  #enterSection(): boolean {
    const { view, at } = this.window
    const magic = view.getUint32(at + 8)
    if (magic === block.BYTE_ORDER_MAGIC) this.#little = false
    else if (view.getUint32(at + 8, true) === block.BYTE_ORDER_MAGIC) this.#little = true
    else {
      this.fail('a section begins without saying its byte order')
      return false
    }
    this.#interfaces = []
    this.#declared = 0
    return true
  }

  /** Blocks that are too long to keep are only passed over, unless they claim to be packets. */
  #passOver(type: number, length: number): boolean {
    if (type === block.ENHANCED_PACKET || type === block.PACKET || type === block.SIMPLE_PACKET) {
      this.fail(`the block says ${length} bytes, a packet has at most ${limits.capture.packetBytes}`)
      return false
    }
    this.window.skip(length)
    return true
  }

  #starved(): Step {
    return this.starve((left) => {
      if (left < HEAD_BYTES) return `${left} bytes are left, the shortest block has ${HEAD_BYTES}`
      const { view, at } = this.window
      return `the block says ${view.getUint32(at + 4, this.#little)} bytes, ${left} are left`
    })
  }
}
