import { limits } from '../../base/limits.ts'

const MICROS = 1e6

/** Lengths of the stretches that sums over time are kept for, in seconds. */
export const GRAINS = [60, 3_600, 86_400] as const

/** The stretch of a length, counted from 1970, that an instant lies in. */
export function slotOf(micros: number, grainSeconds: number): number {
  return Math.floor(micros / (grainSeconds * MICROS))
}

/**
 * Spreads a number of things evenly over the slots between the first and the last of them; what went on for too many slots counts for its
 * last one alone. Gives how many slots it took.
 */
export function spread(
  first: number,
  last: number,
  count: number,
  grainSeconds: number,
  put: (slot: number, count: number) => void,
): number {
  const end = slotOf(last, grainSeconds)
  const begin = Math.min(end, slotOf(first, grainSeconds))
  const slots = end - begin + 1
  if (slots === 1 || slots > limits.store.slotsPerItem) {
    put(end, count)
    return 1
  }
  let done = 0
  for (let i = 1; i <= slots; i++) {
    const through = Math.round((count * i) / slots)
    if (through > done) put(begin + i - 1, through - done)
    done = through
  }
  return slots
}
