import { limits } from '../base/limits.ts'
import type { Evidence } from '../model/analysis.ts'
import type { Attribute } from '../model/observation.ts'
import { vendorName } from './vendors.ts'

/** One value that somebody gave for one attribute, with the packet that says so first. */
export interface Claim {
  attribute: Evidence['attribute']
  value: string
  protocol: string
  confidence: number
  capture: number
  packet: number
  /** MAC of the frame in which a party said it of itself: an IP address that two interfaces claim tells two devices apart by it. */
  via?: string
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
    const key = `${claim.via ?? ''}|${claim.attribute}|${claim.protocol}|${claim.value}`
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

/** Claims of several parties that are one asset, in the order they came; what was claimed alike several times is one claim. */
export function merged(claims: readonly Claim[]): Claim[] {
  const all = new Map<string, Claim>()
  for (const one of claims.toSorted((a, b) => a.order - b.order)) {
    const key = `${one.attribute}|${one.protocol}|${one.value}`
    const before = all.get(key)
    if (before === undefined) all.set(key, { ...one })
    else {
      before.count += one.count
      before.confidence = Math.max(before.confidence, one.confidence)
    }
  }
  return [...all.values()]
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
        .map((one) => plain(attribute === 'vendor' ? vendorName(one.value) : one.value)),
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
