import type { Frame } from '../model/frame.ts'
import { MAGIC_MICROS, MAGIC_NANOS, PCAP_FILE_HEADER_BYTES, PCAP_RECORD_HEADER_BYTES } from './pcap.ts'
import {
  BLOCK_FRAME_BYTES,
  BYTE_ORDER_MAGIC,
  ENHANCED_PACKET,
  INTERFACE_DESCRIPTION,
  SECTION_HEADER,
} from './pcapng-blocks.ts'

/** The part of a frame that a capture file keeps. */
export type Packet = Pick<Frame, 'bytes' | 'start' | 'end' | 'wireLength' | 'seconds' | 'nanos' | 'linkType'>

/** Gives the bytes of a capture file: `head` first and once, then those of each packet. */
export interface CaptureWriter {
  head(): Uint8Array
  record(packet: Packet): Uint8Array
}

/** What `if_tsresol` says for nanoseconds, and its option code. */
const NANOSECONDS = 9
const IF_TSRESOL = 9
const SNAP_LENGTH = 262_144
const NANOS_PER_SECOND = 1_000_000_000n
const LENGTH_UNKNOWN = 0xffff_ffff

/** The 24 bytes a classic capture begins with, little endian, for microsecond or (with `nanos`) nanosecond times. */
export function pcapHeader(linkType: number, { nanos = false } = {}): Uint8Array {
  const bytes = new Uint8Array(PCAP_FILE_HEADER_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, nanos ? MAGIC_NANOS : MAGIC_MICROS, true)
  view.setUint16(4, 2, true)
  view.setUint16(6, 4, true)
  view.setUint32(16, SNAP_LENGTH, true)
  view.setUint32(20, linkType, true)
  return bytes
}

/** One packet of a classic capture, for a file begun with `pcapHeader` and the same `nanos`. */
export function pcapRecord(packet: Packet, options: { nanos?: boolean } = {}): Uint8Array {
  const bytes = new Uint8Array(pcapRecordBytes(packet))
  putPcapRecord(bytes, 0, packet, options)
  return bytes
}

/** Bytes that a packet takes in a classic capture. */
export function pcapRecordBytes(packet: Packet): number {
  return PCAP_RECORD_HEADER_BYTES + packet.end - packet.start
}

/** Writes one packet of a classic capture to a place that has room for its `pcapRecordBytes`. */
export function putPcapRecord(
  target: Uint8Array,
  at: number,
  packet: Packet,
  { nanos = false }: { nanos?: boolean } = {},
): void {
  put32(target, at, packet.seconds)
  put32(target, at + 4, nanos ? packet.nanos : Math.floor(packet.nanos / 1000))
  put32(target, at + 8, packet.end - packet.start)
  put32(target, at + 12, packet.wireLength)
  target.set(packet.bytes.subarray(packet.start, packet.end), at + PCAP_RECORD_HEADER_BYTES)
}

function put32(target: Uint8Array, at: number, value: number): void {
  target[at] = value
  target[at + 1] = value >>> 8
  target[at + 2] = value >>> 16
  target[at + 3] = value >>> 24
}

/** Writes a classic capture; every packet must be of the one link type. */
export function pcapWriter(linkType: number, options: { nanos?: boolean } = {}): CaptureWriter {
  return {
    head: () => pcapHeader(linkType, options),
    record: (packet) => pcapRecord(packet, options),
  }
}

/** Writes a pcapng section with nanosecond times; a link type's interface is declared before its first packet. */
export function pcapngWriter(): CaptureWriter {
  const interfaces = new Map<number, number>()
  return {
    head: sectionHeader,
    record(packet) {
      const known = interfaces.get(packet.linkType)
      if (known !== undefined) return enhancedPacket(packet, known)
      const id = interfaces.size
      interfaces.set(packet.linkType, id)
      return Buffer.concat([interfaceDescription(packet.linkType), enhancedPacket(packet, id)])
    },
  }
}

/** The plainest format that can hold packets of these link types: classic for one, pcapng for several. Nanosecond times. */
export function writerFor(linkTypes: ReadonlySet<number>): CaptureWriter {
  const [only] = linkTypes
  return linkTypes.size === 1 && only !== undefined ? pcapWriter(only, { nanos: true }) : pcapngWriter()
}

function block(type: number, bodyBytes: number): { bytes: Uint8Array; view: DataView } {
  const size = BLOCK_FRAME_BYTES + ((bodyBytes + 3) & ~3)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, type, true)
  view.setUint32(4, size, true)
  view.setUint32(size - 4, size, true)
  return { bytes, view }
}

function sectionHeader(): Uint8Array {
  const { bytes, view } = block(SECTION_HEADER, 16)
  view.setUint32(8, BYTE_ORDER_MAGIC, true)
  view.setUint16(12, 1, true)
  view.setUint32(16, LENGTH_UNKNOWN, true)
  view.setUint32(20, LENGTH_UNKNOWN, true)
  return bytes
}

function interfaceDescription(linkType: number): Uint8Array {
  const { bytes, view } = block(INTERFACE_DESCRIPTION, 20)
  view.setUint16(8, linkType, true)
  view.setUint32(12, SNAP_LENGTH, true)
  view.setUint16(16, IF_TSRESOL, true)
  view.setUint16(18, 1, true)
  view.setUint8(20, NANOSECONDS)
  return bytes
}

function enhancedPacket(packet: Packet, id: number): Uint8Array {
  const captured = packet.end - packet.start
  const { bytes, view } = block(ENHANCED_PACKET, 20 + captured)
  const ticks = BigInt.asUintN(64, BigInt(packet.seconds) * NANOS_PER_SECOND + BigInt(packet.nanos))
  view.setUint32(8, id, true)
  view.setUint32(12, Number(ticks >> 32n), true)
  view.setUint32(16, Number(ticks & 0xffff_ffffn), true)
  view.setUint32(20, captured, true)
  view.setUint32(24, packet.wireLength, true)
  bytes.set(packet.bytes.subarray(packet.start, packet.end), 28)
  return bytes
}
