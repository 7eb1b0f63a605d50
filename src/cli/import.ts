import { protocols } from '../dissect/protocols/index.ts'
import { Analyzer } from '../hub/analyzer.ts'
import { batchesOf, lastOf } from '../hub/batches.ts'
import { PacketDigest } from '../hub/digest.ts'
import { ensureSite, Ingest } from '../hub/ingest.ts'
import { makers } from '../hub/makers.ts'
import { putCoverage } from '../hub/sensor-coverage.ts'
import type { Analysis } from '../model/analysis.ts'
import type { Frame } from '../model/frame.ts'
import type { Store } from '../store/contract.ts'
import { openSqliteStore } from '../store/sqlite/store.ts'
import { EXIT_OK, EXIT_REFUSED } from './output.ts'
import { readCaptures, sayRemarks } from './read.ts'
import { refusing } from './refusing.ts'

/** Analyzes captures and adds what they show to the store of a data folder. Gives the exit code. */
export async function importCaptures(
  paths: readonly string[],
  { data, site }: { data: string; site: string },
): Promise<number> {
  const analyzer = new Analyzer(protocols, makers())
  const digest = new PacketDigest()
  const take = (frame: Frame): void => {
    digest.add(frame)
    analyzer.frame(frame)
  }
  const read = await readCaptures(paths, take, false)
  if (!sayRemarks(read)) return EXIT_REFUSED
  const sensor = digest.sensor()
  const analysis = analyzer.finish(read.captures)
  return refusing(async () => {
    const store = await openSqliteStore(data)
    try {
      process.stdout.write(`${data}: ${await keep(store, analysis, site, sensor)}\n`)
      return EXIT_OK
    } finally {
      await store.close()
    }
  })
}

/**
 * Adds an analysis to a store, as what one sensor told of a site; gives in words what was done. A sensor named after the packets makes
 * the same capture count once, however often it is imported.
 */
export async function keep(store: Store, analysis: Analysis, site: string, sensor: string): Promise<string> {
  await ensureSite(store, site)
  const ingest = new Ingest(store)
  let added = 0
  for (const batch of batchesOf(analysis, site, sensor)) {
    const { repeated } = await ingest.append(batch)
    if (!repeated) added++
  }
  await putCoverage(store, { site, sensor, time: lastOf(analysis) }, analysis.coverage)
  if (added === 0) return `site ${site} has these packets already, nothing was added`
  const { assets, conversations, operations } = analysis
  return `site ${site} was given ${assets.length} assets, ${conversations.length} conversations and ${operations.length} kinds of operations`
}
