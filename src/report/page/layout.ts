import { limits } from '../../base/limits.ts'
import type { Analysis, Asset } from '../../model/analysis.ts'
import { QUIET_VERBS } from '../../model/verb.ts'

export const NODE = { width: 166, height: 46, gap: 12 } as const
const PADDING = 16
const HEADING = 22
const LABEL = 158
/** Nodes side by side in one zone. */
const ACROSS = 3

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** Where everything stands on the map: levels as rows from the enterprise down to the process, zones as columns. */
export interface Layout {
  width: number
  height: number
  bands: { level: number | null; box: Box }[]
  zones: { name: string; box: Box }[]
  nodes: Map<string, Box>
  /** Assets that found no room on the map. */
  left: number
}

/** Lays the assets out by Purdue level and zone; the same analysis always gives the same map. */
export function layoutOf(analysis: Analysis): Layout {
  const chosen = chosenAssets(analysis)
  const levels = [5, 4, 3, 2, 1, 0, null].filter((level) => chosen.some((one) => one.level === level))
  const zones = zonesOf(chosen)
  const columnOf = (asset: Asset): number =>
    zones.includes(asset.zone) ? zones.indexOf(asset.zone) : zones.length - 1
  const cells = levels.map((level) =>
    zones.map((_zone, column) => chosen.filter((one) => one.level === level && columnOf(one) === column)),
  )
  const across = zones.map((_zone, column) =>
    Math.min(ACROSS, Math.max(1, ...cells.map((row) => row[column]!.length))),
  )
  const lefts: number[] = []
  let x = LABEL
  for (const count of across) {
    lefts.push(x)
    x += count * (NODE.width + NODE.gap) + PADDING * 2
  }
  const nodes = new Map<string, Box>()
  const bands: Layout['bands'] = []
  let y = HEADING
  for (const [row, level] of levels.entries()) {
    const lines = Math.max(1, ...cells[row]!.map((cell, column) => Math.ceil(cell.length / across[column]!)))
    for (const [column, cell] of cells[row]!.entries())
      for (const [index, asset] of cell.entries())
        nodes.set(asset.id, {
          x: lefts[column]! + PADDING + (index % across[column]!) * (NODE.width + NODE.gap),
          y: y + PADDING + Math.floor(index / across[column]!) * (NODE.height + NODE.gap),
          width: NODE.width,
          height: NODE.height,
        })
    const height = lines * (NODE.height + NODE.gap) + PADDING * 2 - NODE.gap
    bands.push({ level, box: { x: 0, y, width: x, height } })
    y += height
  }
  return {
    width: x,
    height: y,
    bands,
    zones: zones.map((name, column) => ({
      name,
      box: {
        x: lefts[column]! + 4,
        y: 0,
        width: across[column]! * (NODE.width + NODE.gap) + PADDING * 2 - 8,
        height: y,
      },
    })),
    nodes,
    left: analysis.assets.length - chosen.length,
  }
}

/** Zones with the most assets first; the last column takes all that are left over. */
function zonesOf(chosen: readonly Asset[]): string[] {
  const sizes = new Map<string, number>()
  for (const one of chosen) sizes.set(one.zone, (sizes.get(one.zone) ?? 0) + 1)
  const sorted = [...sizes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name)
  if (sorted.length <= limits.report.mapZones) return sorted
  return [...sorted.slice(0, limits.report.mapZones - 1), 'other zones']
}

/** Whoever takes part in something comes before whoever was only seen; plant devices before office hosts. */
function chosenAssets(analysis: Analysis): Asset[] {
  const busy = new Map<string, number>()
  const add = (id: string | null, weight: number) => {
    if (id !== null) busy.set(id, (busy.get(id) ?? 0) + weight)
  }
  for (const one of analysis.operations) {
    const weight = QUIET_VERBS.has(one.verb) ? 1 : 5
    add(one.initiator, weight)
    add(one.responder, weight)
  }
  for (const one of analysis.conversations) {
    if (one.protocol === null) continue
    add(one.initiator, 1)
    add(one.responder, 1)
  }
  const rank = (asset: Asset): number =>
    Math.min(busy.get(asset.id) ?? 0, 1000) + (asset.level !== null && asset.level < 4 ? 1000 : 0)
  const order = new Map(analysis.assets.map((one, index) => [one.id, index]))
  return analysis.assets
    .toSorted((a, b) => rank(b) - rank(a) || order.get(a.id)! - order.get(b.id)!)
    .slice(0, limits.report.mapAssets)
    .sort((a, b) => order.get(a.id)! - order.get(b.id)!)
}
