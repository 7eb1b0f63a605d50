import { ROLES } from '../src/model/analysis.ts'
import type { Filter, Query } from '../src/model/query.ts'
import type { TimelineList } from '../src/model/summary.ts'
import type { ListName, Store } from '../src/store/contract.ts'
import { openSqliteStore } from '../src/store/sqlite/store.ts'
import { StorePlant } from './store-plant.ts'

/**
 * Measures the store as a plant loads it: filling it with assets and observations as fast as it takes them, then a steady stream of
 * observations while lists are asked for. Counts at the end that nothing was lost and nothing doubled.
 */

const ASSETS = 100_000
const BATCH = 5_000
const IN_FLIGHT = 4
const THINK_MS = 20
const SECONDS_PER_HOUR = 3_600
const SECONDS_PER_DAY = 24 * SECONDS_PER_HOUR

export interface StoreLoad {
  /** Observations there when measuring begins. */
  observations: number
  /** Observations per second while measuring, and for how many seconds. */
  rate: number
  seconds: number
}

/** Runs the whole measurement in a folder; gives false when something was lost, doubled, or damaged. */
export async function benchStore(
  folder: string,
  load: StoreLoad,
  say: (text: string) => void,
): Promise<boolean> {
  const store = await openSqliteStore(folder)
  try {
    await store.putSite({ id: 'works', title: 'Works' })
    const plant = new StorePlant(ASSETS)
    await fill(store, plant, load, say)
    const answers = new Map<string, number[]>()
    let asking = true
    const asked = ask(store, plant, answers, () => asking)
    const begun = performance.now()
    const worst = await stream(store, plant, load)
    const seconds = (performance.now() - begun) / 1000
    asking = false
    await asked
    const sent = load.rate * load.seconds
    say(
      `  steady: ${count(sent / seconds)} observations/s of ${count(load.rate)} wanted for ${seconds.toFixed(0)} s, longest wait for an acknowledgement ${worst.toFixed(0)} ms`,
    )
    sayAnswers(answers, say)
    return await isWhole(store, plant, say)
  } finally {
    await store.close()
  }
}

async function fill(
  store: Store,
  plant: StorePlant,
  load: StoreLoad,
  say: (text: string) => void,
): Promise<void> {
  const assets = performance.now()
  for (const batch of plant.assetBatches()) await store.append(batch)
  say(
    `  assets: ${count(ASSETS)} at ${count(ASSETS / ((performance.now() - assets) / 1000))}/s, each with its history`,
  )
  const begun = performance.now()
  const waiting = new Set<Promise<unknown>>()
  for (let n = 0; n < load.observations; n += BATCH) {
    const sent: Promise<unknown> = store
      .append(plant.batch(BATCH, n / load.rate))
      .finally(() => waiting.delete(sent))
    waiting.add(sent)
    if (waiting.size >= IN_FLIGHT) await Promise.race(waiting)
  }
  await Promise.all(waiting)
  const seconds = (performance.now() - begun) / 1000
  say(`  filling: ${count(load.observations)} observations at ${count(load.observations / seconds)}/s`)
}

/** Sends at the wanted rate; gives the longest time until an acknowledgement. */
async function stream(store: Store, plant: StorePlant, load: StoreLoad): Promise<number> {
  let worst = 0
  const waiting: Promise<void>[] = []
  const begun = performance.now()
  for (let n = 0; n < load.rate * load.seconds; n += BATCH) {
    const due = begun + (n / load.rate) * 1000
    const early = due - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    const sent = performance.now()
    const batch = plant.batch(BATCH, SECONDS_PER_DAY + n / load.rate)
    waiting.push(
      store.append(batch).then(() => {
        worst = Math.max(worst, performance.now() - sent)
      }),
    )
    if (waiting.length > 10) await waiting.shift()
  }
  await Promise.all(waiting)
  return worst
}

/** One person after the other asks for one list after the other. */
async function ask(
  store: Store,
  plant: StorePlant,
  answers: Map<string, number[]>,
  going: () => boolean,
): Promise<void> {
  while (going())
    for (const [name, question] of [...lists(store, plant), ...sums(store, plant)]) {
      const begun = performance.now()
      await question()
      const took = performance.now() - begun
      const known = answers.get(name) ?? []
      known.push(took)
      answers.set(name, known)
      await new Promise((resolve) => setTimeout(resolve, THINK_MS))
    }
}

type Question = [string, () => Promise<unknown>]

function lists(store: Store, plant: StorePlant): Question[] {
  return listQueries(plant).map(([name, list, query]) => [name, () => store.list(list, 'works', query)])
}

/** What the overview, the map and the facets beside lists ask for. */
function sums(store: Store, plant: StorePlant): Question[] {
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

function sayAnswers(answers: ReadonlyMap<string, readonly number[]>, say: (text: string) => void): void {
  const line = (name: string, times: readonly number[]): void => {
    const sorted = [...times].sort((a, b) => a - b)
    const part = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)
    say(
      `  ${name.padEnd(36)} ${part(0.5).padStart(7)} ms half, ${part(0.95).padStart(7)} ms p95, ${part(1).padStart(7)} ms longest, ${times.length} times`,
    )
  }
  for (const [name, times] of answers) line(name, times)
  line('all questions', [...answers.values()].flat())
}

async function isWhole(store: Store, plant: StorePlant, say: (text: string) => void): Promise<boolean> {
  const { faults, bytes, sites } = await store.health()
  const rows = sites[0]?.kept.find((one) => one.kind === 'observations')?.rows ?? 0
  const good = faults.length === 0 && rows === plant.observations
  say(
    `  kept ${count(rows)} of ${count(plant.observations)} observations in ${(bytes / 1e6).toFixed(0)} MB, ${faults.length === 0 ? 'sound' : faults.join('; ')}`,
  )
  return good
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en')
}
