import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WHOLE } from '../../model/document.ts'
import type { Store } from '../contract.ts'
import { asset, batch, observation } from '../testing.ts'
import { databaseFile } from './connection.ts'
import { inspectSqlite, openSqliteStore, restoreSqlite } from './store.ts'

/** What only the SQLite store has: files, their bounds, and copies of them. */

const MANY = 10_000
const PAGE_BYTES = 8192

let folder = ''
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-'))
  store = await openSqliteStore(folder, { reserveBytes: 0 })
  await store.putSite({ id: 'works', title: 'Water works' })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const many = (sequence: number) =>
  batch(sequence, { observations: Array.from({ length: MANY }, (_, i) => observation(sequence * MANY + i)) })

describe('a store that has no room', () => {
  const bound = 16_000_000
  beforeEach(async () => {
    await store.close()
    store = await openSqliteStore(folder, { reserveBytes: 0, mostBytes: bound, lookEveryMs: 20 })
  })

  /** Appends until it is full; gives how many batches were taken. */
  async function fill(): Promise<number> {
    for (let n = 1; n < 100; n++) {
      try {
        await store.append(many(n))
      } catch (error) {
        expect(error).toMatchObject({ code: 'full' })
        return n - 1
      }
    }
    throw new Error('it never was full')
  }

  test('says so, keeps what it took, goes on reading, and takes more once there is room', async () => {
    const taken = await fill()
    expect(taken).toBeGreaterThan(0)
    expect(store.state()).toMatchObject({ ingest: 'full' })
    expect(store.state().reason).toContain('has reached the 16 MB')
    expect(await store.sensors('works')).toMatchObject([{ through: taken }])
    expect((await store.list('observations', 'works', { limit: 1 })).items).toHaveLength(1)
    await expect(store.append(batch(taken + 1, {}))).rejects.toMatchObject({ code: 'full' })
    const bounds = { operations: {}, conversations: {}, changes: {} }
    await store.retain('2026-02-01T00:00:00Z', { ...bounds, observations: { megabytes: 0.1 } })
    await expect.poll(() => store.state().ingest, { timeout: 30_000 }).toBe('running')
    expect(await store.append(many(taken + 1))).toEqual({ repeated: false })
    expect((await store.health()).faults).toEqual([])
  })

  test('leaves the reserve of the disk alone', async () => {
    await store.close()
    store = await openSqliteStore(folder, { reserveBytes: Number.MAX_SAFE_INTEGER })
    expect(store.state().reason).toContain('stay free')
    await expect(store.append(batch(1, {}))).rejects.toMatchObject({ code: 'full' })
  })

  test('still takes what people write, as long as the reserve has room', async () => {
    await store.close()
    store = await openSqliteStore(folder, { reserveBytes: Number.MAX_SAFE_INTEGER })
    await store.commit({ put: [{ site: WHOLE, kind: 'session', id: 'a', revision: 0, body: 1 }] })
    expect(await store.document(WHOLE, 'session', 'a')).toMatchObject({ revision: 1 })
    expect(store.state().ingest).toBe('full')
  })
})

describe('a backup', () => {
  test('is whole while ingest goes on, and comes back as a store', async () => {
    await store.append(many(1))
    const entry = { site: WHOLE, journal: 'audit', sequence: 1, body: 'entry' }
    await store.commit({
      put: [{ site: 'works', kind: 'view', id: 'a', revision: 0, body: 'view' }],
      append: [entry],
    })
    const ingest = (async () => {
      for (let n = 2; n < 12; n++) await store.append(many(n))
    })()
    const copy = join(folder, 'copy.db')
    await store.backup(copy)
    await ingest
    const elsewhere = join(folder, 'elsewhere')
    await restoreSqlite(copy, elsewhere)
    const { faults, sites } = await inspectSqlite(elsewhere)
    expect(faults).toEqual([])
    const restored = await openSqliteStore(elsewhere, { reserveBytes: 0 })
    const { through } = (await restored.sensors('works'))[0]!
    expect(sites[0]!.kept).toContainEqual(
      expect.objectContaining({ kind: 'observations', rows: through * MANY }),
    )
    expect(await restored.append(many(through))).toEqual({ repeated: true })
    expect(await restored.append(many(through + 1))).toEqual({ repeated: false })
    expect(await restored.document('works', 'view', 'a')).toMatchObject({ body: 'view' })
    expect(await restored.journal(WHOLE, 'audit')).toEqual([{ sequence: 1, body: 'entry' }])
    await restored.close()
    await expect(restoreSqlite(copy, elsewhere)).rejects.toThrow(/holds a store already/)
  })

  test('overwrites nothing', async () => {
    writeFileSync(join(folder, 'copy.db'), 'mine')
    await expect(store.backup(join(folder, 'copy.db'))).rejects.toMatchObject({ code: 'invalid' })
    await expect(store.backup(join(folder, 'absent', 'copy.db'))).rejects.toMatchObject({ code: 'failed' })
  })

  test('that is damaged is not restored', async () => {
    await store.append(many(1))
    const copy = join(folder, 'copy.db')
    await store.backup(copy)
    writeSync(openSync(copy, 'r+'), Buffer.alloc(PAGE_BYTES, 0x5a), 0, PAGE_BYTES, 40 * PAGE_BYTES)
    await expect(restoreSqlite(copy, join(folder, 'elsewhere'))).rejects.toThrow(/is damaged/)
  })
})

describe('opening', () => {
  test('refuses other databases, other files, and data of a newer program', async () => {
    const other = join(folder, 'other')
    const put = async (prepare: (file: string) => void): Promise<unknown> => {
      rmSync(other, { recursive: true, force: true })
      await restoreSqlite(await backup(), other)
      prepare(databaseFile(other))
      return openSqliteStore(other).catch((error: Error) => error.message)
    }
    const backup = async (): Promise<string> => {
      const copy = join(folder, 'copy.db')
      rmSync(copy, { force: true })
      await store.backup(copy)
      return copy
    }
    const sql = (text: string) => (file: string) => {
      const db = new DatabaseSync(file)
      db.exec(text)
      db.close()
    }
    expect(await put(sql('PRAGMA user_version = 99'))).toContain('newer Sightglass')
    expect(await put(sql('PRAGMA application_id = 1'))).toContain('not one of Sightglass')
    expect(await put((file) => writeFileSync(file, 'no database at all, but a text'))).toContain(
      'not a database',
    )
  })

  test('lets two processes write the same folder in turn', async () => {
    const second = await openSqliteStore(folder, { reserveBytes: 0 })
    const sent = [1, 2, 3, 4].map((n) =>
      (n % 2 === 0 ? store : second).append(batch(n, { assets: [asset('a')] })),
    )
    await Promise.all(sent)
    expect(await second.sensors('works')).toMatchObject([{ through: 4 }])
    await second.close()
    copyFileSync(databaseFile(folder), join(folder, 'same.db'))
  })
})

test('damage is refused in words, not as a fault of ours', async () => {
  await store.append(many(1))
  await store.close()
  const file = openSync(databaseFile(folder), 'r+')
  for (let page = 1; page < 300; page++)
    writeSync(file, Buffer.alloc(PAGE_BYTES, 0x5a), 0, PAGE_BYTES, page * PAGE_BYTES)
  closeSync(file)
  store = await openSqliteStore(folder, { reserveBytes: 0 })
  await expect(store.append(batch(2, {}))).rejects.toMatchObject({ code: 'failed' })
  await expect(store.list('observations', 'works', {})).rejects.toMatchObject({ code: 'failed' })
})

test('health finds what is wrong', async () => {
  await store.append(batch(1, { assets: [asset('a'), asset('b')], observations: [observation(1)] }))
  const view = { site: 'works', kind: 'view', revision: 0, body: 1 }
  const line = { site: WHOLE, journal: 'audit', body: 1 }
  await store.commit({
    put: [
      { ...view, id: 'a' },
      { ...view, id: 'b' },
    ],
    append: [
      { ...line, sequence: 1 },
      { ...line, sequence: 2 },
    ],
  })
  await store.close()
  const db = new DatabaseSync(databaseFile(folder))
  db.exec("DELETE FROM asset_document WHERE id = 'a'; DELETE FROM observation")
  db.exec(
    "DELETE FROM document WHERE id = 'a'; UPDATE document SET body = '{'; DELETE FROM journal WHERE sequence = 1",
  )
  db.close()
  expect((await inspectSqlite(folder)).faults).toEqual([
    'works: 0 observations are there, and 1 are counted',
    '1 assets have lost their documents',
    'works: 1 documents of the kind view are there, and 2 are counted',
    '-: 1 entries of the journal audit are missing',
    'works: 1 bodies in view cannot be read',
  ])
})
