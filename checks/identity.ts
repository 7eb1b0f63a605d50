import { join } from 'node:path'
import type { Analysis, Asset, Evidence } from '../src/model/analysis.ts'
import { analysisOf } from './lib/analysis.ts'
import { CORPUS, readTable, SKIPPED } from './lib/corpus.ts'

/**
 * Holds the inventory against identities known from the captures' makers. A row is met when one asset (or one part of it) at the row's
 * address carries every stated attribute, each with its packet. Misses must stand in golden/identity.tsv with a reason.
 * `npm run check:identity -- TEXT` looks only at captures whose path holds TEXT.
 */

/** Ways of reading an identity whose protocols are not decoded (yet); their rows do not count. */
const OTHERS =
  /ADS|MELSOFT|MMS|Niagara|OPC UA|PC Worx|FINS|IEC 61850|POWERLINK|GE-SRTP|HART|EtherCAT|Crimson|ProConOS|C37|Veeder|TANK|ATG|Triconex|CODESYS|SLMP/i
const WANTED_SHARE = 0.95

interface Verdict {
  row: Record<string, string>
  missing: string[]
}

async function main(): Promise<number> {
  if (CORPUS === undefined) {
    process.stdout.write(`${SKIPPED}\n`)
    return 0
  }
  const part = process.argv[2] ?? ''
  const rows = readTable(join(CORPUS, 'IDENTITY.tsv')).filter(
    (row) => !OTHERS.test(row.method!) && row.capture!.includes(part),
  )
  const excused = new Map(
    readTable(new URL('golden/identity.tsv', import.meta.url).pathname).map((row) => [
      keyOf(row),
      row.reason!,
    ]),
  )
  const verdicts: Verdict[] = []
  const byCapture = Map.groupBy(rows, (row) => row.capture!)
  for (const [capture, mine] of byCapture) {
    const analysis = await analysisOf(join(CORPUS, capture))
    for (const row of mine) verdicts.push({ row, missing: missingOf(row, analysis) })
  }
  return report(verdicts, excused, part)
}

function report(verdicts: readonly Verdict[], excused: ReadonlyMap<string, string>, part: string): number {
  const missed = verdicts.filter((one) => one.missing.length > 0)
  const unexplained = missed.filter((one) => !excused.has(keyOf(one.row)))
  for (const { row, missing } of unexplained)
    process.stdout.write(`missed: ${keyOf(row).replaceAll('\t', ' | ')} – ${missing.join(', ')}\n`)
  const stale = [...excused.keys()].filter(
    (key) => key.split('\t')[0]!.includes(part) && !missed.some((one) => keyOf(one.row) === key),
  )
  for (const key of stale) process.stdout.write(`golden no longer needed: ${key.replaceAll('\t', ' | ')}\n`)
  const share = (verdicts.length - missed.length) / verdicts.length
  process.stdout.write(
    `${verdicts.length - missed.length} of ${verdicts.length} identities reproduced (${(100 * share).toFixed(1)} %), ${unexplained.length} unexplained\n`,
  )
  return share >= WANTED_SHARE && unexplained.length === 0 && stale.length === 0 ? 0 : 1
}

function keyOf(row: Record<string, string>): string {
  return [row.capture, row.ip_or_mac, row.vendor, row.model, row.firmware, row.serial].join('\t')
}

/** What of a row the best candidate lacks. */
function missingOf(row: Record<string, string>, analysis: Analysis): string[] {
  const candidates = analysis.assets.filter((asset) => isAt(asset, row))
  if (candidates.length === 0) return ['no asset at this address']
  const lacks = candidates.map((asset) => lackOf(row, asset))
  return lacks.reduce((a, b) => (b.length < a.length ? b : a))
}

function isAt(asset: Asset, row: Record<string, string>): boolean {
  const address = row.ip_or_mac!
  if (address.startsWith('(non-IP)') || address.startsWith('loopback')) return true
  const alternative = /mac=([0-9a-f:]{17})/.exec(row.other ?? '')?.[1]
  return asset.interfaces.some((one) => one.ip === address || one.mac === address || one.mac === alternative)
}

function lackOf(row: Record<string, string>, asset: Asset): string[] {
  const all: Evidence[] = [...asset.evidence, ...asset.modules.flatMap((one) => one.evidence)]
  const says = (text: string, attributes: readonly string[]): boolean =>
    all.some((one) => attributes.includes(one.attribute) && one.value === text)
  const lacks: string[] = []
  const check = (name: string, value: string, attributes: readonly string[]) => {
    if (value !== '' && !says(value, attributes)) lacks.push(`${name} ${value}`)
  }
  check('vendor', row.vendor!, ['vendor', 'vendorId'])
  if (!hasModel(row.model!, all)) lacks.push(`model ${row.model}`)
  check('firmware', row.firmware!, ['firmware', 'software'])
  check('serial', row.serial!, ['serial'])
  return lacks
}

/** A model is written `model`, `order number`, `order number (model)` or `model order number`. */
function hasModel(wanted: string, all: readonly Evidence[]): boolean {
  if (wanted === '') return true
  const values = all.filter((one) =>
    ['model', 'orderNumber', 'deviceId', 'description', 'os'].includes(one.attribute),
  )
  if (values.some((one) => one.value === wanted || one.value.startsWith(wanted))) return true
  const orders = values.filter((one) => one.attribute === 'orderNumber')
  const models = values.filter((one) => one.attribute === 'model')
  return orders.some((order) =>
    models.some((model) =>
      [`${order.value} (${model.value})`, `${model.value} ${order.value}`].includes(wanted),
    ),
  )
}

process.exitCode = await main()
