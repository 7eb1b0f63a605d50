import { limits } from '../../base/limits.ts'
import { isoTime } from '../../base/time.ts'
import type { Frame } from '../../model/frame.ts'
import type { Message } from '../../model/message.ts'
import type { PacketTree, TreeLayer } from '../../model/packet-tree.ts'
import { hex } from '../cursor.ts'
import { Engine } from '../engine/engine.ts'
import type { Protocol } from '../protocol.ts'
import { type Allowance, type PlaceOf, treeOf } from './fields.ts'
import { type Headers, headersOf } from './headers.ts'
import { Pieces, type Placed } from './pieces.ts'

const TCP = 6

/** An outermost message that lies in the packet, or in a part of it. */
interface Found {
  message: Message
  placed: Placed | undefined
  /** All packets that it lies in. */
  packets: readonly number[]
  layers: TreeLayer[]
}

/**
 * Decodes one packet out of its conversation: its headers, and every message whose bytes lie in it, with the place of each field. Takes the
 * packets of the conversation in order, some before the wanted one (what they opened says what later ones mean) and those after it until
 * its last message is complete.
 */
export class PacketDecoder {
  private readonly target: number
  private readonly titles: ReadonlyMap<string, string>
  private readonly engine: Engine
  private readonly pieces = new Pieces()
  private readonly found: Found[] = []
  private readonly allowance: Allowance = { left: limits.dissect.treeFields }
  private wanted: { frame: Frame; headers: Headers; repeated: boolean } | undefined

  /** `target`: number of the wanted packet in its capture. */
  constructor(protocols: readonly Protocol[], target: number) {
    this.target = target
    this.titles = new Map(protocols.map(({ id, title }) => [id, title]))
    const nothing = (): void => undefined
    const message = (one: Message): void => this.message(one)
    this.engine = new Engine(
      protocols,
      { message, repeat: nothing, sighting: nothing, conversation: nothing },
      true,
    )
  }

  /** Takes the next packet; true when the wanted one is decoded as far as it can be. */
  frame(frame: Frame): boolean {
    const own = frame.bytes.slice(frame.start, frame.end)
    const copy: Frame = { ...frame, bytes: own, start: 0, end: own.length }
    const headers = headersOf(own, frame.linkType)
    const repeated = this.pieces.add(copy, headers.packet)
    if (frame.packet === this.target) this.wanted = { frame: copy, headers, repeated }
    this.engine.frame(copy)
    return this.wanted !== undefined && this.isComplete()
  }

  /** No more packets will come; undefined when the wanted one never did. */
  finish(capture: string): PacketTree | undefined {
    if (this.wanted !== undefined && !this.isComplete()) this.engine.finish()
    if (this.wanted === undefined) return undefined
    const { frame, headers } = this.wanted
    const { bytes } = frame
    const notes: string[] = []
    if (frame.wireLength > bytes.length)
      notes.push(`the capture holds ${bytes.length} of its ${frame.wireLength} bytes`)
    const layers = [...headers.layers, ...this.found.flatMap((one) => one.layers), ...this.unread()]
    if (this.allowance.left < 0) notes.push(`only the first ${limits.dissect.treeFields} fields are shown`)
    return {
      capture,
      packet: frame.packet,
      time: isoTime(frame.seconds, frame.nanos),
      wireLength: frame.wireLength,
      bytes: hex(bytes),
      layers,
      notes,
    }
  }

  private message(message: Message): void {
    if (message.parent === undefined) {
      const placement = this.pieces.place(message)
      const { packets } = placement ?? message
      if (packets.includes(this.target))
        this.found.push({ message, placed: placement?.in(this.target), packets, layers: [] })
    }
    const found = this.found.at(-1)
    if (found === undefined || outermost(message) !== found.message) return
    found.layers.push(this.layerOf(message, found))
  }

  /** A message, or one that it carries, as far as it lies in the packet. */
  private layerOf(message: Message, { message: outer, placed, packets }: Found): TreeLayer {
    const offset = offsetIn(message, outer)
    const placeOf: PlaceOf = (start, size) =>
      offset === undefined || placed === undefined ? undefined : clipped(placed, offset + start, size)
    const whole = placed !== undefined && placed.size === outer.size
    const note =
      offset === undefined
        ? 'put together from several messages: its fields have no place in this packet'
        : whole || message !== outer
          ? undefined
          : partNote(outer, { placed, packets })
    return {
      protocol: message.protocol,
      title: this.titles.get(message.protocol) ?? message.protocol,
      ...placeOf(0, message.size),
      ...(note === undefined ? {} : { note }),
      ...(packets.length > 1 ? { packets: [...packets] } : {}),
      fields: treeOf(message.fields ?? {}, message.spans ?? [], placeOf, this.allowance),
      anomalies: message.anomalies.map(({ field, why, offset: at }) => {
        const start = placeOf(at, 0)?.start
        return { field, why, ...(start === undefined ? {} : { start }) }
      }),
    }
  }

  /** Whether the messages reach the end of the packet's payload. */
  private isComplete(): boolean {
    const { packet } = this.wanted!.headers
    if (packet.end <= packet.payload || packet.trouble !== '' || this.wanted!.repeated) return true
    return this.found.some(({ placed }) => placed !== undefined && placed.at + placed.size >= packet.end)
  }

  /** Bytes behind the headers that no message claims, and why. */
  private unread(): TreeLayer[] {
    const { headers, frame, repeated } = this.wanted!
    const { packet } = headers
    const claimed = this.found
      .flatMap(({ placed }) => placed ?? [])
      .map(({ at, size }) => ({ start: at, end: at + size }))
      .sort((a, b) => a.start - b.start)
    const layers: TreeLayer[] = []
    const data = (start: number, end: number, title: string, note: string): void => {
      if (end > start) layers.push({ protocol: '', title, start, end, note, fields: [], anomalies: [] })
    }
    let at = Math.min(packet.payload, packet.end)
    const why = packet.fragment
      ? 'a fragment of a larger packet'
      : repeated
        ? 'sent again: an earlier packet brought the same bytes, and is the one that was read'
        : this.found.length > 0
          ? 'not read: these bytes belong to a message of which other packets are missing, or to none'
          : packet.protocol === TCP
            ? 'not read: no protocol that is known, or the rest of its message is not in what was kept'
            : 'not read: no protocol that is known'
    for (const { start, end } of claimed) {
      data(at, start, 'Data', why)
      at = Math.max(at, end)
    }
    data(at, packet.end, 'Data', why)
    data(packet.end, frame.bytes.length, 'Padding', 'fills the frame; belongs to nothing inside')
    return layers
  }
}

function outermost(message: Message): Message {
  let outer = message
  while (outer.parent !== undefined) outer = outer.parent
  return outer
}

/** Where a message begins in the one that carries it; undefined when its bytes are not those of that one. */
function offsetIn({ place }: Message, { place: outer }: Message): number | undefined {
  if (place === undefined || outer === undefined || place.bytes !== outer.bytes) return undefined
  return place.start - outer.start
}

/** The part of some bytes of a message that lies in the packet. */
function clipped({ from, at, size }: Placed, start: number, length: number): ReturnType<PlaceOf> {
  const first = Math.max(start, from)
  const last = Math.min(start + length, from + size)
  if (last < first || (last === first && length > 0)) return undefined
  return { start: at + first - from, end: at + last - from }
}

function partNote({ size }: Message, { placed, packets }: Pick<Found, 'placed' | 'packets'>): string {
  const all = `the message has ${size} bytes in packets ${packets.join(', ')}`
  if (placed === undefined) return `${all}; which of them are in this packet could not be told`
  return `bytes ${placed.from + 1} to ${placed.from + placed.size} are in this packet: ${all}`
}
