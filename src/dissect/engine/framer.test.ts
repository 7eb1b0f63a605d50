import { expect, test } from 'vitest'
import { limits } from '../../base/limits.ts'
import { MAYBE, MORE, NO, NOT_MINE, type Protocol, SURE } from '../protocol.ts'
import type { Session } from '../session.ts'
import { Framer } from './framer.ts'

/** Messages that begin with '#' and a four-byte length of the whole. */
const long: Protocol = {
  id: 'long',
  title: 'Long',
  spec: 'this test',
  family: 'it',
  carriedBy: {},
  looksLike: (peek) => (peek.u8(0) === 0x23 ? MAYBE : NO),
  frameLength: (peek) => (peek.length < 5 ? MORE : peek.u32(1)),
  read: () => ({}),
  observe: () => [],
  examples: {},
}

function head(size: number): Uint8Array {
  const bytes = new Uint8Array(5)
  bytes[0] = 0x23
  new DataView(bytes.buffer).setUint32(1, size)
  return bytes
}

function framed(): { framer: Framer; sizes: number[]; feed: (bytes: Uint8Array) => void } {
  const sizes: number[] = []
  const framer = new Framer(long, {} as Session, true)
  const feed = (bytes: Uint8Array) =>
    framer.data(bytes, 0, bytes.length, 1, (_bytes, start, end) => sizes.push(end - start))
  return { framer, sizes, feed }
}

test('of a message that is too long to hold the first bytes are read, and the next message is found', () => {
  const { framer, sizes, feed } = framed()
  const size = 3 * limits.dissect.messageBytes
  feed(head(size))
  for (let sent = 5; sent < size; sent += 1000) feed(new Uint8Array(Math.min(1000, size - sent)))
  feed(head(5))
  expect(sizes).toEqual([limits.dissect.keptOfLongBytes, 5])
  expect(framer.slips).toBe(0)
})

test('bytes missing from what is passed over change nothing', () => {
  const { framer, sizes, feed } = framed()
  const size = 2 * limits.dissect.messageBytes
  feed(head(size))
  feed(new Uint8Array(limits.dissect.keptOfLongBytes))
  framer.gap(size - 5 - limits.dissect.keptOfLongBytes)
  feed(head(7))
  feed(new Uint8Array(2))
  expect(sizes).toEqual([limits.dissect.keptOfLongBytes, 7])
})

/** Messages that begin with '#!' and a length of the whole, and are sure of it. */
const marked: Protocol = {
  ...long,
  looksLike: (peek) => (peek.u8(0) === 0x23 && peek.u8(1) === 0x21 ? SURE : NO),
  frameLength: (peek) =>
    peek.u8(0) !== 0x23 || peek.u8(1) > 0x21 ? NOT_MINE : peek.length < 3 ? MORE : peek.u8(2),
}

test('after a gap a message that spans segments is found, even when its header is cut', () => {
  for (const cut of [1, 2, 3, 5]) {
    const sizes: number[] = []
    const framer = new Framer(marked, {} as Session, true)
    const feed = (bytes: number[]) =>
      framer.data(Uint8Array.from(bytes), 0, bytes.length, 1, (_bytes, start, end) => sizes.push(end - start))
    const message = [0x23, 0x21, 8, 1, 2, 3, 4, 5]
    framer.gap(100)
    feed([9, 9, 9, ...message.slice(0, cut)])
    feed([...message.slice(cut), ...message])
    expect({ cut, sizes }).toEqual({ cut, sizes: [8, 8] })
  }
})

test('each message names the packets that its bytes came in, and no others', () => {
  const taken: number[][] = []
  const framer = new Framer(long, {} as Session, true)
  const whole = (size: number): number[] => [...head(size), ...Array<number>(size - 5).fill(0)]
  const feed = (bytes: number[], packet: number) =>
    framer.data(Uint8Array.from(bytes), 0, bytes.length, packet, (_bytes, _start, _end, packets) => {
      taken.push([...packets])
    })
  const split = whole(12)
  feed(split.slice(0, 4), 1)
  feed(split.slice(4, 9), 2)
  // The rest of a split message, a whole one, and the beginning of the next in one segment.
  feed([...split.slice(9), ...whole(6), ...split.slice(0, 7)], 3)
  feed([...split.slice(7), ...whole(5)], 4)
  feed(whole(5), 5)
  expect(taken).toEqual([[1, 2, 3], [3], [3, 4], [4], [5]])
})

test('after nonsense that is held, a message names the packets it was found in', () => {
  const taken: number[][] = []
  const framer = new Framer(marked, {} as Session, true)
  const feed = (bytes: number[], packet: number) =>
    framer.data(Uint8Array.from(bytes), 0, bytes.length, packet, (_bytes, _start, _end, packets) => {
      taken.push([...packets])
    })
  // What seemed to begin in packet 1 turns out to be nothing; the message begins in packet 2.
  feed([0x23], 1)
  framer.gap(0)
  feed([0x23], 2)
  feed([0x21], 3)
  feed([4, 9, 0x23, 0x21, 3], 4)
  expect(taken).toEqual([[2, 3, 4], [4]])
})
