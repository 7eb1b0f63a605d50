import { limits } from '../../base/limits.ts'
import type { DatabaseSync, Row, StatementSync, Value } from './connection.ts'
import { GRAINS, slotOf } from './spread.ts'
import { DAY_SECONDS, EVER } from './sums.ts'

const DAY_MICROS = DAY_SECONDS * 1e6
const TABLES = { conversations: 'conversation', operations: 'operation' } as const
type Summed = keyof typeof TABLES

/** Forgets the sums of what is no longer kept, in steps of a bounded size. */
export class OldSums {
  private readonly oldest: Record<Summed, StatementSync>
  private readonly activity: StatementSync
  private readonly days: StatementSync
  private readonly ever: StatementSync

  constructor(db: DatabaseSync) {
    const oldest = (kind: Summed): StatementSync =>
      db.prepare(`SELECT min(last) AS at FROM ${TABLES[kind]} WHERE site = ?`)
    this.oldest = { conversations: oldest('conversations'), operations: oldest('operations') }
    const some = (table: string, key: string, where: string): StatementSync =>
      db.prepare(`DELETE FROM ${table} WHERE (${key}) IN
        (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ${limits.store.retainedAtOnce})`)
    this.activity = some(
      'activity',
      'site, list, grain, slot, what',
      'site = ? AND list = ? AND grain = ? AND slot < ?',
    )
    const link = 'site, day, initiator, responder'
    this.days = some('link', link, `site = ? AND day > ${EVER} AND day < ?`)
    this.ever = some('link', link, `site = ? AND day = ${EVER} AND last < ?`)
  }

  /**
   * Each step runs in a transaction of its own. Sums go when all they were made of has gone; where no row is left, when they are older than
   * rows may be (`before`, in microseconds). Those of minutes go earlier.
   */
  *steps(site: number, list: Summed, now: number, before: number | undefined): Generator<void> {
    const { at } = this.oldest[list].get(site) as Row
    const edge = at === null ? before : Number(at)
    const minutes = now - limits.store.minuteDays * DAY_MICROS
    for (const grain of GRAINS) {
      const until = grain === GRAINS[0] ? Math.max(minutes, edge ?? minutes) : edge
      if (until !== undefined) yield* this.drop(this.activity, [site, list, grain, slotOf(until, grain)])
    }
    // Links are made of both lists; conversations hold their bytes.
    if (list === 'operations' || edge === undefined) return
    yield* this.drop(this.days, [site, slotOf(edge, DAY_SECONDS)])
    yield* this.drop(this.ever, [site, edge])
  }

  private *drop(some: StatementSync, values: Value[]): Generator<void> {
    while (Number(some.run(...values).changes) === limits.store.retainedAtOnce) yield
    yield
  }
}
