import { expect, test } from 'vitest'
import { quoted } from './names.ts'

test('any text becomes one value of a filter', () => {
  expect(quoted('10.0.0.1')).toBe('"10.0.0.1"')
  expect(quoted('a "b" \\ and c')).toBe('"a \\"b\\" \\\\ and c"')
})
