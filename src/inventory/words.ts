const LISTED = 3

/** A list as people read it: `a, b and c`; of a long one the first few, and how many more. */
export function sentence(items: readonly string[]): string {
  if (items.length > LISTED + 1)
    return `${items.slice(0, LISTED).join(', ')} and ${items.length - LISTED} more`
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
