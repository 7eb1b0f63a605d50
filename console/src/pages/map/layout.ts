import type { Tree } from './nest.ts'
import { arrange, CELL, HEAD, PAD, type Piece, pieceOf } from './pieces.ts'
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
  const arranged = arrange(tree.roots, pieces, width)
  const picture = blank(plant.assets.length)
  let y = 0
  for (const lane of lanes) {
    const all = pieces[lane]!
    const packed = arranged[lane]!
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
