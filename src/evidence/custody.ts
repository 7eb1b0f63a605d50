import { createHash } from 'node:crypto'
import { z } from 'zod'
import { limits } from '../base/limits.ts'
import { type Instant, isoTime } from '../base/time.ts'
import type { EvidenceFolder } from './folder.ts'
import type { Packet } from './parties.ts'
import type { KeptPacket } from './segment.ts'
import { type Selection, selectionWords } from './selection.ts'
import { hashOf, type Shelf } from './shelf.ts'

const count = z.int().nonnegative()
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** Who took which packets from where, when and why, and how to tell that the file is still what it was. */
export const custodySchema = z.object({
  custody: z.literal('1').describe('version of this record'),
  file: z.object({ name: z.string(), bytes: count, sha256: hash, packets: count }),
  taken: z.object({ by: z.string(), at: z.string(), why: z.string() }),
  /** What was asked for, in words. */
  asked: z.string(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Which packets of which interface are in the file, in its order; `cut` says that there are more ranges than listed. */
  packets: z.array(z.object({ interface: z.string(), from: count, to: count })),
  cut: z.boolean(),
  /** The file ends at its bound: there were more packets of those asked for. */
  limited: z.literal(true).optional(),
  /** The segments that were looked into, as they were then. */
  sources: z.array(z.object({ segment: z.string(), interface: z.string(), bytes: count, sha256: hash })),
})
export type Custody = z.infer<typeof custodySchema>

/** Who takes evidence, and why. The time comes from outside. */
export interface Taking {
  by: string
  why: string
  at: Instant
}

/** Gives the bytes of a capture file: `head` first and once, then those of each packet. */
export interface EvidenceWriter {
  head(): Uint8Array
  record(packet: Packet): Uint8Array
}

/** Chooses the format that can hold packets of these link types. */
export type WriterFor = (linkTypes: ReadonlySet<number>) => EvidenceWriter

/** Name of the record beside an exported file. */
export function custodyName(file: string): string {
  return `${file}.custody.json`
}

/** Where packets are written to, and how many: no more than so many packets and bytes. */
export interface Target {
  folder: EvidenceFolder
  name: string
  writerFor: WriterFor
  most?: number
  mostBytes?: number
}

/**
 * Writes the wanted packets to a new file in `target`, and its custody record beside it. At most `most` packets. Gives undefined, and
 * writes nothing, when there are none.
 */
export function exportEvidence(
  shelf: Shelf,
  wanted: Selection,
  target: Target,
  taking: Taking,
): Custody | undefined {
  const candidates = shelf.candidates(wanted)
  const sources = candidates.map((one) => shelf.sourceOf(one))
  const parcel = new Parcel(target, new Set(candidates.map((one) => shelf.linkTypeOf(one))))
  for (const packet of shelf.carve(wanted, candidates)) if (!parcel.add(packet)) break
  return parcel.finish(wanted, sources, taking)
}

/** A capture that packets are taken out to, one after the other, and at last its custody record. */
export class Parcel {
  private readonly target: Target
  private readonly writer: EvidenceWriter
  private readonly sha = createHash('sha256')
  private readonly packets: Custody['packets'] = []
  private bytes = 0
  private taken = 0
  private cut = false
  private limited = false
  private first: string | null = null
  private last: string | null = null

  constructor(target: Target, linkTypes: ReadonlySet<number>) {
    this.target = target
    this.writer = target.writerFor(linkTypes)
  }

  /** Takes a packet; false when no more find room, this one included. */
  add(packet: KeptPacket): boolean {
    const { most = Number.POSITIVE_INFINITY, mostBytes = Number.POSITIVE_INFINITY } = this.target
    if (this.taken >= most || this.bytes + packet.end - packet.start > mostBytes) {
      this.limited = true
      return false
    }
    if (this.taken++ === 0) this.put(this.writer.head())
    this.put(this.writer.record(packet))
    this.last = isoTime(packet.seconds, packet.nanos)
    this.first ??= this.last
    if (!addTo(this.packets, packet)) this.cut = true
    return true
  }

  /** Closes the file and writes the record of what was `wanted`; undefined when there was no packet. */
  finish(wanted: Selection, sources: Custody['sources'], taking: Taking): Custody | undefined {
    if (this.taken === 0) return undefined
    const { folder, name } = this.target
    folder.seal(name)
    const custody: Custody = {
      custody: '1',
      file: { name, bytes: this.bytes, sha256: this.sha.digest('hex'), packets: this.taken },
      taken: { by: taking.by, at: isoTime(taking.at.seconds, taking.at.nanos), why: taking.why },
      asked: selectionWords(wanted, (at) => isoTime(at.seconds, at.nanos)),
      first: this.first,
      last: this.last,
      packets: this.packets,
      cut: this.cut,
      ...(this.limited ? { limited: true } : {}),
      sources,
    }
    folder.write(custodyName(name), `${JSON.stringify(custody, undefined, 1)}\n`)
    return custody
  }

  private put(piece: Uint8Array): void {
    this.target.folder.append(this.target.name, piece)
    this.sha.update(piece)
    this.bytes += piece.length
  }
}

/** Lists a packet; false when its range finds no room. */
function addTo(ranges: Custody['packets'], packet: KeptPacket): boolean {
  const before = ranges.at(-1)
  if (before?.interface === packet.interface && before.to + 1 === packet.packet) {
    before.to = packet.packet
    return true
  }
  if (ranges.length >= limits.evidence.rangesListed) return false
  ranges.push({ interface: packet.interface, from: packet.packet, to: packet.packet })
  return true
}

/** What speaks against a file being what its custody record says, in words; empty when nothing does. */
export function verifyEvidence(folder: EvidenceFolder, name: string): string[] {
  const text = folder.text(custodyName(name))
  if (text === undefined) return [`there is no custody record ${custodyName(name)}`]
  const read = custodySchema.safeParse(parsed(text))
  if (!read.success) return [`${custodyName(name)} is no custody record: ${read.error.issues[0]?.message}`]
  const { file } = read.data
  if (!folder.has(name)) return [`${name} is not there`]
  const size = folder.size(name)
  const wrong = size === file.bytes ? [] : [`it has ${size} bytes, the record says ${file.bytes}`]
  const sha256 = hashOf(folder, name, size)
  if (sha256 !== file.sha256) wrong.push(`its SHA-256 is ${sha256}, the record says ${file.sha256}`)
  return wrong
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
