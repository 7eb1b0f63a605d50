import { expect, test } from 'vitest'
import { correspondentOf, isLoopback } from './address.ts'

test('an IPv6 network is one correspondent, an IPv4 address is one, written either way', () => {
  expect(correspondentOf('192.0.2.7')).toBe('192.0.2.7')
  expect(correspondentOf('::ffff:192.0.2.7')).toBe('192.0.2.7')
  const same = ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2:3::']
  expect(new Set(same.map(correspondentOf)).size).toBe(1)
  expect(correspondentOf('2001:db8:1:3::1')).not.toBe(correspondentOf('2001:db8:1:2::1'))
  expect(correspondentOf('fe80::1%eth0')).toBe('fe80:0:0:0')
  expect(correspondentOf('')).toBe('')
})

test('only names of this machine are loopback', () => {
  for (const name of ['localhost', 'LOCALHOST', '127.0.0.1', '127.1.2.3', '::1', '[::1]'])
    expect([name, isLoopback(name)]).toEqual([name, true])
  for (const name of ['', '0.0.0.0', '::', 'localhost.example', '127.0.0.1.example', '192.0.2.1', '[::2]'])
    expect([name, isLoopback(name)]).toEqual([name, false])
})
