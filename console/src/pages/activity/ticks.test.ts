import { expect, test } from 'vitest'
import { ticks } from './ticks.ts'

const at = (text: string): number => new Date(text).getTime() / 1000

test('the day stands where it changes', () => {
  const times = ['2026-03-11T23:00', '2026-03-11T23:30', '2026-03-12T00:00'].map(at)
  expect(ticks(times, 1800)).toEqual(['23:00\n2026-03-11', '23:30', '00:00\n2026-03-12'])
})

test('short steps show seconds, long ones days', () => {
  expect(ticks([at('2026-03-11T10:00:05')], 5)).toEqual(['10:00:05\n2026-03-11'])
  expect(ticks([at('2026-03-11T00:00'), at('2026-03-12T00:00')], 86_400)).toEqual([
    '2026-03-11',
    '2026-03-12',
  ])
})
