import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { everyDocument, everyEntry } from '../src/model/document.ts'
import type { Sensor } from '../src/model/sensor.ts'
import type { ListName, Lists, Store } from '../src/store/contract.ts'
import { openSqliteStore, type SqliteOptions } from '../src/store/sqlite/store.ts'
import { withSmallDisk } from './lib/small-disk.ts'
import { batchOf, COUNTER, JOURNAL, OBSERVATIONS, SITE } from './lib/store-batch.ts'

/**
 * The store survives kill -9 at random moments of ingest, over and over on the same data, and a disk that fills up. After each, everything
 * that was acknowledged is there, nothing is there twice, and nobody had to repair anything.
 */

const INGEST = fileURLToPath(new URL('./lib/store-ingest.ts', import.meta.url))
const KILLS = 50
const MOST_MS = 2_500
const SENSORS = ['north', 'south']
const DISK_BYTES = 64 * 1024 * 1024
const FILLER_BYTES = 24 * 1024 * 1024

let failed = 0
await killed()
await filled()
process.exitCode = failed === 0 ? 0 : 1

async function killed(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sightglass-store-'))
  try {
    /** Highest acknowledged number, and every acknowledged one, by sensor. */
    const acknowledged = new Map(SENSORS.map((sensor) => [sensor, new Set<number>()]))
    /** Acknowledged changes of documents and a journal. */
    const changes = new Set<number>()
    let idle = 0
    for (let round = 1; round <= KILLS; round++) {
      const taken = await ingestAndKill(folder, acknowledged, changes)
      if (taken === 0) idle++
      const wrong = await inspect(folder, acknowledged, changes)
      for (const one of wrong) fail(`kill ${round}: ${one}`)
    }
    const total = [...acknowledged.values()].reduce((sum, one) => sum + one.size, 0)
    if (total === 0 || changes.size === 0) fail('nothing was ever acknowledged, so nothing was tested')
    say(
      `${KILLS} kills (${idle} before the first acknowledgement): ${total} acknowledged batches and ${changes.size} changes checked`,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Lets a process ingest from the first number that was not acknowledged, so that it sends again what was stored unsaid; kills it. */
async function ingestAndKill(
  folder: string,
  acknowledged: ReadonlyMap<string, Set<number>>,
  changes: Set<number>,
): Promise<number> {
  const begins = [...acknowledged].map(([sensor, numbers]) => `${sensor}=${firstMissing(numbers)}`)
  const child = spawn(process.execPath, [INGEST, folder, ...begins], { stdio: ['ignore', 'pipe', 'inherit'] })
  let taken = 0
  const lines = createInterface(child.stdout)
  lines.on('line', (line) => {
    const [sensor, number] = line.split(' ')
    const numbers = sensor === JOURNAL ? changes : acknowledged.get(sensor ?? '')
    numbers?.add(Number(number))
    taken++
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  await sleep(Math.random() * MOST_MS)
  child.kill('SIGKILL')
  await ended
  return taken
}

function firstMissing(numbers: ReadonlySet<number>): number {
  let number = 1
  while (numbers.has(number)) number++
  return number
}

/** What is wrong with the data after a kill, in words. */
async function inspect(
  folder: string,
  acknowledged: ReadonlyMap<string, ReadonlySet<number>>,
  changes: ReadonlySet<number>,
): Promise<string[]> {
  const store = await openSqliteStore(folder)
  try {
    if ((await store.sites()).length === 0) return []
    return [...(await faultsOf(store, acknowledged)), ...(await unchanged(store, changes))]
  } finally {
    await store.close()
  }
}

async function faultsOf(
  store: Store,
  acknowledged: ReadonlyMap<string, ReadonlySet<number>>,
): Promise<string[]> {
  const { faults, sites } = await store.health()
  const wrong = [...faults]
  const sensors = new Map((await store.sensors(SITE)).map((one) => [one.id, one]))
  let batches = 0
  for (const [sensor, numbers] of acknowledged) {
    const { through, beyond }: Omit<Sensor, 'id'> = sensors.get(sensor) ?? { through: 0, beyond: [] }
    const there = through + beyond.length
    batches += there
    const lost = [...numbers].filter((one) => one > through && !beyond.includes(one))
    if (lost.length > 0) wrong.push(`${sensor}: acknowledged and lost: ${lost.join(', ')}`)
    const filter = { field: 'initiator', is: sensor }
    const count = sum(await all(store, 'operations', filter), (one) => one.count)
    const packets = sum(await all(store, 'conversations', filter), (one) => one.packets)
    if (count !== there || packets !== there)
      wrong.push(`${sensor}: ${there} batches, but ${count} operations and ${packets} packets were added up`)
  }
  const rows = sites[0]?.kept.find((one) => one.kind === 'observations')?.rows ?? 0
  if (rows !== batches * OBSERVATIONS) wrong.push(`${batches} batches, but ${rows} observations`)
  return wrong
}

/** What is wrong with documents and the journal: each change is there as a whole and once, or, when nobody was told of it, not at all. */
async function unchanged(store: Store, acknowledged: ReadonlySet<number>): Promise<string[]> {
  const wrong: string[] = []
  const entries: number[] = []
  for await (const { sequence, body } of everyEntry(store, SITE, JOURNAL)) {
    entries.push(sequence)
    if ((body as { number: number }).number !== sequence) wrong.push(`entry ${sequence} is another one`)
  }
  const there = new Set(entries)
  const lost = [...acknowledged].filter((one) => !there.has(one))
  if (lost.length > 0) wrong.push(`changes acknowledged and lost: ${lost.join(', ')}`)
  if (entries.some((sequence, i) => sequence !== i + 1)) wrong.push('the journal has holes or doubles')
  const documents: number[] = []
  for await (const { id, body, revision } of everyDocument(store, SITE, JOURNAL)) {
    documents.push(Number(id))
    if (revision !== 1 || (body as { number: number }).number !== Number(id))
      wrong.push(`document ${id} was written otherwise or twice`)
  }
  const halves = documents.filter((one) => !there.has(one))
  if (halves.length > 0 || documents.length !== entries.length)
    wrong.push(`${entries.length} entries, but ${documents.length} documents`)
  const common = (await store.document(SITE, COUNTER.kind, COUNTER.id))?.revision ?? 0
  if (common !== entries.length)
    wrong.push(`${entries.length} entries, but the common document was written ${common} times`)
  const { documents: counts, journals } = await store.health()
  const counted = counts.find(({ kind }) => kind === JOURNAL)?.count ?? 0
  const kept = journals.find(({ journal }) => journal === JOURNAL)?.entries ?? 0
  if (counted !== documents.length || kept !== entries.length)
    wrong.push(`the store counts ${counted} documents and ${kept} entries`)
  return wrong
}

async function all<L extends ListName>(
  store: Store,
  list: L,
  filter: { field: string; is: string },
): Promise<Lists[L][]> {
  return (await store.list(list, SITE, { filter })).items
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, one) => total + of(one), 0)
}

/** A disk that is really full, and one whose reserve is reached. */
async function filled(): Promise<void> {
  const disks: [string, SqliteOptions][] = [
    ['full disk', { reserveBytes: 0 }],
    ['disk with a reserve', { reserveBytes: FILLER_BYTES / 2 }],
  ]
  for (const [title, options] of disks) {
    const done = await withSmallDisk(DISK_BYTES, async (disk) => {
      const filler = join(disk, 'filler')
      writeFileSync(filler, Buffer.alloc(FILLER_BYTES))
      await fillUp(title, join(disk, 'data'), options, () => rmSync(filler))
      return true
    })
    if (done === undefined) say(`${title}: left out, for no small disk can be mounted here`)
  }
}

/** Ingests until the store is full, reads, makes room, and expects ingest to go on by itself. */
async function fillUp(
  title: string,
  folder: string,
  options: SqliteOptions,
  makeRoom: () => void,
): Promise<void> {
  const store = await openSqliteStore(folder, options)
  try {
    await store.putSite({ id: SITE, title: 'Water works' })
    const taken = new Set<number>()
    const until = async (more: (code: string | undefined) => boolean): Promise<void> => {
      for (let tries = 0; tries < 10_000; tries++) {
        const number = firstMissing(taken)
        const code = await store.append(batchOf('north', number)).then(
          () => void taken.add(number),
          (error: { code?: string }) => error.code ?? String(error),
        )
        if (!more(code ?? undefined)) return
        if (code !== undefined) await sleep(50)
      }
      fail(`${title}: waited too long; ${JSON.stringify(store.state())}`)
    }
    await until((code) => code !== 'full')
    const before = taken.size
    const state = store.state()
    if (state.ingest !== 'full' || state.reason === '') fail(`${title}: does not say that it is full`)
    const wrong = await faultsOf(store, new Map([['north', taken]]))
    for (const one of wrong) fail(`${title}, while full: ${one}`)
    makeRoom()
    await until(() => taken.size < before + 20)
    for (const one of await faultsOf(store, new Map([['north', taken]]))) fail(`${title}, afterwards: ${one}`)
    say(`${title}: stopped after ${before} batches (${state.reason}), went on by itself to ${taken.size}`)
  } finally {
    await store.close()
  }
}

function fail(text: string): void {
  failed++
  say(text)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
