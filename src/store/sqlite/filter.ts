import { limits } from '../../base/limits.ts'
import type { Field } from '../../model/field.ts'
import type { Filter, Scalar } from '../../model/query.ts'
import { FIELDS, type ListName, StoreRefusal } from '../contract.ts'
import { instantOf } from './asset-rows.ts'
import type { Value } from './connection.ts'
import { PLANS } from './plans.ts'

/** A condition in SQL with the values of its parameters, in order. */
export interface Condition {
  sql: string
  values: Value[]
}

export const ALWAYS: Condition = { sql: '1', values: [] }

/** All of the conditions at once. */
export function both(...conditions: readonly Condition[]): Condition {
  const said = conditions.filter((one) => one !== ALWAYS)
  if (said.length === 0) return ALWAYS
  return { sql: said.map((one) => one.sql).join(' AND '), values: said.flatMap((one) => one.values) }
}

/** The filters that must all hold, taken out of nested `all`s. */
export function conjuncts(filter: Filter | undefined): Filter[] {
  if (filter === undefined) return []
  return 'all' in filter ? filter.all.flatMap(conjuncts) : [filter]
}

/** Turns filters of a list into SQL; nothing of what a person wrote becomes text of the statement. */
export class FilterCompiler {
  private readonly list: ListName
  private parts = 0

  constructor(list: ListName) {
    this.list = list
  }

  /** The condition that all filters hold. Refuses fields that the list does not have and values that a field cannot have. */
  all(filters: readonly Filter[]): Condition {
    return both(...filters.map((one) => this.compile(one, 0)))
  }

  private compile(filter: Filter, depth: number): Condition {
    if (++this.parts > limits.store.filterParts || depth > limits.store.filterDepth)
      throw new StoreRefusal('invalid', 'the filter has too many parts')
    if ('all' in filter) return this.join(filter.all, 'AND', '1', depth)
    if ('any' in filter) return this.join(filter.any, 'OR', '0', depth)
    if ('not' in filter) {
      const { sql, values } = this.compile(filter.not, depth + 1)
      return { sql: `NOT (${sql})`, values }
    }
    const field = fieldOf(this.list, filter.field)
    const columns = columnsOf(this.list, filter.field)
    if ('is' in filter) return this.equal(filter.field, field, columns, [filter.is])
    if ('in' in filter) return this.equal(filter.field, field, columns, filter.in)
    if ('contains' in filter) return contains(filter.field, field, columns, filter.contains)
    if ('known' in filter) return known(field, columns, filter.known)
    return between(filter.field, field, columns, filter)
  }

  private join(filters: readonly Filter[], word: string, none: string, depth: number): Condition {
    if (filters.length === 0) return { sql: none, values: [] }
    const parts = filters.map((one) => this.compile(one, depth + 1))
    return {
      sql: `(${parts.map(({ sql }) => `(${sql})`).join(` ${word} `)})`,
      values: parts.flatMap(({ values }) => values),
    }
  }

  /** The field has one of the values. */
  private equal(
    name: string,
    field: Field,
    columns: readonly string[],
    scalars: readonly Scalar[],
  ): Condition {
    this.parts += scalars.length
    if (this.parts > limits.store.filterParts)
      throw new StoreRefusal('invalid', 'the filter has too many parts')
    const values = scalars.map((one) => scalarOf(name, field, one))
    if (values.length === 0) return { sql: '0', values }
    const [column] = columns
    if (field.type === 'set' && columns.length === 1) {
      const one = `instr(${column}, char(10) || ? || char(10)) > 0`
      return { sql: `(${values.map(() => one).join(' OR ')})`, values }
    }
    const places = values.map(() => '?').join(', ')
    const one = columns.map((each) => (values.length === 1 ? `${each} = ?` : `${each} IN (${places})`))
    return { sql: `(${one.join(' OR ')})`, values: columns.flatMap(() => values) }
  }
}

/** Declaration of a field; refuses one that the list does not have. */
export function fieldOf(list: ListName, name: string): Field {
  const fields: Readonly<Record<string, Field>> = FIELDS[list]
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field === undefined)
    throw new StoreRefusal(
      'unknown',
      `${list} have no field '${name}'; there are ${Object.keys(fields).join(', ')}`,
    )
  return field
}

/** SQL of a field: one column, or two that both count. */
export function columnsOf(list: ListName, name: string): readonly string[] {
  const columns: Readonly<Record<string, string | readonly string[]>> = PLANS[list].columns
  const column = columns[name] ?? []
  return typeof column === 'string' ? [column] : column
}

function contains(name: string, { type }: Field, columns: readonly string[], text: string): Condition {
  if (type !== 'text' && type !== 'set')
    throw new StoreRefusal('invalid', `'${name}' is no text that could contain something`)
  const one = columns.map((column) => `instr(lower(${column}), lower(?)) > 0`)
  return { sql: `(${one.join(' OR ')})`, values: columns.map(() => text) }
}

function known({ type }: Field, columns: readonly string[], wanted: boolean): Condition {
  const absent = type === 'text' || type === 'set' ? "= ''" : type === 'number' ? '< 0' : 'IS NULL'
  const sql = columns.map((column) => `${column} ${absent}`).join(' AND ')
  return { sql: wanted ? `NOT (${sql})` : `(${sql})`, values: [] }
}

function between(
  name: string,
  field: Field,
  columns: readonly string[],
  { from, until }: { from?: Scalar | undefined; until?: Scalar | undefined },
): Condition {
  const [column] = columns
  if (field.type === 'set' || field.type === 'flag')
    throw new StoreRefusal('invalid', `'${name}' has no order; filter it by what it is`)
  if (field.ranked === true) return betweenRanks(name, field.words ?? [], columns, { from, until })
  const parts: Condition[] = []
  if (from !== undefined) parts.push({ sql: `${column} >= ?`, values: [scalarOf(name, field, from)] })
  if (until !== undefined) parts.push({ sql: `${column} < ?`, values: [scalarOf(name, field, until)] })
  if (field.type === 'number') parts.push({ sql: `${column} >= 0`, values: [] })
  return both(...parts)
}

/** Words that have an order compare by their place in it; none of them is below all. */
function betweenRanks(
  name: string,
  ranks: readonly string[],
  columns: readonly string[],
  { from, until }: { from?: Scalar | undefined; until?: Scalar | undefined },
): Condition {
  const placeOf = (value: Scalar): number => {
    const place = ranks.indexOf(String(value))
    if (place < 0) throw new StoreRefusal('invalid', `'${name}' is ${ranks.join(', ')}, not '${value}'`)
    return place
  }
  const between = ranks.slice(
    from === undefined ? 0 : placeOf(from),
    until === undefined ? ranks.length : placeOf(until),
  )
  return {
    sql: `${columns[0]} IN (${between.map(() => '?').join(', ')})`,
    values: between,
  }
}

/** A value as the column holds it. */
function scalarOf(name: string, { type }: Field, value: Scalar): Value {
  const wrong = (what: string) => new StoreRefusal('invalid', `'${name}' is ${what}, not '${value}'`)
  if (type === 'flag') {
    if (typeof value !== 'boolean') throw wrong('true or false')
    return value ? 1 : 0
  }
  if (type === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong('a number')
    return value
  }
  if (typeof value !== 'string') throw wrong(type === 'time' ? 'a time' : 'text')
  return type === 'time' ? instantOf(value).micros : value
}
