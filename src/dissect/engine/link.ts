import type { Packet } from './packet.ts'
import { arcnetStations, mstpStations } from './stations.ts'

/** LINKTYPE values (tcpdump.org registry) that this file unwraps. */
const LINK = {
  null: 0,
  ethernet: 1,
  ppp: 9,
  rawOld: 12,
  arcnet: 7,
  raw: 101,
  loop: 108,
  sll: 113,
  arcnetLinux: 129,
  mstp: 165,
  ipv4: 228,
  ipv6: 229,
  sll2: 276,
}

const ETHERTYPE_IPV4 = 0x0800
const ETHERTYPE_IPV6 = 0x86dd
const MPLS_UNICAST = 0x8847
const MPLS_MULTICAST = 0x8848
const PPPOE_SESSION = 0x8864
const HSR = 0x892f
const PRP_SUFFIX = 0x88fb

/** The network protocol that follows at `payload`: 4, 6 or 0 (the packet then names its layer-2 carrier). */
export function unwrapLink(packet: Packet, linkType: number): number {
  const { bytes, end } = packet
  const at = packet.payload
  switch (linkType) {
    case LINK.ethernet:
      return ethernet(packet)
    case LINK.raw:
    case LINK.rawOld:
    case LINK.ipv4:
    case LINK.ipv6:
      return at < end ? version(bytes[at]!) : short(packet, 'IP')
    case LINK.null:
    case LINK.loop: {
      if (end - at < 4) return short(packet, 'loopback')
      packet.payload = at + 4
      return packet.payload < end ? version(bytes[packet.payload]!) : 0
    }
    case LINK.sll: {
      if (end - at < 16) return short(packet, 'Linux cooked')
      if (bytes[at + 5] === 6) packet.macFrom = at + 6
      return typed(packet, (bytes[at + 14]! << 8) | bytes[at + 15]!, at + 16)
    }
    case LINK.sll2: {
      if (end - at < 20) return short(packet, 'Linux cooked v2')
      if (bytes[at + 11] === 6) packet.macFrom = at + 12
      return typed(packet, (bytes[at]! << 8) | bytes[at + 1]!, at + 20)
    }
    case LINK.ppp:
      return ppp(packet, bytes[at] === 0xff && bytes[at + 1] === 3 ? at + 2 : at)
    case LINK.arcnet:
    case LINK.arcnetLinux:
      if (arcnetStations(packet)) return llc(packet, packet.end - packet.payload)
      return link(packet, linkType)
    case LINK.mstp:
      mstpStations(packet)
      return link(packet, linkType)
    default:
      return link(packet, linkType)
  }
}

/** A link that some protocol reads from its first octet on. */
function link(packet: Packet, linkType: number): number {
  packet.carrier = 'link'
  packet.selector = linkType
  return 0
}

/** Reads an Ethernet header at `payload`, also the inner one of a tunnel. */
export function ethernet(packet: Packet): number {
  const at = packet.payload
  if (packet.end - at < 14) return short(packet, 'Ethernet')
  packet.macTo = at
  packet.macFrom = at + 6
  return typed(packet, (packet.bytes[at + 12]! << 8) | packet.bytes[at + 13]!, at + 14)
}

function isVlanTag(type: number): boolean {
  return type === 0x8100 || type === 0x88a8 || type === 0x9100 || type === 0x9200
}

/** Follows an ethertype (or, below 1536, an 802.3 length) through tags and labels. */
export function typed(packet: Packet, ethertype: number, start: number): number {
  const { bytes } = packet
  let type = ethertype
  let at = start
  for (let tags = 0; tags < MAX_TAGS; tags++) {
    if (isVlanTag(type) && packet.end - at >= 4) {
      if (packet.vlan === 0) packet.vlan = ((bytes[at]! & 15) << 8) | bytes[at + 1]!
      type = (bytes[at + 2]! << 8) | bytes[at + 3]!
      at += 4
    } else if (type === HSR && packet.end - at >= 6) {
      type = (bytes[at + 4]! << 8) | bytes[at + 5]!
      at += 6
    } else break
  }
  packet.payload = at
  if (type === ETHERTYPE_IPV4) return 4
  if (type === ETHERTYPE_IPV6) return 6
  if (type === MPLS_UNICAST || type === MPLS_MULTICAST) return mpls(packet)
  if (type === PPPOE_SESSION && packet.end - at >= 8) return ppp(packet, at + 6)
  if (type < 1536) return llc(packet, type)
  packet.carrier = 'ethertype'
  packet.selector = type
  return 0
}

const MAX_TAGS = 8

function mpls(packet: Packet): number {
  const { bytes } = packet
  for (let labels = 0; labels < MAX_TAGS && packet.end - packet.payload >= 4; labels++) {
    const bottom = (bytes[packet.payload + 2]! & 1) === 1
    packet.payload += 4
    if (!bottom) continue
    const first = packet.payload < packet.end ? bytes[packet.payload]! >> 4 : 0
    if (first === 4 || first === 6) return first
    // RFC 4385: a zero first nibble is the control word of an Ethernet pseudo-wire.
    if (first === 0 && packet.end - packet.payload > 4) packet.payload += 4
    return ethernet(packet)
  }
  return short(packet, 'MPLS')
}

function ppp(packet: Packet, start: number): number {
  const { bytes, end } = packet
  if (end - start < 2) return short(packet, 'PPP')
  const compressed = (bytes[start]! & 1) === 1
  const protocol = compressed ? bytes[start]! : (bytes[start]! << 8) | bytes[start + 1]!
  packet.payload = start + (compressed ? 1 : 2)
  if (protocol === 0x21) return 4
  if (protocol === 0x57) return 6
  packet.carrier = 'ppp'
  packet.selector = protocol
  return 0
}

function llc(packet: Packet, length: number): number {
  const { bytes } = packet
  const at = packet.payload
  packet.end = Math.min(packet.end, at + length)
  if (packet.end - at < 3) return short(packet, 'LLC')
  if (bytes[at] === 0xaa && bytes[at + 1] === 0xaa && packet.end - at >= 8) {
    const oui = (bytes[at + 3]! << 16) | (bytes[at + 4]! << 8) | bytes[at + 5]!
    const pid = (bytes[at + 6]! << 8) | bytes[at + 7]!
    if (oui === 0) return typed(packet, Math.max(pid, 1536), at + 8)
    packet.payload = at + 8
    packet.carrier = 'snap'
    packet.selector = oui * 0x10000 + pid
    return 0
  }
  packet.payload = at + 3
  packet.carrier = 'llc'
  packet.selector = bytes[at]!
  return 0
}

/**
 * IEC 62439-3: a PRP trailer (sequence, LAN and size, suffix) at the end of a frame is cut off where its size says that it is one. Only
 * needed without IP, which says itself where it ends: the end of a frame lies in memory that nobody else touches.
 */
export function dropPrpTrailer(packet: Packet, start: number, end: number): void {
  const { bytes } = packet
  if (end - start < 20) return
  if (((bytes[end - 2]! << 8) | bytes[end - 1]!) !== PRP_SUFFIX) return
  const size = ((bytes[end - 4]! & 15) << 8) | bytes[end - 3]!
  if (size === end - start || size === end - start - 14) packet.end = Math.min(packet.end, end - 6)
}

function version(first: number): number {
  const nibble = first >> 4
  return nibble === 4 || nibble === 6 ? nibble : 0
}

function short(packet: Packet, what: string): number {
  packet.trouble = `${what} header cut short`
  return 0
}
