import { limits } from '../../base/limits.ts'
import type { Frame } from '../../model/frame.ts'
import type { Message } from '../../model/message.ts'
import type { Packet } from '../engine/packet.ts'

const TCP = 6
const SYN = 2

/** Bytes of a message in one packet: from which byte of the message on, where in the packet, how many. */
export interface Placed {
  from: number
  at: number
  size: number
}

/** Where a message lies. */
export interface Placement {
  readonly packets: readonly number[]
  in(packet: number): Placed | undefined
}

/** What a packet brought to its stream. */
interface Piece {
  packet: number
  side: string
  bytes: Uint8Array
  /** Its payload in the packet, and TCP's number of the first byte. */
  at: number
  end: number
  sequence: number
}

/** The payloads of a conversation's last packets, to find again in them what the engine cut out of the stream. */
export class Pieces {
  private readonly known = new Map<number, Piece>()
  private held = 0
  private latest: Piece | undefined
  /** The byte behind the last message of each side: its packet and place there. */
  private readonly ends = new Map<string, { packet: number; at: number }>()
  /** TCP's number behind the last byte of each side. */
  private readonly next = new Map<string, number>()

  /** Takes a packet before the engine does; true when it brings only what its side has sent before. */
  add({ bytes, packet: number }: Frame, packet: Packet): boolean {
    const side = sideOf(packet)
    const piece = {
      ...{ packet: number, side, bytes, at: packet.payload, end: packet.end },
      sequence: packet.sequence,
    }
    this.latest = piece
    // Another connection counts from another number.
    if ((packet.tcpFlags & SYN) !== 0) this.next.delete(side)
    if (packet.end <= packet.payload) return false
    this.known.set(number, piece)
    this.held += bytes.length
    for (const [oldest, one] of this.known) {
      if (this.held <= limits.dissect.treeContextBytes || oldest === number) break
      this.held -= one.bytes.length
      this.known.delete(oldest)
    }
    return packet.protocol === TCP && this.isRepeated(piece)
  }

  private isRepeated({ side, sequence, at, end }: Piece): boolean {
    const behind = (sequence + end - at) | 0
    const before = this.next.get(side)
    const repeated = before !== undefined && ((behind - before) | 0) <= 0
    if (!repeated) this.next.set(side, behind)
    return repeated
  }

  /** Finds an outermost message in the packets that carried it, in the order in which the engine gives them. */
  place(message: Message): Placement | undefined {
    const { place, size, packets } = message
    if (place === undefined) return undefined
    const { latest } = this
    if (latest !== undefined && place.bytes === latest.bytes) {
      this.ends.set(latest.side, { packet: latest.packet, at: place.start + size })
      const placed = { from: 0, at: place.start, size }
      return { packets: [latest.packet], in: (packet) => (packet === latest.packet ? placed : undefined) }
    }
    const stream = this.streamOf(packets)
    const first = stream[0]
    if (first === undefined) return undefined
    const end = this.ends.get(first.piece.side)
    const before = stream.find((one) => one.piece.packet === end?.packet)
    const least =
      end === undefined || before === undefined ? 0 : before.start + Math.max(0, end.at - before.at)
    const from = find(stream, place.bytes.subarray(place.start, place.start + size), least)
    if (from === undefined) return undefined
    const last = stream.findLast((one) => one.start < from + size)
    if (last !== undefined)
      this.ends.set(first.piece.side, { packet: last.piece.packet, at: last.at + from + size - last.start })
    const parts = stream.filter((one) => one.end > from && one.start < from + size)
    return {
      packets: parts.map(({ piece }) => piece.packet),
      in: (packet) => placedIn(stream, packet, from, size),
    }
  }

  /** What the packets brought one after the other, without what was sent twice. */
  private streamOf(packets: readonly number[]): Part[] {
    const parts: Part[] = []
    let next: number | undefined
    let length = 0
    for (const number of packets) {
      const piece = this.known.get(number)
      if (piece === undefined) return []
      const skip = next === undefined ? 0 : Math.max(0, (next - piece.sequence) | 0)
      const at = piece.at + skip
      if (at >= piece.end) continue
      parts.push({ piece, at, start: length, end: length + piece.end - at })
      length += piece.end - at
      next = (piece.sequence + piece.end - piece.at) | 0
    }
    return parts
  }
}

/** Bytes of a packet in a row of several: where they begin in the packet, and their place in the row. */
interface Part {
  piece: Piece
  at: number
  start: number
  end: number
}

/** The first place from `least` on from which the row holds the message; of a very long message it holds the beginning. */
function find(stream: readonly Part[], message: Uint8Array, least: number): number | undefined {
  const row = Buffer.concat(stream.map(({ piece, at }) => piece.bytes.subarray(at, piece.end)))
  // Only of a very long message the last packets are not named.
  const cut = stream.length >= limits.dissect.packetsPerMessage
  const lastPart = stream.at(-1)?.start ?? 0
  for (let from = least; from < row.length; from++) {
    const size = Math.min(message.length, row.length - from)
    if ((size < message.length && !cut) || from + size <= lastPart) continue
    if (row[from] === message[0] && row.compare(message, 0, size, from, from + size) === 0) return from
  }
  return undefined
}

function placedIn(stream: readonly Part[], packet: number, from: number, size: number): Placed | undefined {
  const part = stream.find((one) => one.piece.packet === packet)
  if (part === undefined) return undefined
  const first = Math.max(from, part.start)
  const last = Math.min(from + size, part.end)
  if (last <= first) return undefined
  return { from: first - from, at: part.at + first - part.start, size: last - first }
}

function sideOf({ bytes, ip, ipFrom, portFrom }: Packet): string {
  const address = ip === 0 ? '' : bytes.subarray(ipFrom, ipFrom + (ip === 4 ? 4 : 16)).join('.')
  return `${address}:${portFrom}`
}
