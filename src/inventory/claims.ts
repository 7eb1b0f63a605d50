import { limits } from '../base/limits.ts'
import type { Attribute } from '../model/observation.ts'

/** One value that somebody gave for one attribute, with the packet that says so first. */
export interface Claim {
  attribute: Attribute
  value: string
  protocol: string
  confidence: number
  capture: number
  packet: number
  /** Order in which claims first came, over all parties. */
  order: number
  count: number
}

/** All claims about all parties; nothing is decided here. */
export class Claims {
  dropped = 0
  private readonly byParty = new Map<string, Map<string, Claim>>()
  private order = 0

  /** Adds a claim about a party, made `times` times, or counts it again. */
  add(party: string, claim: Omit<Claim, 'order' | 'count'>, times = 1): void {
    if (claim.value === '') return
    let claims = this.byParty.get(party)
    if (claims === undefined) {
      if (this.byParty.size >= limits.inventory.parties) {
        this.dropped++
        return
      }
      claims = new Map()
      this.byParty.set(party, claims)
    }
    const key = `${claim.attribute}|${claim.protocol}|${claim.value}`
    const before = claims.get(key)
    if (before !== undefined) {
      before.count += times
      before.confidence = Math.max(before.confidence, claim.confidence)
    } else if (claims.size < limits.inventory.claimsPerParty)
      claims.set(key, { ...claim, order: this.order++, count: times })
    else this.dropped++
  }

  /** Makes one party's claims another's. */
  move(from: string, to: string): void {
    for (const claim of this.of(from)) this.add(to, claim, claim.count)
    this.byParty.delete(from)
  }

  parties(): Iterable<string> {
    return this.byParty.keys()
  }

  of(party: string): Claim[] {
    return [...(this.byParty.get(party)?.values() ?? [])]
  }
}

/** The value that wins: highest confidence, then the claim made most often, then the latest to appear. */
export function best(claims: readonly Claim[], attribute: Attribute): string | undefined {
  let winner: Claim | undefined
  for (const one of claims) {
    if (one.attribute !== attribute) continue
    if (winner === undefined || stronger(one, winner)) winner = one
  }
  return winner?.value
}

function stronger(a: Claim, b: Claim): boolean {
  if (a.confidence !== b.confidence) return a.confidence > b.confidence
  if (a.count !== b.count) return a.count > b.count
  return a.order > b.order
}

/** Attributes of which an asset has only one; two firm claims that differ contradict each other. */
const SINGLE: readonly Attribute[] = ['vendor', 'model', 'orderNumber', 'serial', 'firmware', 'hardware']
const FIRM = 0.9

/** Attributes with firm claims that contradict each other. */
export function contradictions(claims: readonly Claim[]): Attribute[] {
  return SINGLE.filter((attribute) => {
    const values = new Set(
      claims
        .filter((one) => one.attribute === attribute && one.confidence >= FIRM)
        .map((one) => plain(one.value)),
    )
    return values.size > 1
  })
}

/** A value without what protocols write differently of the same thing: case, runs of blanks, the `v` in front of a version. */
function plain(value: string): string {
  return value
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^v(?=\d)/, '')
}
