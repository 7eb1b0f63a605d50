import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { batchSchema } from '../src/model/batch.ts'
import { openSqliteStore } from '../src/store/sqlite/store.ts'
import { plantBatches, writePlant } from './lib/plant.ts'

const SIZE = { assets: 2_000, conversations: 20_000, seed: 7 }

test('a generated plant has the size that was asked for, levels, zones and verbs, and is the same each time', () => {
  const batches = [...plantBatches(SIZE)]
  for (const one of batches) batchSchema.parse(one)
  expect(batches).toEqual([...plantBatches(SIZE)])
  const assets = batches.flatMap((one) => one.assets)
  const ids = new Set(assets.map((one) => one.id))
  expect([assets.length, ids.size]).toEqual([SIZE.assets, SIZE.assets])
  expect(new Set(assets.map((one) => one.level))).toEqual(new Set([0, 1, 2, 3, 4, null]))
  expect(new Set(assets.map((one) => one.zone)).size).toBeGreaterThan(50)
  const conversations = batches.flatMap((one) => one.conversations)
  expect(new Set(conversations.map((one) => `${one.initiator} ${one.responder} ${one.port}`)).size).toBe(
    SIZE.conversations,
  )
  expect(conversations.every((one) => ids.has(one.initiator!) && ids.has(one.responder!))).toBe(true)
  const verbs = new Set(batches.flatMap((one) => one.operations).map((one) => one.verb))
  expect([...verbs].sort()).toEqual(
    expect.arrayContaining(['login', 'program-download', 'read', 'stop', 'write']),
  )
})

test('a generated plant is written into a store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plant-'))
  const store = await openSqliteStore(folder, { reserveBytes: 0 })
  const written = await writePlant(store, { assets: 200, conversations: 1_000, seed: 1 })
  expect(written).toMatchObject({ assets: 200, conversations: 1_000 })
  expect((await store.list('assets', 'works', { limit: 1000 })).items).toHaveLength(200)
  const { links } = await store.traffic('works', {})
  expect(links.reduce((sum, one) => sum + one.packets, 0)).toBeGreaterThan(1_000)
  await store.close()
  rmSync(folder, { recursive: true })
})
