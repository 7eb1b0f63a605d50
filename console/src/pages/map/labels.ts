import { pointAt } from './curve.ts'
import type { Picture, Rect } from './layout.ts'
import type { Line } from './scene.ts'
import { fitting, isSeen, onScreen, onSheet, type Sheet } from './sheet.ts'

const MOST_LABELS = 30
const HEIGHT = 16
const WIDEST = 190
/** Places along a line where its label may stand, the best first. */
const PLACES = [0.5, 0.36, 0.64, 0.25, 0.75]

/**
 * Writes labels on lines, the first lines first, where no other label and nothing of `taken` is in the way; those with no free place stay
 * without. Returns what is taken now.
 */
export function drawLabels(sheet: Sheet, lines: readonly Line[], taken: Rect[], most = MOST_LABELS): Rect[] {
  const { pen, font } = sheet
  onScreen(sheet)
  pen.font = `11px ${font}`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  let drawn = 0
  for (const line of lines) {
    if (drawn >= most) break
    if (line.label === '') continue
    const text = fitting(pen, line.label, WIDEST)
    const place = placeFor(sheet, line, pen.measureText(text).width + 10, taken)
    if (place === undefined) continue
    taken.push(place)
    drawn++
    drawChip(sheet, place, text, line.weight === 'grave')
  }
  return taken
}

function placeFor(sheet: Sheet, line: Line, width: number, taken: readonly Rect[]): Rect | undefined {
  for (const t of PLACES) {
    const point = onSheet(sheet, { ...pointAt(line.curve, t), w: 0, h: 0 })
    const chip = { x: point.x - width / 2, y: point.y - HEIGHT / 2, w: width, h: HEIGHT }
    const outside =
      chip.x < sheet.left + 2 ||
      chip.y < 2 ||
      chip.x + width > sheet.size.w - 2 ||
      chip.y + HEIGHT > sheet.size.h - 2
    if (!outside && !taken.some((one) => meets(one, chip))) return chip
  }
  return undefined
}

function meets(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w + 3 && b.x < a.x + a.w + 3 && a.y < b.y + b.h + 1 && b.y < a.y + a.h + 1
}

function drawChip({ pen, colours }: Sheet, { x, y, w, h }: Rect, text: string, grave: boolean): void {
  pen.fillStyle = grave ? colours['warn-ground'] : colours.raised
  pen.strokeStyle = grave ? colours.warn : colours.line
  pen.lineWidth = 1
  pen.fillRect(x, y, w, h)
  pen.strokeRect(Math.round(x) + 0.5, Math.round(y) + 0.5, Math.round(w), h)
  pen.fillStyle = grave ? colours.warn : colours.soft
  pen.fillText(text, x + w / 2, y + h / 2 + 0.5)
}

/** What labels must not cover: marks and the names of zones, as far as they can be read. */
export function takenBy(sheet: Sheet, { marks, frames }: Picture): Rect[] {
  const { scale } = sheet.camera
  const names = frames.map(({ x, y, w, title }) => ({
    x,
    y,
    w: Math.min(w, (title.length * 7) / scale),
    h: HEIGHT / scale,
  }))
  const readable = marks.filter((mark) => mark.h * scale >= 10)
  return [...names, ...readable].filter((one) => isSeen(sheet, one)).map((one) => onSheet(sheet, one))
}
