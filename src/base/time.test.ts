import { expect, test } from 'vitest'
import { isoOfMicros, isoTime, microsOf } from './time.ts'

const there = (text: string): string => {
  const { micros, rest } = microsOf(text)!
  return isoOfMicros(micros, rest)
}

test('times go to microseconds and back without loss', () => {
  for (const text of [
    '2026-03-11T08:00:00.000001Z',
    '1969-12-31T23:59:59.999999999Z',
    '2254-12-31T00:00:00.120000003Z',
  ])
    expect(there(text)).toBe(text)
  expect(there('2026-03-11T08:00:00Z')).toBe('2026-03-11T08:00:00.000000Z')
  expect(there('2026-03-11T08:00:00.5Z')).toBe('2026-03-11T08:00:00.500000Z')
})

test('an instant is worded as the language words dates, whatever was worded before it', () => {
  for (const seconds of [0, 86_399, 86_400, -1, -86_400, 951_782_400, 4_107_542_399, 253_402_300_800, 0])
    expect(isoTime(seconds, 0)).toBe(new Date(seconds * 1000).toISOString().replace('.000Z', '.000000Z'))
})

test('times of damaged files become the nearest that is counted exactly', () => {
  expect(microsOf(isoTime(8e12, 5))).toEqual({ micros: 9e15, rest: 0 })
  expect(microsOf(isoTime(-8e12, 5))).toEqual({ micros: -9e15, rest: 0 })
})

test('what is no UTC time is none', () => {
  for (const text of [
    '',
    'yesterday',
    '2026-03-11T08:00:00',
    '2026-03-11T08:00:00.1234567890Z',
    '2026-13-11T08:00:00.1Z',
  ])
    expect(microsOf(text)).toBeUndefined()
})
