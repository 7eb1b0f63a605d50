import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TickClock } from './ticks.ts'

const resolutions = [0, 3, 6, 9, 12, 19, 40, 0x80, 0x8a, 0x94, 0xa0, 0xc0, 0xff]

test.each(resolutions)('ticks of resolution byte %i become exact seconds and nanoseconds', (resolution) => {
  const base = resolution & 0x80 ? 2n : 10n
  const perSecond = base ** BigInt(resolution & 0x7f)
  const clock = new TickClock(resolution, 7)
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (ticks) => {
      const time = clock.split(Number(ticks >> 32n), Number(ticks & 0xffff_ffffn))
      expect(time.seconds).toBe(Number(ticks / perSecond) + 7)
      expect(time.nanos).toBe(Number(((ticks % perSecond) * 1_000_000_000n) / perSecond))
    }),
  )
})
