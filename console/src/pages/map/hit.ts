import { distanceTo } from './curve.ts'
import type { Rect } from './layout.ts'
import type { Line, Scene } from './scene.ts'

/** What is under a point of the picture. */
export type Hit =
  | { kind: 'mark'; mark: number }
  | { kind: 'frame'; frame: number }
  | { kind: 'conduit'; line: Line }
  | undefined

/** Finds what is under a point: an asset or closed zone before a line, a line before the zone behind it. `reach` is how far a line is felt. */
export function hitAt({ picture, conduits }: Scene, x: number, y: number, reach: number): Hit {
  const mark = picture.marks.findIndex((one) => holds(one, x, y))
  if (mark !== -1) return { kind: 'mark', mark }
  let [best, least]: [Line | undefined, number] = [undefined, reach]
  for (const line of conduits) {
    const distance = distanceTo(line.curve, x, y, reach)
    if (distance < least) [best, least] = [line, distance]
  }
  if (best !== undefined) return { kind: 'conduit', line: best }
  // The innermost frame is the last one that holds the point.
  const frame = picture.frames.findLastIndex((one) => holds(one, x, y))
  return frame === -1 ? undefined : { kind: 'frame', frame }
}

function holds(rect: Rect, x: number, y: number): boolean {
  return x >= rect.x && x < rect.x + rect.w && y >= rect.y && y < rect.y + rect.h
}
