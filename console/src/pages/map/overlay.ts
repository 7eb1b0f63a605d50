import { pointAt } from './curve.ts'
import { traceCurve } from './draw.ts'
import { drawMark } from './draw-mark.ts'
import type { Emphasis } from './emphasis.ts'
import { drawLabels } from './labels.ts'
import type { Rect } from './layout.ts'
import { anchorOf, type Line, type Scene } from './scene.ts'
import { inWorld, isSeen, onSheet, type Sheet } from './sheet.ts'

/** What changes from moment to moment over a drawn scene. */
export interface Moment {
  emphasis: Emphasis | undefined
  /** What the pointer is over. */
  hover: Emphasis | undefined
  /** Index of the mark that has the keyboard; -1 for none. */
  focus: number
  /** Marks that a search found. */
  found: ReadonlySet<number>
}

/** More lines than these are not labelled while something is picked. */
const MOST_LABELS = 24

export function drawMoment(sheet: Sheet, scene: Scene, moment: Moment): void {
  const { emphasis, hover, focus, found } = moment
  const { marks } = scene.picture
  inWorld(sheet)
  for (const index of found)
    if (marks[index] !== undefined) outline(sheet, marks[index], sheet.colours.pick, 2)
  const taken: Rect[] = []
  for (const one of [emphasis, hover]) if (one !== undefined) drawEmphasis(sheet, scene, one, taken)
  inWorld(sheet)
  const mark = marks[focus]
  if (mark !== undefined) outline(sheet, mark, sheet.colours.focus, 2.5)
}

function drawEmphasis(sheet: Sheet, scene: Scene, { lines, marks, picked }: Emphasis, taken: Rect[]): void {
  const { pen, colours } = sheet
  inWorld(sheet)
  pen.globalAlpha = lines.length > 80 ? 0.7 : 1
  strokeLines(
    sheet,
    lines.filter(({ weight }) => weight !== 'grave'),
    colours.pick,
  )
  strokeLines(
    sheet,
    lines.filter(({ weight }) => weight === 'grave'),
    colours.warn,
  )
  pen.globalAlpha = 1
  for (const index of marks) {
    const mark = scene.picture.marks[index]!
    if (!isSeen(sheet, mark)) continue
    drawMark(sheet, scene, index)
    if (!picked.includes(mark)) outline(sheet, anchorOf(mark), colours.pick, 1.5, 1)
  }
  for (const rect of picked) outline(sheet, rect, colours.pick, 2.5)
  for (const index of marks) taken.push(onSheet(sheet, scene.picture.marks[index]!))
  drawLabels(sheet, lines, taken, MOST_LABELS)
}

function strokeLines(sheet: Sheet, lines: readonly Line[], colour: string): void {
  const { pen, camera } = sheet
  pen.beginPath()
  for (const { curve } of lines) traceCurve(pen, curve)
  pen.strokeStyle = colour
  pen.lineWidth = 2 / camera.scale
  pen.stroke()
  pen.fillStyle = colour
  for (const line of lines) if (line.forth !== line.back) drawHead(sheet, line)
}

/** An arrow near the end of a line that goes one way only. */
function drawHead({ pen, camera }: Sheet, line: Line): void {
  const { curve } = line
  const [start, end] = [pointAt(curve, 0), pointAt(curve, 1)]
  const forward = isForward(line)
  const tip = forward ? end : start
  const before = pointAt(curve, forward ? 0.93 : 0.07)
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x)
  const size = 9 / camera.scale
  pen.beginPath()
  pen.moveTo(tip.x, tip.y)
  pen.lineTo(tip.x - size * Math.cos(angle - 0.4), tip.y - size * Math.sin(angle - 0.4))
  pen.lineTo(tip.x - size * Math.cos(angle + 0.4), tip.y - size * Math.sin(angle + 0.4))
  pen.fill()
}

/** Whether who asks is at the start of the curve; a curve goes from the upper box to the lower one. */
function isForward({ forth, startsAtA }: Line): boolean {
  return forth === startsAtA
}

function outline({ pen, camera }: Sheet, { x, y, w, h }: Rect, colour: string, width: number, gap = 0): void {
  pen.strokeStyle = colour
  pen.lineWidth = width / camera.scale
  const out = gap + width / 2 / camera.scale
  pen.strokeRect(x - out, y - out, w + 2 * out, h + 2 * out)
}
