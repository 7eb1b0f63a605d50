import { limits } from '../../base/limits.ts'
import type { Bounded, Retention } from '../../model/retention.ts'
import type { Retained } from '../contract.ts'
import { instantOf } from './asset-rows.ts'
import type { DatabaseSync, Row, StatementSync } from './connection.ts'
import { OldSums } from './old-sums.ts'
import { rowBytes } from './volume.ts'

const DAY_MICROS = 86_400e6
const MEGABYTE = 1_000_000
/** Beyond every time that is stored. */
const LATEST = 9.001e15

/** Where each kind lies, and its column of time. A change is kept while it is the last word on its attribute. */
const KINDS: Record<Bounded, { table: string; time: string; only?: string }> = {
  observations: { table: 'observation', time: 'at' },
  conversations: { table: 'conversation', time: 'last' },
  operations: { table: 'operation', time: 'last' },
  changes: {
    table: 'asset_change',
    time: 'at',
    only: `EXISTS (SELECT 1 FROM asset_change AS later WHERE later.site = t.site AND later.asset = t.asset
      AND later.attribute = t.attribute AND later.at > t.at)`,
  },
}

interface Statements {
  /** Time of the row after so many from an instant on. */
  after: StatementSync
  /** The first instant after another that has rows. */
  next: StatementSync
  remove: StatementSync
}

/** Deletes what is beyond the bounds, oldest first, in steps of a bounded size. */
export class Retainer {
  private readonly db: DatabaseSync
  private readonly kinds: Record<Bounded, Statements>
  private readonly oldSums: OldSums
  private readonly rows: StatementSync
  private readonly count: StatementSync
  private readonly oldBlock: StatementSync
  private readonly dropIndex: StatementSync
  private readonly dropBlock: StatementSync

  constructor(db: DatabaseSync) {
    this.db = db
    const of = (kind: Bounded): Statements => statementsOf(db, kind)
    this.kinds = {
      observations: of('observations'),
      conversations: of('conversations'),
      operations: of('operations'),
      changes: of('changes'),
    }
    this.oldSums = new OldSums(db)
    this.rows = db.prepare('SELECT rows FROM volume WHERE site = ? AND kind = ?')
    this.count = db.prepare('UPDATE volume SET rows = rows - ? WHERE site = ? AND kind = ?')
    this.oldBlock = db.prepare('SELECT block FROM observation_block WHERE site = ? AND last < ? LIMIT 1')
    this.dropIndex = db.prepare('DELETE FROM observation_of WHERE site = ? AND block = ?')
    this.dropBlock = db.prepare('DELETE FROM observation_block WHERE site = ? AND block = ?')
  }

  /** Each step runs in a transaction of its own. */
  *steps(now: string, retention: Retention): Generator<void, Retained> {
    const { micros } = instantOf(now)
    const deleted: Retained = { observations: 0, conversations: 0, operations: 0, changes: 0 }
    for (const row of this.db.prepare('SELECT site FROM site').all() as Row[])
      for (const kind of Object.keys(KINDS) as Bounded[]) {
        const site = Number(row.site)
        const { days, megabytes } = retention[kind]
        const walks: Generator<number>[] = []
        if (days !== undefined)
          walks.push(this.walk(site, kind, micros - days * DAY_MICROS, () => Number.POSITIVE_INFINITY))
        if (megabytes !== undefined)
          walks.push(this.walk(site, kind, LATEST, this.surplus(site, kind, megabytes * MEGABYTE)))
        for (const walk of walks)
          for (const rows of walk) {
            deleted[kind] += rows
            yield
          }
        if (kind === 'conversations' || kind === 'operations')
          yield* this.oldSums.steps(
            site,
            kind,
            micros,
            days === undefined ? undefined : micros - days * DAY_MICROS,
          )
      }
    return deleted
  }

  /**
   * Walks from the oldest on and deletes what is before an instant, while `surplus` says that there are more rows than there may be; gives
   * the rows of each step.
   */
  private *walk(site: number, kind: Bounded, before: number, surplus: () => number): Generator<number> {
    const { after, next, remove } = this.kinds[kind]
    const timeOf = (row: unknown): number | undefined =>
      row === undefined ? undefined : Number((row as Row).at)
    let from = -LATEST
    for (let wanted = surplus(); wanted > 0; wanted = surplus()) {
      let edge = timeOf(after.get(site, from, Math.min(wanted, limits.store.retainedAtOnce)))
      // More rows of one instant than a step takes go in one step.
      if (edge === from) edge = timeOf(next.get(site, from))
      const until = Math.min(before, edge ?? before)
      const rows = Number(remove.run(site, from, until).changes)
      this.count.run(rows, site, kind)
      yield rows
      if (kind === 'observations') yield* this.dropBlocks(site, until)
      if (edge === undefined || edge >= before) return
      from = edge
    }
  }

  /** Rows of a kind beyond those that fit. */
  private surplus(site: number, kind: Bounded, bytes: number): () => number {
    const most = Math.floor(bytes / rowBytes(this.db, kind, site))
    return () => Number((this.rows.get(site, kind) as Row | undefined)?.rows ?? 0) - most
  }

  /** The index by asset goes block by block, once all that a block points to is gone. */
  private *dropBlocks(site: number, before: number): Generator<number> {
    for (;;) {
      const row = this.oldBlock.get(site, before) as Row | undefined
      if (row === undefined) return
      this.dropIndex.run(site, Number(row.block))
      this.dropBlock.run(site, Number(row.block))
      yield 0
    }
  }
}

function statementsOf(db: DatabaseSync, kind: Bounded): Statements {
  const { table, time, only } = KINDS[kind]
  const rest = only === undefined ? '' : `AND ${only}`
  return {
    after: db.prepare(
      `SELECT ${time} AS at FROM ${table} WHERE site = ? AND ${time} >= ? ORDER BY ${time} LIMIT 1 OFFSET ?`,
    ),
    next: db.prepare(
      `SELECT min(${time}) AS at FROM ${table} WHERE site = ? AND ${time} > ? HAVING at IS NOT NULL`,
    ),
    remove: db.prepare(
      `DELETE FROM ${table} AS t WHERE t.site = ? AND t.${time} >= ? AND t.${time} < ? ${rest}`,
    ),
  }
}
