import { limits } from '../../base/limits.ts'
import { isoOfMicros } from '../../base/time.ts'
import type { Link, Traffic, TrafficQuery } from '../../model/summary.ts'
import type { Verb } from '../../model/verb.ts'
import { StoreRefusal } from '../contract.ts'
import { instantOf } from './asset-rows.ts'
import type { DatabaseSync, Row, Value } from './connection.ts'
import type { Condition } from './filter.ts'
import { all } from './lists.ts'
import { slotOf } from './spread.ts'
import { DAY_SECONDS, EVER } from './sums.ts'

const MICROS = 1e6
const DAY_MICROS = DAY_SECONDS * MICROS
/** A range this short is added up from the rows of conversations and operations; a longer one from whole days. */
const HOUR_MICROS = 3_600 * MICROS
const SHORT_MICROS = 12 * HOUR_MICROS

const EVERYTHING = { from: null, until: null, truncated: false }

/** Columns that every source of links has. */
const COLUMNS = 'initiator, responder, first, last, packets, bytes, operations, protocols, verbs'

/** Who talked to whom. */
export function trafficOf(db: DatabaseSync, site: number, { from, until }: TrafficQuery): Traffic {
  const begin = from === undefined ? undefined : instantOf(from).micros
  const end = until === undefined ? undefined : instantOf(until).micros
  if (begin !== undefined && end !== undefined && begin >= end)
    throw new StoreRefusal('invalid', 'the range ends before it begins')
  if (begin === undefined && end === undefined) return ever(db, site)
  if (begin !== undefined && end !== undefined && end - begin <= SHORT_MICROS)
    return fromRows(db, site, begin, end)
  return fromDays(db, site, begin, end)
}

/** The links of one asset. */
export function neighboursOf(db: DatabaseSync, site: number, asset: string): Traffic {
  const most = limits.store.linksOfAsset
  const side = (table: string, party: string, other: string): string =>
    `SELECT * FROM (SELECT ${COLUMNS} FROM ${table} WHERE site = ? AND day = ${EVER} AND ${party} = ?
      ORDER BY ${other} LIMIT ${most + 1})`
  const asking = side('link', 'initiator', 'responder')
  // SQLite would walk all links instead of taking the index made for this.
  const asked = side('link INDEXED BY link_by_responder', 'responder', 'initiator')
  const text = `${asking} UNION ${asked}`
  const rows = all(db, text, [site, asset, site, asset])
  const links = linksOf(rows).sort((a, b) => (a.last < b.last ? 1 : -1))
  return { ...EVERYTHING, links: links.slice(0, most), truncated: links.length > most }
}

/** All that is kept, unless there is too much of it: then the newest days. */
function ever(db: DatabaseSync, site: number): Traffic {
  const most = limits.store.links
  const source = `FROM link WHERE site = ? AND day = ${EVER}`
  const [counted] = all(db, `SELECT count(*) AS links FROM (SELECT 1 ${source} LIMIT ${most + 1})`, [site])
  if (Number(counted?.links ?? 0) > most) return fromDays(db, site, undefined, undefined)
  return { links: linksOf(all(db, `SELECT ${COLUMNS} ${source}`, [site])), ...EVERYTHING }
}

/** Adds up whole days, the newest first, as many as fit. */
function fromDays(
  db: DatabaseSync,
  site: number,
  begin: number | undefined,
  end: number | undefined,
): Traffic {
  const from = begin === undefined ? EVER + 1 : slotOf(begin, DAY_SECONDS)
  const until = end === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(end / DAY_MICROS)
  const values = [site, from, until]
  const source =
    'FROM link WHERE site = ? AND day >= ? AND day < ? ORDER BY day DESC, initiator DESC, responder DESC'
  const edge = edgeOf(db, `SELECT day AS edge ${source}`, limits.store.linkRows, values)
  const links = added(db, `SELECT ${COLUMNS} ${source} LIMIT ${limits.store.linkRows}`, values)
  const first = edge ?? (begin === undefined ? undefined : from)
  return {
    ...bounded(links, edge !== undefined),
    from: first === undefined ? null : isoOfMicros(first * DAY_MICROS, 0),
    until: end === undefined ? null : isoOfMicros(until * DAY_MICROS, 0),
  }
}

/** Adds up the rows of a short range, the newest first, as many as fit. */
function fromRows(db: DatabaseSync, site: number, begin: number, end: number): Traffic {
  const most = limits.store.scannedRows
  const edges: number[] = []
  // A row lies where its last thing happened, so one that goes on after the range is found behind it.
  const source = (table: string, columns: string, values: Value[]): Condition => {
    const rows = `FROM ${table} AS t WHERE site = ? AND last >= ? AND last < ? ORDER BY last DESC`
    const edge = edgeOf(db, `SELECT last AS edge ${rows}`, most, values.slice(0, 3))
    if (edge !== undefined) edges.push(edge)
    const sql = `SELECT initiator, responder, first, last, ${columns} FROM (SELECT * ${rows} LIMIT ${most})
      WHERE first < ? AND initiator <> '' AND responder <> ''`
    return { sql, values }
  }
  const set = (column: string): string => `char(10) || ${column} || char(10)`
  const talks = source(
    'conversation',
    `packets, bytes, 0 AS operations, ${set('protocol')} AS protocols, '' AS verbs`,
    [site, begin, end + HOUR_MICROS, end],
  )
  const deeds = source('operation', `0, 0, count, '', ${set('verb')}`, [site, begin, end + DAY_MICROS, end])
  const links = added(db, `${talks.sql} UNION ALL ${deeds.sql}`, [...talks.values, ...deeds.values])
  return {
    ...bounded(links, edges.length > 0),
    from: isoOfMicros(Math.max(begin, ...edges), 0),
    until: isoOfMicros(end, 0),
  }
}

/** One link for each pair, the one heard last first, and one more than an answer holds. */
function added(db: DatabaseSync, source: string, values: readonly Value[]): Link[] {
  const text = `SELECT initiator, responder, min(first) AS first, max(last) AS last, sum(packets) AS packets,
      sum(bytes) AS bytes, sum(operations) AS operations, group_concat(protocols, '') AS protocols,
      group_concat(verbs, '') AS verbs
    FROM (${source}) GROUP BY initiator, responder ORDER BY last DESC LIMIT ${limits.store.links + 1}`
  return linksOf(all(db, text, values))
}

function bounded(links: Link[], cut: boolean): Pick<Traffic, 'links' | 'truncated'> {
  const most = limits.store.links
  return { links: links.slice(0, most), truncated: cut || links.length > most }
}

/** Where the last of so many rows lies; undefined when there are no further ones. */
function edgeOf(db: DatabaseSync, rows: string, most: number, values: readonly Value[]): number | undefined {
  const [row] = all(db, `${rows} LIMIT 1 OFFSET ${most}`, values)
  return row === undefined ? undefined : Number(row.edge)
}

function linksOf(rows: readonly Row[]): Link[] {
  // Most links have one of a few sets.
  const sets = new Map<string, string[]>()
  const valuesOf = (set: Value | undefined): string[] => {
    const text = String(set)
    const known = sets.get(text)
    if (known !== undefined) return known
    const values = [...new Set(text.split('\n'))].filter((one) => one !== '').sort()
    sets.set(text, values)
    return values
  }
  return rows.map((row) => ({
    initiator: String(row.initiator),
    responder: String(row.responder),
    protocols: valuesOf(row.protocols),
    verbs: valuesOf(row.verbs) as Verb[],
    packets: Number(row.packets),
    bytes: Number(row.bytes),
    operations: Number(row.operations),
    first: isoOfMicros(Number(row.first), 0),
    last: isoOfMicros(Number(row.last), 0),
  }))
}
