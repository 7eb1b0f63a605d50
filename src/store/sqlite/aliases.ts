import type { Filter, Scalar } from '../../model/query.ts'
import type { Link, Traffic } from '../../model/summary.ts'
import type { ListName } from '../contract.ts'
import type { DatabaseSync } from './connection.ts'
import { all } from './lists.ts'

/** Fields that name assets. */
export const NAMING: Readonly<Record<ListName, readonly string[]>> = {
  assets: ['id'],
  changes: ['asset'],
  conversations: ['asset', 'initiator', 'responder'],
  operations: ['asset', 'initiator', 'responder'],
  observations: ['asset'],
}

/** Lists of what assets did; their rows keep the ids that were heard, and show the asset that a person chose. */
const DEEDS: ReadonlySet<string> = new Set<ListName>(['conversations', 'operations', 'observations'])

/** Gives the asset that an id stands for in the rows of a list; undefined where every id stands for itself. */
export function namesOf(db: DatabaseSync, site: number, list: string): ((id: string) => string) | undefined {
  if (!DEEDS.has(list)) return undefined
  const aliases = new Map(Object.entries(aliasesOf(db, site)))
  return aliases.size === 0 ? undefined : (id) => aliases.get(id) ?? id
}

/** A row of such a list with the assets that people chose in place of those that are part of them. */
export function shownAs<T extends object>(row: T, nameOf: (id: string) => string): T {
  const shown = { ...row } as Record<string, unknown>
  for (const field of ['initiator', 'responder', 'asset', 'peer'])
    if (typeof shown[field] === 'string') shown[field] = nameOf(shown[field])
  if (typeof shown.target === 'object' && shown.target !== null) shown.target = shownAs(shown.target, nameOf)
  return shown as T
}

/** Which ids of a site's assets mean others: merged one → the one it is part of. */
export function aliasesOf(db: DatabaseSync, site: number): Record<string, string> {
  const rows = all(db, 'SELECT alias, asset FROM asset_alias WHERE site = ?', [site])
  return Object.fromEntries(rows.map(({ alias, asset }) => [String(alias), String(asset)]))
}

/**
 * A filter in which an asset stands for all ids that it was heard under. In the list of assets itself it is the other way round: a merged
 * one stands for the one that it is part of.
 */
export function withAliases(
  db: DatabaseSync,
  site: number,
  { list, filter }: { list: ListName; filter: Filter | undefined },
): Filter | undefined {
  if (filter === undefined || !names(filter, NAMING[list])) return filter
  if (all(db, 'SELECT 1 FROM asset_alias WHERE site = ? LIMIT 1', [site]).length === 0) return filter
  return replaced(filter, NAMING[list], (id) => {
    const ids = idsOf(db, site, String(id))
    return list === 'assets' ? ids.slice(0, 1) : ids
  })
}

/** All ids of an asset, that of the one it is part of first. */
export function idsOf(db: DatabaseSync, site: number, id: string): string[] {
  const [row] = all(db, 'SELECT asset FROM asset_alias WHERE site = ? AND alias = ?', [site, id])
  const asset = row === undefined ? id : String(row.asset)
  const sql = 'SELECT alias FROM asset_alias WHERE site = ? AND asset = ? ORDER BY alias'
  return [asset, ...all(db, sql, [site, asset]).map(({ alias }) => String(alias))]
}

/** Traffic between assets as they are shown: what passed between the parts of one is none. */
export function mergedTraffic(
  db: DatabaseSync,
  site: number,
  [first, ...others]: readonly Traffic[],
): Traffic {
  if (first === undefined) throw new Error('traffic of nobody')
  const aliases = aliasesOf(db, site)
  if (Object.keys(aliases).length === 0) return first
  const links = new Map<string, Link>()
  for (const link of [first, ...others].flatMap((one) => one.links)) {
    const initiator = aliases[link.initiator] ?? link.initiator
    const responder = aliases[link.responder] ?? link.responder
    const merged = initiator !== link.initiator || responder !== link.responder
    if (merged && initiator === responder) continue
    const key = `${initiator} ${responder}`
    const known = links.get(key)
    links.set(key, known === undefined ? { ...link, initiator, responder } : addedUp(known, link))
  }
  return {
    ...first,
    truncated: first.truncated || others.some((one) => one.truncated),
    links: [...links.values()].sort((a, b) => (a.last < b.last ? 1 : -1)),
  }
}

function addedUp(a: Link, b: Link): Link {
  return {
    ...a,
    protocols: [...new Set([...a.protocols, ...b.protocols])].sort(),
    verbs: [...new Set([...a.verbs, ...b.verbs])].sort(),
    packets: a.packets + b.packets,
    bytes: a.bytes + b.bytes,
    operations: a.operations + b.operations,
    first: a.first < b.first ? a.first : b.first,
    last: a.last > b.last ? a.last : b.last,
  }
}

function names(filter: Filter, fields: readonly string[]): boolean {
  if ('all' in filter) return filter.all.some((one) => names(one, fields))
  if ('any' in filter) return filter.any.some((one) => names(one, fields))
  if ('not' in filter) return names(filter.not, fields)
  return fields.includes(filter.field)
}

function replaced(filter: Filter, fields: readonly string[], idsOf: (id: Scalar) => string[]): Filter {
  if ('all' in filter) return { all: filter.all.map((one) => replaced(one, fields, idsOf)) }
  if ('any' in filter) return { any: filter.any.map((one) => replaced(one, fields, idsOf)) }
  if ('not' in filter) return { not: replaced(filter.not, fields, idsOf) }
  if (!fields.includes(filter.field)) return filter
  if ('is' in filter) {
    const [id, ...others] = idsOf(filter.is)
    return others.length === 0 && id !== undefined
      ? { field: filter.field, is: id }
      : { field: filter.field, in: [id!, ...others] }
  }
  return 'in' in filter ? { field: filter.field, in: [...new Set(filter.in.flatMap(idsOf))] } : filter
}
