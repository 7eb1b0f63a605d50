import { expect, test } from 'vitest'
import { RateLimiter } from './rate-limit.ts'

test('a burst passes, then so many a second, and the wait is told', () => {
  const limiter = new RateLimiter({ perSecond: 10, burst: 3 })
  expect([0, 0, 0, 0].map((now) => limiter.take('ada', now))).toEqual([0, 0, 0, 0.1])
  expect(limiter.take('ben', 0)).toBe(0)
  expect(limiter.take('ada', 50)).toBeCloseTo(0.05)
  expect(limiter.take('ada', 100)).toBe(0)
  expect(limiter.take('ada', 100)).toBeCloseTo(0.1)
  expect([60_000, 60_000, 60_000, 60_000].map((now) => limiter.take('ada', now) > 0)).toEqual([
    false,
    false,
    false,
    true,
  ])
})

test('a clock that goes back gives nothing', () => {
  const limiter = new RateLimiter({ perSecond: 10, burst: 1 })
  expect(limiter.take('ada', 1000)).toBe(0)
  expect(limiter.take('ada', 0)).toBeGreaterThan(0)
})

test('no more names are remembered than the bound, the busiest among them', () => {
  const limiter = new RateLimiter({ perSecond: 1, burst: 1 }, 100)
  limiter.take('busy', 0)
  for (let index = 0; index < 10_000; index++) {
    limiter.take(`one ${index}`, 0)
    expect(limiter.take('busy', 0)).toBeGreaterThan(0)
  }
  expect(limiter.size).toBe(100)
})
