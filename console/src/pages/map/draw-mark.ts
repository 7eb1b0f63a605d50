import { glyphIn, glyphOf, rounded, trace, traceInner } from './glyphs.ts'
import type { Mark } from './layout.ts'
import { shownName } from './names.ts'
import type { Scene } from './scene.ts'
import { fitting, fittingTitle, inWorld, onScreen, onSheet, type Sheet } from './sheet.ts'

/** Below this scale letters inside glyphs cannot be read. */
const LETTERS = 0.48
const NAMES = 0.6
const OUTLINES = 0.3

/** Draws one mark; the sheet is in world units before and after. */
export function drawMark(sheet: Sheet, scene: Scene, index: number): void {
  const mark = scene.picture.marks[index]!
  if (mark.asset === undefined) drawClosed(sheet, scene, index)
  else drawAsset(sheet, scene, mark, mark.asset, scene.grave[index] === 1)
}

function drawAsset(sheet: Sheet, { plant }: Scene, mark: Mark, asset: number, grave: boolean): void {
  const { pen, colours, camera, font } = sheet
  const { role, heard, name } = plant.assets[asset]!
  const { shape, code } = glyphOf(role)
  const box = glyphIn(mark)
  pen.fillStyle = heard ? colours.node : colours.raised
  pen.strokeStyle = grave ? colours.warn : colours.edge
  pen.lineWidth = grave ? 2 : 1
  if (camera.scale < OUTLINES) {
    pen.fillStyle = grave ? colours.warn : heard ? colours.fill : colours.line
    pen.fillRect(box.x, box.y, box.w, box.h)
    return
  }
  pen.beginPath()
  trace(pen, shape, box)
  pen.fill()
  pen.setLineDash(!heard || shape === 'unknown' ? [3, 2] : [])
  pen.stroke()
  pen.setLineDash([])
  if (camera.scale < LETTERS) return
  pen.beginPath()
  traceInner(pen, shape, box)
  pen.stroke()
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillStyle = colours.text
  pen.font = `600 ${Math.max(10, 8 / camera.scale)}px ${font}`
  pen.fillText(code, box.x + box.w / 2, box.y + box.h / 2 + (shape === 'server' ? 2 : 0.5))
  if (camera.scale < NAMES) return
  pen.font = `${Math.max(10.5, 9.5 / camera.scale)}px ${font}`
  pen.fillText(fitting(pen, shownName(name), mark.w - 4), mark.x + mark.w / 2, box.y + box.h + 11)
}

function drawClosed(sheet: Sheet, scene: Scene, index: number): void {
  const mark = scene.picture.marks[index]!
  const grave = scene.grave[index] === 1
  const { pen, colours, camera, font } = sheet
  pen.fillStyle = colours.node
  pen.strokeStyle = grave ? colours.warn : colours.edge
  pen.lineWidth = (grave ? 2 : 1) / Math.min(1, camera.scale)
  pen.beginPath()
  rounded(pen, mark, 3)
  pen.fill()
  pen.stroke()
  onScreen(sheet)
  const { x, y, w, h } = onSheet(sheet, mark)
  const px = Math.max(10, Math.min(13, 12 * camera.scale))
  const count = mark.count.toLocaleString('en')
  pen.textBaseline = 'middle'
  pen.textAlign = 'left'
  pen.fillStyle = colours.text
  pen.font = `600 ${px}px ${font}`
  const title = shownName(scene.tree.zones.get(mark.zone)?.title ?? mark.zone)
  const [pad, two] = [Math.min(10, w * 0.06), h >= 2.6 * px]
  if (h < px || w < 30) {
    inWorld(sheet)
    return
  }
  if (two) {
    pen.fillText(fittingTitle(pen, title, w - 2 * pad), x + pad, y + h / 2 - px * 0.65)
    pen.fillStyle = colours.soft
    pen.font = `${px}px ${font}`
    const words = mark.count === 1 ? '1 asset' : `${count} assets`
    pen.fillText(
      fitting(pen, [words, scene.roles[index]].filter(Boolean).join(' · '), w - 2 * pad),
      x + pad,
      y + h / 2 + px * 0.7,
    )
  } else {
    const own = pen.measureText(count).width
    pen.fillText(fittingTitle(pen, title, w - 3 * pad - own), x + pad, y + h / 2)
    pen.textAlign = 'right'
    pen.fillStyle = colours.soft
    pen.fillText(count, x + w - pad, y + h / 2)
  }
  inWorld(sheet)
}
