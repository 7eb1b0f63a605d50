import { limits } from '../../base/limits.ts'
import type { AssetRole } from '../../model/analysis.ts'
import type { Node, Nodes } from '../../model/summary.ts'
import { UNKNOWN_NUMBER } from './asset-rows.ts'
import type { DatabaseSync, Row } from './connection.ts'
import { all } from './lists.ts'

/** Assets in short: those asked for, or all; their documents are not read. */
export function nodesOf(db: DatabaseSync, site: number, ids: readonly string[] | undefined): Nodes {
  const most = limits.store.nodes
  const chosen = ids === undefined ? '' : 'AND id IN (SELECT value FROM json_each(?))'
  const rows = all(
    db,
    `SELECT id, name, model, role, level, zone, vendor, heard FROM asset WHERE site = ? ${chosen}
      ORDER BY id LIMIT ${most + 1}`,
    ids === undefined ? [site] : [site, JSON.stringify(ids)],
  )
  return { nodes: rows.slice(0, most).map(nodeOf), truncated: rows.length > most }
}

function nodeOf(row: Row): Node {
  const id = String(row.id)
  return {
    id,
    name: String(row.name) || String(row.model) || id,
    role: row.role as AssetRole,
    level: row.level === UNKNOWN_NUMBER ? null : Number(row.level),
    zone: String(row.zone),
    ...(row.vendor === '' ? {} : { vendor: String(row.vendor) }),
    heard: row.heard === 1,
  }
}
