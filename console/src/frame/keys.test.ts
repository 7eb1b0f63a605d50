import { expect, test } from 'vitest'
import { match, SEQUENCE_MS } from './keys.ts'

const keys = [{ keys: 'g a' }, { keys: '?' }, { keys: 'a' }]
const at = (...pairs: [string, number][]) => pairs.map(([key, time]) => ({ key, time }))

test('one key alone hits', () => {
  expect(match(keys, at(['?', 0])).hit?.keys).toBe('?')
})
test('a sequence hits before its last key alone does', () => {
  expect(match(keys, at(['g', 0], ['a', 500])).hit?.keys).toBe('g a')
})
test('the first key of a sequence waits', () => {
  expect(match(keys, at(['g', 0]))).toEqual({ hit: undefined, waiting: true })
})
test('a sequence that took too long is forgotten', () => {
  expect(match(keys, at(['g', 0], ['a', SEQUENCE_MS + 1])).hit?.keys).toBe('a')
})
test('an unknown key does nothing', () => {
  expect(match(keys, at(['x', 0]))).toEqual({ hit: undefined, waiting: false })
})
