import type { Rect } from './layout.ts'

/** What of the picture is seen: screen = (world - x, y) * scale. */
export interface Camera {
  x: number
  y: number
  scale: number
}

export interface Size {
  w: number
  h: number
}

export const SCALES = { least: 0.04, most: 3 }

/** The view that shows a rectangle whole, with a margin in pixels; `left` is covered by the names of the lanes. */
export function fit(rect: Rect, screen: Size, left: number, margin = 24, most = 1.25): Camera {
  const room = { w: Math.max(50, screen.w - left - 2 * margin), h: Math.max(50, screen.h - 2 * margin) }
  const scale = clampScale(Math.min(room.w / Math.max(1, rect.w), room.h / Math.max(1, rect.h), most))
  return {
    scale,
    x: rect.x - (left + margin + Math.max(0, (room.w - rect.w * scale) / 2)) / scale,
    y: rect.y - (margin + Math.max(0, (room.h - rect.h * scale) / 2)) / scale,
  }
}

/** Zooms so that the point under (x, y) on the screen stays there. */
export function zoomAt(camera: Camera, factor: number, x: number, y: number): Camera {
  const scale = clampScale(camera.scale * factor)
  const world = toWorld(camera, x, y)
  return { scale, x: world.x - x / scale, y: world.y - y / scale }
}

export function panBy(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale }
}

/** Keeps a part of the picture in sight, so that nobody gets lost beside it. */
export function hold(camera: Camera, picture: Size, screen: Size, left: number): Camera {
  const seen = { w: screen.w / camera.scale, h: screen.h / camera.scale }
  const keep = { w: Math.min(picture.w, seen.w) * 0.25, h: Math.min(picture.h, seen.h) * 0.25 }
  return {
    scale: camera.scale,
    x: Math.min(picture.w - keep.w - left / camera.scale, Math.max(keep.w - seen.w, camera.x)),
    y: Math.min(picture.h - keep.h, Math.max(keep.h - seen.h, camera.y)),
  }
}

export function toWorld(camera: Camera, x: number, y: number): { x: number; y: number } {
  return { x: x / camera.scale + camera.x, y: y / camera.scale + camera.y }
}

/** The same view, moved just enough that a rectangle is inside the screen. */
export function reveal(camera: Camera, rect: Rect, screen: Size, left: number, margin = 40): Camera {
  const x = (rect.x - camera.x) * camera.scale
  const y = (rect.y - camera.y) * camera.scale
  const [w, h] = [rect.w * camera.scale, rect.h * camera.scale]
  return panBy(camera, shift(x, w, left + margin, screen.w - margin), shift(y, h, margin, screen.h - margin))
}

function shift(at: number, size: number, low: number, high: number): number {
  if (size > high - low || at < low) return low - at
  return at + size > high ? high - at - size : 0
}

function clampScale(scale: number): number {
  return Math.min(SCALES.most, Math.max(SCALES.least, scale))
}
