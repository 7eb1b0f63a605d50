import { openSqliteStore } from '../../src/store/sqlite/store.ts'
import { batchOf, SITE } from './store-batch.ts'

/**
 * Sends batches into the store of a folder until it is killed, and prints each number once it is acknowledged:
 * store-ingest.ts FOLDER [SENSOR=NUMBER …], the number being the first to send.
 */
const IN_FLIGHT = 6

const [folder, ...begins] = process.argv.slice(2)
const store = await openSqliteStore(folder ?? '')
await store.putSite({ id: SITE, title: 'Water works' })
await Promise.all(begins.map((begin) => ingest(...(begin.split('=') as [string, string]))))

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
