import { describe, expect, test } from 'vitest'
import type { Asset } from '../model/analysis.ts'
import { assemble } from './assets.ts'
import type { Deed } from './behaviour.ts'
import { Inventory, partKey } from './inventory.ts'
import { around, claim, deed, message, talk } from './testing.ts'

const PLC = '02:00:00:00:00:01'
const PC = '02:00:00:00:00:02'
const EVIL = '02:00:00:00:00:66'

const assetsOf = (inventory: Inventory, deeds: readonly Deed[] = []): Asset[] =>
  assemble(inventory, deeds, around).assets

const byId = (assets: readonly Asset[], id: string): Asset => {
  const found = assets.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no ${id} among ${assets.map((one) => one.id).join(', ')}`)
  return found
}

describe('merging interfaces', () => {
  test('a MAC with several addresses is one asset, named by the first that others can reach', () => {
    const inventory = new Inventory()
    for (const ip of ['169.254.7.7', '192.168.0.10', '192.168.0.9'])
      talk(inventory, `192.168.0.50@${PC}`, `${ip}@${PLC}`)
    const assets = assetsOf(inventory)
    expect(assets.map((one) => one.id)).toEqual(['192.168.0.9', '192.168.0.50'])
    expect(byId(assets, '192.168.0.9').interfaces.map((one) => one.ip)).toEqual([
      '169.254.7.7',
      '192.168.0.9',
      '192.168.0.10',
    ])
  })

  test('what a device says by layer 2 and by address is one asset', () => {
    const inventory = new Inventory()
    talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
    talk(inventory, PLC, PC, { transport: 'ethertype 0x8892' })
    claim(inventory, message(PLC, PC), 'name', 'press-1')
    claim(inventory, message(`192.168.0.9@${PLC}`, `192.168.0.50@${PC}`), 'model', 'M 340')
    const plc = byId(assetsOf(inventory), '192.168.0.9')
    expect(plc).toMatchObject({
      names: ['press-1'],
      model: 'M 340',
      interfaces: [{ ip: '192.168.0.9', mac: PLC }],
    })
  })

  test('modules of a rack stay parts of it with their own identity', () => {
    const inventory = new Inventory()
    talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
    const said = message(`192.168.0.9@${PLC}`, `192.168.0.50@${PC}`)
    const about = { within: 'sender', part: 'module', id: 'slot 3' } as const
    claim(inventory, said, 'serial', '0042', { about })
    const plc = byId(assetsOf(inventory), '192.168.0.9')
    expect(plc.serial).toBeUndefined()
    expect(plc.modules).toMatchObject([{ id: 'module slot 3', serial: '0042' }])
  })

  test('several units behind an address make it a gateway with those parts', () => {
    const inventory = new Inventory()
    talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
    const deeds = ['1', '2'].map((unit) => deed('192.168.0.50', 'read', '192.168.0.9', { unit }))
    for (const unit of ['1', '2']) inventory.part('ip:192.168.0.9', 'unit', unit)
    const gateway = byId(assetsOf(inventory, deeds), '192.168.0.9')
    expect(gateway).toMatchObject({ role: 'gateway', roleReason: 'answers for 2 units' })
    expect(gateway.modules.map((one) => one.id)).toEqual(['unit 1', 'unit 2'])
    expect(partKey('ip:192.168.0.9', 'unit', '1')).toBe('ip:192.168.0.9#unit 1')
  })

  test('an address that others only name is no asset, and is counted', () => {
    const inventory = new Inventory()
    talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
    claim(inventory, message('192.168.0.9', '192.168.0.50', 'names'), 'name', 'far.example', {
      about: { ip: '203.0.113.5' },
    })
    expect(assetsOf(inventory).map((one) => one.id)).not.toContain('203.0.113.5')
    expect(inventory.named).toBe(1)
  })
})

describe('claims', () => {
  test('of equal confidence: the one made most often wins, and the contradiction is shown', () => {
    const inventory = new Inventory()
    talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
    const said = message(`192.168.0.9@${PLC}`, `192.168.0.50@${PC}`)
    for (const version of ['V2.1', 'V2.2', 'V2.1']) claim(inventory, said, 'firmware', version)
    const plc = byId(assetsOf(inventory), '192.168.0.9')
    expect(plc).toMatchObject({ firmware: 'V2.1', conflicts: ['firmware'] })
    expect(plc.evidence.map((one) => one.value)).toEqual(['V2.1', 'V2.2'])
  })

  test('of identity come before the maker of the network card, and vendors get one name', () => {
    const inventory = new Inventory()
    talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
    const makerOf = (mac: string) => (mac === PLC ? 'Intel Corporate' : 'Siemens AG,')
    claim(inventory, message(`192.168.0.9@${PLC}`, `192.168.0.50@${PC}`), 'vendor', 'SIEMENS AG')
    const { assets } = assemble(inventory, [], { ...around, makerOf })
    expect(byId(assets, '192.168.0.9').vendor).toBe('Siemens')
    expect(byId(assets, '192.168.0.50').vendor).toBe('Siemens')
    expect(byId(assets, '192.168.0.9').evidence.map((one) => one.value)).toEqual([
      'SIEMENS AG',
      'Intel Corporate',
    ])
  })

  test('of server software are no firmware', () => {
    const inventory = new Inventory()
    talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
    const web = message(`192.168.0.9@${PLC}`, `192.168.0.50@${PC}`, 'names')
    claim(inventory, web, 'software', 'Microsoft-IIS/10.0', { confidence: 0.9 })
    expect(byId(assetsOf(inventory), '192.168.0.9').firmware).toBeUndefined()
    claim(inventory, message(`192.168.0.9@${PLC}`, `192.168.0.50@${PC}`), 'software', '4.1')
    expect(byId(assetsOf(inventory), '192.168.0.9').firmware).toBe('4.1')
  })
})

describe('an address that two devices claim', () => {
  const spoofed = (): Inventory => {
    const inventory = new Inventory()
    const arp = message(PLC, PC, 'arp')
    inventory.binding({ kind: 'binding', mac: PLC, ip: '192.168.0.9' }, arp)
    inventory.binding({ kind: 'binding', mac: EVIL, ip: '192.168.0.66' }, arp)
    inventory.binding({ kind: 'binding', mac: EVIL, ip: '192.168.0.9' }, message(EVIL, PC, 'arp', 8))
    talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
    claim(inventory, message(`192.168.0.9@${PLC}`, `192.168.0.50@${PC}`), 'model', 'M 340')
    claim(inventory, message(`192.168.0.9@${EVIL}`, `192.168.0.50@${PC}`), 'name', 'kali')
    return inventory
  }

  test('stays with the first, and what the other said of itself is not said of the victim', () => {
    const assets = assetsOf(spoofed())
    expect(byId(assets, '192.168.0.9')).toMatchObject({ names: [], model: 'M 340', conflicts: ['mac'] })
    expect(byId(assets, '192.168.0.66').names).toEqual(['kali'])
  })

  test('is told as a doubt, and both claims are evidence with their packets', () => {
    const { assets, doubts } = assemble(spoofed(), [], around)
    expect(doubts).toEqual([
      expect.stringContaining(`192.168.0.9 is claimed by 2 devices: ${PLC} first, then ${EVIL}`),
    ])
    const macs = byId(assets, '192.168.0.9').evidence.filter((one) => one.attribute === 'mac')
    expect(macs.map((one) => [one.value, one.packet])).toEqual([
      [PLC, 1],
      [EVIL, 8],
    ])
  })

  test('also shows when only a name tells: a controller does not get the name of a computer', () => {
    const inventory = new Inventory()
    talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
    talk(inventory, `192.168.0.66@${EVIL}`, `192.168.0.9@${PLC}`)
    const name = (ip: string, mac: string) =>
      claim(inventory, message(`${ip}@${mac}`, '224.0.0.251', 'names'), 'name', 'kali.local')
    name('192.168.0.9', PLC)
    name('192.168.0.66', EVIL)
    const { assets, doubts } = assemble(inventory, [], around)
    expect(byId(assets, '192.168.0.9')).toMatchObject({ names: [], conflicts: ['name'] })
    expect(byId(assets, '192.168.0.66').names).toEqual(['kali.local'])
    expect(doubts).toEqual([
      expect.stringContaining('the name kali.local is used by 192.168.0.9 and 192.168.0.66'),
    ])
  })
})

test('a computer in one zone with controllers stands on level 3, elsewhere on level 4', () => {
  const inventory = new Inventory()
  talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
  talk(inventory, `192.168.0.80@02:00:00:00:00:80`, `192.168.0.81@02:00:00:00:00:81`, {
    protocol: 'names',
    layers: ['names'],
  })
  talk(inventory, `10.0.0.80@02:00:00:00:00:82`, `10.0.0.81@02:00:00:00:00:83`, {
    protocol: 'names',
    layers: ['names'],
  })
  const assets = assetsOf(inventory)
  expect(byId(assets, '192.168.0.80')).toMatchObject({ role: 'it-host', level: 3 })
  expect(byId(assets, '10.0.0.80')).toMatchObject({
    role: 'it-host',
    level: 4,
    levelReason: 'usual for an it-host',
  })
})

test('an asset without an address stands in the zone of those it talks to', () => {
  const inventory = new Inventory()
  talk(inventory, `192.168.0.50@${PC}`, `192.168.0.9@${PLC}`)
  talk(inventory, `10.0.0.80@02:00:00:00:00:82`, `10.0.0.81@02:00:00:00:00:83`)
  talk(inventory, PLC, '02:00:00:00:00:20', { transport: 'ethertype 0x8892' })
  expect(byId(assetsOf(inventory), '02:00:00:00:00:20')).toMatchObject({
    zone: '192.168.0.0/24',
    zoneReason: 'no address that reaches further; talks to assets of this zone',
  })
})
