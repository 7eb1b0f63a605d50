import { expect, test } from 'vitest'
import { readIpv4, readIpv6, readMac } from './addresses.ts'
import { Cursor, OUT_OF_BYTES } from './cursor.ts'
import { fromHex } from './examine.ts'

test('addresses are read as text, named, and know their bytes', () => {
  const bytes = fromHex('020000000001 c0000201 20010db8 00000000 00000000 00000001')
  const cursor = new Cursor().begin(bytes, 0, bytes.length, true)
  expect(readMac(cursor, 'mac')).toBe('02:00:00:00:00:01')
  expect(readIpv4(cursor, 'ip')).toBe('192.0.2.1')
  expect(readIpv6(cursor, 'ip6')).toBe('2001:db8::1')
  expect(cursor.fields).toEqual({ mac: '02:00:00:00:00:01', ip: '192.0.2.1', ip6: '2001:db8::1' })
  expect(cursor.spans).toEqual([
    { path: 'mac', start: 0, size: 6 },
    { path: 'ip', start: 6, size: 4 },
    { path: 'ip6', start: 10, size: 16 },
  ])
})

test('an address that is cut ends the reading', () => {
  const cursor = new Cursor().begin(fromHex('0200'), 0, 2, false)
  expect(() => readMac(cursor, 'mac')).toThrow()
  try {
    readIpv4(cursor, 'ip')
  } catch (signal) {
    expect(signal).toBe(OUT_OF_BYTES)
  }
})
