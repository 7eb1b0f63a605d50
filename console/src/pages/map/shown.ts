import type { Plant } from './plant.ts'

/** What a person wants to see of the plant. Empty sets mean all. */
export interface Wish {
  protocols: ReadonlySet<string>
  verbs: ReadonlySet<string>
  roles: ReadonlySet<string>
  /** Milliseconds since 1970; undefined where the time is open. */
  from?: number | undefined
  until?: number | undefined
}

/** What is shown: for each talk and each asset 1 or 0. */
export interface Shown {
  talks: Uint8Array
  /** Assets that are in the wished time and, where roles are wished, have one of them or talk to one. */
  assets: Uint8Array
}

/**
 * Says what a wish leaves. A talk is shown when it carries one of the protocols and one of the verbs, one end has one of the roles, and it was
 * heard in the time: `heard`, when given, says which talks were (what began before and went on after says nothing of the time between).
 */
export function shownOf(plant: Plant, wish: Wish, heard?: ReadonlySet<string>): Shown {
  const { protocols, verbs, roles } = wish
  const timed = wish.from !== undefined || wish.until !== undefined
  const [from, until] = [wish.from ?? Number.NEGATIVE_INFINITY, wish.until ?? Number.POSITIVE_INFINITY]
  const talks = new Uint8Array(plant.talks.length)
  const narrowed = timed || protocols.size > 0 || verbs.size > 0
  const assets = new Uint8Array(plant.assets.length)
  const fits = plant.assets.map((asset) => roles.size === 0 || roles.has(asset.role))
  for (const [index, talk] of plant.talks.entries()) {
    const then = talk.last >= from && talk.first <= until && (heard?.has(keyOf(plant, index)) ?? true)
    if (timed && !then) continue
    if (protocols.size > 0 && !talk.protocols.some((one) => protocols.has(one))) continue
    if (verbs.size > 0 && !talk.verbs.some((one) => verbs.has(one))) continue
    if (!fits[talk.from] && !fits[talk.to]) continue
    talks[index] = 1
    assets[talk.from] = 1
    assets[talk.to] = 1
  }
  if (!narrowed) for (const [index, fit] of fits.entries()) if (fit) assets[index] = 1
  return { talks, assets }
}

/** Who talks to whom, as one word. */
export function keyOf(plant: Plant, talk: number): string {
  const { from, to } = plant.talks[talk]!
  return pairKey(plant.assets[from]!.id, plant.assets[to]!.id)
}

export function pairKey(from: string, to: string): string {
  return `${from}\n${to}`
}

/** How many assets a search finds, best first: the name begins with it, then it is in the name, then in the address or the rest. */
export function findAssets(plant: Plant, text: string, most: number): number[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const found: { index: number; rank: number }[] = []
  for (const [index, asset] of plant.assets.entries()) {
    const name = asset.name.toLowerCase()
    const rank = name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : inRest(asset, wanted) ? 2 : 3
    if (rank < 3) found.push({ index, rank })
  }
  return found
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, most)
    .map(({ index }) => index)
}

function inRest(asset: Plant['assets'][number], wanted: string): boolean {
  return [asset.id, asset.role, asset.zone, asset.vendor ?? ''].some((text) =>
    text.toLowerCase().includes(wanted),
  )
}
