import { expect, test } from 'vitest'
import { Cursor } from './cursor.ts'
import { isText, lineEnd, takeLine } from './lines.ts'
import { Peek } from './peek.ts'

test('a line ends with LF, with or without CR before it, or with the bytes', () => {
  const bytes = Buffer.from('one\r\ntwo\n\nlast')
  const cursor = new Cursor().begin(bytes, 0, bytes.length, false)
  const texts = [1, 2, 3, 4].map(() => takeLine(cursor))
  expect(texts.map((one) => one.text)).toEqual(['one', 'two', '', 'last'])
  expect(texts.map((one) => one.size)).toEqual([5, 4, 1, 4])
})

test('a line that is not whole, or too long, has no end yet', () => {
  const peek = new Peek().over(Buffer.from('one\r\ntwo'), 0, 8)
  expect(lineEnd(peek, 0, 100)).toBe(5)
  expect(lineEnd(peek, 5, 100)).toBe(-1)
  expect(lineEnd(peek, 0, 3)).toBe(-1)
  expect(isText(peek, 100)).toBe(true)
  expect(isText(new Peek().over(Buffer.from([0x41, 0xff]), 0, 2), 100)).toBe(false)
})
