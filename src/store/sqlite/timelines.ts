import { limits } from '../../base/limits.ts'
import { isoOfMicros } from '../../base/time.ts'
import type { Filter } from '../../model/query.ts'
import { TIMELINE_LISTS, type Timeline, type TimelineList, type TimelineQuery } from '../../model/summary.ts'
import { type ListName, StoreRefusal } from '../contract.ts'
import { instantOf } from './asset-rows.ts'
import type { DatabaseSync } from './connection.ts'
import { columnsOf, fieldOf } from './filter.ts'
import { all } from './lists.ts'
import { considered } from './newest.ts'
import { GRAINS, slotOf, spread } from './spread.ts'

const MICROS = 1e6
const DAY_MICROS = 86_400 * MICROS
const DEFAULT_BUCKETS = 100
/** Slots that one walk over the sums goes through; a longer range takes the next coarser ones. */
const SLOTS = 3_000
/** Lengths of a bucket that people read easily, in seconds; beyond them whole numbers of days. */
const ROUND = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]
/** What is told apart unless somebody says otherwise, and what is counted. */
const LISTS: Record<TimelineList, { by: string; first: string; count: string; longest: number }> = {
  operations: { by: 'verb', first: 't.first', count: 't.count', longest: DAY_MICROS },
  conversations: { by: 'protocol', first: 't.first', count: 't.packets', longest: 3_600 * MICROS },
}

interface Range {
  from: number
  until: number
}

interface Frame {
  by: string
  seconds: number
  /** Counts of each bucket, by its number since 1970. */
  counts: Map<number, Record<string, number>>
}

/** What happened over time. */
export function timelineOf(db: DatabaseSync, list: string, site: number, query: TimelineQuery): Timeline {
  if (!isTimelineList(list))
    throw new StoreRefusal(
      'unknown',
      `there is no timeline of '${list}', but of ${TIMELINE_LISTS.join(', ')}`,
    )
  const by = query.by ?? LISTS[list].by
  if (fieldOf(list, by).type !== 'text' || columnsOf(list, by).length !== 1)
    throw new StoreRefusal('invalid', `a timeline cannot be told apart by '${by}'`)
  const wanted = query.buckets ?? DEFAULT_BUCKETS
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > limits.store.buckets)
    throw new StoreRefusal('invalid', `a timeline has 1 to ${limits.store.buckets} buckets`)
  const range = rangeOf(db, list, site, query)
  if (range === undefined)
    return { from: null, until: null, seconds: 0, by, buckets: [], partial: false, since: null }
  const kept = query.filter === undefined && by === LISTS[list].by
  return kept
    ? fromSums(db, list, site, range, wanted)
    : fromRows(db, list, site, range, wanted, by, query.filter)
}

function isTimelineList(name: string): name is TimelineList {
  return (TIMELINE_LISTS as readonly string[]).includes(name)
}

/** The range that is asked for; where an end is open, that of what is kept. */
function rangeOf(
  db: DatabaseSync,
  list: TimelineList,
  site: number,
  query: TimelineQuery,
): Range | undefined {
  const edge = (grain: number, direction: string): number | undefined => {
    const text = `SELECT slot FROM activity WHERE site = ? AND list = ? AND grain = ? ORDER BY slot ${direction} LIMIT 1`
    const [row] = all(db, text, [site, list, grain])
    return row === undefined ? undefined : Number(row.slot) * grain * MICROS
  }
  // Hours are kept as long as days are; minutes are not.
  const hour = GRAINS[1]
  const newest = edge(hour, 'DESC')
  const from = query.from === undefined ? edge(hour, 'ASC') : instantOf(query.from).micros
  const until =
    query.until !== undefined
      ? instantOf(query.until).micros
      : newest === undefined
        ? undefined
        : newest + hour * MICROS
  if (from === undefined || until === undefined) return undefined
  if (from >= until) {
    if (query.from !== undefined && query.until !== undefined)
      throw new StoreRefusal('invalid', 'the range ends before it begins')
    return undefined
  }
  return { from, until }
}

/** Adds up the sums that are kept, of the finest grain that the range allows. */
function fromSums(
  db: DatabaseSync,
  list: TimelineList,
  site: number,
  range: Range,
  wanted: number,
): Timeline {
  const { from, until } = range
  const grain = GRAINS.find(
    (one) => (until - from) / (one * MICROS) <= SLOTS && isKept(db, list, site, one, from),
  )
  const least = grain ?? GRAINS.at(-1)!
  const seconds = bucketSeconds(range, wanted, least)
  const counts: Frame['counts'] = new Map()
  const text = `SELECT slot * ${least} / ${seconds} AS bucket, what, sum(count) AS count FROM activity
    WHERE site = ? AND list = ? AND grain = ? AND slot >= ? AND slot < ? GROUP BY 1, 2`
  const edges = [slotOf(from, seconds) * seconds, Math.ceil(until / MICROS / seconds) * seconds]
  const slots = edges.map((one) => Math.floor(one / least))
  for (const row of all(db, text, [site, list, least, ...slots]))
    tally(counts, Number(row.bucket), String(row.what), Number(row.count))
  return framed({ by: LISTS[list].by, seconds, counts }, range, false, undefined)
}

/** Minutes are forgotten earlier than hours: a range that begins before them is told by the hour. */
function isKept(db: DatabaseSync, list: TimelineList, site: number, grain: number, from: number): boolean {
  if (grain !== GRAINS[0]) return true
  const text = 'SELECT min(slot) AS slot FROM activity WHERE site = ? AND list = ? AND grain = ?'
  const [minutes, hours] = GRAINS.slice(0, 2).map((one) => {
    const [row] = all(db, text, [site, list, one])
    return row?.slot === null || row === undefined
      ? Number.POSITIVE_INFINITY
      : Number(row.slot) * one * MICROS
  })
  return from >= minutes! || minutes! - hours! < GRAINS[1] * MICROS
}

/** Adds up rows, the newest first, as many as one looks at. */
function fromRows(
  db: DatabaseSync,
  list: TimelineList,
  site: number,
  range: Range,
  wanted: number,
  by: string,
  filter: Filter | undefined,
): Timeline {
  const { first, count, longest } = LISTS[list]
  const seconds = bucketSeconds(range, wanted, 1)
  const { from, until } = range
  // A row lies where its last thing happened, so one that goes on after the range is found behind it.
  const near: Filter = { field: 'last', from: isoOfMicros(from, 0), until: isoOfMicros(until + longest, 0) }
  const { rows, partial, since } = considered(db, list as ListName, site, {
    all: filter === undefined ? [near] : [near, filter],
  })
  const [column] = columnsOf(list, by)
  const size = seconds * MICROS
  const text = `SELECT ${first} / ${size} AS begin, t.last / ${size} AS end, ${column} AS what, sum(${count}) AS count
    FROM ${rows.sql} AND ${first} < ? GROUP BY 1, 2, 3`
  const counts: Frame['counts'] = new Map()
  const edges = [slotOf(from, seconds), Math.ceil(until / size)]
  let slots = 0
  for (const row of all(db, text, [...rows.values, until])) {
    const end = Number(row.end) * size
    const begin = slots < limits.store.slotsPerBatch ? Number(row.begin) * size : end
    slots += spread(begin, end, Number(row.count), seconds, (bucket, part) => {
      if (bucket >= edges[0]! && bucket < edges[1]!) tally(counts, bucket, String(row.what), part)
    })
  }
  return framed({ by, seconds, counts }, range, partial, since)
}

function tally(counts: Frame['counts'], bucket: number, what: string, count: number): void {
  const known = counts.get(bucket) ?? (Object.create(null) as Record<string, number>)
  known[what] = (known[what] ?? 0) + count
  counts.set(bucket, known)
}

/** A round length that gives about so many buckets, no shorter than the sums are and a multiple of theirs. */
function bucketSeconds({ from, until }: Range, wanted: number, least: number): number {
  const exact = Math.max(least, (until - from) / MICROS / wanted)
  const round = ROUND.find((one) => one >= exact && one % least === 0)
  return round ?? Math.ceil(exact / 86_400) * 86_400
}

/** All buckets of a range, also those in which nothing happened. */
function framed(
  { by, seconds, counts }: Frame,
  { from, until }: Range,
  partial: boolean,
  since: number | undefined,
): Timeline {
  const begin = slotOf(from, seconds)
  const end = Math.ceil(until / MICROS / seconds)
  const time = (bucket: number): string => isoOfMicros(bucket * seconds * MICROS, 0)
  return {
    from: time(begin),
    until: time(end),
    seconds,
    by,
    buckets: Array.from({ length: end - begin }, (_, i) => ({
      time: time(begin + i),
      counts: counts.get(begin + i) ?? {},
    })),
    partial,
    since: since === undefined ? null : isoOfMicros(since, 0),
  }
}
