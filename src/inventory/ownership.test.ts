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

test('an announced address joins the interface to whoever answers for it', () => {
  const ownership = new Ownership()
  ownership.announced(PORT, '192.0.2.16')
  ownership.announced('02:00:00:00:00:21', '192.0.2.33')
  ownership.binding(DEVICE, '192.0.2.16')
  expect(ownership.owners()).toEqual(
    new Map([
      ['192.0.2.16', DEVICE],
      ['192.0.2.33', '02:00:00:00:00:21'],
    ]),
  )
  expect(ownership.deviceOf(PORT)).toBe(DEVICE)
})
