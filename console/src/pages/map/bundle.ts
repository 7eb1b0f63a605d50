import { byWeight, gravest, type Weight } from '../../parts/verbs.ts'
import type { Plant } from './plant.ts'

/** All talk between two boxes as one line. */
export interface Bundle {
  /** The boxes, the one with the smaller index first. */
  a: number
  b: number
  /** Indexes of what is bundled. */
  talks: number[]
  weight: Weight
  packets: number
  /** Whether a asks b, and b asks a. */
  forth: boolean
  back: boolean
}

/** More boxes than any picture has; a pair of them makes one number. */
const MOST_BOXES = 2 ** 22

/** Bundles the talks that `shown` has a 1 for by the box that each end is in; what stays inside one box is left out. */
export function bundle(plant: Plant, boxOf: (asset: number) => number, shown: Uint8Array): Bundle[] {
  const bundles = new Map<number, Bundle>()
  for (const [index, talk] of plant.talks.entries()) {
    if (shown[index] === 0) continue
    const [from, to] = [boxOf(talk.from), boxOf(talk.to)]
    if (from === to || from < 0 || to < 0) continue
    const [a, b] = from < to ? [from, to] : [to, from]
    const key = a * MOST_BOXES + b
    let one = bundles.get(key)
    if (one === undefined) {
      one = { a, b, talks: [], weight: 'looks', packets: 0, forth: false, back: false }
      bundles.set(key, one)
    }
    one.talks.push(index)
    one.packets += talk.packets
    if (from === a) one.forth = true
    else one.back = true
    const weight = gravest(talk.verbs)
    if (weight === 'grave' || one.weight === 'looks') one.weight = weight
  }
  return [...bundles.values()]
}

/** What some talks come to. */
export interface Sum {
  talks: number
  protocols: string[]
  /** The gravest first. */
  verbs: string[]
  packets: number
  bytes: number
  first: number
  last: number
}

/** Adds up talks: protocols from the most frequent to the rarest, verbs from the gravest to the mildest. */
export function sumOf(plant: Plant, talks: Iterable<number>): Sum {
  const protocols = new Map<string, number>()
  const verbs = new Set<string>()
  const sum = { talks: 0, packets: 0, bytes: 0, first: Number.POSITIVE_INFINITY, last: 0 }
  for (const index of talks) {
    const talk = plant.talks[index]!
    for (const protocol of talk.protocols) protocols.set(protocol, (protocols.get(protocol) ?? 0) + 1)
    for (const verb of talk.verbs) verbs.add(verb)
    sum.talks++
    sum.packets += talk.packets
    sum.bytes += talk.bytes
    sum.first = Math.min(sum.first, talk.first)
    sum.last = Math.max(sum.last, talk.last)
  }
  const names = [...protocols].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name)
  return { ...sum, protocols: names, verbs: [...verbs].sort(byWeight) }
}

/** What stands on a conduit: its grave verbs, else its protocols; never more than fits. */
export function labelOf(sum: Sum, weight: Weight): string {
  if (weight === 'grave')
    return few(
      sum.verbs.filter((verb) => gravest([verb]) === 'grave'),
      2,
    )
  const changes = sum.verbs.filter((verb) => gravest([verb]) === 'changes')
  const protocols = few(sum.protocols, 2)
  return changes.length === 0 ? protocols : `${protocols} · ${few(changes, 1)}`
}

/** The first of some words, and how many more there are. */
export function few(words: readonly string[], most: number): string {
  const left = words.length - most
  return left > 0 ? `${words.slice(0, most).join(', ')} +${left}` : words.join(', ')
}
