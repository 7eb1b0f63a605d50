import { expect, test } from 'vitest'
import { bytes, many, rate, whole } from './numbers.ts'
import { ago, local, span } from './time.ts'

test('sizes keep two or three figures', () => {
  expect([0, 999, 1500, 999_500, 20_000_000, 5e15].map(bytes)).toEqual([
    '0 B',
    '999 B',
    '1.5 kB',
    '1 MB',
    '20 MB',
    '5000 TB',
  ])
})
test('numbers are grouped and counted in words', () => {
  expect(whole(1234567)).toBe('1,234,567')
  expect(many(1, 'asset')).toBe('1 asset')
  expect(many(2, 'entry', 'entries')).toBe('2 entries')
  expect([0, 0.123, 47.4, 1200].map(rate)).toEqual(['0', '0.12', '47', '1,200'])
})
test('times say how long ago in one unit', () => {
  const now = Date.parse('2026-01-02T12:00:00Z')
  expect(ago('2026-01-02T11:59:58Z', now)).toBe('now')
  expect(ago('2026-01-02T11:57:00Z', now)).toBe('3 min ago')
  expect(ago('2026-01-01T12:00:00Z', now)).toBe('24 h ago')
  expect(span(12 * 86_400)).toBe('12 days')
})
test("today's times leave the date out, and what is no time stays as it is", () => {
  const noon = new Date(2026, 0, 2, 12, 0, 5)
  expect(local(noon.toISOString(), new Date(2026, 0, 2, 18))).toBe('12:00:05')
  expect(local(noon.toISOString(), new Date(2026, 0, 3))).toBe('2026-01-02 12:00:05')
  expect(local('never')).toBe('never')
})
