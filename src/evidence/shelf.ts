import { createHash } from 'node:crypto'
import { compareTimes } from '../base/time.ts'
import type { EvidenceFolder } from './folder.ts'
import type { PartiesOf } from './parties.ts'
import { type KeptPacket, packetsOf, type SegmentName, segmentName } from './segment.ts'
import { type SegmentIndex, segmentIndexSchema } from './segment-index.ts'
import { isWanted, mayHold, type Selection, stretchMayHold } from './selection.ts'

/** A segment that is there. Without an index it is still being written, or its sensor was killed: then it is read through. */
export interface Segment extends SegmentName {
  file: string
  bytes: number
  index: SegmentIndex | undefined
}

/** A segment that packets were taken from, as it was then. */
export interface Source {
  segment: string
  interface: string
  bytes: number
  sha256: string
}

const HASH_BYTES = 1024 * 1024

/** The segments of a folder as anybody may read them, also while a sensor writes there. */
export class Shelf {
  readonly folder: EvidenceFolder
  private readonly partiesOf: PartiesOf

  constructor(folder: EvidenceFolder, partiesOf: PartiesOf) {
    this.folder = folder
    this.partiesOf = partiesOf
  }

  /** All segments, the oldest first. */
  segments(): Segment[] {
    return this.folder.names().flatMap((file) => {
      const named = segmentName(file)
      if (named === undefined) return []
      try {
        return [{ ...named, file, bytes: this.folder.size(file), index: readIndex(this.folder, file) }]
      } catch {
        // It was the oldest and made room for others just now.
        return []
      }
    })
  }

  /** Segments that can hold what is wanted. */
  candidates(wanted: Selection): Segment[] {
    return this.segments().filter(
      (one) =>
        (wanted.interface === undefined || one.interface === wanted.interface) &&
        (one.index === undefined || mayHold(one.index, wanted)),
    )
  }

  /** The wanted packets in the order of time; those of one interface in the order they came. Each is valid until the next. */
  *carve(wanted: Selection, segments = this.candidates(wanted)): Generator<KeptPacket, undefined> {
    const byInterface = Map.groupBy(segments, (one) => one.interface)
    return yield* inTime([...byInterface.values()].map((all) => this.wantedIn(all, wanted)))
  }

  /** LINKTYPE_ value of a segment's packets. */
  linkTypeOf({ file, index }: Segment): number {
    if (index !== undefined) return index.linkType
    for (const { packet } of packetsOf(this.folder, file)) return packet.linkType
    return 1
  }

  /** What a segment is, with the hash of all its bytes. */
  sourceOf(segment: Segment): Source {
    const { file, index } = segment
    if (index !== undefined && index.bytes === segment.bytes)
      return { segment: file, interface: segment.interface, bytes: index.bytes, sha256: index.sha256 }
    return {
      segment: file,
      interface: segment.interface,
      bytes: segment.bytes,
      sha256: hashOf(this.folder, file, segment.bytes),
    }
  }

  private *wantedIn(segments: readonly Segment[], wanted: Selection): Generator<KeptPacket, undefined> {
    for (const { file, index } of segments) {
      const first = index?.stretches.findIndex((_, place) => stretchMayHold(index, place, wanted)) ?? -1
      const from = first < 0 ? undefined : index?.stretches[first]
      const last = index?.stretches.findLastIndex((_, place) => stretchMayHold(index, place, wanted)) ?? -1
      const end = index?.stretches[last + 1]?.at ?? Number.POSITIVE_INFINITY
      for (const { packet, at } of packetsOf(this.folder, file, from)) {
        if (at >= end) break
        if (isWanted(packet, wanted, this.partiesOf)) yield packet
      }
    }
    return undefined
  }
}

/** Packets of several sources in the order of time; those of one source in the order they come. */
export function* inTime(
  sources: readonly Iterator<KeptPacket, undefined>[],
): Generator<KeptPacket, undefined> {
  const heads = sources.map((source) => ({ source, packet: source.next().value }))
  for (;;) {
    let best: (typeof heads)[number] | undefined
    for (const head of heads) {
      if (head.packet === undefined) continue
      if (best?.packet === undefined || isEarlier(head.packet, best.packet)) best = head
    }
    if (best?.packet === undefined) return undefined
    yield best.packet
    best.packet = best.source.next().value
  }
}

function isEarlier(a: KeptPacket, b: KeptPacket): boolean {
  return compareTimes(a.seconds, a.nanos, b.seconds, b.nanos) < 0
}

/** Name of a segment's index. */
export function indexName(file: string): string {
  return file.replace(/\.pcap$/, '.json')
}

function readIndex(folder: EvidenceFolder, file: string): SegmentIndex | undefined {
  const text = folder.text(indexName(file))
  if (text === undefined) return undefined
  try {
    return segmentIndexSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** SHA-256 of the first `size` bytes of a file. */
export function hashOf(folder: EvidenceFolder, file: string, size: number): string {
  const hash = createHash('sha256')
  const chunk = new Uint8Array(HASH_BYTES)
  for (let at = 0; at < size; ) {
    const have = folder.read(file, at, chunk.subarray(0, Math.min(chunk.length, size - at)))
    if (have === 0) break
    hash.update(chunk.subarray(0, have))
    at += have
  }
  return hash.digest('hex')
}
