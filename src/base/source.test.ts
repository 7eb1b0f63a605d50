import { expect, test } from 'vitest'
import { sourceOf } from './source.ts'

test('a source is an IPv4 address or an IPv6 network', () => {
  expect(sourceOf('10.0.0.1')).toBe('10.0.0.1')
  expect(sourceOf('::ffff:10.0.0.1')).toBe('10.0.0.1')
  expect(sourceOf('2001:db8:0:1:aaaa::1')).toBe('2001:db8:0:1::/64')
  expect(sourceOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(sourceOf('2001:db8::2')).toBe(sourceOf('2001:db8:0:0:1:2:3:4'))
  expect(sourceOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  expect(sourceOf('::1')).toBe('0:0:0:0::/64')
  expect(sourceOf('')).toBe('')
  const same = ['2001:db8:1:2::1', '2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2:3::']
  expect(new Set(same.map(sourceOf)).size).toBe(1)
  expect(sourceOf('2001:db8:1:3::1')).not.toBe(sourceOf('2001:db8:1:2::1'))
})
