import { expect, test } from 'vitest'
import { makers } from './makers.ts'

test('finds the maker of the first, the last and any registered prefix, and of no other', () => {
  const makerOf = makers()
  expect(makerOf('00:00:00:12:34:56')).toBe('XEROX CORPORATION')
  expect(makerOf('00:1b:1b:00:00:01')).toMatch(/^Siemens/i)
  expect(makerOf('fc:fe:c2:00:00:01')).toBe('Invensys Controls UK Limited')
  expect(makerOf('ff:ff:ff:00:00:00')).toBeUndefined()
})

test('says nothing of addresses that somebody made up', () => {
  expect(makers()('02:1b:1b:00:00:01')).toBeUndefined()
  expect(makers()('00:00:00:00:00:01')).toBeUndefined()
})
