/** Ethernet II, ARP, IPv4, UDP and TCP as they stand on the wire (IEEE 802.3, RFC 826, 791, 768, 9293). */

/** Where a datagram comes from and goes to on this segment: hardware addresses of the segment, addresses of the ends. */
export interface Path {
  sourceMac: Uint8Array
  targetMac: Uint8Array
  source: number
  target: number
  ttl: number
}

const MAC_HEADER = 14
const IP_HEADER = 20
const UDP_HEADER = 8
const TCP_HEADER = 20
/** Shortest Ethernet frame without its check sequence; a switch pads shorter ones before it mirrors them. */
const SHORTEST = 60

export const FIN = 1
export const SYN = 2
export const RST = 4
export const PSH = 8
export const ACK = 16

/** A frame with its addresses and type; `payload` follows. */
export function ethernet(
  target: Uint8Array,
  source: Uint8Array,
  type: number,
  payload: Uint8Array,
): Uint8Array {
  const frame = new Uint8Array(Math.max(SHORTEST, MAC_HEADER + payload.length))
  frame.set(target, 0)
  frame.set(source, 6)
  put16(frame, 12, type)
  frame.set(payload, MAC_HEADER)
  return frame
}

/** An ARP request (1) or answer (2) for IPv4 over Ethernet. */
export function arp(
  operation: 1 | 2,
  senderMac: Uint8Array,
  sender: number,
  targetMac: Uint8Array,
  target: number,
): Uint8Array {
  const body = new Uint8Array(28)
  body.set([0, 1, 8, 0, 6, 4, 0, operation])
  body.set(senderMac, 8)
  put32(body, 14, sender)
  body.set(targetMac, 18)
  put32(body, 24, target)
  return body
}

/** A UDP datagram in its IPv4 packet in its frame. */
export function udp(path: Path, id: number, from: number, to: number, data: Uint8Array): Uint8Array {
  const frame = ipv4(path, id, 17, UDP_HEADER + data.length, false)
  const at = MAC_HEADER + IP_HEADER
  put16(frame, at, from)
  put16(frame, at + 2, to)
  put16(frame, at + 4, UDP_HEADER + data.length)
  frame.set(data, at + UDP_HEADER)
  const sum = transportSum(frame, path, 17, UDP_HEADER + data.length)
  put16(frame, at + 6, sum === 0 ? 0xffff : sum)
  return frame
}

/** The numbers of one TCP segment. */
export interface Segment {
  from: number
  to: number
  sequence: number
  acknowledgement: number
  flags: number
  window: number
  options: Uint8Array
  data: Uint8Array
}

/** A TCP segment in its IPv4 packet in its frame; options must fill whole 32-bit words. */
export function tcp(path: Path, id: number, segment: Segment): Uint8Array {
  const { options, data } = segment
  const length = TCP_HEADER + options.length + data.length
  const frame = ipv4(path, id, 6, length, true)
  const at = MAC_HEADER + IP_HEADER
  put16(frame, at, segment.from)
  put16(frame, at + 2, segment.to)
  put32(frame, at + 4, segment.sequence)
  put32(frame, at + 8, segment.acknowledgement)
  frame[at + 12] = ((TCP_HEADER + options.length) / 4) << 4
  frame[at + 13] = segment.flags
  put16(frame, at + 14, segment.window)
  frame.set(options, at + TCP_HEADER)
  frame.set(data, at + TCP_HEADER + options.length)
  put16(frame, at + 16, transportSum(frame, path, 6, length))
  return frame
}

function ipv4(path: Path, id: number, protocol: number, length: number, whole: boolean): Uint8Array {
  const frame = new Uint8Array(Math.max(SHORTEST, MAC_HEADER + IP_HEADER + length))
  frame.set(path.targetMac, 0)
  frame.set(path.sourceMac, 6)
  frame[12] = 8
  frame[14] = 0x45
  put16(frame, 16, IP_HEADER + length)
  put16(frame, 18, id)
  if (whole) frame[20] = 0x40
  frame[22] = path.ttl
  frame[23] = protocol
  put32(frame, 26, path.source)
  put32(frame, 30, path.target)
  put16(frame, 24, fold(sum16(frame, MAC_HEADER, IP_HEADER)))
  return frame
}

function transportSum(frame: Uint8Array, path: Path, protocol: number, length: number): number {
  const pseudo =
    (path.source >>> 16) +
    (path.source & 0xffff) +
    (path.target >>> 16) +
    (path.target & 0xffff) +
    protocol +
    length
  return fold(pseudo + sum16(frame, MAC_HEADER + IP_HEADER, length))
}

/** Sum of 16-bit words; packets are far below the 64 KiB at which the plain sum could leave 32 bits. */
function sum16(bytes: Uint8Array, start: number, length: number): number {
  let sum = 0
  const even = start + (length & ~1)
  for (let at = start; at < even; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!
  if (length & 1) sum += bytes[even]! << 8
  return sum
}

function fold(sum: number): number {
  let rest = sum
  while (rest > 0xffff) rest = (rest & 0xffff) + (rest >>> 16)
  return ~rest & 0xffff
}

function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = (value >>> 8) & 0xff
  bytes[at + 1] = value & 0xff
}

function put32(bytes: Uint8Array, at: number, value: number): void {
  put16(bytes, at, value >>> 16)
  put16(bytes, at + 2, value & 0xffff)
}
