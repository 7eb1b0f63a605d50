import type { Curve } from './curve.ts'
import { boundsOf } from './curve.ts'
import { drawMark } from './draw-mark.ts'
import { shownName } from './names.ts'
import { HEAD } from './pieces.ts'
import { LANES } from './plant.ts'
import type { Line, Scene } from './scene.ts'
import { fittingTitle, inWorld, isSeen, onScreen, onSheet, type Sheet } from './sheet.ts'

/** Lines inside zones are left away from afar when there are more than this; the zone's own lines come when it is picked. */
const MANY_LINES = 700
const NEAR = 0.6
/** More lines than these are not drawn at once; the most talkative are. */
const MOST_LINES = 3000

/** Draws everything that does not change with what one points at. `dim` leaves the ground for what is picked. */
export function drawScene(sheet: Sheet, scene: Scene, dim: boolean): void {
  const { pen, size, dense, colours } = sheet
  pen.setTransform(dense, 0, 0, dense, 0, 0)
  pen.globalAlpha = 1
  pen.fillStyle = colours.ground
  pen.fillRect(0, 0, size.w, size.h)
  drawLanes(sheet, scene)
  inWorld(sheet)
  drawFrames(sheet, scene)
  pen.globalAlpha = dim ? 0.25 : 1
  drawLines(sheet, scene)
  pen.globalAlpha = dim ? 0.55 : 1
  drawMarks(sheet, scene)
  onScreen(sheet)
  drawTitles(sheet, scene)
  pen.globalAlpha = 1
}

function drawLanes(sheet: Sheet, { picture }: Scene): void {
  const { pen, colours, size, camera } = sheet
  for (const { lane, y, h } of picture.lanes) {
    const top = (y - camera.y) * camera.scale
    if (top > size.h || top + h * camera.scale < 0) continue
    if (lane % 2 === 1) {
      pen.fillStyle = colours.panel
      pen.fillRect(0, top, size.w, h * camera.scale)
    }
    pen.fillStyle = colours.line
    pen.fillRect(0, Math.round(top), size.w, 1)
  }
  const bottom = Math.round((picture.height - camera.y) * camera.scale)
  pen.fillRect(0, bottom, size.w, 1)
}

/** Pixels from the left to a lane's name; its number stands before it. */
const NAME_AT = 40

/** The names of the lanes stay at the left whatever is seen. */
export function drawLaneNames(sheet: Sheet, { picture }: Scene): void {
  const { pen, colours, size, camera, left, font } = sheet
  onScreen(sheet)
  pen.fillStyle = colours.raised
  pen.fillRect(0, 0, left, size.h)
  pen.fillStyle = colours.line
  pen.fillRect(left - 1, 0, 1, size.h)
  pen.textBaseline = 'middle'
  pen.textAlign = 'left'
  for (const { lane, y, h, count } of picture.lanes) {
    const top = (y - camera.y) * camera.scale
    const bottom = top + h * camera.scale
    if (bottom < 0 || top > size.h) continue
    pen.fillStyle = colours.line
    pen.fillRect(0, Math.round(top), left, 1)
    const { title, short } = LANES[lane]!
    const middle = (Math.max(0, top) + Math.min(size.h, bottom)) / 2
    const roomy = Math.min(size.h, bottom) - Math.max(0, top)
    if (roomy < 11) continue
    pen.fillStyle = count === 0 ? colours.soft : colours.text
    pen.font = `600 13px ${font}`
    const wide = left > 80
    const two = wide && roomy >= 34
    pen.fillText(short, wide ? 10 : 6, two ? middle - 8 : middle)
    if (!wide) continue
    pen.font = `${two ? 12 : 11}px ${font}`
    pen.fillText(title, NAME_AT, two ? middle - 8 : middle, left - NAME_AT - 4)
    if (!two) continue
    pen.fillStyle = colours.soft
    pen.fillText(
      count === 0 ? 'nothing here' : count === 1 ? '1 asset' : `${count} assets`,
      NAME_AT,
      middle + 9,
      left - NAME_AT - 4,
    )
  }
}

function drawFrames(sheet: Sheet, { picture }: Scene): void {
  const { pen, colours, camera } = sheet
  pen.lineWidth = 1 / camera.scale
  for (const frame of picture.frames) {
    if (!isSeen(sheet, frame)) continue
    pen.globalAlpha = 0.55
    pen.fillStyle = frame.depth % 2 === 0 ? colours.raised : colours.panel
    pen.fillRect(frame.x, frame.y, frame.w, frame.h)
    pen.globalAlpha = 1
    pen.strokeStyle = colours.line
    pen.strokeRect(frame.x, frame.y, frame.w, frame.h)
  }
}

function drawLines(sheet: Sheet, scene: Scene): void {
  const { pen, camera, colours } = sheet
  const alpha = pen.globalAlpha
  const lines =
    scene.lines.length > MANY_LINES && camera.scale < NEAR ? scene.lines.filter(isGrave) : scene.lines
  pen.globalAlpha = alpha * 0.3
  strokeAll(sheet, scene.ghosts, colours.fill, 1, [4, 4])
  pen.globalAlpha = alpha * (lines.length > 200 ? 0.45 : 0.75)
  strokeAll(
    sheet,
    lines.filter((line) => line.weight === 'looks'),
    colours.fill,
    0.9,
  )
  strokeAll(
    sheet,
    lines.filter((line) => line.weight === 'changes'),
    colours.edge,
    1.1,
  )
  pen.globalAlpha = alpha * (scene.conduits.length > 150 ? 0.5 : 0.8)
  for (const [least, most, width] of WIDTHS) {
    const some = scene.conduits.filter(({ talks }) => talks.length >= least && talks.length < most)
    strokeAll(
      sheet,
      some.filter((line) => line.weight === 'looks'),
      colours.fill,
      width,
    )
    strokeAll(
      sheet,
      some.filter((line) => line.weight === 'changes'),
      colours.edge,
      width,
    )
  }
  pen.globalAlpha = alpha
  strokeAll(sheet, lines.filter(isGrave), colours.warn, 1.8)
  strokeAll(sheet, scene.conduits.filter(isGrave), colours.warn, 2.4)
}

/** From how many to how many pairs that talk, and the width of the conduit in pixels. */
const WIDTHS = [
  [0, 4, 1.1],
  [4, 20, 2],
  [20, Number.POSITIVE_INFINITY, 3.2],
] as const

function isGrave({ weight }: Line): boolean {
  return weight === 'grave'
}

function strokeAll(
  sheet: Sheet,
  lines: readonly Line[],
  colour: string,
  width: number,
  dash: number[] = [],
): void {
  const { pen, camera } = sheet
  if (lines.length === 0) return
  pen.beginPath()
  let drawn = 0
  for (const { curve } of lines) {
    if (!isSeen(sheet, boundsOf(curve))) continue
    if (++drawn > MOST_LINES) break
    traceCurve(pen, curve)
  }
  pen.setLineDash(dash.map((one) => one / camera.scale))
  pen.strokeStyle = colour
  pen.lineWidth = width / camera.scale ** 0.8
  pen.stroke()
  pen.setLineDash([])
}

export function traceCurve(pen: CanvasRenderingContext2D, [x0, y0, x1, y1, x2, y2, x3, y3]: Curve): void {
  pen.moveTo(x0, y0)
  pen.bezierCurveTo(x1, y1, x2, y2, x3, y3)
}

function drawMarks(sheet: Sheet, scene: Scene): void {
  const alpha = sheet.pen.globalAlpha
  for (const [index, mark] of scene.picture.marks.entries()) {
    if (!isSeen(sheet, mark)) continue
    sheet.pen.globalAlpha = scene.lit[index] === 0 ? alpha * 0.35 : alpha
    drawMark(sheet, scene, index)
  }
  sheet.pen.globalAlpha = alpha
}

/** Pixels from which on an open zone is named in full. */
const FRAME_ROOMY = 86

/** Names of open zones, at one size on the screen however far away, as long as there is room. */
function drawTitles(sheet: Sheet, { picture }: Scene): void {
  const { pen, colours, font, camera } = sheet
  pen.textBaseline = 'top'
  pen.textAlign = 'left'
  pen.fillStyle = colours.soft
  const px = Math.max(10, Math.min(14, 12 * camera.scale))
  pen.font = `600 ${px}px ${font}`
  for (const frame of picture.frames) {
    const { x, y, w } = onSheet(sheet, frame)
    if (w < 46 || HEAD * camera.scale < px || !isSeen(sheet, frame)) continue
    pen.fillText(
      fittingTitle(pen, shownName(frame.title), w - 12, FRAME_ROOMY),
      Math.max(x, sheet.left) + 6,
      y + 4 * camera.scale,
    )
  }
}
