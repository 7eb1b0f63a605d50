import { describe, expect, test } from 'vitest'
import type { Asset } from '../../model/analysis.ts'
import type { Saying } from '../../model/word.ts'
import { showAssets } from './show.ts'
import { affectedBy, type Spoken, structureOf } from './structure.ts'

function asset(id: string, items: Partial<Asset> = {}): Asset {
  return {
    id,
    interfaces: [{ ip: id, mac: `02:00:00:00:00:${id.slice(-2).padStart(2, '0')}` }],
    names: [],
    role: 'unknown',
    roleReason: 'nothing seen that tells',
    level: null,
    levelReason: 'role unknown',
    zone: '10.0.0.0/24',
    zoneReason: 'first three bytes of the address',
    protocols: [],
    modules: [],
    conflicts: [],
    heard: true,
    firstSeen: '2026-01-01T00:00:00.000000Z',
    lastSeen: '2026-01-01T00:00:01.000000Z',
    evidence: [],
    ...items,
  }
}

function words(...sayings: Saying[]): Spoken[] {
  return sayings.map((one, i) => ({
    ...one,
    id: String(i + 1),
    by: 'ada',
    at: '2026-02-03T04:05:06.000000Z',
  }))
}
const merge = (into: string, ...value: string[]): Saying => ({ kind: 'merge', asset: into, value })
const split = (from: string, value: string): Saying => ({ kind: 'split', asset: from, value })
const show = (inferred: readonly Asset[], spoken: readonly Spoken[]): Asset[] =>
  showAssets(inferred, structureOf(spoken))
const shape = (assets: readonly Asset[]): string[] =>
  assets.map(({ id, aliases = [] }) => [id, ...aliases].join('+'))

const a = asset('10.0.0.1')
const b = asset('10.0.0.2')
const c = asset('10.0.0.3')

describe('what is said of one asset', () => {
  test('takes the place of what is inferred and tells both', () => {
    const hmi = asset('10.0.0.1', { names: ['WS7'], role: 'hmi', level: 2 })
    const [shown] = show(
      [hmi],
      words(
        { kind: 'rename', asset: hmi.id, value: 'Pump station 3' },
        { kind: 'role', asset: hmi.id, value: 'engineering-workstation' },
        { kind: 'criticality', asset: hmi.id, value: 'high' },
        { kind: 'tags', asset: hmi.id, value: ['spare', 'spare', 'east'] },
        { kind: 'owner', asset: hmi.id, value: 'Shift B' },
        { kind: 'zone', asset: hmi.id, value: 'Cell 3' },
        { kind: 'level', asset: hmi.id, value: 3 },
      ),
    )
    expect(shown).toMatchObject({
      name: 'Pump station 3',
      names: ['Pump station 3', 'WS7'],
      role: 'engineering-workstation',
      roleReason: 'said by ada on 2026-02-03',
      criticality: 'high',
      tags: ['spare', 'east'],
      owner: 'Shift B',
      zone: 'Cell 3',
      level: 3,
    })
    expect(shown?.said?.map(({ attribute, inferred }) => [attribute, inferred])).toEqual([
      ['name', 'WS7'],
      ['role', 'hmi'],
      ['criticality', null],
      ['tags', null],
      ['owner', null],
      ['zone', '10.0.0.0/24'],
      ['level', 2],
    ])
  })

  test('counts as it was said last, and as before when that is taken back', () => {
    const said = words(
      { kind: 'owner', asset: a.id, value: 'Ada' },
      { kind: 'owner', asset: a.id, value: 'Bo' },
    )
    expect(show([a], said)[0]?.owner).toBe('Bo')
    expect(show([a], said.slice(0, 1))[0]?.owner).toBe('Ada')
    expect(show([a], [])).toEqual([a])
  })

  test('gathers notes and leaves others as they are', () => {
    const said = words(
      { kind: 'note', asset: a.id, value: 'runs hot' },
      { kind: 'note', asset: a.id, value: 'replaced' },
    )
    const [one, other] = show([a, b], said)
    expect(one?.said?.map(({ attribute, value }) => [attribute, value])).toEqual([
      ['note', 'runs hot'],
      ['note', 'replaced'],
    ])
    expect(other).toBe(b)
  })
})

describe('a merge', () => {
  test('joins everything, keeps what the chosen one is and the ids of the others', () => {
    const plc = asset('10.0.0.1', {
      ...{ role: 'plc', level: 1, vendor: 'Siemens', names: ['PLC1'], protocols: ['s7comm'] },
      modules: [{ id: 'slot 1', model: 'CPU', evidence: [] }],
    })
    const card = asset('10.0.0.2', {
      ...{ role: 'it-host', vendor: 'Moxa', serial: 'X1', names: ['CP'], protocols: ['http'] },
      ...{ zone: '10.0.1.0/24', lastSeen: '2026-05-01T00:00:00.000000Z' },
      modules: [{ id: 'slot 2', model: 'CP', evidence: [] }],
    })
    const [shown, ...others] = show([plc, card], words(merge(plc.id, card.id)))
    expect(others).toEqual([])
    expect(shown).toMatchObject({
      ...{ id: '10.0.0.1', role: 'plc', level: 1, vendor: 'Siemens', serial: 'X1', names: ['PLC1', 'CP'] },
      ...{ zone: '10.0.0.0/24', lastSeen: card.lastSeen, protocols: ['http', 's7comm'] },
      aliases: ['10.0.0.2'],
      said: [{ attribute: 'merge', value: ['10.0.0.2'], by: 'ada' }],
    })
    expect(shown?.interfaces).toHaveLength(2)
    expect(shown?.modules.map(({ id }) => id).sort()).toEqual(['slot 1', 'slot 2'])
  })

  test('takes along what was merged before, and lets the latest of two that contradict each other count', () => {
    expect(shape(show([a, b, c], words(merge(b.id, c.id), merge(a.id, b.id))))).toEqual([
      '10.0.0.1+10.0.0.2+10.0.0.3',
    ])
    expect(shape(show([a, b, c], words(merge(a.id, c.id), merge(b.id, c.id))))).toEqual([
      '10.0.0.1',
      '10.0.0.2+10.0.0.3',
    ])
    expect(shape(show([a, b], words(merge(a.id, b.id), merge(b.id, a.id))))).toEqual(['10.0.0.2+10.0.0.1'])
    const circle = words(merge(a.id, b.id), merge(b.id, c.id), merge(c.id, a.id))
    expect(shape(show([a, b, c], circle))).toEqual(['10.0.0.3+10.0.0.1+10.0.0.2'])
  })

  test('lets words of the chosen one count before those of the others', () => {
    const said = words(
      { kind: 'rename', asset: a.id, value: 'Boiler' },
      { kind: 'rename', asset: b.id, value: 'Spare card' },
      { kind: 'owner', asset: b.id, value: 'Bo' },
      merge(a.id, b.id),
    )
    expect(show([a, b], said)[0]).toMatchObject({ name: 'Boiler', owner: 'Bo' })
  })

  test('with somebody who is not there waits for it', () => {
    expect(shape(show([b, c], words(merge(a.id, b.id), merge(a.id, c.id))))).toEqual(['10.0.0.2', '10.0.0.3'])
  })
})

describe('a split', () => {
  const two = asset('10.0.0.1', {
    interfaces: [
      { ip: '10.0.0.1', mac: '02:00:00:00:00:01' },
      { ip: '10.0.9.7', mac: '02:00:00:00:00:09' },
    ],
    evidence: [
      {
        ...{ attribute: 'mac', value: '02:00:00:00:00:09', protocol: 'arp', capture: 'c' },
        ...{ packet: 1, confidence: 0.9 },
      },
    ],
  })

  test('makes an asset of an interface, and of what is known of it alone', () => {
    const [rest, piece] = show([two], words(split(two.id, '10.0.9.7')))
    expect(rest?.interfaces).toEqual([two.interfaces[0]])
    expect(rest?.evidence).toEqual([])
    expect(piece).toMatchObject({
      id: '10.0.9.7',
      zone: '10.0.9.0/24',
      role: 'unknown',
      evidence: two.evidence,
    })
    expect([rest?.said?.[0]?.attribute, piece?.said?.[0]?.value]).toEqual(['split', '10.0.0.1'])
  })

  test('can be spoken of, merged elsewhere, and waits while there is no such interface', () => {
    const said = words(split(two.id, '10.0.9.7'), { kind: 'role', asset: '10.0.9.7', value: 'switch' })
    expect(show([two], said)[1]?.role).toBe('switch')
    expect(shape(show([two, b], [...said, ...words(merge(b.id, '10.0.9.7'))]))).toEqual([
      '10.0.0.1',
      '10.0.0.2+10.0.9.7',
    ])
    expect(show([a], words(split(a.id, '10.0.9.7')))).toEqual([a])
    expect(show([a], words(split(a.id, 'x')))).toEqual([a])
  })

  test('ends an earlier merge of what it names', () => {
    expect(shape(show([a, b], words(merge(a.id, b.id), split(b.id, b.id))))).toEqual(['10.0.0.1', '10.0.0.2'])
  })
})

test('what a change of words may alter holds also for what an earlier word had put out of force', () => {
  const all = words(merge('x', b.id), merge(a.id, b.id))
  const affected = affectedBy(structureOf(all), structureOf(all.slice(0, 1)))
  expect([...affected].sort()).toEqual([a.id, b.id, 'x'])
})
