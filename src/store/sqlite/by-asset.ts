import { limits } from '../../base/limits.ts'
import type { Page } from '../../model/query.ts'
import type { StoredObservation } from '../../model/recorded-observation.ts'
import type { DatabaseSync, Row, Value } from './connection.ts'
import { cursorOf, type Place } from './cursor.ts'
import { ALWAYS, both, type Condition } from './filter.ts'
import { all, placeColumns, placeIn, type Request } from './lists.ts'
import { PLANS } from './plans.ts'

/** Beyond every number of a sensor, a batch or a place in it. */
const HIGHEST = Number.MAX_SAFE_INTEGER

interface Block {
  block: number
  first: number
  last: number
}

/**
 * Observations of one asset in the order of time. They lie in blocks of their own, sorted by asset, and those of the last minutes in none
 * yet; blocks are looked into one after the other until the page is full and no other block can hold anything that belongs before its end.
 */
export function observationsOf(db: DatabaseSync, request: Request): Page<StoredObservation> {
  const { order, limit } = request
  const further = limit + 1
  let rows = recent(db, request)
  let budget = limits.store.scannedRows
  for (const block of blocksOf(db, request)) {
    const edge = order.descending ? block.last : block.first
    const beyond = (place: number): boolean => (order.descending ? edge < place : edge > place)
    if (rows.length >= further && beyond(Number(rows[further - 1]!.place_0))) break
    if (budget <= 0) return endBefore(rows, edge, request)
    if (request.rest !== ALWAYS) budget -= sizeOf(db, request, block)
    rows = inOrder([...rows, ...inBlock(db, request, block)], request).slice(0, further)
  }
  const items = rows.slice(0, limit).map((row) => PLANS.observations.item(row))
  const next = rows.length > limit ? cursorOf(order, placeIn(rows[limit - 1]!, request)) : undefined
  return { items, next }
}

/** Ends a page early: only what comes before the next block is certain to be in order. */
function endBefore(rows: readonly Row[], edge: number, request: Request): Page<StoredObservation> {
  const { descending } = request.order
  const sure = rows
    .filter((row) => (descending ? Number(row.place_0) > edge : Number(row.place_0) < edge))
    .slice(0, request.limit)
  const last = sure.length === request.limit ? placeIn(sure.at(-1)!, request) : undefined
  // No sensor has such a number: everything of that instant is still to come.
  const place: Place = last ?? [edge, ...(descending ? [HIGHEST, HIGHEST, HIGHEST] : [-1, -1, -1])]
  return { items: sure.map((row) => PLANS.observations.item(row)), next: cursorOf(request.order, place) }
}

/** Blocks that can hold something of the page, the nearest first. */
function blocksOf(db: DatabaseSync, { site, after, order }: Request): Block[] {
  const from = Number(after?.[0] ?? (order.descending ? HIGHEST : -HIGHEST))
  const sql = order.descending ? 'first <= ? ORDER BY last DESC' : 'last >= ? ORDER BY first ASC'
  return all(db, `SELECT block, first, last FROM observation_block WHERE site = ? AND ${sql}`, [
    site,
    from,
  ]).map((row) => ({ block: Number(row.block), first: Number(row.first), last: Number(row.last) }))
}

/** What has not been sorted into a block yet. */
function recent(db: DatabaseSync, request: Request): Row[] {
  const { assets = [], site } = request
  const source: Condition = {
    sql: `SELECT site, at, sensor, sequence, position FROM observation_recent
      WHERE site = ? AND (asset IN (${placesOf(assets)}) OR peer IN (${placesOf(assets)}))`,
    values: [site, ...assets, ...assets],
  }
  return joined(db, request, source)
}

function inBlock(db: DatabaseSync, request: Request, { block }: Block): Row[] {
  const { assets = [] } = request
  const source: Condition = {
    // Both parties may be the asset under different ids.
    sql: `SELECT DISTINCT site, at, sensor, sequence, position FROM observation_of
      WHERE site = ? AND block = ? AND asset IN (${placesOf(assets)})`,
    values: [request.site, block, ...assets],
  }
  return joined(db, request, source)
}

/** Observations that a list of keys points to, as far as they hold the filter, the nearest first. */
function joined(db: DatabaseSync, request: Request, keys: Condition): Row[] {
  const { range, rest, after, order, limit } = request
  const names = ['at', 'sensor', 'sequence', 'position']
  const sign = order.descending ? '<' : '>'
  const behind: Condition =
    after === undefined
      ? ALWAYS
      : { sql: `(${names.map((name) => `f.${name}`).join(', ')}) ${sign} (?, ?, ?, ?)`, values: [...after] }
  const { sql, values } = both(behind, range, rest)
  const { select, join } = PLANS.observations
  const direction = order.descending ? 'DESC' : 'ASC'
  const text = `SELECT ${select}, ${placeColumns(request)} FROM (${keys.sql}) AS f
    CROSS JOIN observation AS t ON t.site = f.site AND ${names.map((name) => `t.${name} = f.${name}`).join(' AND ')}
    ${join} WHERE ${sql} ORDER BY ${names.map((name) => `f.${name} ${direction}`).join(', ')} LIMIT ?`
  const bound: Value[] = [...keys.values, ...values, limit + 1]
  return all(db, text, bound)
}

/** How many observations of the asset a block holds. */
function sizeOf(db: DatabaseSync, { site, assets = [] }: Request, { block }: Block): number {
  const [row] = all(
    db,
    `SELECT count(*) AS rows FROM observation_of WHERE site = ? AND block = ? AND asset IN (${placesOf(assets)})`,
    [site, block, ...assets],
  )
  return Number(row?.rows ?? 0)
}

function placesOf(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ')
}

function inOrder(rows: Row[], { columns, order }: Request): Row[] {
  const sign = order.descending ? -1 : 1
  return rows.sort((a, b) => {
    for (let i = 0; i < columns.length; i++) {
      const difference = Number(a[`place_${i}`]) - Number(b[`place_${i}`])
      if (difference !== 0) return sign * difference
    }
    return 0
  })
}
