import { bundle } from './bundle.ts'
import type { Rect } from './layout.ts'
import { innerZones, type Tree } from './nest.ts'
import type { Step } from './path.ts'
import { type Line, linesOfMark, markLine, type Scene, unitZone } from './scene.ts'

/** What a person picked on the map. */
export type Pick =
  | { kind: 'asset'; asset: number }
  | { kind: 'zone'; zone: string }
  | { kind: 'conduit'; zones: readonly [string, string] }

/** What stands out and why. */
export interface Emphasis {
  lines: Line[]
  /** Marks that are framed: those at the ends of the lines. */
  marks: Set<number>
  /** The rectangles of what is picked itself. */
  picked: Rect[]
}

/** What stands out when something is picked, or a path is looked at. */
export function emphasisOf(
  scene: Scene,
  pick: Pick | undefined,
  path: readonly Step[] | undefined,
): Emphasis | undefined {
  if (path !== undefined && path.length > 0) return ofPath(scene, path)
  if (pick === undefined) return undefined
  if (pick.kind === 'asset') return ofMark(scene, scene.picture.markOf[pick.asset]!)
  return pick.kind === 'zone' ? ofZone(scene, pick.zone) : ofConduit(scene, pick.zones)
}

function ofMark(scene: Scene, mark: number): Emphasis {
  const lines = linesOfMark(scene, mark)
  return { lines, marks: endsOf(lines).add(mark), picked: [scene.picture.marks[mark]!] }
}

/** A path in the lines of its steps; what happens inside one closed zone has no line. */
function ofPath(scene: Scene, path: readonly Step[]): Emphasis {
  const { plant, picture, shown } = scene
  const onPath = new Uint8Array(plant.talks.length)
  for (const { talks } of path) for (const index of talks) onPath[index] = shown.talks[index]!
  const lines = bundle(plant, (asset) => picture.markOf[asset]!, onPath).map((one) =>
    markLine(plant, picture, one),
  )
  const ends = [path[0]!.from, path.at(-1)!.to].map((asset) => picture.marks[picture.markOf[asset]!]!)
  return { lines, marks: endsOf(lines), picked: ends }
}

function ofZone(scene: Scene, zone: string): Emphasis {
  const inner = innerZones(scene.tree, zone)
  const within = (unit: number) => inner.has(unitZone(scene.picture, unit))
  const lines = scene.conduits.filter(({ a, b }) => within(a) !== within(b))
  const { frames, marks } = scene.picture
  const closed = [...marks.keys()].filter(
    (index) => marks[index]!.asset === undefined && marks[index]!.zone === zone,
  )
  const picked = [...frames.filter((frame) => frame.zone === zone), ...closed.map((index) => marks[index]!)]
  return { lines, marks: new Set(closed), picked }
}

function ofConduit(scene: Scene, zones: readonly [string, string]): Emphasis {
  const joins = joiner(scene.tree, zones)
  const zone = (unit: number) => unitZone(scene.picture, unit)
  const lines = scene.conduits.filter(({ a, b }) => joins(zone(a), zone(b)))
  return { lines, marks: new Set(), picked: [] }
}

/** Says whether one zone is in the first of two and the other in the second; what is inside both of them joins nothing. */
function joiner(tree: Tree, [one, two]: readonly [string, string]): (a: string, b: string) => boolean {
  const [first, second] = [innerZones(tree, one), innerZones(tree, two)]
  return (a, b) => a !== b && ((first.has(a) && second.has(b)) || (first.has(b) && second.has(a)))
}

function endsOf(lines: readonly Line[]): Set<number> {
  return new Set(lines.flatMap(({ a, b }) => [a, b]))
}

/** The talks between two zones, in both directions. */
export function talksBetween({ plant, tree, shown }: Scene, zones: readonly [string, string]): number[] {
  const joins = joiner(tree, zones)
  return [...plant.talks.keys()].filter((index) => {
    const { from, to } = plant.talks[index]!
    return shown.talks[index] === 1 && joins(plant.assets[from]!.zone, plant.assets[to]!.zone)
  })
}

/** The zones of the boxes at the ends of a conduit. */
export function zonesOf(picture: Scene['picture'], line: Line): readonly [string, string] {
  return [unitZone(picture, line.a), unitZone(picture, line.b)]
}
