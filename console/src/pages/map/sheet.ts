import type { Camera, Size } from './camera.ts'
import type { Colours } from './colours.ts'
import type { Rect } from './layout.ts'

/** What a drawing needs to know of its surface. */
export interface Sheet {
  pen: CanvasRenderingContext2D
  camera: Camera
  size: Size
  /** Device pixels for one pixel. */
  dense: number
  colours: Colours
  /** Pixels at the left that the names of the lanes cover. */
  left: number
  font: string
}

export function inWorld({ pen, camera, dense }: Sheet): void {
  const scale = camera.scale * dense
  pen.setTransform(scale, 0, 0, scale, -camera.x * scale, -camera.y * scale)
}

export function onScreen({ pen, dense }: Sheet): void {
  pen.setTransform(dense, 0, 0, dense, 0, 0)
}

/** Where a rectangle is on the screen. */
export function onSheet({ camera }: Sheet, rect: Rect): Rect {
  const { scale } = camera
  return {
    x: (rect.x - camera.x) * scale,
    y: (rect.y - camera.y) * scale,
    w: rect.w * scale,
    h: rect.h * scale,
  }
}

export function isSeen(sheet: Sheet, rect: Rect): boolean {
  const { x, y, w, h } = onSheet(sheet, rect)
  return x < sheet.size.w && y < sheet.size.h && x + w > 0 && y + h > 0
}

/** The text, cut so that it goes into a width. */
export function fitting(pen: CanvasRenderingContext2D, text: string, width: number): string {
  if (pen.measureText(text).width <= width) return text
  let [low, high] = [0, Math.min(text.length, 200)]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (pen.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle
    else high = middle - 1
  }
  return low === 0 ? '' : `${text.slice(0, low)}…`
}

/** Pixels from which on subnets are named with their mask; by the room and not by the name, so that they look alike side by side. */
const ROOMY = 110
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}\/\d/

/**
 * The name of a zone, cut so that it goes into a width. A subnet goes without its mask (10.3.7 for 10.3.7.0/24), then without its beginning, as
 * subnets side by side begin alike.
 */
export function fittingTitle(
  pen: CanvasRenderingContext2D,
  title: string,
  width: number,
  roomy = ROOMY,
): string {
  if (!ADDRESS.test(title) || width >= roomy) return fitting(pen, title, width)
  const bare = title.replace(/(\.0\/24|\.0\.0\/16|\.0\.0\.0\/8)$/, '')
  if (pen.measureText(bare).width <= width) return bare
  for (let from = bare.indexOf('.') + 1; from > 0; from = bare.indexOf('.', from) + 1) {
    const end = `…${bare.slice(from)}`
    if (pen.measureText(end).width <= width) return end
  }
  return fitting(pen, title, width)
}
