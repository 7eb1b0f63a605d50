/** One thing that a packet said of an asset. */
export interface Claim {
  attribute: string
  value: string
  protocol: string
  capture: string
  packet: number
  confidence: number
}

/** Everything that was said about one attribute, the most believable value first. */
export interface Attribute {
  attribute: string
  values: { value: string; claims: Claim[] }[]
  /** More than one value, and the inventory could not tell that they agree. */
  conflict: boolean
}

/** Attributes in the order in which people ask for them; others follow by name. */
const ORDER = ['name', 'vendor', 'model', 'orderNumber', 'serial', 'firmware', 'hardware', 'os', 'ip', 'mac']

/** Groups claims by attribute and value. */
export function byAttribute(claims: readonly Claim[], conflicts: readonly string[]): Attribute[] {
  const groups = Map.groupBy(claims, ({ attribute }) => attribute)
  return [...groups]
    .map(([attribute, all]) => ({
      attribute,
      values: [...Map.groupBy(all, ({ value }) => value)]
        .map(([value, some]) => ({ value, claims: some.toSorted((a, b) => b.confidence - a.confidence) }))
        .sort((a, b) => b.claims[0]!.confidence - a.claims[0]!.confidence),
      conflict: conflicts.includes(attribute),
    }))
    .sort((a, b) => rank(a.attribute) - rank(b.attribute) || a.attribute.localeCompare(b.attribute))
}

function rank(attribute: string): number {
  const place = ORDER.indexOf(attribute)
  return place < 0 ? ORDER.length : place
}

/** The claim that speaks for a value; undefined when no packet did. */
export function claimFor(
  claims: readonly Claim[],
  attribute: string,
  value: string | undefined,
): Claim | undefined {
  if (value === undefined) return undefined
  let best: Claim | undefined
  for (const claim of claims)
    if (claim.attribute === attribute && claim.value === value && claim.confidence > (best?.confidence ?? -1))
      best = claim
  return best
}

/** How sure a claim is, in a word. */
export function sureness(confidence: number): 'certain' | 'likely' | 'possible' {
  return confidence >= 0.85 ? 'certain' : confidence >= 0.5 ? 'likely' : 'possible'
}
