import { describe, expect, test } from 'vitest'
import { cameraOf, cameraText, list, pickOf, pickText, timeOf } from './address.ts'
import { anchored } from './anchor.ts'
import { curveBetween, distanceTo, pointAt, startsAt } from './curve.ts'
import { emphasisOf, talksBetween } from './emphasis.ts'
import { openZones, turned } from './fold.ts'
import { hitAt } from './hit.ts'
import { layout } from './layout.ts'
import { nest } from './nest.ts'
import { type MapAnswer, plantOf } from './plant.ts'
import { sceneOf, unitOf, unitZone } from './scene.ts'
import { shownOf, type Wish } from './shown.ts'
import { barsOf, STEPS, spanOf, stepOf, timeAt } from './span.ts'
import { conduitRows, zoneRows } from './tables.ts'
import { testPlant } from './test-plant.ts'

const none = new Set<string>()
const everything: Wish = { protocols: none, verbs: none, roles: none }
const node = (id: string, zone: string, level: number) => ({
  id,
  name: id,
  role: 'plc',
  level,
  zone,
  heard: true,
})
const edge = (from: string, to: string, verbs = ['read'], day = 1) => {
  const first = `2026-01-0${day}T00:00:00Z`
  return { from, to, protocols: ['s7comm'], verbs, packets: 5, bytes: 500, first, last: first }
}
const answer: MapAnswer = {
  zones: [{ id: 'one', title: 'Cell one' }, { id: 'two' }],
  nodes: [node('hmi', 'one', 2), node('plc', 'one', 1), node('far', 'two', 1), node('mate', 'two', 1)],
  edges: [edge('hmi', 'plc'), edge('hmi', 'far', ['stop'], 2), edge('far', 'mate'), edge('far', 'plc')],
}
const plant = plantOf(answer)
const tree = nest(plant)
const scene = (closed: string[] = [], wish: Partial<Wish> = {}) => {
  const open = openZones(tree, new Set(tree.zones.keys()), new Set(closed))
  const picture = layout(plant, tree, open, 800)
  const possible = shownOf(plant, everything).talks
  return sceneOf(plant, { tree, open, picture }, shownOf(plant, { ...everything, ...wish }), possible)
}
const ends = (from: ReturnType<typeof scene>) =>
  from.conduits.map(({ a, b }) => [unitZone(from.picture, a), unitZone(from.picture, b)].sort().join('-'))

describe('the scene', () => {
  test('bundles what crosses between zones into conduits, and draws what stays inside asset by asset', () => {
    const open = scene()
    expect(ends(open)).toEqual(['one-two', 'one-two'])
    expect(open.lines.map(({ talks }) => talks)).toEqual([[0], [2]])
  })
  test('puts grave conduits first and labels them with what was done', () => {
    expect(scene().conduits[0]).toMatchObject({ weight: 'grave', label: 'stop' })
  })
  test('draws a line between the lanes of a closed zone, without words', () => {
    const closed = scene(['one'])
    const inside = closed.conduits.find(({ talks }) => talks.includes(0))!
    expect(inside.label).toBe('')
    expect(closed.lines.map(({ talks }) => talks)).toEqual([[2]])
  })
  test('keeps as a shadow what was silent in the time, and fades who said nothing', () => {
    const late = scene([], { from: Date.parse('2026-01-02') })
    expect(late.conduits.map(({ talks }) => talks)).toEqual([[1]])
    expect(late.ghosts.map(({ talks }) => talks)).toEqual([[3]])
    const lit = (id: string) => late.lit[late.picture.markOf[plant.byId.get(id)!]!]
    expect([lit('hmi'), lit('far'), lit('plc'), lit('mate')]).toEqual([1, 1, 0, 0])
  })
  test('marks who something grave was done to, not who did it', () => {
    const open = scene()
    const grave = (id: string) => open.grave[open.picture.markOf[plant.byId.get(id)!]!]
    expect([grave('far'), grave('hmi')]).toEqual([1, 0])
  })
  test('ends a conduit at the box of the zone that is in sight', () => {
    const closed = scene(['two'])
    expect(unitZone(closed.picture, unitOf(closed.picture, plant.byId.get('far')!))).toBe('two')
  })
})

describe('what is picked', () => {
  test('as an asset stands out with all it talks to', () => {
    const found = emphasisOf(scene(), { kind: 'asset', asset: plant.byId.get('far')! }, undefined)!
    expect(found.lines).toHaveLength(3)
    expect(found.marks.size).toBe(4)
  })
  test('as an asset that talks to nobody stands out alone', () => {
    const silent = scene([], { verbs: new Set(['force']) })
    const found = emphasisOf(silent, { kind: 'asset', asset: 1 }, undefined)!
    expect([found.lines.length, [...found.marks]]).toEqual([0, [silent.picture.markOf[1]]])
  })
  test('as a zone stands out with the conduits over its border only', () => {
    expect(emphasisOf(scene(), { kind: 'zone', zone: 'one' }, undefined)!.lines).toHaveLength(2)
  })
  test('as a conduit stands out with what goes between its zones', () => {
    const open = scene()
    expect(emphasisOf(open, { kind: 'conduit', zones: ['two', 'one'] }, undefined)!.lines).toHaveLength(2)
    expect(talksBetween(open, ['two', 'one'])).toEqual([1, 3])
  })
  test('steps back behind a path', () => {
    const path = [{ from: 0, to: 1, talks: [0] }]
    const found = emphasisOf(scene(), { kind: 'zone', zone: 'two' }, path)!
    expect(found.lines.map(({ talks }) => talks)).toEqual([[0]])
  })
})

describe('what is under the pointer', () => {
  test('is a mark before a conduit, and a conduit before the zone behind it', () => {
    const open = scene()
    const mark = open.picture.marks[0]!
    expect(hitAt(open, mark.x + 5, mark.y + 5, 4)).toEqual({ kind: 'mark', mark: 0 })
    const free = { x: open.picture.frames[0]!.x + 1, y: open.picture.frames[0]!.y + 2 }
    expect(hitAt({ ...open, conduits: [] }, free.x, free.y, 1)).toEqual({ kind: 'frame', frame: 0 })
    const line = { ...open.conduits[0]!, curve: [0, -50, 0, -50, 90, -50, 90, -50] as const }
    expect(hitAt({ ...open, conduits: [line] }, 45, -48, 4)).toEqual({ kind: 'conduit', line })
    expect(hitAt(open, -500, -500, 4)).toBeUndefined()
  })
})

describe('curves', () => {
  const box = (x: number, y: number) => ({ x, y, w: 20, h: 10 })
  test('go from the upper box to the lower one, whichever is named first', () => {
    expect(curveBetween(box(0, 0), box(50, 90))).toEqual(curveBetween(box(50, 90), box(0, 0)))
    expect(startsAt(box(0, 0), box(50, 90))).toBe(true)
    expect(pointAt(curveBetween(box(0, 0), box(50, 90)), 1).y).toBe(90)
  })
  test('arch over what stands between boxes side by side', () => {
    expect(pointAt(curveBetween(box(0, 0), box(200, 0)), 0.5).y).toBeLessThan(0)
  })
  test('are felt near them and not beyond', () => {
    const curve = [0, 0, 0, 0, 100, 0, 100, 0] as const
    expect(distanceTo(curve, 50, 3, 5)).toBeCloseTo(3)
    expect(distanceTo(curve, 50, 9, 5)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('the address', () => {
  test('brings back what was picked, and forgets what is no longer there', () => {
    for (const pick of [
      ['asset', 'plc'],
      ['zone', 'one'],
      ['conduit', 'one', 'two'],
    ])
      expect(pickText(plant, pickOf(plant, pick))).toEqual(pick)
    expect(
      [['asset', 'gone'], ['conduit', 'one'], ['zone'], ['else', 'x']].map((one) => pickOf(plant, one)),
    ).toEqual(Array(4).fill(undefined))
  })
  test('brings back the view, also on another screen', () => {
    const text = cameraText({ x: 100, y: 200, scale: 0.5 }, { w: 1000, h: 600 })
    expect(cameraOf(text, { w: 1000, h: 600 })).toEqual({ x: 100, y: 200, scale: 0.5 })
    expect(cameraOf(text, { w: 500, h: 300 })).toEqual({ x: 600, y: 500, scale: 0.5 })
    expect(
      ['', '1,2', '1,2,0', '1,2,NaN', 'a,b,c', '1,2,3,4'].map((one) => cameraOf(one, { w: 9, h: 9 })),
    ).toEqual(Array(6).fill(undefined))
  })
  test('takes lists of texts and nothing else', () => {
    expect([list(['a', 3, 'b']), list('a'), list([]), list({}), list('')]).toEqual([
      ['a', 'b'],
      ['a'],
      undefined,
      undefined,
      undefined,
    ])
    expect([timeOf('2026-01-01T00:00:00Z'), timeOf('soon'), timeOf(undefined)]).toEqual([
      Date.UTC(2026, 0, 1),
      undefined,
      undefined,
    ])
  })
})

describe('the time slider', () => {
  test('reaches from the first to the last that was heard', () => {
    const { from, until } = spanOf(plant)
    expect([from, until]).toEqual([Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2)])
    expect([timeAt(0, from, until), timeAt(STEPS, from, until)]).toEqual([from, until])
    expect([stepOf(timeAt(77, from, until), from, until), stepOf(0, from, until)]).toEqual([77, 0])
  })
  test('gathers buckets into bars, the loudest as high as there is room', () => {
    const bucket = (time: number, n: number) => ({
      time: new Date(time).toISOString(),
      counts: { read: n, write: n },
    })
    expect(barsOf([bucket(0, 1), bucket(10, 1), bucket(60, 1), bucket(100, 4)], 0, 100, 4)).toEqual([
      0.5, 0, 0.25, 1,
    ])
    expect(barsOf([], 0, 100, 2)).toEqual([0, 0])
  })
})

describe('the tables', () => {
  test('name each zone with its levels and roles', () => {
    expect(zoneRows(plant, tree).map(({ title, levels, assets }) => [title, levels, assets])).toEqual([
      ['Cell one', ['2', '1'], 2],
      ['two', ['1'], 2],
    ])
  })
  test('say of each conduit what the map draws, the gravest first', () => {
    const [only, ...others] = conduitRows(plant, tree, shownOf(plant, everything))
    expect(others).toEqual([])
    expect(only).toMatchObject({
      titles: ['Cell one', 'two'],
      talks: 2,
      verbs: ['stop', 'read'],
      weight: 'grave',
    })
  })
  test('lose no talk that crosses', () => {
    const large = plantOf(testPlant(500, 3000))
    const crossing = large.talks.filter(({ from, to }) => large.assets[from]!.zone !== large.assets[to]!.zone)
    const rows = conduitRows(large, nest(large), shownOf(large, everything))
    expect(rows.reduce((sum, { talks }) => sum + talks, 0)).toBe(crossing.length)
  })
})

test('the box of a zone that is opened stays where it was on the screen', () => {
  const large = plantOf(testPlant(2000, 0))
  const zones = nest(large)
  const picture = (turns: ReadonlySet<string>) => layout(large, zones, openZones(zones, none, turns), 1250)
  const zone = zones.roots[1]!
  const [before, after] = [picture(none), picture(turned(none, zone))]
  const lane = before.marks.find((mark) => mark.zone === zone)!.lane
  const camera = anchored({ x: 0, y: 0, scale: 1 }, before, after, zone)
  const old = before.marks.find((mark) => mark.zone === zone && mark.lane === lane)!
  const now = after.frames.find((frame) => frame.zone === zone && frame.lane === lane)!
  expect([now.x - camera.x, now.y - camera.y]).toEqual([old.x, old.y])
})
