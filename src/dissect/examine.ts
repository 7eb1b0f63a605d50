import type { Message } from '../model/message.ts'
import type { Observation } from '../model/observation.ts'
import { Exchange } from './exchange.ts'
import type { Protocol } from './protocol.ts'
import { Registry } from './registry.ts'

/** One message to examine: its bytes (hex, blanks ignored, or bytes) and who sends it. */
export interface Piece {
  bytes: string | Uint8Array
  /** 0: the client (default), 1: the server. */
  direction?: 0 | 1
  traced?: boolean
}

/** What examining one piece gave: its messages from the outermost inwards, and what they mean. */
export interface Examined {
  messages: Message[]
  observations: Observation[]
  /** Whether the glance took it for a repeat. */
  repeat: boolean
}

/**
 * Reads messages one after the other in one made-up conversation: for tests, examples and questions. `protocols` must hold
 * `outer` and everything it may carry.
 */
export function examine(
  outer: Protocol,
  pieces: readonly Piece[],
  protocols: readonly Protocol[] = [outer],
): Examined[] {
  const ends = [
    { mac: '02:00:00:00:00:01', ip: '192.0.2.1', port: 49152, vlan: undefined },
    { mac: '02:00:00:00:00:02', ip: '192.0.2.2', port: 1, vlan: undefined },
  ] as const
  const exchange = new Exchange(new Registry(protocols), ends, 'tcp')
  const moment = { seconds: 0, nanos: 0, capture: 0, packets: [1] }
  return pieces.map((piece, index) => {
    const bytes = typeof piece.bytes === 'string' ? fromHex(piece.bytes) : piece.bytes
    exchange.direction = piece.direction ?? 0
    exchange.fromPort = ends[exchange.direction].port
    exchange.toPort = ends[exchange.direction === 0 ? 1 : 0].port
    exchange.traced = piece.traced ?? true
    moment.packets = [index + 1]
    const reading = exchange.take(outer, bytes, 0, bytes.length, moment, true)
    return {
      messages: reading.stack,
      observations: reading.stack.flatMap((message) => meaning(message, protocols)),
      repeat: !exchange.fresh,
    }
  })
}

/** What one message means; a message that was cut before it could be understood means nothing. */
export function meaning(message: Message, protocols: readonly Protocol[]): Observation[] {
  if (message.value === undefined) return []
  return protocols.find((one) => one.id === message.protocol)?.observe(message) ?? []
}

/** Bytes from hex text; blanks and line breaks are ignored. Throws on anything else. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, '')
  if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) throw new Error(`not hex: ${text.slice(0, 40)}`)
  return Uint8Array.from(Buffer.from(digits, 'hex'))
}
