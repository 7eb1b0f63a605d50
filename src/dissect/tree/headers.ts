import type { TreeLayer } from '../../model/packet-tree.ts'
import { dropPrpTrailer, unwrapLink } from '../engine/link.ts'
import { unwrapNetwork } from '../engine/network.ts'
import { Packet } from '../engine/packet.ts'
import { Fields, layerOf } from './layer.ts'
import { tcpLayer, udpLayer } from './transport.ts'

const ETHERNET = 1
const TCP = 6
const UDP = 17
const MAX_TAGS = 8

/** What stands before the payload, layer by layer, and where the payload is. */
export interface Headers {
  layers: TreeLayer[]
  packet: Packet
}

/** Reads the link, network and transport headers of a packet, also inside a tunnel. */
export function headersOf(bytes: Uint8Array, linkType: number): Headers {
  const packet = new Packet()
  packet.begin(bytes, 0, bytes.length)
  const version = unwrapLink(packet, linkType)
  const link = packet.payload
  const layers = linkLayers(bytes, linkType, link)
  if (version !== 0) {
    const end = packet.end
    unwrapNetwork(packet, version)
    layers.push(...networkLayers(packet, { version, at: link, end }))
  } else if (linkType === ETHERNET) dropPrpTrailer(packet, 0, bytes.length)
  if (packet.trouble !== '') layers.at(-1)?.anomalies.push({ field: '', why: packet.trouble })
  return { layers, packet }
}

function linkLayers(bytes: Uint8Array, linkType: number, end: number): TreeLayer[] {
  if (linkType === ETHERNET) return bytes.length < 14 ? [] : ethernetLayers(bytes, 0, end)
  if (end === 0) return []
  const fields = new Fields(bytes, 0)
  fields.raw('header', end)
  return [layerOf('link', `Link header of type ${linkType}`, 0, fields)]
}

/** An Ethernet header at a place, and the tags and further headers behind it until `end`. */
function ethernetLayers(bytes: Uint8Array, at: number, end: number): TreeLayer[] {
  const fields = new Fields(bytes, at)
  fields.put('destination', 6, macText(bytes, at))
  fields.put('source', 6, macText(bytes, at + 6))
  let type = fields.number('type or length', 2, typeText)
  const layers = [layerOf('ethernet', 'Ethernet', at, fields)]
  for (let tags = 0; tags < MAX_TAGS && isTag(type) && fields.at + 4 <= end; tags++) {
    const tag = new Fields(bytes, fields.at)
    tag.number('tag', 2, (word) => `VLAN ${word & 0xfff}, priority ${word >> 13}`)
    type = tag.number('type or length', 2, typeText)
    layers.push(layerOf('vlan', 'VLAN tag', fields.at, tag))
    fields.at = tag.at
  }
  if (fields.at >= end) return layers
  const rest = new Fields(bytes, fields.at)
  if (type < 1536 && end - rest.at >= 3) {
    rest.number('destination service', 1, hexByte)
    rest.number('source service', 1, hexByte)
    rest.number('control', 1, hexByte)
    rest.raw('organization and type', end - rest.at)
    layers.push(layerOf('llc', 'Logical link control', fields.at, rest))
  } else {
    rest.raw('header', end - rest.at)
    layers.push(layerOf('link', 'Further link headers', fields.at, rest))
  }
  return layers
}

function isTag(type: number): boolean {
  return type === 0x8100 || type === 0x88a8 || type === 0x9100 || type === 0x9200
}

/** IP and what follows it. What lies between an outer header and the innermost one is shown as one tunnel. */
function networkLayers(packet: Packet, from: { version: number; at: number; end: number }): TreeLayer[] {
  const { bytes } = packet
  const innermost = packet.ip === 4 ? packet.ipFrom - 12 : packet.ipFrom - 8
  if (packet.tunnels === 0) return ipLayers(packet, from)
  const outer = ipLayers(packet, from)
  const behind = outer.at(-1)?.end ?? from.at
  const begin = packet.macTo > behind ? packet.macTo : packet.ip === 0 ? packet.payload : innermost
  const tunnel = new Fields(bytes, behind)
  tunnel.raw('header', Math.max(0, begin - behind))
  const layers = [...outer, layerOf('tunnel', 'Tunnel', behind, tunnel)]
  if (packet.macTo > behind)
    layers.push(...ethernetLayers(bytes, packet.macTo, packet.ip === 0 ? packet.payload : innermost))
  if (packet.ip !== 0)
    layers.push(...ipLayers(packet, { version: packet.ip, at: innermost, end: packet.end }))
  return layers
}

function ipLayers(
  { bytes, fragment }: Packet,
  { version, at, end }: { version: number; at: number; end: number },
) {
  if (end - at < (version === 4 ? 20 : 40)) return []
  const { layer, protocol } = version === 4 ? ipv4Layer(bytes, at, end) : ipv6Layer(bytes, at, end)
  const next = layer.end ?? at
  if (fragment) return [layer]
  if (protocol === TCP && end - next >= 20) return [layer, tcpLayer(bytes, next, end)]
  if (protocol === UDP && end - next >= 8) return [layer, udpLayer(bytes, next)]
  return [layer]
}

function ipv4Layer(bytes: Uint8Array, at: number, end: number): { layer: TreeLayer; protocol: number } {
  const fields = new Fields(bytes, at)
  const first = fields.number('version and header length', 1, (byte) => `4, ${(byte & 15) * 4} bytes`)
  fields.number('service', 1, (byte) => `DSCP ${byte >> 2}, ECN ${byte & 3}`)
  fields.number('total length', 2)
  fields.number('identification', 2)
  fields.number('fragment', 2, fragmentText)
  fields.number('time to live', 1)
  const protocol = fields.number('protocol', 1)
  fields.number('checksum', 2, (word) => `0x${word.toString(16).padStart(4, '0')}`)
  fields.put('source', 4, bytes.subarray(at + 12, at + 16).join('.'))
  fields.put('destination', 4, bytes.subarray(at + 16, at + 20).join('.'))
  const header = Math.min((first & 15) * 4, end - at)
  fields.raw('options', at + header - fields.at)
  return { layer: layerOf('ipv4', 'Internet Protocol 4', at, fields), protocol }
}

function fragmentText(word: number): string {
  const offset = (word & 0x1fff) * 8
  const flags = [...(word & 0x4000 ? ['do not fragment'] : []), ...(word & 0x2000 ? ['more follow'] : [])]
  return [`offset ${offset}`, ...flags].join(', ')
}

const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 44, 51, 60, 135])
const MAX_EXTENSIONS = 12

function ipv6Layer(bytes: Uint8Array, at: number, end: number): { layer: TreeLayer; protocol: number } {
  const fields = new Fields(bytes, at)
  fields.number(
    'version, class and flow',
    4,
    (word) => `6, class ${(word >>> 20) & 255}, flow ${word & 0xfffff}`,
  )
  fields.number('payload length', 2)
  let protocol = fields.number('next header', 1)
  fields.number('hop limit', 1)
  fields.put('source', 16, ip6Text(bytes, at + 8))
  fields.put('destination', 16, ip6Text(bytes, at + 24))
  for (let i = 0; i < MAX_EXTENSIONS && EXTENSIONS.has(protocol) && end - fields.at >= 8; i++) {
    const units = bytes[fields.at + 1]!
    const size = protocol === 44 ? 8 : protocol === 51 ? (units + 2) * 4 : (units + 1) * 8
    const next = bytes[fields.at]!
    fields.raw(`extension ${protocol}`, Math.min(size, end - fields.at))
    protocol = next
  }
  return { layer: layerOf('ipv6', 'Internet Protocol 6', at, fields), protocol }
}

function ip6Text(bytes: Uint8Array, at: number): string {
  return Array.from({ length: 8 }, (_, i) =>
    ((bytes[at + 2 * i]! << 8) | bytes[at + 2 * i + 1]!).toString(16),
  ).join(':')
}

function macText(bytes: Uint8Array, at: number): string {
  return Array.from(bytes.subarray(at, at + 6), (byte) => byte.toString(16).padStart(2, '0')).join(':')
}

function typeText(word: number): string {
  return word < 1536 ? `length ${word}` : `0x${word.toString(16).padStart(4, '0')}`
}

function hexByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, '0')}`
}
