import type { Answer } from '../../api/use.ts'
import { many } from '../../parts/numbers.ts'
import type { Level } from '../../parts/Sign.tsx'

export type Seen = Answer<'/sites/{site}/overview'>

/** One thing that is not as it should be, in a line, and where it leads. */
export interface Point {
  level: Level
  words: string
  /** Which page says more. */
  to: 'sensors' | 'silent'
}

/** Everything abnormal about the listening itself; grave first. Operations worth a look stand beside it. */
export function points(seen: Seen): Point[] {
  const failed = seen.sensors.filter(({ state }) => state === 'failed')
  const waiting = seen.sensors.filter(({ state, kind }) => state === 'waiting' && kind !== 'capture')
  const lossy = seen.sensors.filter(({ interfaces }) => interfaces.some(({ lost }) => lost > 0))
  const found: Point[] = []
  for (const { title, reason } of failed)
    found.push({ level: 'bad', words: `${title} has failed${reason ? `: ${reason}` : ''}`, to: 'sensors' })
  for (const { title, reason } of waiting)
    found.push({ level: 'warn', words: `${title} waits${reason ? `: ${reason}` : ''}`, to: 'sensors' })
  for (const { title, interfaces } of lossy) {
    const lost = interfaces.reduce((sum, one) => sum + one.lost, 0)
    found.push({ level: 'warn', words: `${title} has lost ${many(lost, 'packet')}`, to: 'sensors' })
  }
  if (seen.assets.silent > 0)
    found.push({
      level: 'warn',
      words: `${many(seen.assets.silent, 'asset')} ${seen.assets.silent === 1 ? 'is' : 'are'} addressed by others and never heard`,
      to: 'silent',
    })
  return found
}

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
