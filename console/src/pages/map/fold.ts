import { chainOf, type Tree } from './nest.ts'
import type { Plant } from './plant.ts'

/** More marks than these at first are too many to take in; then zones start closed. */
export const MOST_AT_FIRST = 150
const MOST_BOXES_AT_FIRST = 72

/**
 * The zones that are open at first: all of them in a small site; in a large one as many levels of nesting, from the outside in, as give no
 * more boxes than one can take in.
 */
export function openAtFirst(plant: Plant, tree: Tree): Set<string> {
  if (plant.assets.length <= MOST_AT_FIRST) return new Set(tree.zones.keys())
  const open = new Set<string>()
  let level = tree.roots.filter((id) => tree.zones.get(id)!.children.length > 0)
  while (level.length > 0) {
    const next = new Set([...open, ...level])
    if (boxesOf(plant, tree, next) > MOST_BOXES_AT_FIRST) break
    for (const id of level) open.add(id)
    level = level
      .flatMap((id) => tree.zones.get(id)!.children)
      .filter((id) => tree.zones.get(id)!.children.length > 0)
  }
  return open
}

/** How many marks there are with these zones open. */
function boxesOf(plant: Plant, tree: Tree, open: ReadonlySet<string>): number {
  const boxes = new Set<string>()
  for (const [index, { zone, lane }] of plant.assets.entries()) {
    const closed = chainOf(tree, zone).find(({ id }) => !open.has(id))
    boxes.add(closed === undefined ? `#${index}` : `${closed.id}@${lane}`)
  }
  return boxes.size
}

/** The zones that are open: those that are at first, but for the ones that a person turned the other way. */
export function openZones(tree: Tree, first: ReadonlySet<string>, turned: ReadonlySet<string>): Set<string> {
  return new Set([...tree.zones.keys()].filter((id) => first.has(id) !== turned.has(id)))
}

/** What has to be turned so that every zone around an asset is open. */
export function turnToShow(
  tree: Tree,
  first: ReadonlySet<string>,
  turned: ReadonlySet<string>,
  zone: string,
): Set<string> {
  const open = openZones(tree, first, turned)
  const next = new Set(turned)
  for (
    let at = tree.zones.get(zone);
    at !== undefined;
    at = at.parent === null ? undefined : tree.zones.get(at.parent)
  )
    if (!open.has(at.id)) turn(next, at.id)
  return next
}

/** What has to be turned so that all zones are open, or all are closed. */
export function turnAll(tree: Tree, first: ReadonlySet<string>, open: boolean): Set<string> {
  return new Set([...tree.zones.keys()].filter((id) => first.has(id) !== open))
}

export function turned(before: ReadonlySet<string>, zone: string): Set<string> {
  const next = new Set(before)
  turn(next, zone)
  return next
}

function turn(set: Set<string>, zone: string): void {
  if (!set.delete(zone)) set.add(zone)
}
