import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Asset } from '../model/analysis.ts'
import type { Batch } from '../model/batch.ts'
import { COVERAGE, sensorCoverageSchema } from '../model/coverage.ts'
import type { RecordedObservation } from '../model/recorded-observation.ts'
import { DEFAULT_RETENTION } from '../model/retention.ts'
import { databaseFile } from '../store/sqlite/connection.ts'
import { Hub, type HubOptions } from './hub.ts'
import { FolderInUse } from './lock.ts'
import { simulatedWorks, until } from './testing.ts'

const SITE = 'works'
const SETTINGS = { title: 'Simulated works', interfaces: ['works0'] }

let folder = ''
let hubs: Hub[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-'))
  hubs = []
})
afterEach(async () => {
  for (const hub of hubs) await hub.close()
  rmSync(folder, { recursive: true })
})

async function open(options: HubOptions = {}): Promise<Hub> {
  const hub = await Hub.open(folder, {
    simulated: simulatedWorks(),
    report: (error) => {
      throw error
    },
    ...options,
  })
  hubs.push(hub)
  return hub
}

const assetsOf = async (hub: Hub): Promise<Asset[]> => (await hub.store.list('assets', SITE, {})).items
const through = async (hub: Hub): Promise<number> => (await hub.store.sensors(SITE))[0]?.through ?? 0

test('a sensor tells what it hears while it goes on, and a restart goes on where it ended', async () => {
  const first = await open()
  const told: string[] = []
  first.events.subscribe(({ kind }) => told.push(kind))
  const { id } = await first.sensors.add(SITE, SETTINGS, 'demo')
  await until(
    'controllers are known',
    async () => (await assetsOf(first)).filter((one) => one.role === 'plc').length >= 3,
  )
  await until(
    'operations are known',
    async () => (await first.store.list('operations', SITE, {})).items.length > 5,
  )
  const state = first.sensors.get(SITE, id)
  expect(state).toMatchObject({ state: 'listening', reason: '', kind: 'demo' })
  expect(state.interfaces[0]).toMatchObject({ name: 'works0', listening: true, lost: 0 })
  await until('it counts', () => first.sensors.get(SITE, id).interfaces[0]!.packets > 1000)
  expect(told).toEqual(expect.arrayContaining(['sensors', 'assets', 'operations']))
  const coverage = async () => (await first.store.document(SITE, COVERAGE, id))?.body
  await until('what it could not see is kept', async () => (await coverage()) !== undefined)
  expect(sensorCoverageSchema.parse(await coverage()).packets).toBeGreaterThan(0)
  await first.close()
  hubs = []

  const second = await open({ simulated: simulatedWorks(0) })
  const before = await through(second)
  expect(before).toBeGreaterThan(1)
  const known = await assetsOf(second)
  const { items } = await second.store.list('conversations', SITE, {})
  expect(items.reduce((sum, one) => sum + one.packets, 0)).toBe(await keptPackets(second, id))
  await until('it tells more', async () => (await through(second)) > before + 2)
  const now = await assetsOf(second)
  for (const asset of known) {
    const after = now.find((one) => one.id === asset.id)
    expect([after?.role, after?.vendor, after?.zone]).toEqual([asset.role, asset.vendor, asset.zone])
    expect(after!.evidence.length).toBeGreaterThanOrEqual(asset.evidence.length)
  }
}, 60_000)

/** Packets in the ring of a sensor that was stopped. */
async function keptPackets(hub: Hub, id: string): Promise<number> {
  const { EvidenceFolder } = await import('../evidence/folder.ts')
  const { Shelf } = await import('../evidence/shelf.ts')
  const shelf = new Shelf(new EvidenceFolder(hub.sensors.ringOf(SITE, id)), () => undefined)
  return shelf.segments().reduce((sum, one) => sum + (one.index?.packets ?? 0), 0)
}

test('one platform at a time runs on a folder, and the next one can as soon as it ends', async () => {
  const first = await open()
  await expect(open()).rejects.toThrow(FolderInUse)
  await expect(open()).rejects.toThrow(`${folder} is in use by another Sightglass (process ${process.pid})`)
  await first.close()
  hubs = []
  await open()
})

test('a sensor can be stopped, started and removed; a stopped one stays so', async () => {
  const first = await open()
  const { id } = await first.sensors.add(SITE, SETTINGS, 'demo')
  await until('it listens', () => first.sensors.get(SITE, id).state === 'listening')
  expect(await first.sensors.stop(SITE, id)).toMatchObject({ state: 'stopped', reason: 'it was stopped' })
  await first.close()
  hubs = []
  const second = await open()
  expect(second.sensors.list(SITE)).toMatchObject([{ id, title: SETTINGS.title, state: 'stopped' }])
  await second.sensors.start(SITE, id)
  await until('it listens', () => second.sensors.get(SITE, id).state === 'listening')
  await second.sensors.remove(SITE, id)
  expect(second.sensors.list(SITE)).toEqual([])
  expect(existsSync(second.sensors.ringOf(SITE, id))).toBe(true)
}, 60_000)

test('an interface that cannot be listened on is refused with the reason', async () => {
  const hub = await open()
  const add = (interfaces: string[]) => hub.sensors.add(SITE, { title: 'one', interfaces })
  await expect(add(['nowhere0'])).rejects.toThrow("there is no interface 'nowhere0'")
  await expect(add(['; reboot'])).rejects.toThrow('cannot be the name of an interface')
})

test('a full store pauses what is told, not the listening; with room again, all of it is stored', async () => {
  const first = await open()
  const { id } = await first.sensors.add(SITE, SETTINGS, 'demo')
  for (let sequence = 1; sequence <= 10; sequence++) await first.store.append(filler(sequence))
  await first.close()
  hubs = []
  // As full as it may be: every page that is free is used, then none may be added.
  const bytes = statSync(databaseFile(folder)).size
  const small = await open({ store: { mostBytes: bytes, lookEveryMs: 100 } })
  await until('the store is full', () => small.store.state().ingest === 'full')
  await until('the sensor says so', () =>
    small.sensors.get(SITE, id).reason.includes('nothing can be stored'),
  )
  const { packets } = small.sensors.get(SITE, id).interfaces[0]!
  await until('it hears more', () => small.sensors.get(SITE, id).interfaces[0]!.packets > packets)
  const { batches } = small.sensors.get(SITE, id)
  const nothing = { days: 1e-9 }
  await small.setRetention({
    observations: nothing,
    operations: nothing,
    conversations: {},
    changes: nothing,
  })
  await small.retain()
  await until('it tells again', () => small.sensors.get(SITE, id).batches > batches)
  await small.sensors.stop(SITE, id)
  const { items } = await small.store.list('conversations', SITE, {})
  expect(items.reduce((sum, one) => sum + one.packets, 0)).toBe(await keptPackets(small, id))
}, 60_000)

/** A batch of old observations that nobody needs. */
function filler(sequence: number): Batch {
  const time = '2020-01-01T00:00:00.000000Z'
  const one = { time, kind: 'value' as const, asset: '', peer: '', protocol: 'x', value: 'x'.repeat(200) }
  const observations = Array<RecordedObservation>(10_000).fill(one)
  return {
    site: SITE,
    sensor: 'old',
    sequence,
    time,
    observations,
    assets: [],
    conversations: [],
    operations: [],
  }
}

test('settings of retention outlive a restart', async () => {
  const first = await open()
  expect(await first.retention()).toEqual(DEFAULT_RETENTION)
  const wanted = { ...DEFAULT_RETENTION, observations: { days: 3 } }
  await first.setRetention(wanted)
  await first.retain()
  await first.close()
  hubs = []
  expect(await (await open()).retention()).toEqual(wanted)
})
