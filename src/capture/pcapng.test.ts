import { describe, expect, test } from 'vitest'
import { PcapngReader } from './pcapng.ts'
import { join, numbers, readAll } from './testing.ts'

function block(little: boolean, type: number, body: Uint8Array): Uint8Array {
  const padded = join(body, new Uint8Array((4 - (body.length % 4)) % 4))
  const size = padded.length + 12
  return join(numbers(little, [4, type], [4, size]), padded, numbers(little, [4, size]))
}

const section = (little: boolean) =>
  block(
    little,
    0x0a0d0d0a,
    numbers(little, [4, 0x1a2b3c4d], [2, 1], [2, 0], [4, 0xffff_ffff], [4, 0xffff_ffff]),
  )

function port(little: boolean, link: number, snap = 0, options: Uint8Array = new Uint8Array(0)): Uint8Array {
  return block(little, 1, join(numbers(little, [2, link], [2, 0], [4, snap]), options))
}

const resolution = (little: boolean, value: number) =>
  join(numbers(little, [2, 9], [2, 1], [1, value]), [0, 0, 0], numbers(little, [2, 0], [2, 0]))

function enhanced(
  little: boolean,
  id: number,
  ticks: bigint,
  data: number[],
  claim = data.length,
): Uint8Array {
  const [high, low] = [Number(ticks >> 32n), Number(ticks & 0xffff_ffffn)]
  const head = numbers(little, [4, id], [4, high], [4, low], [4, claim], [4, data.length + 40])
  return block(little, 6, join(head, data))
}

describe('a pcapng capture', () => {
  for (const little of [true, false]) {
    const order = little ? 'little' : 'big'
    test(`in ${order} endian gives enhanced packets with their interface's link type and clock`, () => {
      const bytes = join(
        section(little),
        port(little, 1),
        port(little, 113, 0, resolution(little, 9)),
        enhanced(little, 0, 1_700_000_000_000_001n, [1, 2, 3]),
        enhanced(little, 1, 1_700_000_000_123_456_789n, [4]),
      )
      expect(readAll(new PcapngReader(0), bytes)).toMatchObject({
        frames: [
          { data: [1, 2, 3], wireLength: 43, seconds: 1_700_000_000, nanos: 1000, linkType: 1, packet: 1 },
          { data: [4], wireLength: 41, seconds: 1_700_000_000, nanos: 123_456_789, linkType: 113, packet: 2 },
        ],
        notes: [],
      })
    })

    test(`in ${order} endian gives simple and obsolete packets`, () => {
      const simple = block(little, 3, join(numbers(little, [4, 90]), [5, 6, 7, 8]))
      const obsolete = numbers(little, [2, 0], [2, 0], [4, 0], [4, 3_000_001], [4, 2], [4, 2])
      const bytes = join(
        section(little),
        port(little, 1, 4),
        block(little, 2, join(obsolete, [9, 10])),
        simple,
      )
      expect(readAll(new PcapngReader(0), bytes).frames).toMatchObject([
        { data: [9, 10], seconds: 3, nanos: 1000, wireLength: 2 },
        { data: [5, 6, 7, 8], seconds: 3, nanos: 1000, wireLength: 90 },
      ])
    })
  }

  test('may change byte order and interfaces from section to section, and numbers packets through', () => {
    const part = (little: boolean, link: number) =>
      join(section(little), port(little, link), enhanced(little, 0, 5_000_000n, [link]))
    const { frames, notes } = readAll(
      new PcapngReader(0),
      join(part(true, 1), part(false, 101), part(true, 113)),
    )
    expect(frames.map((frame) => [frame.packet, frame.linkType, frame.seconds])).toEqual([
      [1, 1, 5],
      [2, 101, 5],
      [3, 113, 5],
    ])
    expect(notes).toEqual([])
  })

  test('applies the time offset of an interface, also a negative one', () => {
    const offset = join(numbers(true, [2, 14], [2, 8], [4, -3600 >>> 0], [4, 0xffff_ffff]))
    const bytes = join(section(true), port(true, 1, 0, offset), enhanced(true, 0, 4_000_000_001n, [1]))
    expect(readAll(new PcapngReader(0), bytes).frames[0]).toMatchObject({ seconds: 400, nanos: 1000 })
  })

  test('passes over blocks of unknown types, however long', () => {
    const unknown = block(true, 0x0bad, numbers(true, [4, 1], [4, 2]))
    const huge = new Uint8Array(40 * 1024 * 1024)
    huge.set(numbers(true, [4, 0x0bad], [4, huge.length]))
    const body = join(section(true), unknown, port(true, 1), unknown)
    const bytes = Buffer.concat([body, huge, enhanced(true, 0, 0n, [7])])
    const { frames, notes } = readAll(new PcapngReader(0), bytes, [65_536])
    expect(frames.map((frame) => frame.data)).toEqual([[7]])
    expect(notes).toEqual([])
  })

  test('accepts block lengths that forget the padding', () => {
    const whole = enhanced(true, 0, 0n, [1, 2, 3])
    const size = numbers(true, [4, whole.length - 1])
    whole.set(size, 4)
    whole.set(size, whole.length - 4)
    const { frames, notes } = readAll(new PcapngReader(0), join(section(true), port(true, 1), whole, whole))
    expect(frames.map((frame) => frame.data)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    expect(notes).toEqual([])
  })

  test('tells what the recorder lost', () => {
    const body = numbers(
      true,
      [4, 0],
      [4, 0],
      [4, 0],
      [2, 5],
      [2, 8],
      [4, 12],
      [4, 0],
      [2, 7],
      [2, 8],
      [4, 3],
      [4, 0],
    )
    const { notes } = readAll(new PcapngReader(0), join(section(true), port(true, 1), block(true, 5, body)))
    expect(notes).toMatchObject([{ kind: 'lost', message: expect.stringContaining('lost 15 packets') }])
  })
})

describe('a damaged pcapng capture', () => {
  const start = join(section(true), port(true, 1), enhanced(true, 0, 0n, [1]))

  test('that ends inside a block says where', () => {
    const { frames, notes } = readAll(
      new PcapngReader(0),
      join(start, enhanced(true, 0, 0n, [1]).subarray(0, 20)),
    )
    expect(frames).toHaveLength(1)
    expect(notes.map((note) => [note.kind, note.message])).toEqual([
      ['truncated', `stops in packet 2 at byte ${start.length}: the block says 36 bytes, 20 are left`],
    ])
  })

  test.each([0, 8, 11])('with a block length of %i ends there', (length) => {
    const bytes = join(start, numbers(true, [4, 6], [4, length], [4, 0], [4, 0]))
    const { notes } = readAll(new PcapngReader(0), bytes)
    expect(notes).toMatchObject([{ kind: 'damaged', packet: 2, byteOffset: start.length }])
  })

  test('whose two block lengths differ ends there', () => {
    const broken = enhanced(true, 0, 0n, [1])
    broken[broken.length - 4] = 99
    const { frames, notes } = readAll(new PcapngReader(0), join(start, broken, start))
    expect(frames).toHaveLength(1)
    expect(notes[0]?.message).toContain('36 bytes long at its start and 99 at its end')
  })

  test('with a packet of an undeclared interface, or longer than its block, loses only that packet', () => {
    const bytes = join(
      start,
      enhanced(true, 9, 0n, [2]),
      enhanced(true, 0, 0n, [3], 500),
      enhanced(true, 0, 0n, [4]),
    )
    const { frames, notes } = readAll(new PcapngReader(0), bytes)
    expect(frames.map((frame) => [frame.packet, frame.data])).toEqual([
      [1, [1]],
      [4, [4]],
    ])
    expect(notes.map((note) => [note.kind, note.packet])).toEqual([
      ['skipped', 2],
      ['skipped', 3],
    ])
  })
})
