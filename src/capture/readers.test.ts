import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaptureReader } from './reader.ts'
import { readerFor, sniff } from './sniff.ts'
import { SNOOP_MAGIC } from './snoop.ts'
import { join, numbers, readAll } from './testing.ts'
import { type CaptureWriter, type Packet, pcapngWriter, pcapWriter } from './writer.ts'

const packets = (linkTypes: number[], maxSeconds: number) =>
  fc.array(
    fc.record({
      bytes: fc.uint8Array({ maxLength: 80 }),
      cut: fc.nat(40),
      seconds: fc.nat(maxSeconds),
      nanos: fc.nat(999_999_999),
      linkType: fc.constantFrom(...linkTypes),
    }),
    { maxLength: 20 },
  )

type Made = { bytes: Uint8Array; cut: number; seconds: number; nanos: number; linkType: number }

function packetOf({ bytes, cut, seconds, nanos, linkType }: Made): Packet {
  return {
    bytes: join([1, 2], bytes, [3]),
    start: 2,
    end: 2 + bytes.length,
    wireLength: bytes.length + cut,
    seconds,
    nanos,
    linkType,
  }
}

function fileOf(writer: CaptureWriter, made: readonly Made[]): Uint8Array {
  return join(writer.head(), ...made.map((one) => writer.record(packetOf(one))))
}

function readerOf(bytes: Uint8Array): CaptureReader {
  const reader = readerFor(sniff(bytes).kind, 0)
  if (reader === undefined) throw new Error('a written capture was not recognized')
  return reader
}

const formats = [
  { name: 'pcap in microseconds', make: () => pcapWriter(1), linkTypes: [1], unit: 1000 },
  { name: 'pcap in nanoseconds', make: () => pcapWriter(1, { nanos: true }), linkTypes: [1], unit: 1 },
  { name: 'pcapng of several link types', make: pcapngWriter, linkTypes: [1, 101, 113], unit: 1 },
] as const

describe.each(formats)('$name', ({ make, linkTypes, unit }) => {
  const someFile = packets([...linkTypes], 0xffff_ffff).map((made) => fileOf(make(), made))

  test('reads back what was written', () => {
    fc.assert(
      fc.property(packets([...linkTypes], 0xffff_ffff), (made) => {
        const bytes = fileOf(make(), made)
        const { frames, notes } = readAll(readerOf(bytes), bytes)
        expect(notes).toEqual([])
        expect(frames).toEqual(
          made.map((one, index) => ({
            data: [...one.bytes],
            wireLength: one.bytes.length + one.cut,
            seconds: one.seconds,
            nanos: one.nanos - (one.nanos % unit),
            linkType: one.linkType,
            packet: index + 1,
          })),
        )
      }),
    )
  })

  test('gives the same frames and notes however the bytes are cut in chunks', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(someFile, fc.nat(200), pieces, (whole, lost, sizes) => {
        const bytes = whole.subarray(0, Math.max(12, whole.length - lost))
        const once = readAll(readerOf(bytes), bytes)
        const often = readAll(readerOf(bytes), bytes, sizes)
        expect(often.frames).toEqual(once.frames)
        expect(often.notes).toEqual(once.notes)
      }),
      { numRuns: 300 },
    )
  })

  test('survives bytes changed anywhere: it ends, in bounded steps, with sound frames', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 })
    fc.assert(
      fc.property(someFile, changes, fc.integer({ min: 1, max: 100 }), (whole, edits, size) => {
        const bytes = whole.slice()
        const reader = readerOf(bytes)
        for (const [at, value] of edits) bytes[at % bytes.length] = value
        const { frames, steps } = readAll(reader, bytes, [size])
        expect(steps).toBeLessThan(bytes.length * 3 + 10)
        for (const frame of frames) {
          expect(frame.data.length).toBeLessThanOrEqual(bytes.length)
          expect(frame.wireLength).toBeGreaterThanOrEqual(frame.data.length)
          expect(frame.nanos).toBeGreaterThanOrEqual(0)
          expect(frame.nanos).toBeLessThan(1_000_000_000)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('any reader', () => {
  test.each(['pcap', 'pcapng', 'snoop'] as const)('%s ends on random bytes', (kind) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (bytes, size) => {
        const reader = readerFor(kind, 0)
        expect(reader && readAll(reader, bytes, [size]).steps).toBeLessThan(1000)
      }),
    )
  })

  test('reads a snoop capture and says where one stops', () => {
    const record = join(numbers(false, [4, 60], [4, 3], [4, 28], [4, 0], [4, 12], [4, 34]), [1, 2, 3, 0])
    const bytes = join(SNOOP_MAGIC, numbers(false, [4, 2], [4, 4]), record, record.subarray(0, 26))
    const { frames, notes } = readAll(readerOf(bytes), bytes, [5])
    expect(frames).toEqual([
      { data: [1, 2, 3], wireLength: 60, seconds: 12, nanos: 34_000, linkType: 1, packet: 1 },
    ])
    expect(notes[0]?.message).toBe('stops in packet 2 at byte 44: the record says 28 bytes, 26 are left')
  })
})

describe('a file that is no capture', () => {
  test.each([
    ['', 'nothing: the file is empty'],
    [
      'version https://git-lfs.github.com/spec/v1\n',
      'a Git LFS pointer: the capture itself was not downloaded',
    ],
    ['PK\x03\x04abc', 'a ZIP archive: unpack it first'],
    ['{"event_type":"alert"}', 'JSON text'],
    ['dear reader', 'text'],
    ['\0\0\0\0', 'zero bytes only'],
    ['\x01\x02\x03\x04', 'data of an unknown kind, beginning with 01 02 03 04'],
  ])('%j is described', (text, looksLike) => {
    expect(sniff(Buffer.from(text, 'latin1'))).toEqual({ kind: 'other', looksLike })
  })
})
