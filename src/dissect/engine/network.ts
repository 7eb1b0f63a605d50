import { ethernet, typed } from './link.ts'
import type { Packet } from './packet.ts'

const MAX_TUNNELS = 6
const MAX_EXTENSIONS = 12
const GRE = 47
const IPV4_IN_IP = 4
const IPV6_IN_IP = 41
const VXLAN_PORT = 4789
const GENEVE_PORT = 6081
const TRANSPARENT_ETHERNET = 0x6558
const ERSPAN_2 = 0x88be
const ERSPAN_3 = 0x22eb

/** Takes IP and what is tunnelled in it off, down to the transport payload. `version` is what the link announced: 4, 6 or 0. */
export function unwrapNetwork(packet: Packet, version: number): void {
  let next = version
  while (next !== 0) {
    if (!(next === 4 ? ipv4(packet) : ipv6(packet))) return
    if (packet.fragment) return
    next = tunnelled(packet)
  }
}

/** The network protocol inside this packet's tunnel, 0 when it carries none. */
export function tunnelled(packet: Packet): number {
  if (packet.tunnels >= MAX_TUNNELS) return 0
  const inner = opened(packet)
  if (inner < 0) return 0
  packet.tunnels++
  const { payload, end } = packet
  packet.clearIp()
  packet.payload = payload
  packet.end = end
  if (inner === 4 || inner === 6) return inner
  packet.vlan = 0
  return inner === ETHERNET_INSIDE ? ethernet(packet) : typed(packet, inner, payload)
}

const ETHERNET_INSIDE = 1
const NOT_A_TUNNEL = -1

/** Moves `payload` behind a tunnel header and says what stands there: 4, 6, an ethertype, ETHERNET_INSIDE or NOT_A_TUNNEL. */
function opened(packet: Packet): number {
  if (packet.protocol === IPV4_IN_IP) return 4
  if (packet.protocol === IPV6_IN_IP) return 6
  if (packet.protocol === GRE) return gre(packet)
  if (packet.protocol !== 17) {
    transport(packet)
    return NOT_A_TUNNEL
  }
  transport(packet)
  const { bytes, payload, end } = packet
  if (packet.portTo === VXLAN_PORT && end - payload > 22 && bytes[payload] === 8) {
    packet.payload += 8
    return ETHERNET_INSIDE
  }
  if (packet.portTo === GENEVE_PORT && end - payload > 8 && bytes[payload]! >> 6 === 0) {
    const type = (bytes[payload + 2]! << 8) | bytes[payload + 3]!
    packet.payload += 8 + 4 * (bytes[payload]! & 63)
    if (packet.payload >= end) return NOT_A_TUNNEL
    return type === TRANSPARENT_ETHERNET ? ETHERNET_INSIDE : type
  }
  return NOT_A_TUNNEL
}

/** RFC 2784/2890 header; ERSPAN II and III mirror headers (draft-foschiano-erspan) are passed over. */
function gre(packet: Packet): number {
  const { bytes, payload, end } = packet
  if (end - payload < 4) return NOT_A_TUNNEL
  const flags = bytes[payload]!
  const type = (bytes[payload + 2]! << 8) | bytes[payload + 3]!
  let size = 4
  if ((flags & 0x80) !== 0) size += 4
  if ((flags & 0x20) !== 0) size += 4
  if ((flags & 0x10) !== 0) size += 4
  // ERSPAN type I has no sequence number and no header of its own.
  if (type === ERSPAN_2 && (flags & 0x10) !== 0) size += 8
  if (type === ERSPAN_3) size += (bytes[payload + size + 11]! & 1) === 1 ? 20 : 12
  if (payload + size >= end) return NOT_A_TUNNEL
  packet.payload = payload + size
  return type === TRANSPARENT_ETHERNET || type === ERSPAN_2 || type === ERSPAN_3 ? ETHERNET_INSIDE : type
}

function ipv4(packet: Packet): boolean {
  const { bytes, end } = packet
  const at = packet.payload
  if (end - at < 20) return fail(packet, 'IPv4 header cut short')
  const header = (bytes[at]! & 15) * 4
  const total = (bytes[at + 2]! << 8) | bytes[at + 3]!
  if (bytes[at]! >> 4 !== 4 || header < 20 || header > end - at) return fail(packet, 'IPv4 header impossible')
  packet.ip = 4
  packet.ipFrom = at + 12
  packet.ipTo = at + 16
  packet.ttl = bytes[at + 8]!
  packet.protocol = bytes[at + 9]!
  // A total length of 0 comes from a sender that lets its network card cut the packet (TCP segmentation offload).
  const whole = total === 0 ? end - at : total
  packet.cut = Math.max(0, at + whole - end)
  packet.end = Math.min(end, at + Math.max(whole, header))
  const word = (bytes[at + 6]! << 8) | bytes[at + 7]!
  packet.fragmentOffset = (word & 0x1fff) * 8
  packet.moreFragments = (word & 0x2000) !== 0
  packet.fragment = packet.moreFragments || packet.fragmentOffset > 0
  packet.fragmentId = (bytes[at + 4]! << 8) | bytes[at + 5]!
  packet.payload = at + header
  return true
}

function ipv6(packet: Packet): boolean {
  const { bytes, end } = packet
  const at = packet.payload
  if (end - at < 40) return fail(packet, 'IPv6 header cut short')
  if (bytes[at]! >> 4 !== 6) return fail(packet, 'IPv6 header impossible')
  packet.ip = 6
  packet.ipFrom = at + 8
  packet.ipTo = at + 24
  packet.ttl = bytes[at + 7]!
  const length = (bytes[at + 4]! << 8) | bytes[at + 5]!
  packet.cut = Math.max(0, at + 40 + length - end)
  if (length > 0) packet.end = Math.min(end, at + 40 + length)
  packet.protocol = bytes[at + 6]!
  packet.payload = at + 40
  return passExtensions(packet)
}

/** Passes the IPv6 extension headers that stand at `payload`; false when there is no end of them. */
export function passExtensions(packet: Packet): boolean {
  for (let i = 0; i < MAX_EXTENSIONS; i++) if (!extension(packet)) return true
  return fail(packet, 'IPv6 extension headers without end')
}

/** Passes one IPv6 extension header (RFC 8200 section 4); false when there is none. */
function extension(packet: Packet): boolean {
  const { bytes, payload, end, protocol } = packet
  const plain = protocol === 0 || protocol === 43 || protocol === 60 || protocol === 135
  if (!plain && protocol !== 44 && protocol !== 51) return false
  if (end - payload < 8) return false
  const next = bytes[payload]!
  const units = bytes[payload + 1]!
  if (protocol === 44) {
    const word = (bytes[payload + 2]! << 8) | bytes[payload + 3]!
    packet.fragmentOffset = word & 0xfff8
    packet.moreFragments = (word & 1) === 1
    packet.fragment = packet.moreFragments || packet.fragmentOffset > 0
    packet.fragmentId =
      (bytes[payload + 4]! << 24) |
      (bytes[payload + 5]! << 16) |
      (bytes[payload + 6]! << 8) |
      bytes[payload + 7]!
    packet.payload += 8
    packet.protocol = next
    return !packet.fragment
  }
  packet.payload += protocol === 51 ? (units + 2) * 4 : (units + 1) * 8
  packet.protocol = next
  return packet.payload <= end
}

/** Reads ports and moves to the payload of TCP and UDP; other protocols keep their payload where it is. */
export function transport(packet: Packet): void {
  const { bytes, payload: at, end } = packet
  if (packet.protocol === 6) {
    if (end - at < 20) {
      packet.trouble = 'TCP header cut short'
      return
    }
    packet.portFrom = (bytes[at]! << 8) | bytes[at + 1]!
    packet.portTo = (bytes[at + 2]! << 8) | bytes[at + 3]!
    packet.sequence = (bytes[at + 4]! << 24) | (bytes[at + 5]! << 16) | (bytes[at + 6]! << 8) | bytes[at + 7]!
    packet.acknowledged =
      (bytes[at + 8]! << 24) | (bytes[at + 9]! << 16) | (bytes[at + 10]! << 8) | bytes[at + 11]!
    packet.tcpFlags = bytes[at + 13]!
    const header = (bytes[at + 12]! >> 4) * 4
    if (header < 20) packet.trouble = 'TCP header impossible'
    packet.payload = Math.min(at + Math.max(header, 20), end)
  } else if (packet.protocol === 17) {
    if (end - at < 8) {
      packet.trouble = 'UDP header cut short'
      return
    }
    packet.portFrom = (bytes[at]! << 8) | bytes[at + 1]!
    packet.portTo = (bytes[at + 2]! << 8) | bytes[at + 3]!
    const length = (bytes[at + 4]! << 8) | bytes[at + 5]!
    packet.payload = at + 8
    if (length >= 8) packet.end = Math.min(end, at + length)
  }
}

function fail(packet: Packet, why: string): boolean {
  packet.trouble = why
  return false
}
