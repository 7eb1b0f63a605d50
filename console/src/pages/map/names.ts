import { plainly } from '../../parts/heard.ts'

const known = new Map<string, string>()
const MOST_KNOWN = 20_000

/** A name from the wire as one harmless line for the canvas; the same names come again with every frame. */
export function shownName(name: string): string {
  const before = known.get(name)
  if (before !== undefined) return before
  const now = plainly(name, 60)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(name, now)
  return now
}
