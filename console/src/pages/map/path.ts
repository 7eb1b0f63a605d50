import type { Plant } from './plant.ts'

/** One step of a path: two assets that talk, and the talks between them in both directions. */
export interface Step {
  from: number
  to: number
  talks: number[]
}

/** For each asset the talks it takes part in that are shown. */
export function talksByAsset(plant: Plant, shown: Uint8Array): number[][] {
  const talks = plant.assets.map((): number[] => [])
  for (const [index, { from, to }] of plant.talks.entries()) {
    if (shown[index] === 0) continue
    talks[from]!.push(index)
    talks[to]!.push(index)
  }
  return talks
}

/**
 * The way with the fewest steps from one asset to another over who talks to whom; undefined when there is none. Of several, the one whose
 * steps, from the far end backwards, were heard most.
 */
export function shortestPath(
  plant: Plant,
  byAsset: readonly (readonly number[])[],
  from: number,
  to: number,
): Step[] | undefined {
  const distance = distances(plant, byAsset, from, to)
  if (distance[to] === -1) return undefined
  const steps: Step[] = []
  for (let at = to; at !== from; ) {
    const packets = new Map<number, number>()
    for (const index of byAsset[at]!) {
      const near = otherEnd(plant, index, at)
      if (distance[near] === distance[at]! - 1)
        packets.set(near, (packets.get(near) ?? 0) + plant.talks[index]!.packets)
    }
    const [best] = [...packets].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]!
    const talks = byAsset[at]!.filter((index) => otherEnd(plant, index, at) === best)
    steps.unshift({ from: best, to: at, talks })
    at = best
  }
  return steps
}

function otherEnd(plant: Plant, talk: number, end: number): number {
  const { from, to } = plant.talks[talk]!
  return from === end ? to : from
}

/** Steps from one asset to each other one, -1 where there is no way; ends early when `to` is reached. */
function distances(
  plant: Plant,
  byAsset: readonly (readonly number[])[],
  from: number,
  to: number,
): Int32Array {
  const distance = new Int32Array(plant.assets.length).fill(-1)
  distance[from] = 0
  let edge = [from]
  while (edge.length > 0 && distance[to] === -1) {
    const next: number[] = []
    for (const at of edge)
      for (const index of byAsset[at]!) {
        const near = otherEnd(plant, index, at)
        if (distance[near] !== -1) continue
        distance[near] = distance[at]! + 1
        next.push(near)
      }
    edge = next
  }
  return distance
}
