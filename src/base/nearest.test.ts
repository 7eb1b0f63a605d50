import { expect, test } from 'vitest'
import { distance, nearestWord } from './nearest.ts'

const WORDS = ['role', 'vendor', 'firmware', 'firstSeen', 'lastSeen', 'level']

test('the nearest word is found through slips of the hand', () => {
  expect(
    ['rol', 'vednor', 'Firmware', 'lastseen', 'levle', 'firm'].map((word) => nearestWord(word, WORDS)),
  ).toEqual(['role', 'vendor', 'firmware', 'lastSeen', 'level', 'firmware'])
})

test('a word that is like none has no nearest', () => {
  expect(nearestWord('temperature', WORDS)).toBeUndefined()
  expect(nearestWord('x', WORDS)).toBeUndefined()
  expect(nearestWord('', WORDS)).toBeUndefined()
})

test('letters that changed places are one step', () => {
  expect([distance('', 'abc'), distance('ab', 'ba'), distance('kitten', 'sitting')]).toEqual([3, 1, 3])
})
