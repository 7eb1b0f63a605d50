import { expect, test } from 'vitest'
import { ByteWindow } from './window.ts'

test('a slice of the window is a copy, also where the file arrived in a Node Buffer', () => {
  const chunk = Buffer.from([1, 2, 3, 4])
  const window = new ByteWindow()
  window.feed(chunk)
  const kept = window.bytes.slice(window.at, window.at + 2)
  chunk.fill(9)
  expect([...kept]).toEqual([1, 2])
})
