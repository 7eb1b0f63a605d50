/** The site as the map sees it: assets and zones by number, so that thousands of both stay quick. */

/** What the server answers for the map. */
export interface MapAnswer {
  zones: readonly { id: string; title?: string; level?: number | null; parent?: string | null }[]
  nodes: readonly MapNode[]
  edges: readonly MapEdge[]
  truncated?: boolean | undefined
}
export interface MapNode {
  id: string
  name: string
  role: string
  level: number | null
  zone: string
  vendor?: string | undefined
  heard: boolean
}
export interface MapEdge {
  from: string
  to: string
  protocols: readonly string[]
  verbs: readonly string[]
  packets: number
  bytes: number
  first: string
  last: string
}

export interface Asset extends MapNode {
  /** Index of its lane in LANES. */
  lane: number
}

/** What one asset says to another, all protocols and verbs together. */
export interface Talk {
  /** Indexes into `assets`. */
  from: number
  to: number
  protocols: readonly string[]
  verbs: readonly string[]
  packets: number
  bytes: number
  /** Milliseconds since 1970. */
  first: number
  last: number
}

export interface ZoneFacts {
  id: string
  title: string
  parent: string | null
}

export interface Plant {
  assets: readonly Asset[]
  talks: readonly Talk[]
  zones: readonly ZoneFacts[]
  byId: ReadonlyMap<string, number>
  truncated: boolean
}

export interface Lane {
  level: number | null
  title: string
  short: string
}

/** The swim lanes from top to bottom: Purdue levels, and below them what is on none. */
export const LANES: readonly Lane[] = [
  { level: 5, title: 'Outside', short: '5' },
  { level: 4, title: 'Enterprise', short: '4' },
  { level: 3.5, title: 'DMZ', short: '3.5' },
  { level: 3, title: 'Site', short: '3' },
  { level: 2, title: 'Supervision', short: '2' },
  { level: 1, title: 'Control', short: '1' },
  { level: 0, title: 'Process', short: '0' },
  { level: null, title: 'Level unknown', short: '?' },
]
const UNKNOWN = LANES.length - 1

/** The lane of a level; a level between two lanes stands in the lower of them. */
export function laneOf(level: number | null): number {
  if (level === null || !Number.isFinite(level)) return UNKNOWN
  const lane = LANES.findIndex((one) => one.level !== null && one.level <= level)
  return lane === -1 ? UNKNOWN - 1 : lane
}

/** Takes the answer of the server; what points to an absent asset is left out, and a zone that no list names is added. */
export function plantOf(answer: MapAnswer): Plant {
  const assets = answer.nodes.map((node) => ({ ...node, lane: laneOf(node.level) }))
  const byId = new Map(assets.map((asset, index) => [asset.id, index]))
  const talks = answer.edges.flatMap((edge): Talk[] => {
    const from = byId.get(edge.from)
    const to = byId.get(edge.to)
    if (from === undefined || to === undefined || from === to) return []
    const { protocols, verbs, packets, bytes } = edge
    return [
      { from, to, protocols, verbs, packets, bytes, first: timeOf(edge.first), last: timeOf(edge.last) },
    ]
  })
  const zones = new Map<string, ZoneFacts>()
  for (const { id, title, parent } of answer.zones)
    zones.set(id, { id, title: title ?? id, parent: parent ?? null })
  for (const { zone } of assets)
    if (!zones.has(zone)) zones.set(zone, { id: zone, title: zone, parent: null })
  return { assets, talks, zones: [...zones.values()], byId, truncated: answer.truncated ?? false }
}

function timeOf(text: string): number {
  const time = Date.parse(text)
  return Number.isNaN(time) ? 0 : time
}

const collator = new Intl.Collator('en', { numeric: true })
/** Order of names in which 10 comes after 9. */
export const byName = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
