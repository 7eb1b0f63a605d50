import type { Rect } from './layout.ts'

/** A cubic Bézier curve: start, two controls, end. */
export type Curve = readonly [number, number, number, number, number, number, number, number]

/** The line between two boxes: an S from the upper to the lower one, or a low arc over boxes that stand side by side. */
export function curveBetween(one: Rect, two: Rect): Curve {
  const [a, b] = startsAt(one, two) ? [one, two] : [two, one]
  const [ax, bx] = [a.x + a.w / 2, b.x + b.w / 2]
  const below = b.y - (a.y + a.h)
  if (below >= 4) {
    const x1 = ax + lean(bx - ax, a.w)
    const x2 = bx + lean(ax - bx, b.w)
    const bend = Math.max(10, below * 0.45)
    return [x1, a.y + a.h, x1, a.y + a.h + bend, x2, b.y - bend, x2, b.y]
  }
  const lift = Math.min(70, 10 + Math.abs(bx - ax) * 0.12)
  return [ax, a.y, ax + (bx - ax) * 0.15, a.y - lift, bx - (bx - ax) * 0.15, b.y - lift, bx, b.y]
}

/** Whether the curve between two boxes starts at the first of them: it starts at the upper one. */
export function startsAt(one: Rect, two: Rect): boolean {
  return one.y + one.h / 2 <= two.y + two.h / 2
}

/** Lines to the right leave a box right of its middle, so that they do not all end in one point. */
function lean(distance: number, width: number): number {
  return Math.max(-width * 0.38, Math.min(width * 0.38, distance * 0.12))
}

/** The point of a curve at `t` between 0 and 1. */
export function pointAt([x0, y0, x1, y1, x2, y2, x3, y3]: Curve, t: number): { x: number; y: number } {
  const u = 1 - t
  const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
  return { x: a * x0 + b * x1 + c * x2 + d * x3, y: a * y0 + b * y1 + c * y2 + d * y3 }
}

const SAMPLES = 14

/** How far a point is from a curve, about; infinite beyond `most`. */
export function distanceTo(curve: Curve, x: number, y: number, most: number): number {
  const box = boundsOf(curve)
  if (x < box.x - most || y < box.y - most || x > box.x + box.w + most || y > box.y + box.h + most)
    return Number.POSITIVE_INFINITY
  let least = Number.POSITIVE_INFINITY
  let before = pointAt(curve, 0)
  for (let step = 1; step <= SAMPLES; step++) {
    const now = pointAt(curve, step / SAMPLES)
    least = Math.min(least, toSegment(before, now, x, y))
    before = now
  }
  return least <= most ? least : Number.POSITIVE_INFINITY
}

function toSegment(a: { x: number; y: number }, b: { x: number; y: number }, x: number, y: number): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const long = dx * dx + dy * dy
  const t = long === 0 ? 0 : Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / long))
  return Math.hypot(a.x + t * dx - x, a.y + t * dy - y)
}

/** A rectangle that holds the whole curve. */
export function boundsOf([x0, y0, x1, y1, x2, y2, x3, y3]: Curve): Rect {
  const x = Math.min(x0, x1, x2, x3)
  const y = Math.min(y0, y1, y2, y3)
  return { x, y, w: Math.max(x0, x1, x2, x3) - x, h: Math.max(y0, y1, y2, y3) - y }
}
