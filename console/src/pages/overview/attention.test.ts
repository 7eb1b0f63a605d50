import { expect, test } from 'vitest'
import { type Seen, trend, worthALook } from './attention.ts'

const operation = (verb: string, last: string, initiator = 'a') =>
  ({
    verb,
    last,
    time: last,
    initiator,
    responder: 'b',
    target: { asset: 'b', object: '' },
  }) as Seen['operations']['notable'][number]

test('the same thing between the same two is told once, with its newest time', () => {
  const told = worthALook([operation('stop', '1'), operation('stop', '3'), operation('write', '2')], 5)
  expect(told.map(({ verb, last }) => `${verb} ${last}`)).toEqual(['stop 3', 'write 2'])
  expect(worthALook([operation('stop', '1', 'x'), operation('stop', '2', 'y')], 1)).toHaveLength(1)
})
test('a trend of nothing lies on the ground', () => {
  expect(trend([0, 0])).toBe('M0 1H1L1 1H2')
  expect(trend([2, 4])).toBe('M0 0.5H1L1 0H2')
})
