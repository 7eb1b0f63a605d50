import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Stream } from './stream.ts'

function collector() {
  const bytes: number[] = []
  const gaps: number[] = []
  return {
    bytes,
    gaps,
    data: (from: Uint8Array, start: number, end: number) => {
      for (let i = start; i < end; i++) bytes.push(from[i]!)
    },
    gap: (size: number) => {
      gaps.push(size)
    },
  }
}

function send(stream: Stream, sink: ReturnType<typeof collector>, sequence: number, text: string) {
  const bytes = Buffer.from(text)
  stream.segment(sequence >>> 0, bytes, 0, bytes.length, 1, sink)
}

const text = (sink: ReturnType<typeof collector>) => Buffer.from(sink.bytes).toString()

test('segments in order pass at once', () => {
  const sink = collector()
  const stream = new Stream()
  stream.open(100)
  send(stream, sink, 100, 'abc')
  send(stream, sink, 103, 'def')
  expect(text(sink)).toBe('abcdef')
})

test('an early segment waits for the one before it', () => {
  const sink = collector()
  const stream = new Stream()
  stream.open(100)
  send(stream, sink, 103, 'def')
  expect(text(sink)).toBe('')
  send(stream, sink, 100, 'abc')
  expect(text(sink)).toBe('abcdef')
  expect(sink.gaps).toEqual([])
})

test('what still waits at the end is given, with its losses', () => {
  const sink = collector()
  const stream = new Stream()
  stream.open(0)
  send(stream, sink, 9, 'jkl')
  send(stream, sink, 3, 'def')
  stream.close(sink)
  expect([text(sink), sink.gaps, stream.lost]).toEqual(['defjkl', [3, 3], 6])
})

test('retransmissions and overlaps give each byte once, the first copy', () => {
  const sink = collector()
  const stream = new Stream()
  stream.open(0)
  send(stream, sink, 0, 'abc')
  send(stream, sink, 0, 'XYZ')
  send(stream, sink, 1, 'XYd')
  expect(text(sink)).toBe('abcd')
  expect(stream.retransmitted).toBe(2)
})

test('a loss is declared once the receiver acknowledged what was never captured', () => {
  const sink = collector()
  const stream = new Stream()
  stream.open(0)
  send(stream, sink, 0, 'abc')
  send(stream, sink, 10, 'klm')
  stream.acknowledge(13, sink)
  expect(text(sink)).toBe('abcklm')
  expect(sink.gaps).toEqual([7])
  expect(stream.lost).toBe(7)
})

test('one acknowledgement may cover several losses', () => {
  const sink = collector()
  const stream = new Stream()
  stream.open(0)
  send(stream, sink, 0, 'abc')
  send(stream, sink, 10, 'klm')
  send(stream, sink, 20, 'uvw')
  stream.acknowledge(23, sink)
  expect(text(sink)).toBe('abcklmuvw')
  expect(sink.gaps).toEqual([7, 7])
})

test('sequence numbers wrap around', () => {
  const sink = collector()
  const stream = new Stream()
  stream.open(0xfffffffe)
  send(stream, sink, 0xfffffffe, 'abcd')
  send(stream, sink, 2, 'ef')
  expect(text(sink)).toBe('abcdef')
})

test('whatever the order of segments within the limits, the bytes come out in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 30 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
      fc.integer({ min: 0, max: 0xffffffff }),
      (sizes, order, first) => {
        const total = sizes.reduce((a, b) => a + b, 0)
        const whole = Uint8Array.from({ length: total }, (_, i) => i & 255)
        let at = 0
        const pieces = sizes.map((size) => {
          const piece = { at, bytes: whole.slice(at, at + size) }
          at += size
          return piece
        })
        const keys = pieces.map(() => order.next().value as number)
        const shuffled = pieces.map((piece, i) => ({ piece, key: keys[i]! })).sort((a, b) => a.key - b.key)
        const sink = collector()
        const stream = new Stream()
        stream.open(first)
        for (const { piece } of shuffled)
          stream.segment((first + piece.at) >>> 0, piece.bytes, 0, piece.bytes.length, 1, sink)
        expect(Uint8Array.from(sink.bytes)).toEqual(whole)
      },
    ),
  )
})
