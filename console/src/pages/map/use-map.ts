import { useMediaQuery } from '@mantine/hooks'
import { useMemo } from 'react'
import { useAsk } from '../../api/use.ts'
import { type Address, pickOf, timeOf } from './address.ts'
import { emphasisOf, type Pick } from './emphasis.ts'
import { openAtFirst, openZones, turnToShow } from './fold.ts'
import { bestWidth, layout, widthFor } from './layout.ts'
import { nest, type Tree } from './nest.ts'
import { shortestPath, talksByAsset } from './path.ts'
import { type MapAnswer, type Plant, plantOf } from './plant.ts'
import { sceneOf } from './scene.ts'
import { pairKey, shownOf } from './shown.ts'

const empty: MapAnswer = { zones: [], nodes: [], edges: [] }
const NOTHING: readonly string[] = []

/** What the server says of the site, in all its time or in a part of it; what it said of another time is not it. */
function useAnswer(site: string, times: { from?: string; until?: string } | undefined) {
  const init = { params: { path: { site }, query: times ?? {} } }
  const { data, error, isPlaceholderData } = useAsk('/sites/{site}/map', init, {
    enabled: times !== undefined,
  })
  return { data: isPlaceholderData || times === undefined ? undefined : data, error }
}
const ALL_TIME = {}
/** How much wider than high the picture is, on a screen and on a telephone held upright. */
const WIDE = 1.75
const UPRIGHT = 0.7

/** Everything the map shows for an address, each step worked out anew only when what it depends on has changed. */
export function useMap(site: string, address: Address) {
  const { data, error } = useAnswer(site, ALL_TIME)
  const plant = useMemo(() => plantOf(data ?? empty), [data])
  const tree = useMemo(() => nest(plant), [plant])
  const narrow = useMediaQuery('(max-width: 620px)', undefined, { getInitialValueInEffect: false })
  const first = useMemo(() => openAtFirst(plant, tree), [plant, tree])
  const aspect = narrow ? UPRIGHT : WIDE
  const usual = useMemo(() => bestWidth(plant, tree, first, aspect), [plant, tree, first, aspect])
  const pick = useMemo(() => pickOf(plant, address.pick ?? NOTHING), [plant, address.pick])
  const turned = useTurned(address.turned, { plant, tree, first, pick })
  const placed = useMemo(() => {
    const open = openZones(tree, first, turned)
    const width = widthFor(plant, tree, open, { usual, aspect })
    return { tree, open, picture: layout(plant, tree, open, width) }
  }, [plant, tree, first, turned, usual, aspect])
  const shown = useShown(site, plant, address)
  const scene = useMemo(
    () => sceneOf(plant, placed, shown.now, shown.possible),
    [plant, placed, shown.now, shown.possible],
  )
  const ends = [plant.byId.get(address.a ?? ''), plant.byId.get(address.b ?? '')] as const
  const path = usePath(scene, ...ends)
  const emphasis = useMemo(() => emphasisOf(scene, pick, path), [scene, pick, path])
  return { data, error, plant, tree, first, turned, scene, pick, ends, path, emphasis }
}
export type MapData = ReturnType<typeof useMap>

/** The zones that are not as at first. An address that only says which asset is picked has the zones around it open. */
function useTurned(
  said: string[] | undefined,
  {
    plant,
    tree,
    first,
    pick,
  }: { plant: Plant; tree: Tree; first: ReadonlySet<string>; pick: Pick | undefined },
): ReadonlySet<string> {
  const zone = pick?.kind === 'asset' ? plant.assets[pick.asset]!.zone : undefined
  return useMemo(() => {
    if (said !== undefined) return new Set(said)
    return zone === undefined ? new Set() : turnToShow(tree, first, new Set(), zone)
  }, [said, tree, first, zone])
}

function useShown(site: string, plant: ReturnType<typeof plantOf>, address: Address) {
  const { from, until } = address
  const timed = timeOf(from) !== undefined || timeOf(until) !== undefined
  const times = useMemo(() => ({ ...(from && { from }), ...(until && { until }) }), [from, until])
  const then = useAnswer(site, timed ? times : undefined).data
  const { protocols = NOTHING, verbs = NOTHING, roles = NOTHING } = address
  const lists = useMemo(
    () => ({ protocols: new Set(protocols), verbs: new Set(verbs), roles: new Set(roles) }),
    [protocols, verbs, roles],
  )
  const possible = useMemo(() => shownOf(plant, lists), [plant, lists])
  const now = useMemo(() => {
    if (!timed) return possible
    const heard = then && new Set(then.edges.map((edge) => pairKey(edge.from, edge.to)))
    return shownOf(plant, { ...lists, from: timeOf(from), until: timeOf(until) }, heard)
  }, [plant, lists, possible, timed, then, from, until])
  return { now, possible: possible.talks }
}

/** The path between two assets: nothing when not both are chosen, and no steps when there is no way. */
function usePath(scene: ReturnType<typeof sceneOf>, from: number | undefined, to: number | undefined) {
  return useMemo(() => {
    if (from === undefined || to === undefined) return undefined
    return shortestPath(scene.plant, talksByAsset(scene.plant, scene.shown.talks), from, to) ?? []
  }, [scene, from, to])
}
