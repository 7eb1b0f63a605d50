import { expect, test } from 'vitest'
import { deepCopy } from './copy.ts'

class Counter {
  private readonly seen = new Map<string, number[]>()
  add(name: string, value: number): void {
    this.seen.set(name, [...(this.seen.get(name) ?? []), value])
  }
  of(name: string): number[] {
    return this.seen.get(name) ?? []
  }
}

test('a copy keeps class and content, and neither changes the other', () => {
  const one = new Counter()
  one.add('a', 1)
  const other = deepCopy(one)
  other.add('a', 2)
  one.add('b', 3)
  expect(other.of('a')).toEqual([1, 2])
  expect(one.of('a')).toEqual([1])
  expect(other.of('b')).toEqual([])
})

test('what is shared inside stays shared inside, also in a ring', () => {
  const ring: { self?: unknown; set: Set<object>; part: { n: number } } = { set: new Set(), part: { n: 1 } }
  ring.self = ring
  ring.set.add(ring.part)
  const copy = deepCopy(ring)
  expect(copy.self).toBe(copy)
  expect([...copy.set][0]).toBe(copy.part)
  expect(copy.part).not.toBe(ring.part)
})
