import type { Tree, Zone } from './nest.ts'
import { type Item, pack } from './pack.ts'
import { LANES, type Plant } from './plant.ts'

/** Something that is drawn as one mark: an asset, or a closed zone with what it holds in one lane. */
export interface Mark extends Rect {
  key: string
  lane: number
  /** The closed zone, or the zone of the asset. */
  zone: string
  /** Index of the asset; undefined for a closed zone. */
  asset?: number
  /** Assets in it. */
  count: number
}

/** The box of an open zone in one lane. */
export interface Frame extends Rect {
  key: string
  zone: string
  title: string
  lane: number
  depth: number
  count: number
}

export interface LaneBox {
  lane: number
  y: number
  h: number
  count: number
}

export interface Rect {
  x: number
  y: number
  w: number
  h: number
}

/** Where everything stands, in units that are pixels at scale 1. */
export interface Picture {
  width: number
  height: number
  lanes: LaneBox[]
  frames: Frame[]
  marks: Mark[]
  /** For each asset the index of the mark that stands for it. */
  markOf: Int32Array
  /** For each asset the index of the innermost open zone's frame around it, or -1. */
  frameOf: Int32Array
}

export const CELL = { w: 78, h: 50 }
export const CLOSED = { w: 168, h: 46 }
const HEAD = 20
const PAD = 8
const GAP = 12
const LANE_PAD = 16
const EMPTY_LANE = 30
/** Times as high, or as wide, as it should be. */
const TOO_FAR_OFF = 1.6
const WIDTHS = [500, 640, 800, 1000, 1250, 1550, 1900, 2300, 2900, 3800, 5000, 6600, 8600]

/** Puts a plant into swim lanes. The same plant with the same open zones gives the same picture; no chance, no physics. */
export function layout(plant: Plant, tree: Tree, open: ReadonlySet<string>, width: number): Picture {
  const lanes = LANES.map((_, lane) => lane)
  const pieces = lanes.map((lane) =>
    tree.roots.flatMap((id) => pieceOf(plant, tree, open, tree.zones.get(id)!, lane) ?? []),
  )
  const shares = sharesOf(pieces, width)
  for (const lane of pieces) for (const piece of lane) settle(piece, shares.get(piece.zone.id)! - 2 * PAD)
  const columns = columnsOf(tree.roots, pieces, width)
  const picture = blank(plant.assets.length)
  let y = 0
  for (const lane of lanes) {
    const all = pieces[lane]!
    const items = all.map((piece): Item => ({ w: piece.w, h: piece.h }))
    const packed = columns === undefined ? pack(items, width, GAP) : inColumns(all, columns)
    for (const [index, piece] of all.entries()) {
      const at = packed.at[index]!
      place(picture, piece, at.x, y + LANE_PAD + at.y, lane, 0)
    }
    const h = all.length === 0 ? EMPTY_LANE : packed.h + 2 * LANE_PAD
    picture.lanes.push({ lane, y, h, count: all.reduce((sum, piece) => sum + piece.count, 0) })
    picture.width = Math.max(picture.width, packed.w)
    y += h
  }
  picture.height = y
  return picture
}

/** The width at which the plant with these zones open comes nearest to being `aspect` times as wide as high. */
export function bestWidth(plant: Plant, tree: Tree, open: ReadonlySet<string>, aspect: number): number {
  const off = (width: number): number => Math.abs(Math.log(aspectAt(plant, tree, open, width) / aspect))
  return WIDTHS.map((width) => ({ width, off: off(width) })).sort(
    (a, b) => a.off - b.off || a.width - b.width,
  )[0]!.width
}

/** `usual`, unless what is open now would become far too high or wide at it: then what fits. So opening one zone moves little. */
export function widthFor(
  plant: Plant,
  tree: Tree,
  open: ReadonlySet<string>,
  { usual, aspect }: { usual: number; aspect: number },
): number {
  const off = Math.abs(Math.log(aspectAt(plant, tree, open, usual) / aspect))
  return off <= Math.log(TOO_FAR_OFF) ? usual : bestWidth(plant, tree, open, aspect)
}

function aspectAt(plant: Plant, tree: Tree, open: ReadonlySet<string>, width: number): number {
  const picture = layout(plant, tree, open, width)
  return Math.max(1, picture.width) / Math.max(1, picture.height)
}

/** What a zone holds in one lane. */
interface Piece {
  zone: Zone
  open: boolean
  assets: number[]
  children: Piece[]
  all: number[]
  count: number
  w: number
  h: number
  columns: number
  at: { x: number; y: number }[]
}

function pieceOf(
  plant: Plant,
  tree: Tree,
  open: ReadonlySet<string>,
  zone: Zone,
  lane: number,
): Piece | undefined {
  const assets = zone.assets.filter((index) => plant.assets[index]!.lane === lane)
  const children = zone.children.flatMap((id) => pieceOf(plant, tree, open, tree.zones.get(id)!, lane) ?? [])
  const all = [...assets, ...children.flatMap((child) => child.all)]
  if (all.length === 0) return undefined
  const sizes = { w: 0, h: 0, columns: 0, at: [] }
  return { zone, open: open.has(zone.id), assets, children, all, count: all.length, ...sizes }
}

/** How much of the width each zone at the top gets: by what it holds in the lane where it holds most. */
function sharesOf(pieces: readonly Piece[][], width: number): Map<string, number> {
  const most = new Map<string, number>()
  for (const piece of pieces.flat()) {
    settle(piece, Number.POSITIVE_INFINITY)
    most.set(piece.zone.id, Math.max(most.get(piece.zone.id) ?? 0, piece.w * piece.h))
  }
  const weight = (area: number) => Math.sqrt(area)
  const total = [...most.values()].reduce((sum, area) => sum + weight(area), 0)
  const room = width - GAP * Math.max(0, most.size - 1)
  return new Map(
    [...most].map(([id, area]) => [id, Math.max(CLOSED.w + 2 * PAD, (room * weight(area)) / total)]),
  )
}

/** Sizes a piece so that what is in it goes no wider than `limit` where that can be helped. */
function settle(piece: Piece, limit: number): void {
  if (!piece.open) {
    piece.w = CLOSED.w
    piece.h = CLOSED.h
    return
  }
  for (const child of piece.children) settle(child, limit - 2 * PAD)
  piece.columns = columnsFor(piece.assets.length, limit)
  const rows = piece.columns === 0 ? 0 : Math.ceil(piece.assets.length / piece.columns)
  const room = Math.max(Math.min(limit, 2400), CLOSED.w)
  const packed = pack(piece.children, room, GAP)
  const between = rows > 0 && piece.children.length > 0 ? GAP : 0
  piece.at = packed.at.map(({ x, y }) => ({ x: x + PAD, y: y + HEAD + rows * CELL.h + between }))
  piece.w = Math.max(piece.columns * CELL.w, packed.w, titleWidth(piece)) + 2 * PAD
  piece.h = HEAD + rows * CELL.h + between + packed.h + PAD
}

/** In how many columns assets stand: as many as there is room for, in rows of equal length; without a limit, in a block twice as wide as high. */
function columnsFor(assets: number, limit: number): number {
  if (assets === 0) return 0
  const block = Math.ceil(Math.sqrt(assets * 2.2))
  const room = Number.isFinite(limit) ? Math.max(2, Math.floor(limit / CELL.w)) : block
  return Math.ceil(assets / Math.ceil(assets / Math.min(room, 24)))
}

function titleWidth({ zone }: Piece): number {
  return Math.min(CLOSED.w, zone.title.length * 6.5 + 20)
}

/** Where each zone at the top begins. */
type Columns = ReadonlyMap<string, number>

/**
 * Where zones at the top stand one below the other in all their lanes: each as far left as the lanes it is in have room. Lanes that share no
 * zone with the others stand in the middle over them. Nothing when that grows too wide.
 */
function columnsOf(roots: readonly string[], pieces: readonly Piece[][], width: number): Columns | undefined {
  const x = new Map<string, number>()
  const right = pieces.map(() => 0)
  const groups = pieces.map((_, lane) => new Set([lane]))
  for (const id of roots) {
    const lanes = pieces.flatMap((all, lane) => (all.some(({ zone }) => zone.id === id) ? [lane] : []))
    const widest = Math.max(...pieces.flat().map((piece) => (piece.zone.id === id ? piece.w : 0)))
    const at = Math.max(...lanes.map((lane) => right[lane]!))
    x.set(id, at)
    const group = new Set(lanes.flatMap((lane) => [...groups[lane]!]))
    for (const lane of group) groups[lane] = group
    for (const lane of lanes) right[lane] = at + widest + GAP
  }
  const whole = Math.max(0, ...right)
  if (whole > width * 1.3) return undefined
  for (const lanes of new Set(groups)) {
    const aside = Math.round((whole - Math.max(...[...lanes].map((lane) => right[lane]!))) / 2)
    const inside = new Set([...lanes].flatMap((lane) => pieces[lane]!.map(({ zone }) => zone.id)))
    for (const id of inside) x.set(id, x.get(id)! + aside)
  }
  return x
}

function inColumns(pieces: readonly Piece[], x: Columns): ReturnType<typeof pack> {
  const at = pieces.map((piece) => ({ x: x.get(piece.zone.id)!, y: 0 }))
  const w = Math.max(0, ...pieces.map((piece, index) => at[index]!.x + piece.w))
  return { at, w, h: Math.max(0, ...pieces.map((piece) => piece.h)) }
}

function blank(assets: number): Picture {
  const markOf = new Int32Array(assets).fill(-1)
  const frameOf = new Int32Array(assets).fill(-1)
  return { width: 0, height: 0, lanes: [], frames: [], marks: [], markOf, frameOf }
}

function place(picture: Picture, piece: Piece, x: number, y: number, lane: number, depth: number): void {
  const { zone, w, h, count } = piece
  const key = `${zone.id}@${lane}`
  if (!piece.open) {
    for (const index of piece.all) picture.markOf[index] = picture.marks.length
    picture.marks.push({ key, zone: zone.id, lane, count, x, y, w, h })
    return
  }
  const frame = picture.frames.length
  picture.frames.push({ key, zone: zone.id, title: zone.title, lane, depth, count, x, y, w, h })
  for (const [slot, index] of piece.assets.entries()) {
    picture.markOf[index] = picture.marks.length
    picture.frameOf[index] = frame
    const left = x + PAD + (slot % piece.columns) * CELL.w
    const top = y + HEAD + Math.floor(slot / piece.columns) * CELL.h
    picture.marks.push({
      key: `#${index}`,
      zone: zone.id,
      lane,
      asset: index,
      count: 1,
      x: left,
      y: top,
      ...CELL,
    })
  }
  for (const [index, child] of piece.children.entries()) {
    const at = piece.at[index]!
    place(picture, child, x + at.x, y + at.y, lane, depth + 1)
  }
}
