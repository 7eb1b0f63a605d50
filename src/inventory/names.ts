import type { Claim } from './claims.ts'

/** What a name looks like that is only an address written in letters. */
const ADDRESS =
  /^(\d{1,3}(\.\d{1,3}){3}|([0-9a-f]{2}[:-]){5}[0-9a-f]{2}|[0-9a-f:]*:[0-9a-f:]+|.*\.(in-addr|ip6)\.arpa\.?)$/i
/** Names that makers leave in a device, which tell nothing of this one. */
const MEANINGLESS = /^(unknown|localhost|none|default|noname|unnamed|n\/a)$/i

/**
 * Every name an asset goes by, the best to show first: a name given to this one device before its type, a host name before the same with
 * its domain, firm claims before weak ones, early before late. An address is no name.
 */
export function namesOf(claims: readonly Claim[]): string[] {
  const types = new Set(
    claims.filter((one) => one.attribute === 'model' || one.attribute === 'orderNumber').map(lowered),
  )
  const named = claims.filter((one) => one.attribute === 'name' && !ADDRESS.test(one.value.trim()))
  const ranked = named.toSorted(
    (a, b) => rank(a.value, types) - rank(b.value, types) || b.confidence - a.confidence || a.order - b.order,
  )
  const names = new Map<string, string>()
  for (const { value } of ranked) {
    const key = value.toLowerCase().replace(/\.$/, '')
    const before = names.get(key)
    if (before === undefined || isTidier(value, before)) names.set(key, value)
  }
  return shortFirst([...names.values()])
}

const lowered = (one: Claim): string => one.value.toLowerCase()

/** Name services shout and end names with a dot: the way a person wrote it is the better one. */
function isTidier(value: string, before: string): boolean {
  if (before.endsWith('.') !== value.endsWith('.')) return before.endsWith('.')
  return before === before.toUpperCase() && value !== value.toUpperCase()
}

/** 0 for a name of its own, 1 for one with a domain, 2 for the name of its type, 3 for one that says nothing. */
function rank(name: string, types: ReadonlySet<string>): number {
  if (MEANINGLESS.test(name)) return 3
  if (types.has(name.toLowerCase())) return 2
  return isQualified(name) ? 1 : 0
}

/** A name with its domain: `es-01.plant.example`, `printer.local`. */
function isQualified(name: string): boolean {
  return /^[\w-]+(\.[\w-]+)*\.[a-z][\w-]*\.?$/i.test(name)
}

/** Puts the names that are only longer forms of the first one behind it, whatever their order. */
function shortFirst(names: readonly string[]): string[] {
  const first = names[0]
  if (first === undefined || isQualified(first)) return [...names]
  const longer = names.filter((one) => one.toLowerCase().startsWith(`${first.toLowerCase()}.`))
  return [first, ...longer, ...names.filter((one) => one !== first && !longer.includes(one))]
}
