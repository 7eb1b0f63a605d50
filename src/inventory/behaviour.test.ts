import { expect, test } from 'vitest'
import { behave } from './behaviour.ts'
import { Inventory } from './inventory.ts'
import { deed, talk } from './testing.ts'

const MASTER = '10.0.0.1'
const OUTSTATION = '10.0.0.2'
const itself = (party: string): string => party.slice(3)

test('who asks is the client, also where the other one opened the connection', () => {
  const inventory = new Inventory()
  talk(inventory, OUTSTATION, MASTER, { protocol: 'tele', layers: ['link', 'tele'] })
  const deeds = [
    deed(MASTER, 'read', OUTSTATION, { protocol: 'tele' }),
    deed(OUTSTATION, 'report', MASTER, { protocol: 'tele', count: 900 }),
  ]
  const all = behave(inventory.conversations.values(), deeds, itself)
  expect([...all.get(MASTER)!.asked.keys()]).toEqual(['link', 'tele'])
  expect([...all.get(OUTSTATION)!.served.keys()]).toEqual(['link', 'tele'])
})

test('without operations the one that opened is the client', () => {
  const inventory = new Inventory()
  talk(inventory, MASTER, OUTSTATION)
  const all = behave(inventory.conversations.values(), [], itself)
  expect(all.get(MASTER)!.asked.get('toy')).toEqual(new Set([OUTSTATION]))
  expect(all.get(OUTSTATION)!.ports).toEqual(new Set([7]))
})

test('whoever is not answered served nobody', () => {
  const inventory = new Inventory()
  talk(inventory, MASTER, OUTSTATION, { answered: false })
  expect(behave(inventory.conversations.values(), [], itself).get(OUTSTATION)!.served.get('toy')).toEqual(
    new Set(),
  )
})

test('spontaneous reports are no work that somebody has others do', () => {
  const all = behave([], [deed(OUTSTATION, 'report', MASTER), deed(MASTER, 'write', OUTSTATION)], itself)
  expect(all.get(OUTSTATION)!.work.size).toBe(0)
  expect(all.get(MASTER)!.work.get('write')).toMatchObject({
    count: 5,
    done: true,
    on: new Set([OUTSTATION]),
  })
})
