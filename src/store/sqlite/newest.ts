import { limits } from '../../base/limits.ts'
import type { Filter } from '../../model/query.ts'
import type { ListName } from '../contract.ts'
import type { DatabaseSync } from './connection.ts'
import { ALWAYS, both, type Condition, columnsOf, conjuncts, FilterCompiler } from './filter.ts'
import { all, ordered, requestOf, walked } from './lists.ts'
import { PLANS, type Plan } from './plans.ts'

/** The rows of a list that a sum looks at: of a long list the newest. */
export interface Considered {
  /** What follows FROM, up to and with the WHERE; the rows are called `t`. */
  rows: Condition
  /** There are further rows that nobody looked at. */
  partial: boolean
  /** The instant in microseconds before which nothing was looked at, where the rows have an order in time. */
  since: number | undefined
}

/**
 * Rows for a sum, found through an index where the filter demands what one finds, else in the order of time. The bound counts the rows
 * that are looked at, not those that the filter leaves, so the work is bounded whatever is asked for.
 */
export function considered(
  db: DatabaseSync,
  list: ListName,
  site: number,
  filter: Filter | undefined,
): Considered {
  const request = requestOf(list, site, { filter, limit: 1 })
  const { table, long } = PLANS[list] as Plan
  const most = limits.store.scannedRows
  if (!long) {
    // All of it is looked at, so it needs no order.
    const { sql, values } = walked(request)
    const rows = {
      sql: `${table} AS t WHERE ${sql} AND (${request.rest.sql})`,
      values: [...values, ...request.rest.values],
    }
    return { rows, partial: false, since: undefined }
  }
  const arms = request.arms.includes(ALWAYS) ? [armOf(list, filter)] : request.arms
  const sources = arms.map((arm) => both(walked(request), arm))
  const order = ordered(request)
  const edges = sources.flatMap(({ sql, values }) => {
    const edge = `SELECT ${request.columns[0]} AS edge FROM ${table} AS t WHERE ${sql} ${order} LIMIT 1 OFFSET ${most}`
    return all(db, edge, values)
  })
  const parts = sources.map(({ sql }) => `SELECT * FROM ${table} AS t WHERE ${sql} ${order} LIMIT ${most}`)
  // Who talks to whom is found by both parties; who talks to itself is there once.
  const sql = parts.length === 1 ? parts[0]! : parts.map((part) => `SELECT * FROM (${part})`).join(' UNION ')
  const { rest } = request
  return {
    rows: {
      sql: `(${sql}) AS t WHERE (${rest.sql})`,
      values: [...sources.flatMap(({ values }) => values), ...rest.values],
    },
    partial: edges.length > 0,
    since: edges.length > 0 ? Math.max(...edges.map((row) => Number(row.edge))) : undefined,
  }
}

/** A demand of the filter that an index of one column finds. */
function armOf(list: ListName, filter: Filter | undefined): Condition {
  const { finds } = PLANS[list] as Plan
  const demand = conjuncts(filter).find(
    (one) => 'is' in one && finds.includes(one.field) && columnsOf(list, one.field).length === 1,
  )
  return demand === undefined ? ALWAYS : new FilterCompiler(list).all([demand])
}
