import { createHash } from 'node:crypto'
import { z } from 'zod'
import { limits } from '../base/limits.ts'
import type { Packet, Parties, PartiesOf } from './parties.ts'
import { HEAD_BYTES } from './segment.ts'

const count = z.int().nonnegative()

/** What is in a segment: enough to pass over what cannot hold what is looked for. */
export const segmentIndexSchema = z.object({
  packets: count,
  /** Size of the segment, and the hash of so many bytes of it. */
  bytes: count,
  sha256: z.string(),
  linkType: count,
  /** Pieces of the segment in order: where one begins, its first packet, and the whole seconds its packets lie between. */
  stretches: z.array(z.object({ at: count, packet: count, from: z.int(), to: z.int() })),
  /** Every address in it, and every two that spoke, as `a b` in order of their text; null when there are too many to list. */
  addresses: z.array(z.string()).nullable(),
  pairs: z.array(z.string()).nullable(),
})
export type SegmentIndex = z.infer<typeof segmentIndexSchema>

/** Two parties in the order of their text. */
export function pairOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

/** Puts the index of a segment together while its packets are written. */
export class IndexBuilder {
  packets = 0
  bytes = HEAD_BYTES
  private readonly linkType: number
  private readonly partiesOf: PartiesOf
  private readonly hash = createHash('sha256')
  private readonly stretches: SegmentIndex['stretches'] = []
  private addresses: Set<string> | null = new Set()
  private pairs: Set<string> | null = new Set()

  constructor(linkType: number, partiesOf: PartiesOf) {
    this.linkType = linkType
    this.partiesOf = partiesOf
  }

  /** Takes a packet whose record of so many bytes comes next. */
  packet(packet: Packet & { packet: number }, size: number): void {
    const { seconds } = packet
    let stretch = this.stretches.at(-1)
    if (stretch === undefined || this.packets % limits.evidence.packetsPerStretch === 0) {
      stretch = { at: this.bytes, packet: packet.packet, from: seconds, to: seconds }
      this.stretches.push(stretch)
    }
    stretch.from = Math.min(stretch.from, seconds)
    stretch.to = Math.max(stretch.to, seconds)
    this.packets++
    this.bytes += size
    const parties = this.partiesOf(packet)
    if (parties !== undefined) this.note(parties)
  }

  /** Takes the bytes of the file, in order. */
  written(bytes: Uint8Array): void {
    this.hash.update(bytes)
  }

  finish(): SegmentIndex {
    const { packets, bytes, linkType, stretches } = this
    const sha256 = this.hash.copy().digest('hex')
    const list = (set: Set<string> | null): string[] | null => (set === null ? null : [...set].sort())
    return {
      packets,
      bytes,
      sha256,
      linkType,
      stretches,
      addresses: list(this.addresses),
      pairs: list(this.pairs),
    }
  }

  private note({ from, to, macFrom, macTo }: Parties): void {
    this.addresses = grown(this.addresses, from, to, macFrom, macTo)
    this.pairs = grown(this.pairs, pairOf(from, to))
  }
}

/** A set with more in it, or null when it became too large to list. */
function grown(set: Set<string> | null, ...more: readonly (string | undefined)[]): Set<string> | null {
  if (set === null) return null
  for (const one of more) if (one !== undefined) set.add(one)
  return set.size > limits.evidence.namesPerSegment ? null : set
}
