import { describe, expect, test } from 'vitest'
import { Throttle } from './throttle.ts'

const allowance = { tries: 3, waitMs: 60_000, forgetMs: 3_600_000, remembered: 4 }

describe('a throttle', () => {
  test('lets a few pass, then makes each further one wait twice as long, up to its bound', () => {
    let now = 0
    const throttle = new Throttle(() => now, allowance)
    const waits = Array.from({ length: 11 }, () => {
      throttle.begin('a')
      const wait = throttle.wait('a')
      now += wait
      return wait
    })
    expect(waits).toEqual([0, 0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
    expect(throttle.wait('b')).toBe(0)
  })

  test('counts those that run at once', () => {
    const throttle = new Throttle(() => 0, allowance)
    for (let n = 0; n < 3; n++) throttle.begin('a')
    expect(throttle.wait('a')).toBeGreaterThan(0)
    throttle.takeBack('a')
    expect(throttle.wait('a')).toBe(0)
    throttle.forget('a')
    throttle.takeBack('a')
  })

  test('forgets with time, one after the other', () => {
    let now = 0
    const throttle = new Throttle(() => now, allowance)
    for (let n = 0; n < 5; n++) throttle.begin('a')
    now += 3 * allowance.forgetMs
    throttle.begin('a')
    expect(throttle.wait('a')).toBe(1000 * 2 ** 0)
    now += 100 * allowance.forgetMs
    throttle.begin('a')
    expect(throttle.wait('a')).toBe(0)
  })

  test('remembers no more than it may, and those that were wrong last', () => {
    const throttle = new Throttle(() => 0, allowance)
    for (const key of ['a', 'b', 'c', 'd', 'e']) for (let n = 0; n < 3; n++) throttle.begin(key)
    expect(['a', 'b', 'e'].map((key) => throttle.wait(key) > 0)).toEqual([false, true, true])
  })
})
