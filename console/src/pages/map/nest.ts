import { byName, type Plant, type ZoneFacts } from './plant.ts'

/** A zone in its place among zones. */
export interface Zone {
  id: string
  title: string
  parent: string | null
  /** In the order of their titles. */
  children: readonly string[]
  /** Indexes of the assets that are in it and in none of its children, in the order of their names. */
  assets: readonly number[]
  /** How many assets are in it and in all below it. */
  total: number
  /** Not a zone of the site: the map gathers zones whose addresses begin alike. */
  gathered: boolean
}

export interface Tree {
  zones: ReadonlyMap<string, Zone>
  /** Zones inside no other, in the order of their titles. */
  roots: readonly string[]
}

/** Fewer zones than this need no gathering. */
const GATHER_FROM = 7
const GATHER_EACH = 3
const DEEPEST = 8

interface Draft extends ZoneFacts {
  gathered: boolean
}

/**
 * Zones inside zones: as the site says; else a subnet inside a wider one, or a title like 'Works / Filter 2' inside 'Works'; and where many
 * are left side by side, those whose addresses share the first two bytes are gathered.
 */
export function nest(plant: Plant): Tree {
  const drafts = new Map<string, Draft>()
  for (const zone of plant.zones) drafts.set(zone.id, { ...zone, gathered: false })
  const nets = plant.zones.flatMap((zone) => subnetOf(zone.id) ?? [])
  const byTitle = new Map(plant.zones.map((zone) => [zone.title, zone.id]))
  for (const draft of drafts.values()) {
    const declared = draft.parent !== null && drafts.has(draft.parent) ? draft.parent : null
    draft.parent = declared ?? widerOf(draft.id, nets) ?? titledParent(draft.title, byTitle)
  }
  for (const draft of drafts.values()) cutLoop(draft, drafts)
  gather(drafts)
  return grow(drafts, plant)
}

interface Subnet {
  id: string
  /** Address as a number, and the number of bits that count. */
  base: number
  bits: number
}

/** The IPv4 subnet that a zone's name begins with. */
function subnetOf(id: string): Subnet | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})(?!\d)/.exec(id)
  if (match === null) return undefined
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number)
  return { id, base: ((a * 256 + b) * 256 + c) * 256 + d, bits }
}

function widerOf(id: string, nets: readonly Subnet[]): string | null {
  const own = nets.find((net) => net.id === id)
  if (own === undefined) return null
  const inside = (net: Subnet) =>
    net.bits < own.bits &&
    Math.floor(net.base / 2 ** (32 - net.bits)) === Math.floor(own.base / 2 ** (32 - net.bits))
  const wider = nets.filter(inside).sort((a, b) => b.bits - a.bits)[0]
  return wider?.id ?? null
}

function titledParent(title: string, byTitle: ReadonlyMap<string, string>): string | null {
  const at = title.lastIndexOf(' / ')
  return at === -1 ? null : (byTitle.get(title.slice(0, at)) ?? null)
}

/** A zone that is inside itself, by whatever detour, or too deep, stands at the top. */
function cutLoop(draft: Draft, drafts: ReadonlyMap<string, Draft>): void {
  let up: string | null = draft.parent
  for (let step = 0; up !== null; step++) {
    if (up === draft.id || step > DEEPEST) {
      draft.parent = null
      return
    }
    up = drafts.get(up)?.parent ?? null
  }
}

function gather(drafts: Map<string, Draft>): void {
  const roots = [...drafts.values()].filter((draft) => draft.parent === null)
  if (roots.length < GATHER_FROM) return
  const groups = Map.groupBy(roots, ({ id }) => /^(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}\/\d/.exec(id)?.[1])
  for (const [head, group] of groups) {
    if (head === undefined || group.length < GATHER_EACH || group.length === roots.length) continue
    const id = `${head}.x.x`
    drafts.set(id, { id, title: id, parent: null, gathered: true })
    for (const draft of group) draft.parent = id
  }
}

function grow(drafts: ReadonlyMap<string, Draft>, plant: Plant): Tree {
  const inside = Map.groupBy(drafts.values(), (draft) => draft.parent)
  const assetsOf = Map.groupBy(plant.assets.keys(), (index) => plant.assets[index]!.zone)
  const zones = new Map<string, Zone>()
  const childrenOf = (id: string | null): Draft[] =>
    (inside.get(id) ?? []).sort((a, b) => byName(a.title, b.title) || byName(a.id, b.id))
  const add = (draft: Draft): number => {
    const children = childrenOf(draft.id)
    const assets = (assetsOf.get(draft.id) ?? []).sort((a, b) => byAsset(plant, a, b))
    const below = children.reduce((sum, child) => sum + add(child), 0)
    const total = assets.length + below
    const { id, title, parent, gathered } = draft
    const kept = children.filter((child) => (zones.get(child.id)?.total ?? 0) > 0).map((child) => child.id)
    zones.set(id, { id, title, parent, gathered, assets, total, children: kept })
    return total
  }
  const roots = childrenOf(null)
  for (const root of roots) add(root)
  return { zones, roots: roots.map((root) => root.id).filter((id) => zones.get(id)!.total > 0) }
}

function byAsset(plant: Plant, a: number, b: number): number {
  const [one, two] = [plant.assets[a]!, plant.assets[b]!]
  return byName(one.name, two.name) || byName(one.id, two.id)
}

/** The zones an asset is in, the outermost first. */
export function chainOf(tree: Tree, zone: string): Zone[] {
  const chain: Zone[] = []
  for (
    let at = tree.zones.get(zone);
    at !== undefined;
    at = at.parent === null ? undefined : tree.zones.get(at.parent)
  )
    chain.unshift(at)
  return chain
}

/** A zone and all zones inside it. */
export function innerZones(tree: Tree, zone: string): Set<string> {
  const inner = new Set([zone])
  for (const one of inner) for (const child of tree.zones.get(one)?.children ?? []) inner.add(child)
  return inner
}
