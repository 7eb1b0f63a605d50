import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measure } from '../bench/measure.ts'
import { writeMixed } from '../bench/mixed.ts'
import { writeCapture } from '../src/hub/capture-file.ts'
import { synFlood } from '../src/simulate/flood.ts'
import { simulate } from '../src/simulate/simulate.ts'
import { CORPUS } from './lib/corpus.ts'

/**
 * Memory stays bounded: `analyze` on 300 MB, on ten times as much, and on a SYN flood of five million forged senders. Needs 4 GB of disk
 * for a while.
 */

const PROGRAM = fileURLToPath(new URL('../bin/sightglass.mjs', import.meta.url))
const MEGABYTE = 1_000_000
const SMALL = 300 * MEGABYTE
const LARGE = 3000 * MEGABYTE
const MOST_BYTES = 400 * MEGABYTE
/** "The same" memory for ten times the traffic: what a garbage collector may differ by. */
const SAME_WITHIN = 1.25
/** Equal runs differ by some 30 MB; the highest of several is what the larger capture is held against. */
const SMALL_RUNS = 3
const FLOWS = 5_000_000
const FLOOD_MOST_BYTES = 512 * MEGABYTE

let failed = 0
const folder = mkdtempSync(join(tmpdir(), 'sightglass-load-'))
const file = join(folder, 'load.pcap')
try {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < 1.3 * LARGE) process.stdout.write('skipped: not enough disk for 3 GB\n')
  else await main()
} finally {
  rmSync(folder, { recursive: true })
}
process.exitCode = failed === 0 ? 0 : 1

async function main(): Promise<void> {
  const write = async (bytes: number) => {
    if (CORPUS === undefined) writeCapture(file, simulate({ seed: 3, scene: 'demo' }), bytes)
    else await writeMixed([join(CORPUS, 'dev')], file, { packets: 0, bytes })
  }
  await write(SMALL)
  let small = 0
  for (let run = 0; run < SMALL_RUNS; run++) small = Math.max(small, await peak('300 MB', MOST_BYTES))
  await write(LARGE)
  await peak('3 GB', Math.min(MOST_BYTES, small * SAME_WITHIN))
  writeCapture(file, synFlood({ seed: 5, flows: FLOWS }))
  await peak(`${FLOWS.toLocaleString('en')} forged senders`, FLOOD_MOST_BYTES, /closed early|told apart/)
}

/** Analyzes the file, holds the peak against a bound, and looks for words the report must hold. */
async function peak(title: string, most: number, says?: RegExp): Promise<number> {
  const report = join(folder, 'report.json')
  const run = await measure(process.execPath, [PROGRAM, 'analyze', file, '--format', 'json', '--out', report])
  const bytes = run?.peakBytes ?? 0
  const silent = says !== undefined && !says.test(readFileSync(report, 'utf8'))
  const good = run?.code === 0 && bytes <= most && !silent
  if (!good) failed++
  process.stdout.write(
    `${title}: peak ${(bytes / MEGABYTE).toFixed(0)} MB of ${(most / MEGABYTE).toFixed(0)} allowed, ${run?.seconds.toFixed(1)} s${run?.code === 0 ? '' : `, exit code ${run?.code}: ${run?.stderr}`}${silent ? ', and does not say what it left out' : ''}\n`,
  )
  return bytes
}
