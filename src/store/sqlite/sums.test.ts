import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Filter } from '../../model/query.ts'
import type { Store } from '../contract.ts'
import { at, batch, conversation, operation } from '../testing.ts'
import { databaseFile, type Value } from './connection.ts'
import { facetOf } from './facets.ts'
import { neighboursOf, trafficOf } from './links.ts'
import { openSqliteStore } from './store.ts'
import { timelineOf } from './timelines.ts'

/** How SQLite finds what is summed up, and what it makes of data that is older than the sums. */

const DAY = 86_400

let folder = ''
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sums-'))
  store = await openSqliteStore(folder, { reserveBytes: 0 })
  await store.putSite({ id: 'works', title: 'Water works' })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

test('what was stored before there were sums is added up when the store is opened', async () => {
  await store.append(
    batch(1, {
      conversations: [0, 1, 2].map((n) => conversation(n * DAY, { protocol: n === 0 ? null : `p${n}` })),
      operations: [operation(9), operation(DAY, { verb: 'stop' }), operation(5, { initiator: null })],
    }),
  )
  const all = async () => ({
    traffic: await store.traffic('works', {}),
    day: await store.traffic('works', { from: at(DAY), until: at(2 * DAY) }),
    neighbours: await store.neighbours('works', '10.0.0.1'),
    operations: await store.timeline('operations', 'works', { buckets: 3 }),
    conversations: await store.timeline('conversations', 'works', { buckets: 3 }),
  })
  const before = await all()
  expect(before.day.links).toMatchObject([{ protocols: ['p1'], verbs: ['stop'] }])
  await store.close()
  const db = new DatabaseSync(databaseFile(folder))
  // Undoes the later steps.
  db.exec('DROP TABLE asset_inferred; DROP TABLE asset_alias')
  for (const column of ['criticality', 'tags', 'owner']) db.exec(`ALTER TABLE asset DROP COLUMN ${column}`)
  db.exec('DROP TABLE link; DROP TABLE activity; PRAGMA user_version = 2')
  db.close()
  store = await openSqliteStore(folder, { reserveBytes: 0 })
  expect(await all()).toEqual(before)
})

describe('no sum walks a whole list', () => {
  /** The plans of every statement that a question prepares. */
  function plansOf(ask: (db: DatabaseSync) => unknown): string[] {
    const db = new DatabaseSync(databaseFile(folder), { readOnly: true })
    const plans: string[] = []
    const watching = {
      prepare(sql: string) {
        const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`)
        const statement = db.prepare(sql)
        return {
          all(...values: Value[]) {
            plans.push(...rows.all(...values).map((row) => String(row.detail)))
            return statement.all(...values)
          },
        }
      },
    }
    ask(watching as unknown as DatabaseSync)
    db.close()
    return plans
  }

  const asset: Filter = { field: 'asset', is: 'a' }
  const verb: Filter = { field: 'verb', is: 'stop' }
  const near: Filter = { field: 'last', from: at(0) }
  const day = { from: at(0), until: at(DAY) }
  const hour = { from: at(0), until: at(3_600) }
  const QUESTIONS: [string, (db: DatabaseSync) => unknown, RegExp][] = [
    ['verbs of observations', (db) => facetOf(db, 'observations', 1, { field: 'verb' }), /PRIMARY KEY/],
    ['verbs of operations', (db) => facetOf(db, 'operations', 1, { field: 'verb' }), /operation_by_time/],
    [
      'verbs of an asset',
      (db) => facetOf(db, 'operations', 1, { field: 'verb', filter: { all: [asset, near] } }),
      /operation_by_responder/,
    ],
    [
      'protocols of an initiator',
      (db) => facetOf(db, 'conversations', 1, { field: 'protocol', filter: { field: 'initiator', is: 'a' } }),
      /conversation_by_initiator/,
    ],
    ['changes', (db) => facetOf(db, 'changes', 1, { field: 'attribute' }), /asset_change_by_time/],
    ['activity', (db) => timelineOf(db, 'operations', 1, day), /activity USING (INDEX|PRIMARY KEY)/],
    [
      'filtered activity',
      (db) => timelineOf(db, 'operations', 1, { ...day, filter: verb }),
      /operation_by_time \(site=\? AND last>/,
    ],
    [
      'activity of an asset',
      (db) => timelineOf(db, 'conversations', 1, { ...day, filter: asset }),
      /conversation_by_responder \(site=\? AND responder=\? AND last>/,
    ],
    ['all traffic', (db) => trafficOf(db, 1, {}), /link USING PRIMARY KEY \(site=\? AND day=/],
    ['traffic of days', (db) => trafficOf(db, 1, day), /link USING PRIMARY KEY \(site=\? AND day>/],
    ['traffic of hours', (db) => trafficOf(db, 1, hour), /conversation_by_time \(site=\? AND last>/],
    ['neighbours', (db) => neighboursOf(db, 1, 'a'), /link_by_responder \(site=\? AND responder=/],
  ]
  test.each(QUESTIONS)('%s', (_, ask, uses) => {
    const plans = plansOf(ask)
    expect(plans.join('\n')).toMatch(uses)
    // What is scanned are the rows of a bounded query around which another stands, never a table.
    const scans = plans.filter(
      (one) => one.startsWith('SCAN') && !/^SCAN (t|\(subquery|CONSTANT|\d)/.test(one),
    )
    expect(scans).toEqual([])
  })
})
