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

const sight = (mac: string, ip: string, ttl: number) =>
  ({ mac, ip, ttl, vlan: undefined, seconds: 0, nanos: 0, capture: 0, packet: 1 }) as const

test('one interface owns the few addresses that it sends from directly', () => {
  const ownership = new Ownership()
  for (const ip of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) ownership.sighting(sight(DEVICE, ip, 64))
  expect([...ownership.owners().values()]).toEqual([DEVICE, DEVICE, DEVICE])
  expect(ownership.routers(ownership.owners()).size).toBe(0)
})

test('a router owns none of the addresses behind it, but the one it answers for', () => {
  const ownership = new Ownership()
  ownership.binding(DEVICE, '192.0.2.1')
  ownership.sighting(sight(DEVICE, '192.0.2.1', 255))
  for (const ip of ['203.0.113.7', '203.0.113.8', '203.0.113.9']) ownership.sighting(sight(DEVICE, ip, 57))
  const owners = ownership.owners()
  expect(owners).toEqual(new Map([['192.0.2.1', DEVICE]]))
  expect(ownership.routers(owners)).toEqual(new Map([[DEVICE, 3]]))
})

test('the only address behind an interface is its own unless its packets show a router', () => {
  const owned = (ip: string, ttl: number): boolean => {
    const ownership = new Ownership()
    ownership.sighting(sight(DEVICE, ip, ttl))
    return ownership.owners().has(ip)
  }
  expect(owned('192.168.1.5', 64)).toBe(true)
  expect(owned('192.168.1.5', 20)).toBe(true)
  expect(owned('192.168.1.5', 63)).toBe(false)
  expect(owned('8.8.8.8', 51)).toBe(false)
  expect(owned('8.8.8.8', 64)).toBe(true)
})

test('an address that two devices claim stays with the first, and the dispute is kept', () => {
  const ownership = new Ownership()
  expect(ownership.binding(DEVICE, '192.0.2.16')).toBe(true)
  expect(ownership.binding('02:00:00:00:00:99', '192.0.2.16')).toBe(true)
  expect(ownership.binding('02:00:00:00:00:99', '192.0.2.16')).toBe(false)
  expect(ownership.owners().get('192.0.2.16')).toBe(DEVICE)
  expect(ownership.disputes()).toEqual(new Map([['192.0.2.16', [DEVICE, '02:00:00:00:00:99']]]))
})

test('two ports of one device dispute nothing', () => {
  const ownership = new Ownership()
  ownership.binding(DEVICE, '192.0.2.16')
  ownership.binding(PORT, '192.0.2.16')
  ownership.alias(PORT, DEVICE)
  expect(ownership.disputes().size).toBe(0)
})

test('who sends from an address that it once had is no router', () => {
  const ownership = new Ownership()
  ownership.binding(DEVICE, '192.0.2.1')
  ownership.binding('02:00:00:00:00:99', '192.0.2.9')
  ownership.sighting(sight(DEVICE, '192.0.2.9', 64))
  expect(ownership.routers(ownership.owners()).size).toBe(0)
})
