import { describe, expect, test } from 'vitest'
import { synFlood } from './flood.ts'

const sources = (seed: number, flows: number): string[] =>
  Array.from(synFlood({ seed, flows }), ({ bytes }) => [...bytes.subarray(26, 30)].join('.'))

describe('a SYN flood', () => {
  test('brings every flow from another address that a host can have', () => {
    const seen = sources(7, 20_000)
    expect(new Set(seen).size).toBe(20_000)
    for (const text of seen) {
      const first = Number.parseInt(text, 10)
      expect(first >= 1 && first <= 223 && first !== 127).toBe(true)
    }
  })

  test('is the same for the same seed and another for another', () => {
    expect(sources(3, 50)).toEqual(sources(3, 50))
    expect(sources(3, 50)).not.toEqual(sources(4, 50))
  })

  test('keeps time and numbers its packets', () => {
    const times = Array.from(
      synFlood({ seed: 1, flows: 3, perSecond: 2 }),
      (frame) => `${frame.packet} ${frame.seconds % 10}.${frame.nanos}`,
    )
    expect(times).toEqual(['1 0.0', '2 0.500000000', '3 1.0'])
  })

  test('refuses more flows than there are addresses', () => {
    expect(() => synFlood({ seed: 1, flows: 4e9 }).next()).toThrow(RangeError)
  })
})
