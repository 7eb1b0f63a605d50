import { expect, test } from 'vitest'
import type { Weight } from '../../parts/verbs.ts'
import { inWords, stacked, within } from './buckets.ts'

const weightOf = (verb: string): Weight =>
  verb === 'stop' ? 'grave' : verb === 'write' ? 'changes' : 'looks'
const buckets = [
  { time: '2026-01-01T00:00:00Z', counts: { read: 10, stop: 1 } },
  { time: '2026-01-01T00:01:00Z', counts: { write: 2 } },
]

test('buckets stack, and are drawn from the whole bar down to what is gravest', () => {
  expect(stacked(buckets, weightOf)).toEqual([
    [1_767_225_600, 1_767_225_660],
    [11, 2],
    [2, 2],
    [2, 0],
  ])
})

test('one stop among a thousand reads is seen', () => {
  const [, whole, changes, grave] = stacked(
    [{ time: '2026-01-01T00:00:00Z', counts: { read: 999, stop: 1 } }],
    weightOf,
  )
  expect([whole, changes, grave]).toEqual([[1000], [120], [120]])
})

test('the picture is told in words', () => {
  expect(inWords(buckets, weightOf)).toBe(
    '13 in this time, 1 of them change what a controller runs. The busiest moment began at 2026-01-01T00:00:00Z with 11.',
  )
  expect(inWords([], weightOf)).toBe('Nothing happened in this time.')
})

test('a stretch of time narrows a filter without changing what it means', () => {
  expect(within('a = b or c = d', '2026-01-01', undefined)).toBe('(a = b or c = d) and last >= "2026-01-01"')
  expect(within('', undefined, '2026-02-01')).toBe('last < "2026-02-01"')
  expect(within('a = b', undefined, undefined)).toBe('a = b')
})
