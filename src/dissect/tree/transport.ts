import type { TreeLayer } from '../../model/packet-tree.ts'
import { Fields, layerOf } from './layer.ts'

const FLAGS = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'] as const

/** The TCP header (RFC 9293, 3.1) that begins at a place with at least 20 bytes. */
export function tcpLayer(bytes: Uint8Array, at: number, end: number): TreeLayer {
  const fields = new Fields(bytes, at)
  fields.number('source port', 2)
  fields.number('destination port', 2)
  fields.number('sequence', 4)
  fields.number('acknowledged', 4)
  const first = fields.number('header length', 1, (byte) => `${(byte >> 4) * 4} bytes`)
  fields.number('flags', 1, (byte) => FLAGS.filter((_, bit) => byte & (1 << bit)).join(' ') || 'none')
  fields.number('window', 2)
  fields.number('checksum', 2, (word) => `0x${word.toString(16).padStart(4, '0')}`)
  fields.number('urgent', 2)
  fields.raw('options', Math.min((first >> 4) * 4, end - at) - 20)
  return layerOf('tcp', 'TCP', at, fields)
}

/** The UDP header (RFC 768) that begins at a place with at least eight bytes. */
export function udpLayer(bytes: Uint8Array, at: number): TreeLayer {
  const fields = new Fields(bytes, at)
  fields.number('source port', 2)
  fields.number('destination port', 2)
  fields.number('length', 2)
  fields.number('checksum', 2, (word) => `0x${word.toString(16).padStart(4, '0')}`)
  return layerOf('udp', 'UDP', at, fields)
}
