import { setTimeout as sleep } from 'node:timers/promises'
import { openSqliteStore } from '../../src/store/sqlite/store.ts'
import { batchOf, changeOf, JOURNAL, SITE } from './store-batch.ts'

/**
 * Sends batches into the store of a folder until it is killed, and commits documents with entries of a journal beside them; prints each
 * number once it is acknowledged: store-ingest.ts FOLDER [SENSOR=NUMBER …], the number being the first to send.
 */
const IN_FLIGHT = 6
/** Between two changes, so that batches are the most of what is written, as in a running platform. */
const CHANGE_MS = 5

const [folder, ...begins] = process.argv.slice(2)
const store = await openSqliteStore(folder ?? '')
await store.putSite({ id: SITE, title: 'Water works' })
await Promise.all([...begins.map((begin) => ingest(...(begin.split('=') as [string, string]))), change()])

/** Commits one change after the other, from where the journal ends, as a person's work does. */
async function change(): Promise<void> {
  const [last] = await store.journal(SITE, JOURNAL, { newestFirst: true, limit: 1 })
  for (let number = (last?.sequence ?? 0) + 1; ; number++) {
    await store.commit(changeOf(number))
    process.stdout.write(`${JOURNAL} ${number}\n`)
    await sleep(CHANGE_MS)
  }
}

/** Keeps a few batches on their way at once, as a sensor does that does not wait for each answer. */
async function ingest(sensor: string, first: string): Promise<void> {
  let sequence = Number(first)
  const line = async (): Promise<void> => {
    for (;;) {
      const mine = sequence++
      await store.append(batchOf(sensor, mine))
      // Pipes are written at once, so what is printed was acknowledged, and what was not printed may have been.
      process.stdout.write(`${sensor} ${mine}\n`)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, line))
}
