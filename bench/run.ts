import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CORPUS } from '../checks/lib/corpus.ts'
import { NODE_FLAGS } from '../scripts/setup.mjs'
import { type Written, writeCapture } from '../src/hub/capture-file.ts'
import { simulate } from '../src/simulate/simulate.ts'
import { benchImport } from './import.ts'
import { type Measured, measure } from './measure.ts'
import { writeMixed } from './mixed.ts'
import { benchStore, type StoreLoad } from './store.ts'

/**
 * Measures `analyze --format json` as a whole command, on simulated traffic and, where the captures are, on a mix of real ones, beside
 * other tools on the same file: `npm run bench -- [--fast]` (fast leaves tshark out, which takes minutes). With `store` it measures the
 * store instead: `npm run bench -- store [--fast]` (fast for seconds instead of minutes); with `import` the import of a capture as a job of
 * the running platform beside `analyze`: `npm run bench -- import [--fast]` (fast: one run).
 */

const PROGRAM = fileURLToPath(new URL('../bin/sightglass.mjs', import.meta.url))
const WANTED: Written = { packets: 1_500_000, bytes: 300_000_000 }
const SEED = 7
const RUNS = 5
const IMPORT_RUNS = 3
const STORE: StoreLoad = { observations: 5_000_000, rate: 50_000, seconds: 600 }
const STORE_FAST: StoreLoad = { observations: 500_000, rate: 50_000, seconds: 10 }
/** Room that the store takes on disk, as measured, with its log. */
const BYTES_PER_OBSERVATION = 400
const BYTES_BESIDE = 1_500_000_000
const MEGABYTE = 1_000_000

const fast = process.argv.includes('--fast')
const folder = mkdtempSync(join(tmpdir(), 'sightglass-bench-'))
const clean = (): void => rmSync(folder, { recursive: true, force: true })
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    clean()
    process.exit(1)
  })
try {
  say(machine())
  if (process.argv.includes('store')) await measureStore()
  else if (process.argv.includes('import')) await measureImport()
  else await measureAnalyze()
} finally {
  clean()
}

/** When and on what this was measured. */
function machine(): string {
  const [cpu] = cpus()
  const load = (loadavg()[0] ?? 0).toFixed(1)
  return `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, ${availableParallelism()} × ${cpu?.model.trim()}, ${(totalmem() / 1e9).toFixed(0)} GB, Node ${process.versions.node}, SQLite ${process.versions.sqlite}; load ${load} before it began`
}

async function measureStore(): Promise<void> {
  const load = fast ? STORE_FAST : STORE
  say(
    `store: ${load.observations.toLocaleString('en')} observations, then ${load.seconds} s of more beside queries`,
  )
  const { bavail, bsize } = statfsSync(folder)
  const needed = BYTES_PER_OBSERVATION * (load.observations + load.rate * load.seconds) + BYTES_BESIDE
  if (bavail * bsize < needed) {
    say(
      `  ${folder} has ${gigabytes(bavail * bsize)} GB left and this needs ${gigabytes(needed)} GB: set TMPDIR to a larger disk`,
    )
    process.exitCode = 2
    return
  }
  if (!(await benchStore(folder, load, say))) process.exitCode = 1
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1)
}

async function measureImport(): Promise<void> {
  const file = join(folder, 'bench.pcap')
  const size =
    CORPUS === undefined
      ? writeCapture(file, simulate({ seed: SEED, scene: 'demo' }), WANTED.bytes)
      : await writeMixed([join(CORPUS, 'dev')], file, WANTED)
  const what = CORPUS === undefined ? 'simulated water works' : 'mix of real captures'
  say(`${what}: ${size.packets.toLocaleString('en')} packets, ${(size.bytes / MEGABYTE).toFixed(0)} MB`)
  const runs = fast ? 1 : IMPORT_RUNS
  if (!(await benchImport(file, { program: PROGRAM, runs, say }))) process.exitCode = 1
}

async function measureAnalyze(): Promise<void> {
  await bench('simulated water works', (file) =>
    writeCapture(file, simulate({ seed: SEED, scene: 'demo' }), WANTED.bytes),
  )
  if (CORPUS === undefined) say('real captures: skipped: no ../shared/corpus')
  else await bench('mix of real captures', (file) => writeMixed([join(CORPUS!, 'dev')], file, WANTED))
}

async function bench(title: string, write: (file: string) => Written | Promise<Written>): Promise<void> {
  const file = join(folder, 'bench.pcap')
  const size = await write(file)
  say(`${title}: ${size.packets.toLocaleString('en')} packets, ${(size.bytes / MEGABYTE).toFixed(0)} MB`)
  const json = join(folder, 'bench.json')
  const ours = [...NODE_FLAGS, PROGRAM, 'analyze', file, '--format', 'json', '--out', json]
  // In turn, so that a machine that slows down slows both.
  const own: Measured[] = []
  const others: Measured[] = []
  for (let run = 0; run < RUNS; run++) {
    own.push((await measure(process.execPath, ours))!)
    const other = await measure('ndpiReader', ['-q', '-i', file])
    if (other !== undefined) others.push(other)
  }
  const mine = row('sightglass analyze --format json', own, size)
  if (others.length === 0) say('  ndpiReader: skipped: not installed')
  else say(`  ratio to ndpiReader: ${(row('ndpiReader', others, size) / mine).toFixed(2)} times its speed`)
  const tshark = fast ? undefined : await measure('tshark', ['-n', '-r', file, '-T', 'ek'])
  if (tshark === undefined) say(`  tshark -T ek: skipped: ${fast ? 'not asked for' : 'not installed'}`)
  else
    say(`  ratio to tshark -T ek: ${(row('tshark -T ek', [tshark], size) / mine).toFixed(1)} times its speed`)
}

/** Prints one tool's figures; gives its median seconds. */
function row(name: string, runs: readonly Measured[], size: Written): number {
  const sorted = runs.map((one) => one.seconds).sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)]!
  const peaks = runs.flatMap((one) => one.peakBytes ?? [])
  const peak =
    peaks.length === 0 ? 'memory not measured' : `peak ${(Math.max(...peaks) / MEGABYTE).toFixed(0)} MB`
  const failed = runs.filter((one) => one.code !== 0).length
  say(
    `  ${name.padEnd(34)} ${median.toFixed(2)} s (${sorted[0]!.toFixed(2)}–${sorted.at(-1)!.toFixed(2)}, ${runs.length} runs)  ${Math.round(size.packets / median).toLocaleString('en')} packets/s  ${(size.bytes / MEGABYTE / median).toFixed(0)} MB/s  ${peak}${failed > 0 ? `  ${failed} FAILED` : ''}`,
  )
  return median
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
