import type { Weight } from '../../parts/verbs.ts'
import { bundle, type Sum, sumOf } from './bundle.ts'
import { chainOf, type Tree } from './nest.ts'
import { byName, LANES, type Plant } from './plant.ts'
import type { Shown } from './shown.ts'

/** A zone as a line of a table. */
export interface ZoneRow {
  zone: string
  title: string
  /** The zones around it, the outermost first. */
  around: string[]
  assets: number
  /** Its levels from the highest to the lowest, in words. */
  levels: string[]
  /** Roles with their counts, the most frequent first. */
  roles: { role: string; count: number }[]
  silent: number
}

/** A conduit as a line of a table. */
export interface ConduitRow extends Sum {
  zones: readonly [string, string]
  titles: readonly [string, string]
  weight: Weight
}

/** The zones that have assets of their own, in the order of the map. */
export function zoneRows(plant: Plant, tree: Tree): ZoneRow[] {
  const rows: ZoneRow[] = []
  const walk = (id: string): void => {
    const zone = tree.zones.get(id)!
    if (zone.assets.length > 0) rows.push(zoneRow(plant, tree, id))
    for (const child of zone.children) walk(child)
  }
  for (const id of tree.roots) walk(id)
  return rows
}

function zoneRow(plant: Plant, tree: Tree, id: string): ZoneRow {
  const zone = tree.zones.get(id)!
  const assets = zone.assets.map((index) => plant.assets[index]!)
  const lanes = [...new Set(assets.map(({ lane }) => lane))].sort((a, b) => a - b)
  return {
    zone: id,
    title: zone.title,
    around: chainOf(tree, id)
      .slice(0, -1)
      .map(({ title }) => title),
    assets: assets.length,
    levels: lanes.map((lane) => (LANES[lane]!.level === null ? 'unknown' : LANES[lane]!.short)),
    roles: countsOf(assets.map(({ role }) => role)),
    silent: assets.filter(({ heard }) => !heard).length,
  }
}

/** How often each word comes, the most frequent first. */
export function countsOf(words: readonly string[]): { role: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .map(([role, count]) => ({ role, count }))
    .sort((a, b) => b.count - a.count || (a.role < b.role ? -1 : 1))
}

/** What talks between zones, grave conduits first, then those with the most talk. */
export function conduitRows(plant: Plant, tree: Tree, shown: Shown): ConduitRow[] {
  const zones = plant.zones.map(({ id }) => id)
  const number = new Map(zones.map((id, index) => [id, index]))
  const title = (index: number) => tree.zones.get(zones[index]!)?.title ?? zones[index]!
  return bundle(plant, (asset) => number.get(plant.assets[asset]!.zone)!, shown.talks)
    .map(({ a, b, talks, weight }): ConduitRow => {
      const [one, two] = byName(title(a), title(b)) <= 0 ? [a, b] : [b, a]
      const ends = { zones: [zones[one]!, zones[two]!], titles: [title(one), title(two)] } as const
      return { ...sumOf(plant, talks), ...ends, weight }
    })
    .sort((a, b) => Number(b.weight === 'grave') - Number(a.weight === 'grave') || b.talks - a.talks)
}
