import { expect, test } from 'vitest'
import { thousands } from './number.ts'

test('thousands are parted by commas, as the language does it for English', () => {
  for (const number of [0, 7, 999, 1000, 12_345, 999_999, 1_000_000, -1000, -999, Number.MAX_SAFE_INTEGER])
    expect(thousands(number)).toBe(number.toLocaleString('en'))
})
