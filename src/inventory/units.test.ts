import { expect, test } from 'vitest'
import { Inventory, partKey } from './inventory.ts'
import { unitsOf } from './units.ts'

const host = 'ip:192.0.2.9'

test('units that only refuse do not count beside one that answers', () => {
  const units = unitsOf([
    { responder: host, unit: '1', done: true },
    { responder: host, unit: '2', done: false },
    { responder: host, unit: '1', done: true },
  ])
  expect(units).toEqual(new Map([[host, new Set(['1'])]]))
})

test('where nothing was ever done, the units that were asked count', () => {
  expect(unitsOf([{ responder: host, unit: '10', done: false }])).toEqual(new Map([[host, new Set(['10'])]]))
})

test('operations on the device itself name no unit', () => {
  expect(unitsOf([{ responder: host, done: true }]).size).toBe(0)
})

test('a part that is its host gives it all that is known of it', () => {
  const inventory = new Inventory()
  const claim = { attribute: 'model', protocol: 'x', confidence: 1, capture: 0, packet: 1 } as const
  const part = partKey(host, 'unit', '1')
  inventory.parts.set(host, new Set([part]))
  inventory.claims.add(part, { ...claim, value: 'A' }, 3)
  inventory.absorb(host, part)
  expect(inventory.claims.of(host)).toMatchObject([{ value: 'A', count: 3 }])
  expect(inventory.claims.of(part)).toEqual([])
  expect(inventory.parts.get(host)).toEqual(new Set())
})
