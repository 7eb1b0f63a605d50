import { describe, expect, test } from 'vitest'
import { MAGIC_MICROS, MAGIC_MODIFIED, MAGIC_NANOS, PcapReader } from './pcap.ts'
import { join, numbers, readAll } from './testing.ts'

interface Shape {
  little?: boolean
  magic?: number
  minor?: number
  snap?: number
  link?: number
}

function header({
  little = true,
  magic = MAGIC_MICROS,
  minor = 4,
  snap = 65_535,
  link = 1,
}: Shape): Uint8Array {
  return numbers(little, [4, magic], [2, 2], [2, minor], [4, 0], [4, 0], [4, snap], [4, link])
}

function record(
  little: boolean,
  time: [number, number],
  data: number[],
  wire = data.length,
  claim = data.length,
) {
  return join(numbers(little, [4, time[0]], [4, time[1]], [4, claim], [4, wire]), data)
}

describe('a classic capture', () => {
  for (const little of [true, false]) {
    const order = little ? 'little' : 'big'
    test(`in ${order} endian microseconds`, () => {
      const bytes = join(header({ little }), record(little, [100, 7], [1, 2, 3], 60))
      expect(readAll(new PcapReader(5), bytes)).toEqual({
        frames: [{ data: [1, 2, 3], wireLength: 60, seconds: 100, nanos: 7000, linkType: 1, packet: 1 }],
        notes: [],
        steps: 4,
      })
    })

    test(`in ${order} endian nanoseconds`, () => {
      const bytes = join(
        header({ little, magic: MAGIC_NANOS, link: 113 }),
        record(little, [100, 999_999_999], [9]),
      )
      const [frame] = readAll(new PcapReader(0), bytes).frames
      expect(frame).toMatchObject({ seconds: 100, nanos: 999_999_999, linkType: 113 })
    })

    test(`with modified record headers in ${order} endian`, () => {
      const extra = numbers(little, [4, 2], [2, 0x0800], [1, 0], [1, 0])
      const one = join(numbers(little, [4, 1], [4, 2], [4, 2], [4, 2]), extra, [0xaa, 0xbb])
      const bytes = join(header({ little, magic: MAGIC_MODIFIED }), one, one)
      const { frames, notes } = readAll(new PcapReader(0), bytes)
      expect(frames.map((frame) => frame.data)).toEqual([
        [0xaa, 0xbb],
        [0xaa, 0xbb],
      ])
      expect(notes).toEqual([])
    })
  }

  test('keeps times after 2038 and carries fractions of a second and more into the seconds', () => {
    const bytes = join(header({}), record(true, [0xf000_0000, 2_500_000], []))
    expect(readAll(new PcapReader(0), bytes).frames[0]).toMatchObject({
      seconds: 0xf000_0002,
      nanos: 500_000_000,
    })
  })

  test('leaves the frame check sequence bits out of the link type', () => {
    const bytes = join(header({ link: 0x2400_0001 }), record(true, [0, 0], [1]))
    expect(readAll(new PcapReader(0), bytes).frames[0]?.linkType).toBe(1)
  })

  test('takes a packet longer than the snap length when it is there', () => {
    const data = Array.from({ length: 300 }, (_, index) => index & 0xff)
    const { frames, notes } = readAll(
      new PcapReader(0),
      join(header({ snap: 96 }), record(true, [0, 0], data)),
    )
    expect(frames[0]?.data).toEqual(data)
    expect(notes).toEqual([])
  })

  test('of a version before 2.4 may have the two lengths swapped', () => {
    const bytes = join(
      header({ minor: 3 }),
      record(true, [0, 0], [1, 2], 2, 60),
      record(true, [0, 0], [3], 9),
    )
    const { frames } = readAll(new PcapReader(0), bytes)
    expect(frames.map(({ data, wireLength }) => [data, wireLength])).toEqual([
      [[1, 2], 60],
      [[3], 9],
    ])
  })
})

describe('a damaged classic capture', () => {
  const good = join(header({}), record(true, [0, 0], [1, 2, 3]))

  test('that ends inside a packet says where', () => {
    const { frames, notes } = readAll(new PcapReader(3), join(good, record(true, [0, 0], [1, 2], 1514, 1514)))
    expect(frames).toHaveLength(1)
    expect(notes).toEqual([
      {
        capture: 3,
        packet: 2,
        byteOffset: 43,
        kind: 'truncated',
        message: 'stops in packet 2 at byte 43: the record says 1514 bytes, 2 are left',
      },
    ])
  })

  test('that ends inside a record header says so', () => {
    expect(readAll(new PcapReader(0), join(good, [1, 2, 3])).notes[0]?.message).toBe(
      'stops in packet 2 at byte 43: 3 bytes are left, a record header has 16',
    )
  })

  test('with an absurd length ends there, even when more is fed', () => {
    const bytes = join(good, record(true, [0, 0], [], 5, 0x7fff_ffff), new Uint8Array(100))
    const { frames, notes } = readAll(new PcapReader(0), bytes, [7])
    expect(frames).toHaveLength(1)
    expect(notes.map((note) => [note.kind, note.byteOffset])).toEqual([['damaged', 43]])
  })

  test('that ends inside its file header has no packets and one note', () => {
    const { frames, notes } = readAll(new PcapReader(0), header({}).subarray(0, 10))
    expect(frames).toEqual([])
    expect(notes[0]?.message).toBe('stops in packet 1 at byte 0: the file header has 10 of 24 bytes')
  })
})
