import type { Node } from '../model/summary.ts'

/** A group of assets on the map, inside another where its name says so. */
export interface Zone {
  id: string
  title: string
  /** Level that most of its assets have; null: not known. */
  level: number | null
  parent: string | null
}

const OF_24_BITS = /^(\d{1,3}\.\d{1,3})\.\d{1,3}\.0\/24$/

/** The zones that assets are in. Networks of 24 bits lie inside one of 16 bits where that holds several of them. */
export function zonesOf(nodes: readonly Node[]): Zone[] {
  const members = Map.groupBy(nodes, (one) => one.zone)
  const wide = Map.groupBy(members.keys(), wider)
  const parentOf = (zone: string): string | null => {
    const parent = wider(zone)
    const inside = parent === undefined ? 0 : (wide.get(parent)?.length ?? 0)
    return parent !== undefined && inside > 1 && parent !== zone ? parent : null
  }
  const zones = [...members].map(([id, inside]) => ({
    ...{ id, title: id, level: usualLevel(inside), parent: parentOf(id) },
  }))
  const parents = new Set(zones.flatMap((one) => one.parent ?? []))
  const around = [...parents]
    .filter((id) => !members.has(id))
    .map((id) => {
      const inside = (wide.get(id) ?? []).flatMap((zone) => members.get(zone) ?? [])
      return { id, title: id, level: usualLevel(inside), parent: null }
    })
  return [...around, ...zones].sort((a, b) => (a.id < b.id ? -1 : 1))
}

function wider(zone: string): string | undefined {
  const bytes = OF_24_BITS.exec(zone)?.[1]
  return bytes === undefined ? undefined : `${bytes}.0.0/16`
}

function usualLevel(nodes: readonly Node[]): number | null {
  const counts = new Map<number, number>()
  for (const { level } of nodes) if (level !== null) counts.set(level, (counts.get(level) ?? 0) + 1)
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  return first?.[0] ?? null
}
