import type { Plant } from './plant.ts'

/** Steps of the time slider from one end of the history to the other. */
export const STEPS = 240

export interface Bucket {
  time: string
  counts: Readonly<Record<string, number>>
}

/** From the first to the last that was heard, in milliseconds since 1970. */
export function spanOf({ talks }: Plant): { from: number; until: number } {
  let [from, until] = [Number.POSITIVE_INFINITY, 0]
  for (const { first, last } of talks) {
    if (first > 0) from = Math.min(from, first)
    until = Math.max(until, last)
  }
  return until >= from ? { from, until } : { from: 0, until: 0 }
}

/** The step nearest to a time; what lies outside the history is at its ends. */
export function stepOf(time: number, from: number, until: number): number {
  return Math.max(0, Math.min(STEPS, Math.round(((time - from) / (until - from)) * STEPS)))
}

export function timeAt(step: number, from: number, until: number): number {
  return Math.round(from + ((until - from) * step) / STEPS)
}

/** Heights of `count` bars between 0 and 1; many buckets fall together, few leave gaps. */
export function barsOf(buckets: readonly Bucket[], from: number, until: number, count: number): number[] {
  const bars = new Array<number>(count).fill(0)
  for (const { time, counts } of buckets) {
    const at = Math.floor(((Date.parse(time) - from) / (until - from)) * count)
    const bar = Math.max(0, Math.min(count - 1, at))
    const sum = Object.values(counts).reduce((all, one) => all + one, 0)
    if (Number.isFinite(at)) bars[bar] = bars[bar]! + sum
  }
  const most = Math.max(...bars, 0)
  return bars.map((bar) => (most === 0 ? 0 : bar / most))
}
