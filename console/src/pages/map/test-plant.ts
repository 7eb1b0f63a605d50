import type { MapAnswer, MapEdge, MapNode } from './plant.ts'

/** A made-up site for tests: areas with cells of controllers, a site network, a DMZ and an office, in nested zones; same input, same site. */
export function testPlant(assets: number, talks: number, seed = 1): MapAnswer {
  const random = chance(seed)
  const nodes: MapNode[] = []
  const areas = Math.max(1, Math.round(assets / 400))
  const cells = Math.max(1, Math.round(assets / areas / 40))
  for (let index = 0; index < assets; index++) nodes.push(nodeOf(index, areas, cells, random))
  const zones = [...new Set(nodes.map((node) => node.zone))].map((id) => ({ id, title: id, level: null }))
  return { zones, nodes, edges: edgesOf(nodes, talks, random), truncated: false }
}

const CELL_ROLES = ['plc', 'remote-io', 'drive', 'plc', 'remote-io', 'hmi', 'switch', 'ied', 'unknown', 'rtu']
const LEVELS: Readonly<Record<string, number>> = {
  plc: 1,
  rtu: 1,
  ied: 1,
  drive: 0,
  'remote-io': 0,
  hmi: 2,
  switch: 2,
}

function nodeOf(index: number, areas: number, cells: number, random: () => number): MapNode {
  const id = `asset-${index}`
  const heard = random() > 0.05
  const kind = index % 20
  if (kind === 17)
    return { id, name: `historian-${index}`, role: 'historian', level: 3, zone: '10.200.1.0/24', heard }
  if (kind === 18)
    return { id, name: `jump-${index}`, role: 'it-host', level: 3.5, zone: '172.16.5.0/24', heard }
  if (kind === 19)
    return { id, name: `office-${index}`, role: 'it-host', level: 4, zone: '192.168.10.0/24', heard }
  const area = Math.floor(random() * areas) + 1
  const cell = Math.floor(random() * cells) + 1
  const zone = `10.${area}.${cell}.0/24`
  if (kind === 16)
    return { id, name: `EWS-${area}-${cell}`, role: 'engineering-workstation', level: 2, zone, heard }
  const role = CELL_ROLES[index % CELL_ROLES.length]!
  return {
    id,
    name: `${role.toUpperCase()}-${area}${cell}-${index}`,
    role,
    level: LEVELS[role] ?? null,
    zone,
    heard,
  }
}

const START = Date.UTC(2026, 0, 1)
const DAY = 86_400_000

function edgesOf(nodes: readonly MapNode[], talks: number, random: () => number): MapEdge[] {
  const byZone = Map.groupBy(nodes, (node) => node.zone)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const edges = new Map<string, MapEdge>()
  for (let tries = 0; edges.size < talks && tries < talks * 20; tries++) {
    const from = pick(nodes)
    const near = random() < 0.9 ? pick(byZone.get(from.zone)!) : pick(nodes)
    if (near.id === from.id) continue
    const first = START + Math.floor(random() * 20) * DAY
    const grave = from.role === 'engineering-workstation' && random() < 0.05
    const verbs = grave ? ['program-download', 'stop'] : random() < 0.2 ? ['read', 'write'] : ['read']
    const protocols = [pick(['modbus-tcp', 's7comm', 'enip', 'dnp3', 'profinet-rt'])]
    const packets = Math.floor(1 + random() * 10_000)
    const last = new Date(first + Math.floor(random() * 10) * DAY).toISOString()
    const times = { first: new Date(first).toISOString(), last }
    edges.set(`${from.id} ${near.id}`, {
      from: from.id,
      to: near.id,
      protocols,
      verbs,
      packets,
      bytes: packets * 90,
      ...times,
    })
  }
  return [...edges.values()]
}

/** A Lehmer generator, Park and Miller 1988: enough for tests. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
