import { expect, test } from 'vitest'
import { character, fromHex, hex, rowsOf } from './hex.ts'

test('hexadecimal text gives its bytes, up to what is none', () => {
  expect([...fromHex('00ff7f')]).toEqual([0, 255, 127])
  expect([...fromHex('00zz7f')]).toEqual([0])
  expect([...fromHex('abc')]).toEqual([0xab])
})

test('rows hold sixteen bytes, the last what is left', () => {
  const rows = rowsOf(new Uint8Array(33))
  expect(rows.map(({ offset, bytes }) => [offset, bytes.length])).toEqual([
    [0, 16],
    [16, 16],
    [32, 1],
  ])
  expect(rowsOf(new Uint8Array())).toEqual([])
})

test('only what can be seen is shown as a character', () => {
  expect([0x41, 0x20, 0x0a, 0x7f, 0xe9].map(character).join('')).toBe('A ···')
  expect(hex(7)).toBe('07')
})
