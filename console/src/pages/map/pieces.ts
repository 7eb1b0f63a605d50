import type { Tree, Zone } from './nest.ts'
import { type Packed, pack } from './pack.ts'
import type { Plant } from './plant.ts'

/** The place of an asset; the size of a closed zone. */
export const CELL = { w: 78, h: 50 }
const CLOSED = { w: 168, h: 46 }
/** Height of the line with the name of an open zone. */
export const HEAD = 24
export const PAD = 8
const GAP = 12
const LEAST = CLOSED.w + 2 * PAD
const MOST_COLUMNS = 24
/** Columns may be so many times as wide as asked for before shelves are better. */
const TOO_WIDE = 1.6

/** What a zone holds in one lane, and once it is arranged its size and where its children stand in it. */
export interface Piece {
  zone: Zone
  open: boolean
  /** Indexes of the assets that stand in it themselves. */
  assets: number[]
  children: Piece[]
  /** Indexes of all assets in it. */
  all: number[]
  count: number
  w: number
  h: number
  columns: number
  at: { x: number; y: number }[]
}

/** What a zone holds in a lane; nothing when it holds nothing there. */
export function pieceOf(
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

/**
 * Sizes and places zones that are side by side, over all lanes at once, no wider than `width` where that can be helped: each zone at the same
 * place in all its lanes when they fit, else on shelves, lane by lane.
 */
export function arrange(ids: readonly string[], lanes: readonly Piece[][], width: number): Packed[] {
  const zones = Map.groupBy(lanes.flat(), (piece) => piece.zone.id)
  const limits = limitsOf(zones, width)
  for (const [id, pieces] of zones) settle(pieces, limits.get(id)!)
  const columns = columnsOf(
    ids.filter((id) => zones.has(id)),
    lanes,
    width,
  )
  return lanes.map((all) => (columns === undefined ? pack(all, width, GAP) : inColumns(all, columns)))
}

/** How wide each of some zones may be: its share, by what it holds in the lane where it holds most; where shares are too small, as it likes. */
function limitsOf(zones: ReadonlyMap<string, readonly Piece[]>, width: number): Map<string, number> {
  const ids = [...zones.keys()]
  if (!Number.isFinite(width)) return new Map(ids.map((id) => [id, width]))
  const likes = [...zones.values()].map((pieces) => {
    settle(pieces, Number.POSITIVE_INFINITY)
    const weight = Math.sqrt(Math.max(...pieces.map(({ w, h }) => w * h)))
    return { weight, w: Math.max(...pieces.map(({ w }) => w)) }
  })
  const total = likes.reduce((sum, { weight }) => sum + weight, 0)
  const room = width - GAP * (ids.length - 1)
  const shares = likes.map(({ weight }) => (room * weight) / total)
  const roomy = shares.every((share) => share >= LEAST)
  return new Map(
    ids.map((id, at) => [id, roomy ? shares[at]! : Math.max(LEAST, Math.min(width, likes[at]!.w))]),
  )
}

/** Sizes what one zone holds in its lanes. */
function settle(pieces: readonly Piece[], limit: number): void {
  const { open, zone } = pieces[0]!
  if (!open) {
    for (const piece of pieces) Object.assign(piece, CLOSED)
    return
  }
  const inner = limit - 2 * PAD
  const arranged = arrange(
    zone.children,
    pieces.map(({ children }) => children),
    inner,
  )
  for (const [lane, piece] of pieces.entries()) {
    const packed = arranged[lane]!
    piece.columns = columnsFor(piece.assets.length, inner)
    const rows = piece.columns === 0 ? 0 : Math.ceil(piece.assets.length / piece.columns)
    const between = rows > 0 && piece.children.length > 0 ? GAP : 0
    piece.at = packed.at.map(({ x, y }) => ({ x: x + PAD, y: y + HEAD + rows * CELL.h + between }))
    piece.w = Math.max(piece.columns * CELL.w, packed.w, titleWidth(piece)) + 2 * PAD
    piece.h = HEAD + rows * CELL.h + between + packed.h + PAD
  }
}

/** In how many columns assets stand: as many as there is room for, in rows of equal length; without a limit, in a block twice as wide as high. */
function columnsFor(assets: number, limit: number): number {
  if (assets === 0) return 0
  const block = Math.ceil(Math.sqrt(assets * 2.2))
  const room = Number.isFinite(limit) ? Math.max(2, Math.floor(limit / CELL.w)) : block
  return Math.ceil(assets / Math.ceil(assets / Math.min(room, MOST_COLUMNS)))
}

function titleWidth({ zone }: Piece): number {
  return Math.min(CLOSED.w, zone.title.length * 6.5 + 20)
}

/** Where each zone begins. */
type Columns = ReadonlyMap<string, number>

/**
 * Where zones stand one below the other in all their lanes: each as far left as the lanes it is in have room. Lanes that share no zone with the
 * others stand in the middle over them. Nothing when that grows too wide.
 */
function columnsOf(ids: readonly string[], lanes: readonly Piece[][], width: number): Columns | undefined {
  const x = new Map<string, number>()
  const right = lanes.map(() => 0)
  const groups = lanes.map((_, lane) => new Set([lane]))
  for (const id of ids) {
    const own = lanes.flatMap((all, lane) => (all.some(({ zone }) => zone.id === id) ? [lane] : []))
    const widest = Math.max(...lanes.flat().map((piece) => (piece.zone.id === id ? piece.w : 0)))
    const at = Math.max(...own.map((lane) => right[lane]!))
    x.set(id, at)
    const group = new Set(own.flatMap((lane) => [...groups[lane]!]))
    for (const lane of group) groups[lane] = group
    for (const lane of own) right[lane] = at + widest + GAP
  }
  const whole = Math.max(0, ...right)
  if (whole > width * TOO_WIDE) return undefined
  for (const group of new Set(groups)) {
    const aside = Math.round((whole - Math.max(...[...group].map((lane) => right[lane]!))) / 2)
    const inside = new Set([...group].flatMap((lane) => lanes[lane]!.map(({ zone }) => zone.id)))
    for (const id of inside) x.set(id, x.get(id)! + aside)
  }
  return x
}

function inColumns(pieces: readonly Piece[], x: Columns): Packed {
  const at = pieces.map((piece) => ({ x: x.get(piece.zone.id)!, y: 0 }))
  const w = Math.max(0, ...pieces.map((piece, index) => at[index]!.x + piece.w))
  return { at, w, h: Math.max(0, ...pieces.map((piece) => piece.h)) }
}
