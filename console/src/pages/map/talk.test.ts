import { describe, expect, test } from 'vitest'
import { byWeight, gravest, weightOf } from '../../parts/verbs.ts'
import { bundle, labelOf, sumOf } from './bundle.ts'
import { fit, hold, panBy, reveal, toWorld, zoomAt } from './camera.ts'
import { openZones } from './fold.ts'
import type { Mark } from './layout.ts'
import { layout } from './layout.ts'
import { focusedMark, moved } from './move.ts'
import { nest } from './nest.ts'
import { shortestPath, talksByAsset } from './path.ts'
import { type MapEdge, plantOf } from './plant.ts'
import { findAssets, pairKey, shownOf, type Wish } from './shown.ts'

const node = (id: string, role = 'plc') => ({
  id,
  name: id.toUpperCase(),
  role,
  level: 1,
  zone: 'z',
  heard: true,
})
const edge = (from: string, to: string, more: Partial<MapEdge> = {}): MapEdge => ({
  from,
  to,
  protocols: ['modbus-tcp'],
  verbs: ['read'],
  packets: 10,
  bytes: 900,
  first: '2026-01-01T00:00:00Z',
  last: '2026-01-03T00:00:00.123456Z',
  ...more,
})
const plant = plantOf({
  zones: [],
  nodes: [node('a'), node('b'), node('c'), node('d', 'hmi'), node('alone')],
  edges: [
    edge('a', 'b', { packets: 5 }),
    edge('b', 'a', { verbs: ['stop', 'read'], protocols: ['s7comm'] }),
    edge('b', 'c'),
    edge('a', 'd', { first: '2026-01-05T00:00:00Z', last: '2026-01-06T00:00:00Z', packets: 500 }),
    edge('d', 'c', { protocols: ['enip', 'modbus-tcp'], verbs: ['write'] }),
    edge('a', 'nobody'),
    edge('a', 'a'),
  ],
})
const everything: Wish = { protocols: new Set(), verbs: new Set(), roles: new Set() }
const all = shownOf(plant, everything)
const idsOf = (steps: { from: number; to: number }[]) =>
  steps.map((s) => plant.assets[s.from]!.id + plant.assets[s.to]!.id)

describe('bundles', () => {
  const halves = (asset: number) => (asset < 2 ? 0 : 1)

  test('leave out talk with nobody and with oneself', () => {
    expect(plant.talks).toHaveLength(5)
  })
  test('gather all talk between two boxes in both directions, and leave out what stays inside', () => {
    const [only, ...others] = bundle(plant, halves, all.talks)
    expect(others).toEqual([])
    expect(only).toMatchObject({ a: 0, b: 1, talks: [2, 3], packets: 510, forth: true, back: false })
  })
  test('are as grave as the gravest talk in them', () => {
    const pairs = bundle(plant, (asset) => asset, all.talks)
    expect(pairs.find((one) => one.a === 0 && one.b === 1)).toMatchObject({
      weight: 'grave',
      forth: true,
      back: true,
    })
    expect(pairs.find((one) => one.a === 2 && one.b === 3)!.weight).toBe('changes')
    expect(pairs.find((one) => one.a === 1 && one.b === 2)!.weight).toBe('looks')
  })
  test('are labelled with grave verbs before all, else with protocols', () => {
    expect(labelOf(sumOf(plant, [0, 1]), 'grave')).toBe('stop')
    expect(labelOf(sumOf(plant, [0, 2, 4]), 'changes')).toBe('modbus-tcp, enip · write')
    const many = { ...sumOf(plant, [0]), protocols: ['a', 'b', 'c', 'd'] }
    expect(labelOf(many, 'looks')).toBe('a, b +2')
  })
  test('add up to what was heard', () => {
    expect(sumOf(plant, [0, 1])).toMatchObject({
      talks: 2,
      packets: 15,
      bytes: 1800,
      verbs: ['stop', 'read'],
    })
  })
})

describe('verbs', () => {
  test('that stop or reprogram a controller are grave, those that look are not', () => {
    expect(['program-download', 'firmware-update', 'stop', 'force'].map(weightOf)).toEqual(
      Array(4).fill('grave'),
    )
    expect(['read', 'report', 'identify'].map(weightOf)).toEqual(Array(3).fill('looks'))
    expect(weightOf('write')).toBe('changes')
  })
  test('are listed with the gravest first', () => {
    expect(['read', 'write', 'stop', 'force'].sort(byWeight)).toEqual(['force', 'stop', 'write', 'read'])
    expect(gravest([])).toBe('looks')
  })
})

describe('paths', () => {
  const byAsset = talksByAsset(plant, all.talks)

  test('take the fewest steps, and of equal ones the one most heard', () => {
    expect(idsOf(shortestPath(plant, byAsset, 0, 1)!)).toEqual(['ab'])
    expect(idsOf(shortestPath(plant, byAsset, 0, 2)!)).toHaveLength(2)
  })
  test('carry the talk of both directions', () => {
    expect(shortestPath(plant, byAsset, 0, 1)![0]!.talks).toEqual([0, 1])
  })
  test('are absent to what nobody talks to, and empty to oneself', () => {
    expect(shortestPath(plant, byAsset, 0, 4)).toBeUndefined()
    expect(shortestPath(plant, byAsset, 0, 0)).toEqual([])
  })
  test('go only over what is shown', () => {
    const early = shownOf(plant, { ...everything, until: Date.parse('2026-01-04') })
    expect(idsOf(shortestPath(plant, talksByAsset(plant, early.talks), 0, 3)!)).toEqual(['ab', 'bc', 'cd'])
  })
})

describe('what is shown', () => {
  const talksOf = (wish: Partial<Wish>, heard?: Set<string>) => [
    ...shownOf(plant, { ...everything, ...wish }, heard).talks,
  ]

  test('is everything when nothing is wished, also what never talks', () => {
    expect([...all.talks, ...all.assets].every((one) => one === 1)).toBe(true)
  })
  test('narrows by protocol, verb and role', () => {
    expect(talksOf({ protocols: new Set(['enip']) })).toEqual([0, 0, 0, 0, 1])
    expect(talksOf({ verbs: new Set(['stop']) })).toEqual([0, 1, 0, 0, 0])
    expect(talksOf({ roles: new Set(['hmi']) })).toEqual([0, 0, 0, 1, 1])
  })
  test('narrows to a time: what was not yet there and what was silent fades', () => {
    const early = shownOf(plant, { ...everything, until: Date.parse('2026-01-04') })
    expect([...early.talks]).toEqual([1, 1, 1, 0, 1])
    expect([...early.assets]).toEqual([1, 1, 1, 1, 0])
    expect(talksOf({ from: Date.parse('2026-01-04') })).toEqual([0, 0, 0, 1, 0])
  })
  test('believes the server about what was heard between first and last', () => {
    const wish = { from: Date.parse('2026-01-02'), until: Date.parse('2026-01-03') }
    expect(talksOf(wish, new Set([pairKey('b', 'c')]))).toEqual([0, 0, 1, 0, 0])
  })
  test('finds names that begin with the text before those that hold it', () => {
    expect(findAssets(plant, 'a', 9).map((index) => plant.assets[index]!.id)[0]).toBe('a')
    expect(findAssets(plant, 'hmi', 9)).toEqual([3])
    expect(findAssets(plant, '  ', 9)).toEqual([])
  })
})

describe('the camera', () => {
  const screen = { w: 1000, h: 600 }

  test('shows a rectangle whole, beside the names of the lanes', () => {
    const rect = { x: 100, y: 50, w: 4000, h: 900 }
    const camera = fit(rect, screen, 100)
    const corner = toWorld(camera, 100, 0)
    expect(corner.x).toBeLessThanOrEqual(100)
    expect(toWorld(camera, 1000, 600).x).toBeGreaterThanOrEqual(4100)
  })
  test('zooms about the point under the pointer', () => {
    const camera = { x: 10, y: 20, scale: 1 }
    const before = toWorld(camera, 300, 200)
    const after = toWorld(zoomAt(camera, 1.7, 300, 200), 300, 200)
    expect(after.x).toBeCloseTo(before.x)
    expect(after.y).toBeCloseTo(before.y)
  })
  test('never loses the picture', () => {
    const lost = panBy({ x: 0, y: 0, scale: 1 }, 90_000, -90_000)
    const held = hold(lost, { w: 800, h: 400 }, screen, 100)
    expect(held.x).toBeGreaterThan(-1000)
    expect(held.y).toBeLessThan(400)
  })
  test('moves no more than needed to reveal something', () => {
    const camera = { x: 0, y: 0, scale: 1 }
    expect(reveal(camera, { x: 300, y: 300, w: 50, h: 50 }, screen, 100)).toEqual(camera)
    expect(reveal(camera, { x: 1200, y: 300, w: 50, h: 50 }, screen, 100)).toMatchObject({ x: 290, y: 0 })
  })
})

describe('arrow keys', () => {
  const mark = (x: number, y: number, lane: number): Mark => ({
    key: `${x},${y}`,
    zone: 'z',
    lane,
    count: 1,
    x,
    y,
    w: 10,
    h: 10,
  })
  const marks = [mark(0, 0, 1), mark(20, 0, 1), mark(40, 0, 1), mark(22, 40, 2)]

  test('lead along the row and stop at its end', () => {
    expect(moved(marks, 0, 'right')).toBe(1)
    expect(moved(marks, 2, 'right')).toBe(2)
    expect(moved(marks, 2, 'left')).toBe(1)
  })
  test('lead to the nearest of the next lane', () => {
    expect(moved(marks, 1, 'down')).toBe(3)
    expect(moved(marks, 3, 'up')).toBe(1)
    expect(moved(marks, 3, 'down')).toBe(3)
  })
  test('begin at the first mark', () => {
    expect(moved(marks, -1, 'down')).toBe(0)
    expect(moved([], -1, 'down')).toBe(-1)
  })
  test('keep their place when the zone they are at is opened or closed', () => {
    const tree = nest(plant)
    const [open, closed] = [new Set(['z']), new Set<string>()].map((zones) =>
      layout(plant, tree, openZones(tree, zones, new Set()), 500),
    ) as [ReturnType<typeof layout>, ReturnType<typeof layout>]
    const box = closed.marks[0]!
    expect(open.marks[focusedMark(open, tree, box.key)]!.asset).toBe(plant.byId.get('a'))
    expect(closed.marks[focusedMark(closed, tree, open.marks[2]!.key)]).toBe(box)
    expect(focusedMark(open, tree, '')).toBe(-1)
  })
})
