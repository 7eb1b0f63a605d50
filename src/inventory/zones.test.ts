import { expect, test } from 'vitest'
import { levelOf } from './levels.ts'
import { vendorName } from './vendors.ts'
import { isPublic, zoneByAddress, zoneOnWire } from './zones.ts'

const zone = (ips: string[], vlan?: number, direct = true) => zoneByAddress({ ips, vlan, direct })?.zone

test('a zone is proposed by the first address that others can reach, and says that the mask is a guess', () => {
  expect(zone(['169.254.1.1', '192.168.3.4'])).toBe('192.168.3.0/24')
  expect(zone(['fe80::1', '2001:db8:1:2::7'])).toBe('2001:db8:1:2::/64')
  expect(zoneByAddress({ ips: ['10.1.2.3'], vlan: undefined, direct: true })?.reason).toContain(
    'mask was not seen',
  )
})

test('a VLAN tells zones apart, but not for what came through a router', () => {
  expect(zone(['10.1.2.3'], 20)).toBe('10.1.2.0/24, VLAN 20')
  expect(zone(['10.1.2.3'], 20, false)).toBe('10.1.2.0/24')
})

test('a public address is outside only behind a router: plants use them inside', () => {
  expect(zone(['141.81.0.10'])).toBe('141.81.0.0/24')
  expect(zone(['8.8.8.8'], undefined, false)).toBe('outside')
  expect(isPublic('172.32.0.1')).toBe(true)
  expect(['172.16.0.1', '10.0.0.1', '192.168.0.1', '100.64.0.1', 'fd00::1'].some(isPublic)).toBe(false)
})

test('what has no address belongs to the only zone it can belong to', () => {
  expect(zone(['fe80::1'])).toBeUndefined()
  expect(zone(['169.254.7.7'])).toBeUndefined()
  expect(zoneOnWire(undefined, new Set(['a']), new Set(['a', 'b'])).zone).toBe('a')
  expect(zoneOnWire(undefined, new Set(), new Set(['b'])).zone).toBe('b')
  expect(zoneOnWire(7, new Set(['a', 'b']), new Set(['a'])).zone).toBe('layer 2, VLAN 7')
  expect(zoneOnWire(undefined, new Set(), new Set(['a', 'b'])).zone).toBe('layer 2')
})

test('a level follows from the role, and from where the asset stands', () => {
  const inside = { outside: false, besideControllers: false }
  expect(levelOf('plc', inside)).toEqual({ level: 1, reason: 'usual for a plc' })
  expect(levelOf('printer', { ...inside, besideControllers: true }).level).toBe(3)
  expect(levelOf('hmi', { ...inside, besideControllers: true }).level).toBe(2)
  expect(levelOf('it-host', { ...inside, outside: true }).level).toBe(5)
  expect(levelOf('unknown', inside).level).toBeNull()
})

test('makers have one name, whatever a register calls them', () => {
  expect(['Siemens AG,', 'Siemens', 'Siemens Numerical Control Ltd., Nanjing'].map(vendorName)).toEqual([
    'Siemens',
    'Siemens',
    'Siemens',
  ])
  expect(vendorName('Gears & Sons,')).toBe('Gears & Sons')
  expect(vendorName('GE')).toBe('GE')
})
