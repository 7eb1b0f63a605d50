import { expect, test } from 'vitest'
import { zonesOf } from './zones.ts'

const node = (zone: string, level: number | null) => ({
  ...{ id: `${zone} ${level}`, name: '', role: 'plc' as const, level, zone, heard: true },
})

test('zones have the level of most of their assets, and lie inside a network that holds several of them', () => {
  const nodes = [
    node('10.1.1.0/24', 1),
    node('10.1.1.0/24', 1),
    node('10.1.1.0/24', 2),
    node('10.1.2.0/24', null),
    node('10.9.9.0/24', 0),
    node('Cell 3', 2),
  ]
  expect(zonesOf(nodes)).toEqual([
    { id: '10.1.0.0/16', title: '10.1.0.0/16', level: 1, parent: null },
    { id: '10.1.1.0/24', title: '10.1.1.0/24', level: 1, parent: '10.1.0.0/16' },
    { id: '10.1.2.0/24', title: '10.1.2.0/24', level: null, parent: '10.1.0.0/16' },
    { id: '10.9.9.0/24', title: '10.9.9.0/24', level: 0, parent: null },
    { id: 'Cell 3', title: 'Cell 3', level: 2, parent: null },
  ])
  expect(zonesOf([])).toEqual([])
})
