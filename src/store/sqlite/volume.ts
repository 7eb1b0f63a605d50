import type { ListName } from '../contract.ts'
import type { DatabaseSync, Row } from './connection.ts'

/** Rows looked at to estimate how long the texts of a kind are. */
const SAMPLE = 1000

/** Where each kind lies, its texts of varying length, and what else a row costs with its keys, indexes and share of empty pages (measured). */
const SIZES: Record<ListName, { table: string; texts: string; others: number }> = {
  observations: {
    table: 'observation',
    texts: 'length(detail) + 3 * (length(asset) + length(peer))',
    others: 170,
  },
  conversations: { table: 'conversation', texts: '3 * (length(initiator) + length(responder))', others: 260 },
  operations: {
    table: 'operation',
    texts:
      'length(function) + length(object) + length(reason) + length(packets) + 3 * (length(initiator) + length(responder))',
    others: 280,
  },
  changes: { table: 'asset_change', texts: 'length(evidence) + 2 * length(asset)', others: 150 },
  assets: { table: 'asset_document', texts: 'length(document) + 2 * length(id)', others: 300 },
}

/** About how many bytes a row of a kind takes on disk. */
export function rowBytes(db: DatabaseSync, kind: ListName, site: number): number {
  const { table, texts, others } = SIZES[kind]
  const row = db
    .prepare(
      `SELECT avg(texts) AS texts FROM (SELECT ${texts} AS texts FROM ${table} WHERE site = ? LIMIT ${SAMPLE})`,
    )
    .get(site) as Row
  return others + Number(row.texts ?? 0)
}
