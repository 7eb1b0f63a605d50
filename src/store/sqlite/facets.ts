import { limits } from '../../base/limits.ts'
import { isoOfMicros } from '../../base/time.ts'
import type { Field } from '../../model/field.ts'
import type { Facet, FacetQuery } from '../../model/summary.ts'
import { FIELDS, type ListName, StoreRefusal } from '../contract.ts'
import { NAMING, namesOf } from './aliases.ts'
import { instantOf, UNKNOWN_NUMBER } from './asset-rows.ts'
import { observationsOf } from './by-asset.ts'
import type { DatabaseSync, Value } from './connection.ts'
import { columnsOf, fieldOf } from './filter.ts'
import { all, type Request, requestOf } from './lists.ts'
import { type Considered, considered } from './newest.ts'

type FacetValue = Facet['values'][number]['value']
type Counts = Map<FacetValue, number>

interface Counted {
  counts: Counts
  partial: boolean
  since: number | undefined
}

/** Values of a field with how many rows have each. Of a long list the newest rows are counted. */
export function facetOf(db: DatabaseSync, list: string, site: number, query: FacetQuery): Facet {
  if (!isList(list)) throw new StoreRefusal('unknown', `there is no list '${list}'`)
  const field = fieldOf(list, query.field)
  if (field.type === 'time')
    throw new StoreRefusal('invalid', `'${query.field}' is a time; a timeline counts those`)
  const limit = query.limit ?? limits.store.facetValues
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.store.facetValues)
    throw new StoreRefusal('invalid', `a facet has 1 to ${limits.store.facetValues} values`)
  const { counts, partial, since } = countsOf(db, list, site, query)
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1))
  return {
    values: sorted.slice(0, limit).map(([value, count]) => ({ value, count })),
    more: sorted.length > limit,
    partial,
    since: since === undefined ? null : isoOfMicros(since, 0),
  }
}

function isList(name: string): name is ListName {
  return Object.hasOwn(FIELDS, name)
}

function countsOf(db: DatabaseSync, list: ListName, site: number, { field, filter }: FacetQuery): Counted {
  const request = requestOf(list, site, { filter, limit: 1 })
  const nameOf = NAMING[list].includes(field) ? namesOf(db, site, list) : undefined
  if (request.assets !== undefined) return countsOfAsset(db, request, { field, nameOf })
  const rows = considered(db, list, site, filter)
  const { partial, since } = rows
  const counts: Counts = new Map()
  const declared = fieldOf(list, field)
  if (nameOf === undefined)
    for (const row of all(db, ...grouped(list, field, rows)))
      for (const value of valuesOf(declared, row.value ?? null)) add(counts, value, Number(row.count))
  else
    for (const row of all(db, ...pairs(list, field, rows)))
      for (const id of new Set([row.value, row.other].map((one) => nameOf(String(one ?? '')))))
        add(counts, id === '' ? null : id, Number(row.count))
  return { counts, partial, since }
}

function add(counts: Counts, value: FacetValue, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count)
}

/** A field that looks at two parties counts a row for both, once when they are the same. */
function grouped(list: ListName, name: string, { rows }: Considered): [string, Value[]] {
  const [first, second] = columnsOf(list, name)
  const source = (column: string | undefined, apart: string): string =>
    `SELECT ${column} AS value, count(*) AS count FROM ${rows.sql} AND ${apart} GROUP BY 1`
  const { values } = rows
  if (second === undefined) return [source(first, '1'), values]
  const parties = `${source(first, '1')} UNION ALL ${source(second, `${second} <> ${first}`)}`
  return [parties, [...values, ...values]]
}

/** Both parties of each row: two that a person said are one count once. */
function pairs(list: ListName, name: string, { rows }: Considered): [string, Value[]] {
  const [first, second = first] = columnsOf(list, name)
  const { sql, values } = rows
  return [`SELECT ${first} AS value, ${second} AS other, count(*) AS count FROM ${sql} GROUP BY 1, 2`, values]
}

/** What a column holds, as one or several values of the field. */
function valuesOf({ type }: Field, value: Value): FacetValue[] {
  if (type === 'flag') return [value === 1]
  if (type === 'number') return [value === UNKNOWN_NUMBER ? null : Number(value)]
  const text = String(value ?? '')
  if (type === 'text') return [text === '' ? null : text]
  const values = text.split('\n').filter((one) => one !== '')
  return values.length === 0 ? [null] : values
}

/** Observations of one asset lie in many blocks; its newest are looked at one by one. */
function countsOfAsset(
  db: DatabaseSync,
  request: Request,
  { field, nameOf = (id) => id }: { field: string; nameOf: ((id: string) => string) | undefined },
): Counted {
  const { items, next } = observationsOf(db, { ...request, limit: limits.store.facetOfAsset })
  const counts: Counts = new Map()
  for (const one of items) {
    const { asset, peer, kind, protocol, verb = '', sensor } = one
    const held: Record<string, string[]> = {
      ...{ kind: [kind], protocol: [protocol], verb: [verb], sensor: [sensor] },
      asset: [...new Set([asset, peer].map(nameOf))],
    }
    for (const value of held[field] ?? []) add(counts, value === '' ? null : value, 1)
  }
  const oldest = items.at(-1)
  const since = next === undefined || oldest === undefined ? undefined : instantOf(oldest.time).micros
  return { counts, partial: next !== undefined, since }
}
