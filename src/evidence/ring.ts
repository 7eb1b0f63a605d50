import { limits } from '../base/limits.ts'
import { type Instant, millisecondsBetween } from '../base/time.ts'
import type { Frame } from '../model/frame.ts'
import type { EvidenceFolder } from './folder.ts'
import type { PartiesOf } from './parties.ts'
import { fileName, packetsOf, putRecord, recordBytes, segmentHead } from './segment.ts'
import { IndexBuilder, type SegmentIndex } from './segment-index.ts'
import { indexName, type Segment, Shelf } from './shelf.ts'

/** How much a ring keeps. */
export interface RingBounds {
  bytes: number
  seconds: number
}

/** A complete segment, as far as making room needs to know it. */
export interface Sealed {
  file: string
  interface: string
  bytes: number
  /** Whole seconds its packets lie between. */
  from: number
  to: number
}

/** Whoever wants segments to stay a while. */
export interface Holder {
  holds(segment: Sealed): boolean
}

/** A segment being written, and what of it was not handed over yet. */
interface OpenSegment {
  file: string
  batch: Uint8Array
  view: DataView
  held: number
  index: IndexBuilder
  linkType: number
  /** Number of the packet that comes next. */
  next: number
  begun: Instant
}

/**
 * A bounded ring of segment files that one sensor writes: every packet goes to the segment of its interface; full or old segments are
 * sealed with an index; the oldest make room for the newest. A sensor that was killed loses what it had not handed over (at most the time
 * between two calls of `tend`); the next one begins new segments and needs no repair.
 */
export class Ring {
  readonly shelf: Shelf
  /** Packets that could not be written, and why the last of them could not. */
  lost = 0
  trouble: string | undefined
  private paused = false
  private readonly folder: EvidenceFolder
  private readonly bounds: RingBounds
  private readonly partiesOf: PartiesOf
  private readonly segmentBytes: number
  private readonly open = new Map<string, OpenSegment>()
  private readonly numbers = new Map<string, number>()
  private readonly sealed: Sealed[] = []
  private sequence: number
  private now: Instant

  constructor(folder: EvidenceFolder, bounds: RingBounds, partiesOf: PartiesOf, now: Instant) {
    this.folder = folder
    this.bounds = bounds
    this.partiesOf = partiesOf
    this.now = now
    this.shelf = new Shelf(folder, partiesOf)
    this.segmentBytes = Math.min(
      limits.evidence.segmentBytes,
      Math.max(bounds.bytes / 8, limits.evidence.leastSegmentBytes),
    )
    const before = this.shelf.segments()
    this.sequence = (before.at(-1)?.sequence ?? 0) + 1
    for (const segment of before) this.reopen(segment)
  }

  /** Number of the last packet of an interface that is kept, 0 when none is: where a sensor's numbers go on. */
  lastPacket(name: string): number {
    return this.numbers.get(name) ?? 0
  }

  /** Keeps a packet of an interface. */
  append(frame: Frame, name: string): void {
    if (this.paused) {
      this.lost++
      return
    }
    const size = recordBytes(frame)
    try {
      let segment = this.open.get(name)
      if (segment === undefined || !fits(segment, frame, size, this.segmentBytes))
        segment = this.begin(frame, name)
      if (segment.held + size > segment.batch.length) this.hand(segment, size)
      putRecord(segment.view, segment.batch, segment.held, frame)
      segment.held += size
      segment.index.packet(frame, size)
      segment.next = frame.packet + 1
      this.numbers.set(name, frame.packet)
    } catch (error) {
      this.fail(name, error)
    }
  }

  /** To be called about once a second: hands over what is held, seals what is old, and makes room. */
  tend(now: Instant, holder?: Holder): void {
    this.now = now
    this.paused = false
    this.flush()
    for (const [name, { begun }] of this.open)
      if (millisecondsBetween(begun, now) > this.segmentSeconds() * 1000) this.seal(name)
    this.makeRoom(holder)
  }

  /** Hands over what is held, so that readers see it. */
  flush(): void {
    for (const [name, segment] of this.open)
      try {
        this.hand(segment, 0)
      } catch (error) {
        this.fail(name, error)
      }
  }

  close(): void {
    this.flush()
    for (const name of [...this.open.keys()]) this.seal(name)
  }

  /** A segment without an index gets one, whole records only. The segment itself is left as it is. */
  private reopen(segment: Segment): void {
    let { index } = segment
    if (index === undefined) {
      const builder = new IndexBuilder(0, this.partiesOf)
      let linkType = 0
      for (const { packet, at, next } of packetsOf(this.folder, segment.file)) {
        linkType = packet.linkType
        builder.packet(packet, next - at)
      }
      index = { ...builder.finish(), linkType, sha256: '' }
      const { sha256 } = this.shelf.sourceOf({ ...segment, bytes: index.bytes, index: undefined })
      index.sha256 = sha256
      this.folder.write(indexName(segment.file), JSON.stringify(index))
    }
    this.numbers.set(segment.interface, segment.first + index.packets - 1)
    this.sealed.push(sealedOf(segment.file, segment.interface, segment.bytes, index))
  }

  private begin(frame: Frame, name: string): OpenSegment {
    this.seal(name)
    const file = fileName({ sequence: this.sequence++, first: frame.packet, interface: name })
    const { linkType } = frame
    const index = new IndexBuilder(linkType, this.partiesOf)
    const head = segmentHead(linkType)
    this.folder.append(file, head)
    index.written(head)
    const batch = new Uint8Array(limits.evidence.batchBytes)
    const view = new DataView(batch.buffer)
    const segment = { file, batch, view, held: 0, index, linkType, next: frame.packet, begun: this.now }
    this.open.set(name, segment)
    return segment
  }

  /** Writes what is held, and makes room for `size` bytes more. */
  private hand(segment: OpenSegment, size: number): void {
    const bytes = segment.batch.subarray(0, segment.held)
    segment.held = 0
    if (bytes.length > 0) {
      this.folder.append(segment.file, bytes)
      segment.index.written(bytes)
    }
    if (size <= segment.batch.length) return
    segment.batch = new Uint8Array(size)
    segment.view = new DataView(segment.batch.buffer)
  }

  private seal(name: string): void {
    const segment = this.open.get(name)
    if (segment === undefined) return
    try {
      this.hand(segment, 0)
      this.open.delete(name)
      this.folder.seal(segment.file)
      const index = segment.index.finish()
      this.folder.write(indexName(segment.file), JSON.stringify(index))
      this.sealed.push(sealedOf(segment.file, name, index.bytes, index))
    } catch (error) {
      this.fail(name, error)
    }
  }

  /** The oldest go until the rest is within bounds; what is held stays a while longer. */
  private makeRoom(holder: Holder | undefined): void {
    let bytes = this.sealed.reduce((sum, one) => sum + one.bytes, 0)
    for (const { index } of this.open.values()) bytes += index.bytes
    for (const segment of [...this.sealed]) {
      const old = this.now.seconds - segment.to > this.bounds.seconds
      if ((bytes <= this.bounds.bytes && !old) || holder?.holds(segment) === true) continue
      this.folder.remove(segment.file)
      this.folder.remove(indexName(segment.file))
      this.sealed.splice(this.sealed.indexOf(segment), 1)
      bytes -= segment.bytes
    }
  }

  /** A segment is sealed after a part of the time the ring keeps, so that old packets can go. */
  private segmentSeconds(): number {
    return Math.min(limits.evidence.segmentSeconds, Math.max(1, this.bounds.seconds / 8))
  }

  /** The disk is full or gone: the segment is given up as it is, and keeping is tried again at the next `tend`. */
  private fail(name: string, error: unknown): void {
    this.lost++
    this.trouble = (error as Error).message
    this.paused = true
    const segment = this.open.get(name)
    if (segment === undefined) return
    this.open.delete(name)
    this.folder.abandon(segment.file)
    const index = segment.index.finish()
    this.sealed.push(sealedOf(segment.file, name, index.bytes, index))
  }
}

function sealedOf(file: string, name: string, bytes: number, { stretches }: SegmentIndex): Sealed {
  const from = Math.min(...stretches.map((one) => one.from))
  const to = Math.max(...stretches.map((one) => one.to))
  return { file, interface: name, bytes, from, to }
}

function fits(segment: OpenSegment, frame: Frame, size: number, most: number): boolean {
  return (
    segment.linkType === frame.linkType && segment.next === frame.packet && segment.index.bytes + size <= most
  )
}
