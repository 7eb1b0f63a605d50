import { gravest } from '../../parts/verbs.ts'
import { type Bundle, bundle, labelOf, sumOf } from './bundle.ts'
import { type Curve, curveBetween, startsAt } from './curve.ts'
import { glyphIn, glyphOf } from './glyphs.ts'
import type { Mark, Picture, Rect } from './layout.ts'
import type { Tree } from './nest.ts'
import type { Plant } from './plant.ts'
import type { Shown } from './shown.ts'

/** A bundle with its place. */
export interface Line extends Bundle {
  curve: Curve
  /** Whether the curve starts at box a. */
  startsAtA: boolean
  label: string
}

/** Everything that is drawn, ready to draw. */
export interface Scene {
  plant: Plant
  tree: Tree
  open: ReadonlySet<string>
  picture: Picture
  shown: Shown
  /** Talk between zones, and between the lanes of a closed zone. */
  conduits: Line[]
  /** Talk inside open zones, asset by asset. */
  lines: Line[]
  /** Conduits that were silent in the time that is looked at. */
  ghosts: Line[]
  /** For each mark 1 when something grave was done to an asset in it. */
  grave: Uint8Array
  /** For each mark the number of its assets that are shown. */
  lit: Int32Array
  /** For each closed zone the letters of its most frequent roles. */
  roles: string[]
}

/** The box that a conduit ends at: the closed zone an asset is in, or the frame of its open zone. */
export function unitOf(picture: Picture, asset: number): number {
  const mark = picture.markOf[asset]!
  return picture.marks[mark]!.asset === undefined ? picture.frames.length + mark : picture.frameOf[asset]!
}

export function unitRect(picture: Picture, unit: number): Rect {
  return picture.frames[unit] ?? picture.marks[unit - picture.frames.length]!
}

/** The zone that a box stands for. */
export function unitZone(picture: Picture, unit: number): string {
  return (picture.frames[unit] ?? picture.marks[unit - picture.frames.length]!).zone
}

/** Where lines to a mark end: at the glyph of an asset, at the border of a closed zone. */
export function anchorOf(mark: Mark): Rect {
  return mark.asset === undefined ? mark : glyphIn(mark)
}

/** Puts a scene together. `possible` says which talks the filters leave, whatever the time. */
export function sceneOf(
  plant: Plant,
  { tree, open, picture }: { tree: Tree; open: ReadonlySet<string>; picture: Picture },
  shown: Shown,
  possible: Uint8Array,
): Scene {
  const unit = (asset: number) => unitOf(picture, asset)
  const conduits = bundle(plant, unit, shown.talks)
    .filter(({ a, b }) => crosses(picture, a, b))
    .map((one) => conduitLine(plant, picture, one))
  const drawn = new Set(conduits.map(({ a, b }) => `${a} ${b}`))
  const silent = possible.map((one, index) => (one === 1 && shown.talks[index] === 0 ? 1 : 0))
  const ghosts = bundle(plant, unit, silent)
    .filter(({ a, b }) => crosses(picture, a, b) && !drawn.has(`${a} ${b}`))
    .map((one) => conduitLine(plant, picture, one))
  const inside = shown.talks.map((one, index) => (one === 1 && isInside(plant, picture, index) ? 1 : 0))
  const lines = bundle(plant, (asset) => picture.markOf[asset]!, inside).map((one) =>
    markLine(plant, picture, one),
  )
  conduits.sort(byImportance)
  lines.sort(byImportance)
  return { plant, tree, open, picture, shown, conduits, lines, ghosts, ...marksOf(plant, picture, shown) }
}

/** A conduit joins two zones, or two lanes of a closed one. */
function crosses(picture: Picture, a: number, b: number): boolean {
  return unitZone(picture, a) !== unitZone(picture, b) || b >= picture.frames.length
}

function isInside(plant: Plant, picture: Picture, talk: number): boolean {
  const { from, to } = plant.talks[talk]!
  const [a, b] = [picture.marks[picture.markOf[from]!]!, picture.marks[picture.markOf[to]!]!]
  return a.zone === b.zone && a.asset !== undefined && b.asset !== undefined
}

function conduitLine(plant: Plant, picture: Picture, one: Bundle): Line {
  const inside = unitZone(picture, one.a) === unitZone(picture, one.b)
  const label = inside && one.weight !== 'grave' ? '' : labelOf(sumOf(plant, one.talks), one.weight)
  const [a, b] = [unitRect(picture, one.a), unitRect(picture, one.b)]
  return { ...one, label, curve: curveBetween(a, b), startsAtA: startsAt(a, b) }
}

/** The line of a bundle between two marks. */
export function markLine(plant: Plant, picture: Picture, one: Bundle): Line {
  const [a, b] = [anchorOf(picture.marks[one.a]!), anchorOf(picture.marks[one.b]!)]
  const label = labelOf(sumOf(plant, one.talks), one.weight)
  return { ...one, label, curve: curveBetween(a, b), startsAtA: startsAt(a, b) }
}

/** Grave ones first, then those with the most talk. */
function byImportance(one: Line, two: Line): number {
  const grave = (line: Line) => (line.weight === 'grave' ? 1 : 0)
  return grave(two) - grave(one) || two.talks.length - one.talks.length || one.a - two.a || one.b - two.b
}

function marksOf(plant: Plant, picture: Picture, shown: Shown): Pick<Scene, 'grave' | 'lit' | 'roles'> {
  const grave = new Uint8Array(picture.marks.length)
  const lit = new Int32Array(picture.marks.length)
  for (const [index, one] of shown.assets.entries()) if (one === 1) lit[picture.markOf[index]!]!++
  for (const [index, talk] of plant.talks.entries())
    if (shown.talks[index] === 1 && gravest(talk.verbs) === 'grave') grave[picture.markOf[talk.to]!] = 1
  return { grave, lit, roles: rolesOf(plant, picture) }
}

const ROLES_NAMED = 3

function rolesOf(plant: Plant, picture: Picture): string[] {
  const counts = picture.marks.map(() => new Map<string, number>())
  for (const [asset, mark] of picture.markOf.entries()) {
    const { code } = glyphOf(plant.assets[asset]!.role)
    if (code !== '?') counts[mark]!.set(code, (counts[mark]!.get(code) ?? 0) + 1)
  }
  return counts.map((roles) =>
    [...roles]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, ROLES_NAMED)
      .map(([code]) => code)
      .join(' '),
  )
}

/** All lines of one mark, whatever zone they lead to. */
export function linesOfMark({ plant, picture, shown }: Scene, mark: number): Line[] {
  const mine = shown.talks.map((one, index) => {
    const { from, to } = plant.talks[index]!
    return one === 1 && (picture.markOf[from] === mark || picture.markOf[to] === mark) ? 1 : 0
  })
  return bundle(plant, (asset) => picture.markOf[asset]!, mine).map((one) => markLine(plant, picture, one))
}
