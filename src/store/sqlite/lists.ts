import { limits } from '../../base/limits.ts'
import type { Field } from '../../model/field.ts'
import type { Filter, Page, Query, Scalar } from '../../model/query.ts'
import { DEFAULT_SORT, FIELDS, type ListName, type Lists, StoreRefusal } from '../contract.ts'
import type { DatabaseSync, Row, Value } from './connection.ts'
import { cursorOf, type Order, type Place, placeOf } from './cursor.ts'
import { ALWAYS, both, type Condition, columnsOf, conjuncts, FilterCompiler, fieldOf } from './filter.ts'
import { PLANS, type Plan } from './plans.ts'

/** A query of one list with everything decided: which rows, in which order, from where on, how many. */
export interface Request {
  list: ListName
  site: number
  /** Conditions on the column that the list is sorted by: they bound the range that is walked. */
  range: Condition
  /** The filter demands an asset: a condition for either party and each of its ids, of which one must hold; else one that always does. */
  arms: readonly Condition[]
  /** All other conditions. */
  rest: Condition
  /** The asset that an observation must have, under each of its ids, when the filter demands one. */
  assets: readonly string[] | undefined
  /** The filter demands a field that an index finds. */
  found: boolean
  order: Order
  /** Column sorted by, then the key. */
  columns: readonly string[]
  after: Place | undefined
  limit: number
}

/** Reads a query against what the list has; refuses what does not fit. */
export function requestOf(list: ListName, site: number, query: Query): Request {
  const order = query.sort ?? DEFAULT_SORT[list]
  const sorted: Field = fieldOf(list, order.field)
  if (sorted.sorts !== true) throw new StoreRefusal('invalid', sortable(list, order.field))
  const limit = query.limit ?? limits.store.pageItems
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.store.pageItems)
    throw new StoreRefusal('invalid', `a page holds 1 to ${limits.store.pageItems} items`)
  const { key, finds, orders } = PLANS[list] as Plan
  const columns = [orders?.[order.field] ?? columnsOf(list, order.field)[0] ?? '', ...key].filter(
    (one, i, all) => all.indexOf(one) === i,
  )
  const filters = conjuncts(query.filter)
  const onRange = (one: Filter): boolean =>
    'field' in one && one.field === order.field && sorted.type === 'time'
  const compiler = new FilterCompiler(list)
  const demanded = filters.filter(isDemanded)
  const party = demanded.find((one) => one.field === 'asset' && columnsOf(list, 'asset').length > 1)
  return {
    list,
    site,
    range: compiler.all(filters.filter(onRange)),
    arms: party === undefined ? [ALWAYS] : armsOf(list, idsOf(party)),
    rest: compiler.all(filters.filter((one) => !onRange(one) && one !== party)),
    assets: list === 'observations' && party !== undefined ? idsOf(party) : undefined,
    found: demanded.some((one) => finds.includes(one.field)),
    order,
    columns,
    after: query.after === undefined ? undefined : placeOf(query.after, order, columns.length),
    limit,
  }
}

type Demanded = Extract<Filter, { is: Scalar } | { in: Scalar[] }>

/** Whether a filter demands one of a few values. */
function isDemanded(filter: Filter): filter is Demanded {
  return 'is' in filter || ('in' in filter && filter.in.length <= limits.said.mergedInAll + 1)
}

function idsOf(demanded: Demanded): string[] {
  return 'is' in demanded ? [String(demanded.is)] : [...new Set(demanded.in.map(String))]
}

/** A condition for each of the two columns that an asset can stand in, and each id. */
function armsOf(list: ListName, ids: readonly string[]): Condition[] {
  return columnsOf(list, 'asset').flatMap((column) =>
    ids.map((id) => ({ sql: `${column} = ?`, values: [id] })),
  )
}

function sortable(list: ListName, name: string): string {
  const fields: Readonly<Record<string, Field>> = FIELDS[list]
  const names = Object.keys(fields).filter((field) => fields[field]?.sorts === true)
  return `${list} cannot be sorted by '${name}', but by ${names.join(', ')}`
}

/** Reads one page. */
export function pageOf<L extends ListName>(db: DatabaseSync, request: Request): Page<Lists[L]> {
  const { list, order, limit, rest, found } = request
  const plan = PLANS[list] as Plan<L>
  // A long list without an index for what is wanted is looked through in bounded pieces.
  const pieces = plan.long && !found && rest !== ALWAYS
  const rows = pieces ? rowsOfPiece(db, request) : rowsInOrder(db, request)
  const items = rows.slice(0, limit).map((row) => plan.item(row))
  if (rows.length > limit) return { items, next: cursorOf(order, placeIn(rows[limit - 1]!, request)) }
  const end = pieces ? endOfPiece(db, request) : undefined
  return { items, next: end === undefined ? undefined : cursorOf(order, end) }
}

/** Rows of the page and one more, which tells whether there are further ones. */
function rowsInOrder(db: DatabaseSync, request: Request): Row[] {
  const { list, arms, rest, limit } = request
  const { table } = PLANS[list] as Plan
  const found = arms.map((arm) => {
    const { sql, values } = both(walked(request), arm, rest)
    const text = `SELECT * FROM ${table} AS t WHERE ${sql} ${ordered(request)} LIMIT ${limit + 1}`
    return { sql: text, values }
  })
  const [one] = found
  if (one !== undefined && found.length === 1) return worded(db, request, one)
  // Each party has an index of its own, in the order of time; who talks to itself is found by both and told once.
  const sql = found.map((arm) => `SELECT * FROM (${arm.sql})`).join(' UNION ')
  const values = found.flatMap((arm) => arm.values)
  return worded(db, request, {
    sql: `SELECT * FROM (${sql}) AS t ${ordered(request)} LIMIT ${limit + 1}`,
    values,
  })
}

/** The same among the next so many rows in order. */
function rowsOfPiece(db: DatabaseSync, request: Request): Row[] {
  const { table } = PLANS[request.list] as Plan
  const piece = walked(request)
  const { sql, values } = request.rest
  const rows = `SELECT * FROM ${table} AS t WHERE ${piece.sql} ${ordered(request)} LIMIT ${limits.store.scannedRows}`
  return worded(db, request, {
    sql: `SELECT * FROM (${rows}) AS t WHERE ${sql} LIMIT ${request.limit + 1}`,
    values: [...piece.values, ...values],
  })
}

/** Rows of the table together with what their words need from others, which is looked up for these rows only. */
function worded(db: DatabaseSync, request: Request, rows: Condition): Row[] {
  const { select, join } = PLANS[request.list] as Plan
  const text = `SELECT ${select}, ${placeColumns(request)} FROM (${rows.sql}) AS t ${join} ${ordered(request)}`
  return all(db, text, rows.values)
}

/** The last place of a piece, undefined when the list ends within it. */
function endOfPiece(db: DatabaseSync, request: Request): Place | undefined {
  const { table } = PLANS[request.list] as Plan
  const { sql, values } = walked(request)
  const [row] = all(
    db,
    `SELECT ${placeColumns(request)} FROM ${table} AS t WHERE ${sql} ${ordered(request)}
      LIMIT 1 OFFSET ${limits.store.scannedRows - 1}`,
    values,
  )
  return row === undefined ? undefined : placeIn(row, request)
}

/** The rows that are walked: those of the site, in the range, behind the page before. */
export function walked({ site, range, after, columns, order }: Request): Condition {
  const here: Condition = { sql: 't.site = ?', values: [site] }
  if (after === undefined) return both(here, range)
  const behind = `(${columns.join(', ')}) ${order.descending ? '<' : '>'} (${after.map(() => '?').join(', ')})`
  return both(here, range, { sql: behind, values: [...after] })
}

export function ordered({ columns, order }: Request): string {
  return `ORDER BY ${columns.map((column) => `${column} ${order.descending ? 'DESC' : 'ASC'}`).join(', ')}`
}

/** The place of a row, selected under names of its own. */
export function placeColumns({ columns }: Request): string {
  return columns.map((column, i) => `${column} AS place_${i}`).join(', ')
}

export function placeIn(row: Row, { columns }: Request): Place {
  return columns.map((_, i) => row[`place_${i}`] ?? null)
}

export function all(db: DatabaseSync, sql: string, values: readonly Value[]): Row[] {
  return db.prepare(sql).all(...values) as Row[]
}
