import { overviewOf } from '../src/hub/overview.ts'
import { ROLES } from '../src/model/analysis.ts'
import type { Filter, Query } from '../src/model/query.ts'
import type { TimelineList } from '../src/model/summary.ts'
import type { ListName, Store } from '../src/store/contract.ts'
import type { StorePlant } from './store-plant.ts'

const SECONDS_PER_HOUR = 3_600
export const SECONDS_PER_DAY = 24 * SECONDS_PER_HOUR
/** A plant of ordinary size beside the large one, as it would be generated for the map. */
export const PLANT_SITE = 'plant'
export const PLANT_UNTIL = '2026-01-02T12:00:00.000Z'

/** A question by its name, and how to ask it. */
export type Question = [string, () => Promise<unknown>]

/** What people ask of lists. */
export function lists(store: Store, plant: StorePlant): Question[] {
  return listQueries(plant).map(([name, list, query]) => [name, () => store.list(list, 'works', query)])
}

/** What the overview, the map and the facets beside lists ask for. */
export function sums(store: Store, plant: StorePlant): Question[] {
  const id = plant.anyAsset()
  const from = plant.timeOf(0)
  const today = plant.timeOf(SECONDS_PER_DAY)
  const hour = plant.timeOf(SECONDS_PER_DAY + SECONDS_PER_HOUR)
  const until = plant.timeOf(2 * SECONDS_PER_DAY)
  const ofAsset = { field: 'asset', is: id }
  const facet = (list: ListName, field: string, filter?: Filter) => () =>
    store.facet(list, 'works', { field, limit: 50, ...(filter === undefined ? {} : { filter }) })
  const timeline = (list: TimelineList, filter?: Filter) => () =>
    store.timeline(list, 'works', { from, until, buckets: 96, filter })
  return [
    ['facet: roles of assets', facet('assets', 'role')],
    ['facet: makers of a role', facet('assets', 'vendor', { field: 'role', is: 'plc' })],
    ['facet: protocols of assets', facet('assets', 'protocols')],
    ['facet: verbs of operations', facet('operations', 'verb')],
    ['facet: verbs of an asset', facet('operations', 'verb', ofAsset)],
    ['facet: verbs of observations', facet('observations', 'verb')],
    ['facet: verbs observed of an asset', facet('observations', 'verb', ofAsset)],
    ['timeline of operations', timeline('operations')],
    ['timeline of conversations', timeline('conversations')],
    ['timeline of a verb', timeline('operations', { field: 'verb', is: 'stop' })],
    ['timeline of an asset', timeline('operations', ofAsset)],
    ['map of all that is kept', () => store.traffic('works', {})],
    ['map of a day', () => store.traffic('works', { from: today, until })],
    ['map of an hour', () => store.traffic('works', { from: today, until: hour })],
    ['neighbours', () => store.neighbours('works', id)],
    ['map of a plant of 2,000 assets', () => store.traffic(PLANT_SITE, {})],
    ['its assets in short', () => store.nodes(PLANT_SITE)],
    ['overview', () => overviewOf(store, PLANT_SITE, { now: Date.parse(PLANT_UNTIL), sensors: [] })],
    ['overview of 100,000 assets', () => overviewOf(store, 'works', { now: Date.parse(until), sensors: [] })],
  ]
}

function listQueries(plant: StorePlant): [string, ListName, Query][] {
  const id = plant.anyAsset()
  const limit = 100
  const newest = { field: 'lastSeen', descending: true }
  const role = ROLES[Math.floor(Math.random() * 4)]!
  const today = plant.timeOf(SECONDS_PER_DAY)
  return [
    ['assets by id', 'assets', { limit }],
    [
      'assets of a role, last seen first',
      'assets',
      { limit, filter: { field: 'role', is: role }, sort: newest },
    ],
    ['assets by part of a name', 'assets', { limit, filter: { field: 'names', contains: id.slice(-3) } }],
    ['asset by address', 'assets', { limit, filter: { field: 'addresses', is: id } }],
    ['history of an asset', 'changes', { limit, filter: { field: 'asset', is: id } }],
    ['newest observations', 'observations', { limit }],
    ['observations of an asset', 'observations', { limit, filter: { field: 'asset', is: id } }],
    ['observations of yesterday', 'observations', { limit, filter: { field: 'time', until: today } }],
    ['rare observations', 'observations', { limit, filter: { field: 'verb', is: 'firmware-update' } }],
    ['newest operations', 'operations', { limit }],
    ['operations with a verb', 'operations', { limit, filter: { field: 'verb', is: 'stop' } }],
    ['operations of an asset', 'operations', { limit, filter: { field: 'asset', is: id } }],
    ['newest conversations', 'conversations', { limit }],
    ['conversations of an asset', 'conversations', { limit, filter: { field: 'asset', is: id } }],
  ]
}
