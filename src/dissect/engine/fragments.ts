import { limits } from '../../base/limits.ts'
import type { Packet } from './packet.ts'

interface Partial {
  bytes: Uint8Array
  /** Byte ranges received, in order, merged. */
  ranges: [number, number][]
  total: number
  pieces: number
}

/** Puts IP fragments together (RFC 791 section 3.2, RFC 8200 section 4.5). Where fragments overlap, the first bytes win. */
export class Fragments {
  /** Packets dropped because pieces never came or contradicted each other. */
  dropped = 0
  /** Fragments seen. */
  seen = 0
  private readonly open = new Map<string, Partial>()

  /**
   * Takes a fragment that stands in `packet`. Gives the whole payload once its last piece is here. `from` and `to` are the engine's
   * address numbers.
   */
  take(packet: Packet, from: number, to: number): Uint8Array | undefined {
    this.seen++
    const key = `${from}>${to}/${packet.protocol}/${packet.fragmentId}`
    const start = packet.fragmentOffset
    const end = start + packet.end - packet.payload
    if (end > limits.dissect.fragmentBytes || packet.cut > 0) {
      if (this.open.delete(key)) this.dropped++
      return undefined
    }
    const partial = this.open.get(key) ?? this.begin(key)
    if (++partial.pieces > limits.dissect.fragmentsPerPacket) {
      this.open.delete(key)
      this.dropped++
      return undefined
    }
    if (!packet.moreFragments) partial.total = end
    add(partial, packet.bytes, packet.payload, start, end)
    const whole = partial.ranges[0]
    if (partial.ranges.length !== 1 || whole![0] !== 0 || whole![1] !== partial.total) return undefined
    this.open.delete(key)
    return partial.bytes.subarray(0, partial.total)
  }

  private begin(key: string): Partial {
    if (this.open.size >= limits.dissect.fragmentedPackets) {
      const oldest = this.open.keys().next().value
      if (oldest !== undefined) this.open.delete(oldest)
      this.dropped++
    }
    const partial = { bytes: new Uint8Array(2048), ranges: [], total: -1, pieces: 0 }
    this.open.set(key, partial)
    return partial
  }
}

/** Copies the bytes that nobody delivered before and merges their range. */
function add(partial: Partial, bytes: Uint8Array, payload: number, start: number, end: number): void {
  if (end > partial.bytes.length) {
    const larger = new Uint8Array(Math.max(end, partial.bytes.length * 2))
    larger.set(partial.bytes)
    partial.bytes = larger
  }
  let at = start
  for (const [from, to] of partial.ranges) {
    if (at < from) copy(partial.bytes, bytes, payload + at - start, at, Math.min(end, from))
    at = Math.max(at, to)
    if (at >= end) break
  }
  if (at < end) copy(partial.bytes, bytes, payload + at - start, at, end)
  const ranges = [...partial.ranges, [start, end] as [number, number]].sort((a, b) => a[0] - b[0])
  partial.ranges = []
  for (const range of ranges) {
    const last = partial.ranges[partial.ranges.length - 1]
    if (last !== undefined && range[0] <= last[1]) last[1] = Math.max(last[1], range[1])
    else partial.ranges.push([range[0], range[1]])
  }
}

function copy(to: Uint8Array, from: Uint8Array, at: number, start: number, end: number): void {
  for (let i = start; i < end; i++) to[i] = from[at + i - start]!
}
