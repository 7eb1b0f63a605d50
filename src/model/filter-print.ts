import type { Fields } from './field.ts'
import { searchOf } from './filter-text.ts'
import { quoted } from './filter-tokens.ts'
import type { Filter, Scalar } from './query.ts'

/** How closely the words around a part bind: a part that binds less needs brackets. */
const OR = 0
const AND = 1
const NOT = 2

/** A filter as people would write it; `parseFilter` reads it back with the same meaning. Empty: everything. */
export function printFilter(filter: Filter, fields: Fields): string {
  if ('all' in filter && filter.all.length === 0) return ''
  return print(filter, fields, OR)
}

function print(filter: Filter, fields: Fields, around: number): string {
  const short = shorthand(filter, fields)
  if (short !== undefined) return short
  if ('not' in filter) return `not ${print(filter.not, fields, NOT)}`
  if ('all' in filter) {
    if (filter.all.length === 0) return `not ${nothing(fields)}`
    return joined(filter.all, { word: 'and', binds: AND }, { fields, around })
  }
  if ('any' in filter) {
    if (filter.any.length === 0) return nothing(fields)
    return joined(filter.any, { word: 'or', binds: OR }, { fields, around })
  }
  if ('is' in filter) return `${filter.field} = ${value(filter.is)}`
  if ('in' in filter) return `${filter.field} in (${filter.in.map(value).join(', ')})`
  if ('contains' in filter) return `${filter.field} ~ ${value(filter.contains)}`
  if ('known' in filter) return filter.known ? `${filter.field} known` : `not ${filter.field} known`
  return between(filter, fields, around)
}

function joined(
  parts: readonly Filter[],
  { word, binds }: { word: string; binds: number },
  { fields, around }: { fields: Fields; around: number },
): string {
  if (parts.length === 1) return print(parts[0]!, fields, around)
  const text = parts.map((one) => print(one, fields, binds + 1)).join(` ${word} `)
  return around > binds ? `(${text})` : text
}

function between(
  filter: { field: string; from?: Scalar | undefined; until?: Scalar | undefined },
  fields: Fields,
  around: number,
): string {
  const { field, from, until } = filter
  if (from !== undefined && until !== undefined)
    return joined(
      [
        { field, from },
        { field, until },
      ],
      { word: 'and', binds: AND },
      { fields, around },
    )
  if (from !== undefined) return `${field} >= ${value(from)}`
  if (until !== undefined) return `${field} < ${value(until)}`
  return fields[field]?.type === 'number' ? `${field} known` : `not ${nothing(fields)}`
}

/** What parsing makes of a shorter form: `!=`, `>`, `<=` and bare words. */
function shorthand(filter: Filter, fields: Fields): string | undefined {
  if ('not' in filter) {
    const { not } = filter
    return 'is' in not ? `${not.field} != ${value(not.is)}` : undefined
  }
  if ('all' in filter && filter.all.length === 2) {
    const [low, high] = filter.all as [Filter, Filter]
    if (!('from' in low) || low.until !== undefined || !('not' in high) || !('is' in high.not))
      return undefined
    const same = low.field === high.not.field && low.from === high.not.is
    return same ? `${low.field} > ${value(high.not.is)}` : undefined
  }
  return 'any' in filter ? anyOf(filter.any, fields) : undefined
}

function anyOf(any: readonly Filter[], fields: Fields): string | undefined {
  const [first, second] = any
  if (first === undefined) return undefined
  if ('contains' in first) {
    const search = searchOf(fields, first.contains)
    return JSON.stringify(search) === JSON.stringify({ any }) ? quoted(first.contains) : undefined
  }
  if (second === undefined || any.length !== 2 || !('until' in first) || !('is' in second)) return undefined
  const same = first.from === undefined && first.field === second.field && first.until === second.is
  return same ? `${first.field} <= ${value(second.is)}` : undefined
}

/** A filter that nothing passes. */
function nothing(fields: Fields): string {
  return `${Object.keys(fields)[0]} in ()`
}

function value(scalar: Scalar): string {
  return quoted(String(scalar))
}
