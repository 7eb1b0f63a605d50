import { describe, expect, test } from 'vitest'
import {
  openAtFirst,
  openZones as openOf,
  turnAll as turnAllOf,
  turned,
  turnToShow as turnToShowOf,
} from './fold.ts'
import { bestWidth, layout, type Picture, type Rect, widthFor } from './layout.ts'
import { nest } from './nest.ts'
import { LANES, laneOf, plantOf } from './plant.ts'
import { testPlant } from './test-plant.ts'

const none = new Set<string>()
const plant = plantOf(testPlant(2000, 2000))
const tree = nest(plant)
const first = openAtFirst(plant, tree)
const openZones = (of: typeof tree, turns: ReadonlySet<string>) =>
  openOf(of, of === tree ? first : none, turns)
const turnAll = (of: typeof tree, open: boolean) => turnAllOf(of, of === tree ? first : none, open)
const turnToShow = (of: typeof tree, turns: ReadonlySet<string>, zone: string) =>
  turnToShowOf(of, first, turns, zone)
const inside = (inner: Rect, outer: Rect) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.w <= outer.x + outer.w &&
  inner.y + inner.h <= outer.y + outer.h
const apart = (a: Rect, b: Rect) =>
  a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y

function overlaps(rects: readonly Rect[]): number {
  const sorted = [...rects].sort((a, b) => a.y - b.y)
  let found = 0
  for (const [index, one] of sorted.entries())
    for (let next = index + 1; next < sorted.length && sorted[next]!.y < one.y + one.h; next++)
      if (!apart(one, sorted[next]!)) found++
  return found
}

function wholesome(picture: Picture): void {
  expect(overlaps(picture.marks)).toBe(0)
  for (const mark of picture.marks) {
    const lane = picture.lanes[mark.lane]!
    expect(mark.y >= lane.y && mark.y + mark.h <= lane.y + lane.h).toBe(true)
  }
  for (const frame of picture.frames)
    for (const other of picture.frames)
      if (frame !== other && frame.lane === other.lane)
        expect(apart(frame, other) || inside(frame, other) || inside(other, frame)).toBe(true)
}

describe('the layout', () => {
  test('stands each level in its own lane, the highest on top, and what has none at the bottom', () => {
    expect(LANES.map(({ level }) => level)).toEqual([5, 4, 3.5, 3, 2, 1, 0, null])
    expect([5, 4, 3.5, 3, 2.5, 0, -1].map((level) => LANES[laneOf(level)]!.level)).toEqual([
      5, 4, 3.5, 3, 2, 0, 0,
    ])
    expect([null, Number.NaN].map((level) => LANES[laneOf(level)]!.level)).toEqual([null, null])
  })

  test('gives every asset one mark, overlaps nothing and keeps it in its lane, open and closed', () => {
    for (const turn of [none, turnAll(tree, true), turnAll(tree, false)]) {
      const picture = layout(plant, tree, openZones(tree, turn), 2200)
      wholesome(picture)
      expect([...picture.markOf].every((mark) => mark >= 0)).toBe(true)
      expect(picture.marks.reduce((sum, mark) => sum + mark.count, 0)).toBe(2000)
    }
  })

  test('is the same for the same plant', () => {
    const again = plantOf(testPlant(2000, 2000))
    expect(layout(again, nest(again), openZones(nest(again), none), 1700)).toEqual(
      layout(plant, tree, openZones(tree, none), 1700),
    )
  })

  test('stands a zone at the same place in all its lanes where there is room, also inside another', () => {
    const small = plantOf(testPlant(80, 0))
    const outer = { id: 'works', title: 'Works', parent: null }
    const nested = { ...small, zones: [outer, ...small.zones.map((zone) => ({ ...zone, parent: 'works' }))] }
    for (const one of [small, nested]) {
      const zones = nest(one)
      const all = openAtFirst(one, zones)
      const { frames } = layout(one, zones, all, bestWidth(one, zones, all, 1.75))
      for (const same of Map.groupBy(frames, ({ zone }) => zone).values())
        expect(new Set(same.map(({ x }) => x)).size).toBe(1)
    }
  })

  test('does not depend on the order in which the server names assets and zones', () => {
    const answer = testPlant(300, 100)
    const turnedRound = { ...answer, nodes: answer.nodes.toReversed(), zones: answer.zones.toReversed() }
    const placed = (from: typeof answer) => {
      const one = plantOf(from)
      const zones = nest(one)
      const picture = layout(one, zones, openZones(zones, turnAll(zones, true)), 1700)
      return new Map(one.assets.map((asset, index) => [asset.id, picture.marks[picture.markOf[index]!]!.x]))
    }
    const [one, two] = [placed(answer), placed(turnedRound)]
    for (const [id, x] of one) expect(two.get(id)).toBe(x)
  })

  test('leaves lanes above alone when an asset is added below', () => {
    const answer = testPlant(400, 0)
    const more = {
      ...answer,
      nodes: [...answer.nodes, { ...answer.nodes[0]!, id: 'new', name: 'zz', level: null }],
    }
    const tops = (from: typeof answer) => {
      const one = plantOf(from)
      const zones = nest(one)
      return layout(one, zones, openZones(zones, none), 1300).lanes.slice(0, 7)
    }
    expect(tops(more)).toEqual(tops(answer))
  })

  test('is about as wide for its height as a screen', () => {
    const open = openZones(tree, none)
    const picture = layout(plant, tree, open, bestWidth(plant, tree, open, 1.75))
    expect(picture.width / picture.height).toBeGreaterThan(1)
    expect(picture.width / picture.height).toBeLessThan(3)
    const upright = layout(plant, tree, open, bestWidth(plant, tree, open, 0.7))
    expect(upright.width / upright.height).toBeLessThan(1)
  })

  test('keeps its width as long as that fits, and takes more when all zones are open', () => {
    const usual = bestWidth(plant, tree, first, 1.75)
    const width = (turns: ReadonlySet<string>) =>
      widthFor(plant, tree, openZones(tree, turns), { usual, aspect: 1.75 })
    expect(width(none)).toBe(usual)
    expect(width(turnAll(tree, true))).toBeGreaterThan(usual * 2)
  })

  test('shows an empty site as empty lanes', () => {
    const empty = plantOf({ zones: [], nodes: [], edges: [] })
    const picture = layout(empty, nest(empty), none, 1000)
    expect(picture.lanes).toHaveLength(LANES.length)
    expect(picture.marks).toEqual([])
  })

  test('places thousands of assets within a blink', () => {
    const open = openZones(tree, turnAll(tree, true))
    const began = performance.now()
    layout(plant, tree, open, 2900)
    expect(performance.now() - began).toBeLessThan(250)
  })
})

describe('zones in zones', () => {
  const of = (ids: string[], parents: Record<string, string> = {}) => {
    const zones = ids.map((id) => ({ id, title: id, level: null, parent: parents[id] ?? null }))
    const nodes = ids.map((zone) => ({
      id: `in ${zone}`,
      name: zone,
      role: 'plc',
      level: 1,
      zone,
      heard: true,
    }))
    return nest(plantOf({ zones, nodes, edges: [] }))
  }

  test('stand as the site says', () => {
    expect(of(['a', 'b'], { b: 'a' }).zones.get('a')!.children).toEqual(['b'])
  })
  test('stand by their subnets, and by titles that say so', () => {
    expect(of(['10.0.0.0/8', '10.1.2.0/24', '10.1.0.0/16']).roots).toEqual(['10.0.0.0/8'])
    expect(of(['Works', 'Works / Filter 2']).zones.get('Works')!.children).toEqual(['Works / Filter 2'])
  })
  test('are gathered by address where many stand side by side', () => {
    const tree = of([...[1, 2, 3, 4, 5, 6].map((n) => `10.1.${n}.0/24`), '192.168.1.0/24'])
    expect(tree.roots).toEqual(['10.1.x.x', '192.168.1.0/24'])
    expect(tree.zones.get('10.1.x.x')).toMatchObject({ gathered: true, total: 6 })
  })
  test('that are inside each other stand at the top, and none is lost', () => {
    const tree = of(['a', 'b', 'c'], { a: 'b', b: 'a', c: 'c' })
    expect([...tree.zones.values()].reduce((sum, zone) => sum + zone.assets.length, 0)).toBe(3)
    expect(tree.roots.reduce((sum, id) => sum + tree.zones.get(id)!.total, 0)).toBe(3)
  })
})

describe('opening and closing', () => {
  test('opens everything in a small site, and in a large one no more than one can take in', () => {
    const one = plantOf(testPlant(60, 0))
    const small = nest(one)
    expect(openAtFirst(one, small).size).toBe(small.zones.size)
    const boxes = layout(plant, tree, first, 2200).marks
    expect(boxes.length).toBeLessThanOrEqual(72)
    expect(boxes.every((mark) => mark.asset === undefined)).toBe(true)
  })
  test('opens a level of nesting as a whole or not at all', () => {
    const medium = plantOf(testPlant(400, 0))
    const zones = nest(medium)
    const open = openAtFirst(medium, zones)
    const outer = zones.roots.filter((id) => zones.zones.get(id)!.children.length > 0)
    expect(outer.filter((id) => open.has(id))).toEqual(outer)
  })
  test('turns one zone and turns it back', () => {
    const zone = tree.roots[0]!
    const once = turned(none, zone)
    expect(openZones(tree, once).has(zone)).toBe(!openZones(tree, none).has(zone))
    expect(turned(once, zone)).toEqual(none)
  })
  test('opens every zone around an asset that is asked for', () => {
    const asset = plant.assets.findIndex((one) => one.zone.startsWith('10.1.'))
    const turns = turnToShow(tree, none, plant.assets[asset]!.zone)
    const picture = layout(plant, tree, openZones(tree, turns), 2200)
    expect(picture.marks[picture.markOf[asset]!]!.asset).toBe(asset)
  })
  test('closes all', () => {
    const picture = layout(plant, tree, openZones(tree, turnAll(tree, false)), 2200)
    expect(picture.marks.every((mark) => mark.asset === undefined)).toBe(true)
  })
})
