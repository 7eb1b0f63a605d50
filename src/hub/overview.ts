import { limits } from '../base/limits.ts'
import type { Asset } from '../model/analysis.ts'
import type { Overview } from '../model/overview.ts'
import type { Filter } from '../model/query.ts'
import type { SensorState } from '../model/sensing.ts'
import type { Facet, Timeline } from '../model/summary.ts'
import type { Verb } from '../model/verb.ts'
import { abnormal } from '../overview/abnormal.ts'
import { changeGroups } from '../overview/changes.ts'
import { unseen } from '../overview/unseen.ts'
import type { ListName, Lists, Store } from '../store/contract.ts'
import { GRAVE_VERBS } from '../words/words.ts'
import { coverageTold } from './sensor-coverage.ts'

const DAY_MS = 86_400_000

interface Day {
  from: string
  until: string
  live: boolean
}

/**
 * A site at a glance. The day that is looked at ends now, or where nothing was heard for a day, as after the import of an old capture, with
 * the last that was. Everything asked of the store is bounded.
 */
export async function overviewOf(
  store: Store,
  site: string,
  { now, sensors }: { now: number; sensors: readonly SensorState[] },
): Promise<Overview> {
  const day = await dayOf(store, site, now)
  const [assets, deeds, changes, coverage] = await Promise.all([
    assetsOf(store, site),
    deedsOf(store, site, day),
    changesOf(store, site, day),
    heardOf(store, site, day),
  ])
  const { silent, conflicting, ...counts } = assets
  const signs = { operations: deeds.grave, parties: deeds.parties, from: day.from, silent, sensors }
  return {
    ...day,
    assets: { ...counts, silent },
    abnormal: abnormal({ ...signs, conflicts: { count: counts.conflicts, assets: conflicting } }),
    operations: { last24h: deeds.verbs, notable: deeds.grave.slice(0, limits.overview.rows) },
    changes,
    coverage: unseen({ ...coverage, silent }),
    sensors: [...sensors],
    activity: deeds.activity,
  }
}

async function dayOf(store: Store, site: string, now: number): Promise<Day> {
  const newest = await newestOf(store, site)
  const heard = newest === undefined ? now : Math.min(Date.parse(newest), now)
  const live = heard >= now - DAY_MS
  // The last that was heard belongs to the day.
  const until = live ? now : heard + 1
  return { from: iso(until - DAY_MS), until: iso(until), live }
}

/** When something last came to a conversation or an operation. */
async function newestOf(store: Store, site: string): Promise<string | undefined> {
  const [conversations, operations] = await Promise.all([
    store.list('conversations', site, { limit: 1 }),
    store.list('operations', site, { limit: 1 }),
  ])
  const last = [...conversations.items, ...operations.items].map((one) => one.last)
  return last.length === 0 ? undefined : last.reduce((a, b) => (a > b ? a : b))
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

/** What is there. */
async function assetsOf(store: Store, site: string) {
  const facet = (field: string) => store.facet('assets', site, { field })
  const contradicting: Filter = { field: 'conflicts', known: true }
  const [roles, levels, heard, conflicts, conflicting] = await Promise.all([
    facet('role'),
    facet('level'),
    facet('heard'),
    store.facet('assets', site, { field: 'heard', filter: contradicting }),
    store.list('assets', site, { filter: contradicting, limit: limits.overview.assetsNamed }),
  ])
  return {
    total: total(heard),
    byRole: roles.values.map(({ value, count }) => ({ role: String(value) as Asset['role'], count })),
    byLevel: levels.values
      .map(({ value, count }) => ({ level: value === null ? null : Number(value), count }))
      .sort((a, b) => (b.level ?? -1) - (a.level ?? -1)),
    silent: heard.values.find(({ value }) => value === false)?.count ?? 0,
    conflicts: total(conflicts),
    conflicting: conflicting.items,
  }
}

function total({ values }: Facet): number {
  return values.reduce((sum, one) => sum + one.count, 0)
}

/** What was done on the day. */
async function deedsOf(store: Store, site: string, { from, until }: Day) {
  const filter: Filter = {
    all: [
      { field: 'verb', in: [...GRAVE_VERBS] },
      { field: 'last', from, until },
    ],
  }
  const [timeline, { items: grave }] = await Promise.all([
    store.timeline('operations', site, { from, until, buckets: limits.overview.buckets }),
    some(store, 'operations', site, { filter, most: limits.overview.operations }),
  ])
  const parties = new Set(grave.flatMap(({ initiator, responder }) => [initiator, responder]))
  const counts = Object.entries(sums(timeline)).map(([verb, count]) => ({ verb: verb as Verb, count }))
  return {
    grave,
    parties: await assetsNamed(
      store,
      site,
      [...parties].filter((one) => one !== null),
    ),
    verbs: counts.sort((a, b) => b.count - a.count),
    activity: {
      bucket: timeline.seconds,
      from: timeline.from ?? from,
      counts: timeline.buckets.map((one) => Object.values(one.counts).reduce((a, b) => a + b, 0)),
    },
  }
}

function sums({ buckets }: Timeline): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const { counts } of buckets)
    for (const [what, count] of Object.entries(counts)) sum[what] = (sum[what] ?? 0) + count
  return sum
}

/** What is known now and was not, or was something else. */
async function changesOf(store: Store, site: string, { from, until }: Day): Promise<Overview['changes']> {
  const since: Filter = { field: 'time', from, until }
  const most = limits.overview.changes
  const [{ items, partial }, { items: fresh }] = await Promise.all([
    some(store, 'changes', site, { filter: since, most }),
    some(store, 'assets', site, { filter: { field: 'firstSeen', from }, most }),
  ])
  const isNew = new Set(fresh.map((one) => one.id))
  return {
    sinceYesterday: items.slice(0, limits.overview.rows),
    count: items.length,
    groups: changeGroups(items, (asset) => isNew.has(asset)),
    partial,
  }
}

/** What was heard on the day, and what was not. */
async function heardOf(store: Store, site: string, { from, until }: Day) {
  const near: Filter = { field: 'last', from, until }
  const gap: Filter = {
    all: [
      { field: 'kind', is: 'gap' },
      { field: 'time', from, until },
    ],
  }
  const [told, timeline, answers, gaps] = await Promise.all([
    coverageTold(store, site),
    store.timeline('conversations', site, { from, until, buckets: 1 }),
    store.facet('conversations', site, { field: 'answered', filter: near }),
    some(store, 'observations', site, { filter: gap, most: limits.overview.gaps }),
  ])
  const of = (answered: boolean): number => answers.values.find(({ value }) => value === answered)?.count ?? 0
  return {
    told,
    packets: sums(timeline),
    answered: of(true),
    unanswered: of(false),
    gaps: gaps.items,
    moreGaps: gaps.partial,
  }
}

async function assetsNamed(store: Store, site: string, ids: readonly string[]): Promise<Asset[]> {
  const few = ids.slice(0, limits.hub.assetsAskedAtOnce)
  if (few.length === 0) return []
  return (await store.list('assets', site, { filter: { field: 'id', in: few }, limit: few.length })).items
}

/** Items of a list in its own order, as many as there shall be and as a few pages give. */
async function some<L extends ListName>(
  store: Store,
  list: L,
  site: string,
  { filter, most }: { filter: Filter; most: number },
): Promise<{ items: Lists[L][]; partial: boolean }> {
  const items: Lists[L][] = []
  let after: string | undefined
  for (let page = 0; page < limits.overview.pages && items.length < most; page++) {
    const limit = Math.min(most - items.length, limits.store.pageItems)
    const got = await store.list(list, site, { filter, limit, ...(after === undefined ? {} : { after }) })
    items.push(...got.items)
    after = got.next
    if (after === undefined) return { items, partial: false }
  }
  return { items, partial: true }
}
