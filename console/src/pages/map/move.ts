import type { Mark, Picture } from './layout.ts'
import { innerZones, type Tree } from './nest.ts'

export type Way = 'left' | 'right' | 'up' | 'down'

/**
 * The mark that an arrow key leads to: left and right along the row, going on to the row's neighbour lane at no end; up and down to the
 * nearest mark of the row above or below, whatever lane that is in. Stays when there is nothing that way.
 */
export function moved(marks: readonly Mark[], at: number, way: Way): number {
  const here = marks[at]
  if (here === undefined) return marks.length === 0 ? -1 : 0
  let best = at
  let least = Number.POSITIVE_INFINITY
  for (const [index, mark] of marks.entries()) {
    if (index === at) continue
    const cost = costOf(here, mark, way)
    if (cost < least) [best, least] = [index, cost]
  }
  return best
}

/** How far a mark is that way; infinite when it is not that way. */
function costOf(here: Mark, there: Mark, way: Way): number {
  const dx = there.x + there.w / 2 - here.x - here.w / 2
  const dy = there.y + there.h / 2 - here.y - here.h / 2
  if (way === 'left' || way === 'right') {
    const along = way === 'right' ? dx : -dx
    const sameRow = there.y < here.y + here.h && there.y + there.h > here.y
    return along > 1 && sameRow && there.lane === here.lane
      ? along + Math.abs(dy) * 2
      : Number.POSITIVE_INFINITY
  }
  const along = way === 'down' ? there.y - (here.y + here.h) : here.y - (there.y + there.h)
  return along >= -1 ? along * 3 + Math.abs(dx) : Number.POSITIVE_INFINITY
}

/**
 * The mark that has the keyboard, by its key. When its zone was opened or closed meanwhile it is the first one that came out of it, or the one
 * that it went into; -1 when there is none.
 */
export function focusedMark({ marks, markOf }: Picture, tree: Tree, key: string): number {
  const same = marks.findIndex((mark) => mark.key === key)
  if (same !== -1 || key === '') return same
  if (key.startsWith('#')) return markOf[Number(key.slice(1))] ?? -1
  const at = key.lastIndexOf('@')
  const [zone, lane] = [key.slice(0, at), Number(key.slice(at + 1))]
  const inner = innerZones(tree, zone)
  const inside = marks.findIndex((mark) => mark.lane === lane && inner.has(mark.zone))
  if (inside !== -1) return inside
  return marks.findIndex((mark) => mark.lane === lane && innerZones(tree, mark.zone).has(zone))
}
