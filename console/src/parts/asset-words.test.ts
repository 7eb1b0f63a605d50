import { expect, test } from 'vitest'
import { levelWords, nameOf, roleWords } from './asset-words.ts'

test('roles and levels read as people write them', () => {
  expect(['plc', 'engineering-workstation', 'it-host'].map(roleWords)).toEqual([
    'PLC',
    'Engineering workstation',
    'IT host',
  ])
  expect([null, 3.5, 1].map(levelWords)).toEqual(['Not known', 'DMZ', 'Level 1'])
})

test("a person's name comes before one that was heard, and that before an address", () => {
  const asset = { id: 'a1', names: ['PLC-1'], interfaces: [{ ip: '10.0.0.1', mac: '00:01:02:03:04:05' }] }
  expect(nameOf({ ...asset, name: 'Pump 1' })).toBe('Pump 1')
  expect(nameOf(asset)).toBe('PLC-1')
  expect(nameOf({ ...asset, names: [] })).toBe('10.0.0.1')
  expect(nameOf({ ...asset, names: [], interfaces: [{ mac: '00:01:02:03:04:05' }] })).toBe(
    '00:01:02:03:04:05',
  )
  expect(nameOf({ ...asset, names: [], interfaces: [] })).toBe('a1')
})
