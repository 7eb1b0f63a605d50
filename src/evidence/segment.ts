import { limits } from '../base/limits.ts'
import type { Frame } from '../model/frame.ts'
import type { EvidenceFolder } from './folder.ts'

/**
 * A segment: consecutive packets of one interface in a classic capture (little endian, nanosecond times, one link type), so that any tool
 * opens it. Source: draft-ietf-opsawg-pcap. Its name says the order of segments, the number of its first packet and the interface.
 */
export interface SegmentName {
  /** Position among all segments of the folder. */
  sequence: number
  first: number
  interface: string
}

/** A packet that was kept. One object, refilled; its bytes are valid until the next one is read. */
export type KeptPacket = Omit<Frame, 'capture'> & { interface: string }

const MAGIC_NANOS = 0xa1b23c4d
export const HEAD_BYTES = 24
export const RECORD_HEAD_BYTES = 16
const READ_BYTES = 1024 * 1024
const NAME = /^(\d{9})_(\d+)_([A-Za-z0-9_.-]+)\.pcap$/

export function fileName({ sequence, first, interface: name }: SegmentName): string {
  return `${String(sequence).padStart(9, '0')}_${first}_${name}.pcap`
}

/** Reads a segment's file name; undefined when it is none. */
export function segmentName(file: string): SegmentName | undefined {
  const match = NAME.exec(file)
  return match === null
    ? undefined
    : { sequence: Number(match[1]), first: Number(match[2]), interface: match[3]! }
}

/** The bytes a segment begins with. */
export function segmentHead(linkType: number): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC_NANOS, true)
  view.setUint16(4, 2, true)
  view.setUint16(6, 4, true)
  view.setUint32(16, limits.live.snapLength, true)
  view.setUint32(20, linkType, true)
  return bytes
}

/** Bytes that a packet takes in a segment. */
export function recordBytes(frame: Pick<Frame, 'start' | 'end'>): number {
  return RECORD_HEAD_BYTES + frame.end - frame.start
}

/** Writes a packet to a place that has room for its `recordBytes`. */
export function putRecord(view: DataView, target: Uint8Array, at: number, frame: Frame): void {
  view.setUint32(at, frame.seconds, true)
  view.setUint32(at + 4, frame.nanos, true)
  view.setUint32(at + 8, frame.end - frame.start, true)
  view.setUint32(at + 12, frame.wireLength, true)
  target.set(frame.bytes.subarray(frame.start, frame.end), at + RECORD_HEAD_BYTES)
}

/** Where reading may begin: a byte offset, and the number of the packet there. */
export interface Place {
  at: number
  packet: number
}

/**
 * The packets of a segment from a place on. Ends with the last whole record: a sensor that was killed, or still writes, leaves a part of
 * one, which counts as not there.
 */
export function* packetsOf(
  folder: EvidenceFolder,
  file: string,
  from?: Place,
): Generator<{ packet: KeptPacket; at: number; next: number }> {
  const named = segmentName(file)
  const head = new Uint8Array(HEAD_BYTES)
  if (named === undefined || folder.read(file, 0, head) < HEAD_BYTES) return
  const headView = new DataView(head.buffer)
  if (headView.getUint32(0, true) !== MAGIC_NANOS) return
  const linkType = headView.getUint32(20, true)
  let chunk = new Uint8Array(READ_BYTES)
  let view = new DataView(chunk.buffer)
  let base = from?.at ?? HEAD_BYTES
  let have = folder.read(file, base, chunk)
  let at = 0
  const empty = { bytes: chunk, start: 0, end: 0, wireLength: 0, seconds: 0, nanos: 0 }
  const packet: KeptPacket = {
    ...empty,
    linkType,
    interface: named.interface,
    packet: (from?.packet ?? named.first) - 1,
  }
  for (;;) {
    const known = have - at >= RECORD_HEAD_BYTES
    const size = known ? RECORD_HEAD_BYTES + view.getUint32(at + 8, true) : RECORD_HEAD_BYTES
    if (size > RECORD_HEAD_BYTES + limits.capture.packetBytes) return
    if (have - at < size) {
      if (size > chunk.length) {
        chunk = new Uint8Array(size)
        view = new DataView(chunk.buffer)
      }
      base += at
      at = 0
      have = folder.read(file, base, chunk)
      if (have < size) return
      continue
    }
    packet.bytes = chunk
    packet.start = at + RECORD_HEAD_BYTES
    packet.end = at + size
    packet.seconds = view.getUint32(at, true)
    packet.nanos = view.getUint32(at + 4, true)
    packet.wireLength = view.getUint32(at + 12, true)
    packet.packet++
    yield { packet, at: base + at, next: base + at + size }
    at += size
  }
}
