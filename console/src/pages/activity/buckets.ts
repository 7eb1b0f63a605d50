import type { Weight } from '../../parts/verbs.ts'

export const WEIGHTS: readonly Weight[] = ['grave', 'changes', 'looks']

export interface Bucket {
  time: string
  counts: Readonly<Record<string, number>>
}

/**
 * Buckets as columns for a plot of stacked bars: seconds since 1970, then the heights from the whole bar down to its lowest part, which is
 * the gravest. The plot draws them in this order, each over the one before.
 */
export function stacked(buckets: readonly Bucket[], weightOf: (verb: string) => Weight): number[][] {
  const times = buckets.map(({ time }) => Date.parse(time) / 1000)
  const columns = WEIGHTS.map(() => new Array<number>(buckets.length).fill(0))
  buckets.forEach(({ counts }, at) => {
    for (const [verb, count] of Object.entries(counts))
      columns[WEIGHTS.indexOf(weightOf(verb))]![at]! += count
  })
  makeVisible(columns)
  for (let row = 1; row < columns.length; row++)
    for (let at = 0; at < buckets.length; at++) columns[row]![at]! += columns[row - 1]![at]!
  return [times, ...columns.reverse()]
}

/** The share of the highest bar that anything which changes the plant has at least: one stop among a thousand reads is what to see. */
const LEAST_SHARE = 0.12

function makeVisible([grave, changes, looks]: number[][]): void {
  const most = grave!.reduce((high, count, at) => Math.max(high, count + changes![at]! + looks![at]!), 0)
  const least = Math.ceil(most * LEAST_SHARE)
  grave!.forEach((count, at) => {
    const [above, below] = [raised(count, least), raised(changes![at]!, least)]
    looks![at] = Math.max(0, looks![at]! - (above - count) - (below - changes![at]!))
    grave![at] = above
    changes![at] = below
  })
}

function raised(count: number, least: number): number {
  return count === 0 ? 0 : Math.max(count, least)
}

/** In words, for those who do not see the picture: the busiest moment and what is grave. */
export function inWords(buckets: readonly Bucket[], weightOf: (verb: string) => Weight): string {
  let total = 0
  let grave = 0
  let busiest: Bucket | undefined
  let most = 0
  for (const bucket of buckets) {
    let here = 0
    for (const [verb, count] of Object.entries(bucket.counts)) {
      here += count
      if (weightOf(verb) === 'grave') grave += count
    }
    total += here
    if (here > most) {
      most = here
      busiest = bucket
    }
  }
  if (busiest === undefined) return 'Nothing happened in this time.'
  const count = (value: number): string => value.toLocaleString('en')
  return `${count(total)} in this time, ${count(grave)} of them change what a controller runs. The busiest moment began at ${busiest.time} with ${count(most)}.`
}

/** A filter and a stretch of time as one filter. */
export function within(
  filter: string,
  from: string | undefined,
  until: string | undefined,
  field = 'last',
): string {
  const parts = [
    filter === '' ? undefined : from === undefined && until === undefined ? filter : `(${filter})`,
    from === undefined ? undefined : `${field} >= "${from}"`,
    until === undefined ? undefined : `${field} < "${until}"`,
  ]
  return parts.filter((part) => part !== undefined).join(' and ')
}
