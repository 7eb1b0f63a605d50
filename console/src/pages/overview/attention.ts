import type { Answer } from '../../api/use.ts'

export type Seen = Answer<'/sites/{site}/overview'>

/** The newest first, the same kind of thing between the same two told once. */
export function worthALook(
  operations: Seen['operations']['notable'],
  most: number,
): Seen['operations']['notable'] {
  const told = new Set<string>()
  return operations
    .toSorted((one, other) => (one.last < other.last ? 1 : -1))
    .filter(({ verb, initiator, responder, target }) => {
      const key = JSON.stringify([verb, initiator, responder, target.asset])
      return !told.has(key) && told.add(key)
    })
    .slice(0, most)
}

/** Steps of a trend as an SVG path over a box of 0..counts by 0..1, upside up. */
export function trend(counts: readonly number[]): string {
  const most = Math.max(1, ...counts)
  return counts
    .map((count, index) => `${index === 0 ? 'M' : 'L'}${index} ${1 - count / most}H${index + 1}`)
    .join('')
}
