/** The word of a list that is most like another; undefined when none is like it. Capitals do not count. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const wanted = word.toLowerCase().slice(0, LONGEST)
  let best: string | undefined
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const each of words) {
    const other = each.toLowerCase().slice(0, LONGEST)
    const steps = other.startsWith(wanted) && wanted.length > 1 ? 1 : distance(wanted, other)
    if (steps < least) {
      least = steps
      best = each
    }
  }
  return best
}

/** Longer words are compared by how they begin. */
const LONGEST = 64

/** How many letters have to be put in, taken out or exchanged to make one word of the other; two that changed places count as one. */
export function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = Math.min(
        row[j]! + 1,
        next[j - 1]! + 1,
        row[j - 1]! + (same ? 0 : 1),
        swapped ? before[j - 2]! + 1 : Infinity,
      )
    }
    before = row
    row = next
  }
  return row[b.length]!
}
