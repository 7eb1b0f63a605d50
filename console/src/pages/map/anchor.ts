import type { Camera } from './camera.ts'
import type { Picture, Rect } from './layout.ts'

/** The same view after the picture changed: the box of a zone that was turned stays where it was on the screen. */
export function anchored(camera: Camera, before: Picture, after: Picture, zone: string): Camera {
  const old = boxesOf(before, zone)
  const now = boxesOf(after, zone)
  const middle = camera.y
  const near = [...old.keys()]
    .filter((lane) => now.has(lane))
    .sort((a, b) => off(old, a, middle) - off(old, b, middle))[0]
  if (near === undefined) return camera
  const [from, to] = [old.get(near)!, now.get(near)!]
  return { ...camera, x: camera.x + to.x - from.x, y: camera.y + to.y - from.y }
}

function off(boxes: ReadonlyMap<number, Rect>, lane: number, y: number): number {
  const box = boxes.get(lane)!
  return box.y < y ? Number.MAX_SAFE_INTEGER - box.y : box.y
}

/** The boxes of a zone by lane, open or closed. */
function boxesOf({ frames, marks }: Picture, zone: string): Map<number, Rect> {
  const boxes = new Map<number, Rect>()
  for (const one of [...frames, ...marks.filter(({ asset }) => asset === undefined)])
    if (one.zone === zone) boxes.set(one.lane, one)
  return boxes
}
