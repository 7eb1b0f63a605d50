import { expect, test } from 'vitest'
import { goesOn, type Job, numbersOf, stateOf } from './jobs.ts'

const job = (rest: Partial<Job>): Job =>
  ({
    id: '1',
    name: 'a.pcap',
    size: 1500,
    state: 'done',
    packets: 2,
    progress: 1,
    rate: 0,
    notes: [],
    ...rest,
  }) as Job

test('a capture with damage is not simply read', () => {
  expect(stateOf(job({})).words).toBe('read')
  expect(stateOf(job({ notes: ['cut at byte 9'] }))).toEqual({ level: 'warn', words: 'read in part' })
  expect(stateOf(job({ state: 'failed' })).level).toBe('bad')
})
test('its numbers say what it added', () => {
  expect(numbersOf(job({ added: { assets: 1, conversations: 2, operations: 0 } }))).toBe(
    '1.5 kB, 2 packets, 1 asset, 2 conversations and 0 operations in it',
  )
  expect(numbersOf(job({ state: 'reading', rate: 1234 }))).toBe('1.5 kB, 2 packets, 1,234 packets/s')
})
test('only what goes on can be cancelled', () => {
  expect(
    ['queued', 'reading', 'storing', 'done', 'failed', 'cancelled'].map((state) =>
      goesOn(job({ state } as Partial<Job>)),
    ),
  ).toEqual([true, true, true, false, false, false])
})
