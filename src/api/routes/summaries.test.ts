import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plantBatches, writePlant } from '../../../checks/lib/plant.ts'
import type { Store } from '../../store/contract.ts'
import { openSqliteStore } from '../../store/sqlite/store.ts'
import type { Api } from '../app.ts'
import { as, fakeApi } from '../testing.ts'

/** Sums of a generated plant in a real store. */

const SIZE = { assets: 300, conversations: 1_500, seed: 3, until: '2026-03-02T12:00:00Z' }

let folder = ''
let store: Store
let api: Api
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'summaries-'))
  store = await openSqliteStore(folder, { reserveBytes: 0 })
  await writePlant(store, SIZE)
  api = fakeApi({ store })
})
afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

const ask = async (path: string, status = 200) => {
  const answer = await api.request(`/sites/works${path}`, { headers: as('read') })
  const body = await answer.json()
  expect([answer.status, body]).toEqual([status, body])
  return body as never
}
const plant = [...plantBatches(SIZE)]
const assets = plant.flatMap((one) => one.assets)
const conversations = plant.flatMap((one) => one.conversations)

describe('facets', () => {
  type Answer = { items: { value: string; count: number }[]; more: boolean; since: string | null }

  test('count what the list has, in the words of filters', async () => {
    const { items, more, since }: Answer = await ask('/facets/assets?field=role')
    expect(items.reduce((sum, one) => sum + one.count, 0)).toBe(SIZE.assets)
    const plcs = assets.filter((one) => one.role === 'plc').length
    expect(items).toContainEqual({ value: 'plc', count: plcs })
    expect([more, since]).toEqual([false, null])
    const levels: Answer = await ask('/facets/assets?field=level&filter=role%20%3D%20plc')
    expect(levels.items).toEqual([{ value: '1', count: plcs }])
    const vendors: Answer = await ask('/facets/assets?field=vendor&limit=1')
    expect([vendors.items.length, vendors.more]).toEqual([1, true])
  })

  test('refuse in words what is not there', async () => {
    expect(await ask('/facets/assets?field=colour', 404)).toMatchObject({
      detail: expect.stringContaining('colour'),
    })
    expect(await ask('/facets/assets?field=role&filter=rle%20%3D%20plc', 400)).toMatchObject({
      filter: { nearest: 'role' },
    })
    await ask('/facets/cases?field=role', 400)
    await ask('/facets/assets', 400)
  })
})

test('a timeline has all buckets of its range', async () => {
  type Answer = { seconds: number; buckets: { counts: Record<string, number> }[] }
  const range = 'from=2026-03-01T12:00:00Z&until=2026-03-02T12:00:00Z'
  const all: Answer = await ask(`/timeline?list=conversations&${range}&buckets=24`)
  expect([all.seconds, all.buckets.length]).toEqual([3_600, 24])
  const filtered: Answer = await ask(`/timeline?list=operations&${range}&filter=verb%20%3D%20stop`)
  expect(new Set(filtered.buckets.flatMap((one) => Object.keys(one.counts)))).toEqual(new Set(['stop']))
  await ask('/timeline?list=operations&from=noon', 400)
  await ask('/timeline?list=assets', 400)
})

test('the map holds all assets, their zones, and links between assets that it holds', async () => {
  type Answer = {
    nodes: { id: string; zone: string }[]
    zones: { id: string; parent: string | null }[]
    edges: { from: string; to: string; packets: number }[]
    truncated: boolean
  }
  const { nodes, zones, edges, truncated }: Answer = await ask('/map')
  expect([nodes.length, truncated]).toEqual([SIZE.assets, false])
  const ids = new Set(nodes.map((one) => one.id))
  const pairs = new Set(conversations.map((one) => `${one.initiator} ${one.responder}`))
  expect(new Set(edges.map((one) => `${one.from} ${one.to}`))).toEqual(pairs)
  expect(edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true)
  const named = new Set(zones.map((one) => one.id))
  expect(nodes.every(({ zone }) => named.has(zone))).toBe(true)
  expect(zones.some(({ parent }) => parent !== null && named.has(parent))).toBe(true)
  const hour: Answer = await ask('/map?from=2026-03-02T10:00:00Z&until=2026-03-02T11:00:00Z')
  expect(hour.edges.length).toBeLessThan(edges.length)
  expect(hour.edges.length).toBeGreaterThan(0)
})

test('neighbours are one line each, whichever way they talk', async () => {
  type Answer = { items: { asset: string; name: string; packets: number; protocols: string[] }[] }
  const id = conversations[0]!.initiator!
  const mine = conversations.filter((one) => one.initiator === id || one.responder === id)
  const { items }: Answer = await ask(`/assets/${id}/neighbours`)
  const others = new Set(mine.map((one) => (one.initiator === id ? one.responder : one.initiator)))
  expect(new Set(items.map((one) => one.asset))).toEqual(others)
  expect(items).toHaveLength(others.size)
  expect(items.reduce((sum, one) => sum + one.packets, 0)).toBe(
    mine.reduce((sum, one) => sum + one.packets, 0),
  )
  expect(items.every(({ name }) => name !== '')).toBe(true)
  await ask('/assets/nobody/neighbours', 404)
})

test('sums need the permission to read', async () => {
  for (const path of [
    '/map',
    '/timeline?list=operations',
    '/facets/assets?field=role',
    '/assets/a/neighbours',
  ])
    expect((await api.request(`/sites/works${path}`, { headers: as('audit') })).status).toBe(403)
})
