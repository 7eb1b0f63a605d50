import { expect, test } from 'vitest'
import { Cursor } from './cursor.ts'

test('bytes from elsewhere are read into the same fields, without spans, and the place is kept', () => {
  const cursor = new Cursor().begin(Uint8Array.of(1, 2), 0, 2, true)
  cursor.u8('first')
  expect(cursor.elsewhere('whole', Uint8Array.of(9, 8), () => cursor.u16('inner'))).toBe(0x0908)
  cursor.u8('second')
  expect(cursor.fields).toEqual({ first: 1, whole: { inner: 0x0908 }, second: 2 })
  expect(cursor.spans.map((one) => one.path)).toEqual(['first', 'second'])
})

test('a shortage elsewhere leaves the cursor in its own message', () => {
  const cursor = new Cursor().begin(Uint8Array.of(1, 2), 0, 2, false)
  expect(() => cursor.elsewhere('whole', Uint8Array.of(9), () => cursor.u16('inner'))).toThrow()
  expect(cursor.u16('own')).toBe(0x0102)
})
