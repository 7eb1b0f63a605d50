import { expect, test } from 'vitest'
import { Ownership } from './ownership.ts'

const PORT = '02:00:00:00:00:11'
const DEVICE = '02:00:00:00:00:10'

test('a port belongs to the device that names itself in what the port sends', () => {
  const ownership = new Ownership()
  expect(ownership.alias(PORT, DEVICE)).toBe(true)
  expect(ownership.deviceOf(PORT)).toBe(DEVICE)
  expect(ownership.deviceOf(DEVICE)).toBe(DEVICE)
})

test('the first claim stays, and rings and groups are refused', () => {
  const ownership = new Ownership()
  ownership.alias(PORT, DEVICE)
  expect(ownership.alias(PORT, '02:00:00:00:00:99')).toBe(false)
  expect(ownership.alias(DEVICE, PORT)).toBe(false)
  expect(ownership.alias('01:80:c2:00:00:0e', DEVICE)).toBe(false)
  expect(ownership.alias('02:00:00:00:00:12', '00:00:00:00:00:00')).toBe(false)
  expect(ownership.deviceOf(PORT)).toBe(DEVICE)
})
