import { existsSync } from 'node:fs'
import { limits } from '../../base/limits.ts'
import type { Instant } from '../../base/time.ts'
import { openCapture } from '../../capture/open.ts'
import { writerFor } from '../../capture/writer.ts'
import { protocols } from '../../dissect/protocols/index.ts'
import { PacketDecoder } from '../../dissect/tree/decoder.ts'
import { type Custody, Parcel, type Taking } from '../../evidence/custody.ts'
import { EvidenceFolder } from '../../evidence/folder.ts'
import type { Parties } from '../../evidence/parties.ts'
import type { KeptPacket } from '../../evidence/segment.ts'
import { isWanted, type Selection } from '../../evidence/selection.ts'
import { hashOf, inTime, Shelf } from '../../evidence/shelf.ts'
import type { Frame } from '../../model/frame.ts'
import type { PacketTree } from '../../model/packet-tree.ts'
import { StoreRefusal } from '../../store/contract.ts'
import { partiesOfPackets } from '../parties.ts'

/** Where packets are kept: the ring of a sensor, one interface of it or all; or the file of a capture that was imported. */
export type Place =
  | { kind: 'ring'; sensor: string; folder: string; interface?: string | undefined }
  | { kind: 'file'; capture: string; folder: string; file: string }

/** What a thread is asked for, with what it gives. */
export interface Work {
  packet: { argument: { place: Place; capture: string; packet: number }; answer: PacketTree }
  find: { argument: { place: Place; packet: number }; answer: { at: Instant; parties: Parties | undefined } }
  take: {
    argument: {
      places: Place[]
      wanted: Selection
      folder: string
      name: string
      most: number
      taking: Taking
    }
    answer: Custody | undefined
  }
  shelves: { argument: { places: Place[] }; answer: ShelfOf[] }
}

/** What is kept of one interface. */
export interface ShelfOf {
  sensor: string
  interface: string
  bytes: number
  /** Packets of complete segments, and the whole seconds between which they are. */
  packets: number
  from: number | undefined
  to: number | undefined
  segments: { first: number; packets: number; bytes: number; from: number; to: number; complete: boolean }[]
}

const partiesOf = partiesOfPackets()

function shelfOf(folder: string): Shelf | undefined {
  return existsSync(folder) ? new Shelf(new EvidenceFolder(folder), partiesOf) : undefined
}

/** The packets of a place that can be wanted, each valid until the next. */
async function* packetsIn(place: Place, wanted: Selection): AsyncGenerator<KeptPacket> {
  if (place.kind === 'ring') {
    const of = place.interface === undefined ? wanted : { ...wanted, interface: place.interface }
    yield* shelfOf(place.folder)?.carve(of) ?? []
    return
  }
  const last = Math.max(...(wanted.packets ?? [[0, Number.POSITIVE_INFINITY]]).map(([, to]) => to))
  const source = openCapture(`${place.folder}/${place.file}`, 0)
  const kept: KeptPacket = { ...source.frame, interface: place.capture }
  try {
    for (let next = source.next(); typeof next === 'boolean' ? next : await next; next = source.next()) {
      if (source.frame.packet > last) return
      Object.assign(kept, source.frame)
      if (isWanted(kept, wanted, partiesOf)) yield kept
    }
  } finally {
    await source.close()
  }
}

function frameOf(packet: KeptPacket): Frame {
  const bytes = packet.bytes.slice(packet.start, packet.end)
  const { interface: _, ...frame } = packet
  return { ...frame, bytes, start: 0, end: bytes.length, capture: 0 }
}

function absent(packet: number): StoreRefusal {
  return new StoreRefusal('unknown', `packet ${packet} is not kept, or not any more`)
}

async function find({ place, packet }: Work['find']['argument']): Promise<Work['find']['answer']> {
  for await (const one of packetsIn(place, { packets: [[packet, packet]] }))
    return { at: { seconds: one.seconds, nanos: one.nanos }, parties: partiesOf(one) }
  throw absent(packet)
}

/** Packets before the wanted one, the newest of them, within a number of bytes. */
class Before {
  private frames: Frame[] = []
  private bytes = 0

  add(packet: KeptPacket): void {
    const frame = frameOf(packet)
    this.frames.push(frame)
    this.bytes += frame.end
    if (this.bytes <= 2 * limits.evidence.lookedBytes) return
    // Dropped in large pieces: taking one off the front each time would move all of them.
    const half = this.frames.length >> 1
    for (const one of this.frames.splice(0, half)) this.bytes -= one.end
  }

  /** Those of one conversation. */
  of(parties: Parties | undefined): Frame[] {
    return this.frames.filter((one) => isSame(partiesOf(one), parties))
  }
}

/** Whether two packets are of one conversation, in either direction. */
function isSame(a: Parties | undefined, b: Parties | undefined): boolean {
  if (a === undefined || b === undefined) return false
  const straight = a.from === b.from && a.to === b.to && a.portFrom === b.portFrom && a.portTo === b.portTo
  return (
    straight || (a.from === b.to && a.to === b.from && a.portFrom === b.portTo && a.portTo === b.portFrom)
  )
}

/** Decodes one packet, out of those of its conversation that are kept around it. */
async function packet({ place, capture, packet: number }: Work['packet']['argument']): Promise<PacketTree> {
  const { lookedBefore, lookedAfter } = limits.evidence
  const decoder = new PacketDecoder(protocols, number)
  const before = new Before()
  let parties: Parties | undefined
  let found = false
  const around: Selection = { packets: [[Math.max(1, number - lookedBefore), number + lookedAfter]] }
  for await (const one of packetsIn(place, around)) {
    if (one.packet < number) {
      before.add(one)
      continue
    }
    if (one.packet === number) {
      found = true
      parties = partiesOf(one)
      for (const frame of before.of(parties)) decoder.frame(frame)
    } else if (!found || one.packet > number + lookedAfter) break
    else if (!isSame(partiesOf(one), parties)) continue
    if (decoder.frame(frameOf(one))) break
  }
  const tree = decoder.finish(capture)
  if (tree === undefined) throw absent(number)
  return tree
}

/** Writes wanted packets of one or several places to a capture of their own. */
async function take(asked: Work['take']['argument']): Promise<Custody | undefined> {
  const { places, wanted, name, most, taking } = asked
  const target = {
    ...{ folder: new EvidenceFolder(asked.folder), name, writerFor, most },
    mostBytes: limits.evidence.exportBytes,
  }
  const [only] = places
  if (only?.kind === 'file') {
    const folder = new EvidenceFolder(only.folder)
    // What an imported file holds shows only while it is read: the format that can hold anything.
    const parcel = new Parcel(target, new Set())
    for await (const one of packetsIn(only, wanted)) if (!parcel.add(one)) break
    const bytes = folder.size(only.file)
    const sha256 = hashOf(folder, only.file, bytes)
    return parcel.finish(wanted, [{ segment: only.file, interface: only.capture, bytes, sha256 }], taking)
  }
  const rings = places.flatMap((place) => {
    if (place.kind !== 'ring') return []
    const shelf = shelfOf(place.folder)
    if (shelf === undefined) return []
    const of = place.interface === undefined ? wanted : { ...wanted, interface: place.interface }
    return [{ sensor: place.sensor, shelf, of, segments: shelf.candidates(of) }]
  })
  const linkTypes = rings.flatMap(({ shelf, segments }) => segments.map((one) => shelf.linkTypeOf(one)))
  const sources = rings.flatMap(({ sensor, shelf, segments }) =>
    segments.map((one) => {
      const source = shelf.sourceOf(one)
      return { ...source, segment: `${sensor}/${source.segment}`, interface: `${sensor}/${source.interface}` }
    }),
  )
  const parcel = new Parcel(target, new Set(linkTypes))
  const each = rings.map(({ sensor, shelf, of, segments }) => labelled(shelf.carve(of, segments), sensor))
  for (const one of inTime(each)) if (!parcel.add(one)) break
  return parcel.finish(wanted, sources, taking)
}

/** Packets under the name that lists give their capture. */
function* labelled(packets: Iterable<KeptPacket>, sensor: string): Generator<KeptPacket, undefined> {
  for (const one of packets) yield { ...one, interface: `${sensor}/${one.interface}` }
  return undefined
}

function shelves({ places }: Work['shelves']['argument']): ShelfOf[] {
  return places.flatMap((place) => {
    const shelf = place.kind === 'ring' ? shelfOf(place.folder) : undefined
    if (place.kind !== 'ring' || shelf === undefined) return []
    const byInterface = Map.groupBy(shelf.segments(), (one) => one.interface)
    return [...byInterface].map(([name, segments]): ShelfOf => {
      const all = segments.map(({ first, bytes, index }) => ({
        ...{ first, bytes, packets: index?.packets ?? 0, complete: index !== undefined },
        from: Math.min(...(index?.stretches ?? []).map((one) => one.from)),
        to: Math.max(...(index?.stretches ?? []).map((one) => one.to)),
      }))
      const known = all.filter(({ from }) => Number.isFinite(from))
      return {
        ...{ sensor: place.sensor, interface: name },
        bytes: all.reduce((sum, one) => sum + one.bytes, 0),
        packets: all.reduce((sum, one) => sum + one.packets, 0),
        from: known.length === 0 ? undefined : Math.min(...known.map(({ from }) => from)),
        to: known.length === 0 ? undefined : Math.max(...known.map(({ to }) => to)),
        segments: all.slice(-limits.evidence.segmentsListed),
      }
    })
  })
}

/** Does one piece of work. */
export function work(name: string, argument: unknown): unknown {
  if (name === 'packet') return packet(argument as Work['packet']['argument'])
  if (name === 'find') return find(argument as Work['find']['argument'])
  if (name === 'take') return take(argument as Work['take']['argument'])
  if (name === 'shelves') return shelves(argument as Work['shelves']['argument'])
  throw new Error(`nobody knows how to do '${name}'`)
}
