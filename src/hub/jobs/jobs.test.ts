import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { protocols } from '../../dissect/protocols/index.ts'
import type { Analysis } from '../../model/analysis.ts'
import { COVERAGE, sensorCoverageSchema } from '../../model/coverage.ts'
import type { Frame } from '../../model/frame.ts'
import type { ImportJob } from '../../model/import-job.ts'
import { simulate } from '../../simulate/simulate.ts'
import { Analyzer } from '../analyzer.ts'
import { writeCapture } from '../capture-file.ts'
import { Hub } from '../hub.ts'
import { makers } from '../makers.ts'
import { overviewOf } from '../overview.ts'
import { readAll } from '../reading.ts'
import { until } from '../testing.ts'
import { KeptCaptures } from './kept.ts'

const SITE = 'works'
const MINUTES = 4

let made = ''
let capture = ''
let analysis: Analysis
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'jobs-made-'))
  capture = join(made, 'works.pcap')
  writeCapture(capture, simulate({ seed: 2, scene: 'demo', minutes: MINUTES }))
  const analyzer = new Analyzer(protocols, makers())
  const { captures } = await readAll([capture], (frame) => analyzer.frame(frame))
  analysis = analyzer.finish(captures)
})
afterAll(() => rmSync(made, { recursive: true }))

let folder = ''
let hub: Hub
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jobs-'))
  hub = await Hub.open(folder)
})
afterEach(async () => {
  await hub.close()
  rmSync(folder, { recursive: true })
})

const give = (body: AsyncIterable<Uint8Array>, name = 'works.pcap', size?: number): Promise<ImportJob> =>
  hub.jobs.add(SITE, { name, by: 'ada', size, body })
const over = async ({ id }: ImportJob): Promise<ImportJob> => {
  await until('the import is over', () => ['done', 'failed'].includes(hub.jobs.get(SITE, id).state), 60_000)
  return hub.jobs.get(SITE, id)
}
const bytes = (content: Uint8Array): Readable => Readable.from([content])
const waiting = (): string[] => readdirSync(join(folder, 'captures', 'incoming'))
const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)

test('an import gives the inventory that an analysis of the file shows, and the same packets count once', async () => {
  const seen: ImportJob['state'][] = []
  hub.events.subscribe(({ kind, data }) => {
    if (kind === 'job') seen.push((data as ImportJob).state)
  })
  const first = await over(await give(createReadStream(capture)))
  expect(first).toMatchObject({ state: 'done', progress: 1, notes: [], packets: analysis.coverage.packets })
  const { assets, conversations, operations } = analysis
  expect(first.added).toEqual({
    assets: assets.length,
    conversations: conversations.length,
    operations: operations.length,
  })
  await until('all of it was told', () => seen.includes('done'))
  expect([...new Set(seen)]).toEqual(expect.arrayContaining(['reading', 'storing', 'done']))
  const { items } = await hub.store.list('assets', SITE, { limit: 1000 })
  const renamed = assets.map((asset) => JSON.parse(JSON.stringify(asset).replaceAll(capture, first.capture!)))
  expect([...items].sort(byId)).toEqual(renamed.sort(byId))
  // The same packets in another wrapping.
  const again = await over(await give(bytes(gzipSync(readFileSync(capture))), 'again.pcap.gz'))
  expect(again).toMatchObject({ state: 'done', added: { assets: 0, operations: 0 } })
  expect(again.notes[0]).toContain('has these packets already')
  const rows = (await hub.store.list('operations', SITE, { limit: 1000 })).items
  const total = (list: readonly { count: number }[]): number => list.reduce((sum, one) => sum + one.count, 0)
  expect(total(rows)).toBe(total(operations))
  expect(hub.captures.fileOf(first.capture!)).toBeDefined()
  expect(hub.captures.fileOf('../../etc/passwd')).toBeUndefined()
  expect(waiting()).toEqual([])
}, 60_000)

test('an import hands over what could not be seen, and the overview tells it', async () => {
  const path = join(folder, 'cut.pcap')
  writeCapture(path, cutEvery(50, simulate({ seed: 2, scene: 'demo', minutes: 1 })))
  const { capture: label } = await over(await give(createReadStream(path)))
  const [sensor] = label!.split('/')
  const kept = sensorCoverageSchema.parse((await hub.store.document(SITE, COVERAGE, sensor!))?.body)
  expect(kept.packets).toBeGreaterThan(1000)
  expect(kept.cutPackets).toBe(Math.floor(kept.packets / 50))
  expect(kept.lostBytes).toBeGreaterThan(0)
  const { coverage } = await overviewOf(hub.store, SITE, { now: Date.now(), sensors: [] })
  const told = coverage.join('\n')
  expect(told).toContain(`${kept.cutPackets} packets cut short when captured.`)
  expect(told).toContain(`${kept.lostBytes.toLocaleString('en')} bytes of conversations are missing`)
  expect(told).toContain('could not be decoded')
}, 60_000)

/** The same frames, of each so-manieth only the first bytes. */
function* cutEvery(number: number, frames: Iterable<Frame>): Generator<Frame> {
  let count = 0
  for (const frame of frames)
    yield ++count % number === 0 ? { ...frame, end: Math.min(frame.end, frame.start + 40) } : frame
}

test('what is no capture fails and says why; a cut one is read as far as it goes', async () => {
  const none = await over(await give(bytes(Buffer.from('a letter')), '../../letter\u202efdp.txt'))
  expect(none).toMatchObject({ state: 'failed', name: 'letterfdp.txt' })
  expect(none.notes.join()).toMatch(/not a capture|no capture|is not/)
  const cut = await over(await give(bytes(readFileSync(capture).subarray(0, 100_001))))
  expect(cut).toMatchObject({ state: 'done' })
  expect(cut.notes).toHaveLength(1)
  expect(cut.packets).toBeGreaterThan(100)
})

test('an upload that breaks off, is too large or finds no room leaves nothing', async () => {
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(1000)
    throw new Error('the connection broke')
  }
  await expect(give(broken())).rejects.toThrow('the connection broke')
  await expect(give(bytes(new Uint8Array(1)), 'huge.pcap', 1e15)).rejects.toThrow('at most')
  const boundless = new KeptCaptures(join(folder, 'captures'), { uploadBytes: Number.POSITIVE_INFINITY })
  await expect(boundless.receive('a', bytes(new Uint8Array(1)), 1e18)).rejects.toThrow(/disk has \d+ MB left/)
  const few = new KeptCaptures(join(folder, 'captures'), { uploadBytes: 99 })
  await expect(few.receive('b', bytes(new Uint8Array(100)), undefined)).rejects.toThrow('at most')
  expect(waiting()).toEqual([])
  expect(hub.jobs.list(SITE)).toEqual([])
})

test('an import can be cancelled while it waits and while it is read; the next one goes on', async () => {
  const slow = await give(createReadStream(capture))
  const second = await give(createReadStream(capture), 'second.pcap')
  const third = await give(createReadStream(capture), 'third.pcap')
  await hub.jobs.remove(SITE, second.id)
  await hub.jobs.remove(SITE, slow.id)
  expect(hub.jobs.get(SITE, slow.id)).toMatchObject({ state: 'cancelled' })
  expect(await over(third)).toMatchObject({ state: 'done' })
  expect(hub.jobs.get(SITE, second.id)).toMatchObject({ state: 'cancelled', packets: 0 })
  expect(waiting()).toEqual([])
  await hub.jobs.remove(SITE, third.id)
  expect(hub.jobs.list(SITE).map(({ id }) => id)).not.toContain(third.id)
  expect(readdirSync(join(folder, 'captures'))).toEqual(['incoming'])
}, 60_000)

test('imports that were not finished begin anew after a restart', async () => {
  const first = await give(createReadStream(capture))
  await hub.close()
  hub = await Hub.open(folder)
  expect(await over(first)).toMatchObject({ state: 'done', packets: analysis.coverage.packets })
  expect(hub.jobs.list(SITE)).toHaveLength(1)
}, 60_000)

test('packets of imported captures are kept as long as there is room, the oldest go first', () => {
  const kept = new KeptCaptures(join(folder, 'few'), { mostBytes: 2500 })
  const put = async (job: string, sensor: string, now: number): Promise<void> => {
    await kept.receive(job, bytes(new Uint8Array(1000)), undefined)
    kept.keep(job, sensor, now)
  }
  return (async () => {
    await put('a', 'capture-a', 1000)
    await put('b', 'capture-b', 2000)
    await put('c', 'capture-c', 3000)
    expect(kept.fileOf('capture-a/one.pcap')).toBeUndefined()
    expect(kept.fileOf('capture-b/two.pcap')).toBeDefined()
    expect(kept.fileOf('capture-c/three.pcap')).toBeDefined()
  })()
})
