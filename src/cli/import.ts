import { createHash } from 'node:crypto'
import { protocols } from '../dissect/protocols/index.ts'
import { joinAssets } from '../inventory/join.ts'
import type { Analysis, Asset } from '../model/analysis.ts'
import type { Batch } from '../model/batch.ts'
import type { Frame } from '../model/frame.ts'
import type { Store } from '../store/contract.ts'
import { openSqliteStore } from '../store/sqlite/store.ts'
import { EXIT_OK, EXIT_REFUSED } from './analyze.ts'
import { Analyzer } from './analyzer.ts'
import { makers } from './makers.ts'
import { readCaptures, sayRemarks } from './read.ts'
import { refusing } from './refusing.ts'
import { batchesOf } from './store-batches.ts'

/** Site that captures belong to when none is named. */
export const DEFAULT_SITE = 'plant'

/** Known assets that are asked for at once. */
const ASKED_AT_ONCE = 200
const DIGEST_CHARACTERS = 16

/** Analyzes captures and adds what they show to the store of a data folder. Gives the exit code. */
export async function importCaptures(
  paths: readonly string[],
  { data, site }: { data: string; site: string },
): Promise<number> {
  const analyzer = new Analyzer(protocols, makers())
  const digest = createHash('sha256')
  const take = (frame: Frame): void => {
    digest.update(`${frame.seconds}.${frame.nanos}`)
    digest.update(frame.bytes.subarray(frame.start, frame.end))
    analyzer.frame(frame)
  }
  const read = await readCaptures(paths, take, false)
  if (!sayRemarks(read)) return EXIT_REFUSED
  const sensor = `capture-${digest.digest('hex').slice(0, DIGEST_CHARACTERS)}`
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
  if (!(await store.sites()).some((one) => one.id === site)) await store.putSite({ id: site, title: site })
  let added = 0
  for (const batch of batchesOf(analysis, site, sensor)) {
    const assets = await withKnown(store, batch)
    const { repeated } = await store.append({ ...batch, assets })
    if (!repeated) added++
  }
  if (added === 0) return `site ${site} has these packets already, nothing was added`
  const { assets, conversations, operations } = analysis
  return `site ${site} was given ${assets.length} assets, ${conversations.length} conversations and ${operations.length} kinds of operations`
}

/** The assets of a batch, each joined with what the site knew of it. */
async function withKnown(store: Store, { site, assets }: Batch): Promise<Asset[]> {
  const joined: Asset[] = []
  for (let from = 0; from < assets.length; from += ASKED_AT_ONCE) {
    const some = assets.slice(from, from + ASKED_AT_ONCE)
    const filter = { field: 'id', in: some.map((one) => one.id) }
    const { items } = await store.list('assets', site, { filter })
    const known = new Map(items.map((one) => [one.id, one]))
    for (const asset of some) {
      const before = known.get(asset.id)
      joined.push(before === undefined ? asset : joinAssets(before, asset))
    }
  }
  return joined
}
