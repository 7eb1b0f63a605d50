import { limits } from '../../base/limits.ts'
import type { DatabaseSync, Row, StatementSync } from './connection.ts'

/**
 * Sorts the observations that gathered since the last block into the index by asset, once there are enough. Runs inside the transaction
 * of a commit, so index and observations never differ.
 */
export class Blocks {
  private readonly statements: Record<'span' | 'blocks' | 'sort' | 'forget', StatementSync>

  constructor(db: DatabaseSync) {
    const next =
      '(SELECT ifnull(max(b.block), 0) + 1 FROM observation_block AS b WHERE b.site = observation_recent.site)'
    this.statements = {
      span: db.prepare('SELECT ifnull(max(arrival) - min(arrival), 0) AS span FROM observation_recent'),
      blocks: db.prepare(`INSERT INTO observation_block
        SELECT site, ${next}, min(at), max(at) FROM observation_recent GROUP BY site`),
      // The block made last is the one these belong to. An asset that talks to itself is there once.
      sort: db.prepare(`INSERT OR IGNORE INTO observation_of
        SELECT site, (SELECT max(b.block) FROM observation_block AS b WHERE b.site = both.site),
          party, at, sensor, sequence, position
        FROM (SELECT site, asset AS party, at, sensor, sequence, position FROM observation_recent WHERE asset <> ''
          UNION ALL SELECT site, peer, at, sensor, sequence, position FROM observation_recent WHERE peer <> '') AS both
        ORDER BY site, party, at, sensor, sequence, position`),
      forget: db.prepare('DELETE FROM observation_recent'),
    }
  }

  sortIfEnough(): void {
    const { span, blocks, sort, forget } = this.statements
    if (Number((span.get() as Row).span) < limits.store.blockItems) return
    blocks.run()
    sort.run()
    forget.run()
  }
}
