import { emptyFrame, type Frame } from '../model/frame.ts'
import type { Packet, Parties } from './parties.ts'

/** A packet of the tests: one byte for each party, then as many zeros as asked for. */
export function packet(number: number, seconds: number, from: number, to: number, size = 100): Frame {
  const bytes = new Uint8Array(size)
  bytes.set([from, to])
  return {
    ...emptyFrame(),
    bytes,
    end: size,
    wireLength: size + 1,
    seconds,
    nanos: number % 1000,
    packet: number,
  }
}

/** Parties of the tests' packets: 10.0.0.N. */
export function partiesOf({ bytes, start }: Packet): Parties {
  const [a, b] = [bytes[start] ?? 0, bytes[start + 1] ?? 0]
  return {
    from: `10.0.0.${a}`,
    to: `10.0.0.${b}`,
    macFrom: `02:00:00:00:00:${String(a).padStart(2, '0')}`,
    macTo: undefined,
    portFrom: 1000 + a,
    portTo: 502,
  }
}
