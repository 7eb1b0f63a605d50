import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCaptures } from '../src/cli/read.ts'
import { protocols } from '../src/dissect/protocols/index.ts'
import { Analyzer } from '../src/hub/analyzer.ts'
import { writeCapture } from '../src/hub/capture-file.ts'
import { makers } from '../src/hub/makers.ts'
import { analysisSchema } from '../src/model/analysis.ts'
import type { Frame } from '../src/model/frame.ts'
import { simulate } from '../src/simulate/simulate.ts'
import { CORPUS, readTable } from './lib/corpus.ts'
import { randomOf } from './lib/fuzz.ts'

/**
 * Analyzes every capture as it is, and again with bytes changed at random inside its packets: nothing throws, no protocol fails to interpret
 * what it read, and every analysis keeps the contract. Prints the capture and the seed of whatever fails.
 */

const SEEDS = [1, 2]
/** One byte in so many is changed. */
const CHANGED_ONE_IN = 60

const makerOf = makers()
let failed = 0
let analyzed = 0

/** Changes bytes of a copy of each frame; the same seed changes the same ones. */
function mutator(seed: number): (frame: Frame) => Frame {
  const random = randomOf(seed)
  return (frame) => {
    const bytes = frame.bytes.slice(frame.start, frame.end)
    const changes = Math.ceil((bytes.length / CHANGED_ONE_IN) * random())
    for (let i = 0; i < changes; i++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
    const end = random() < 0.05 ? Math.floor(random() * bytes.length) : bytes.length
    return { ...frame, bytes, start: 0, end }
  }
}

async function check(path: string, seed: number): Promise<void> {
  const analyzer = new Analyzer(protocols, makerOf)
  const change = seed === 0 ? (frame: Frame) => frame : mutator(seed)
  let packet = 0
  try {
    const read = await readCaptures(
      [path],
      (frame) => {
        packet = frame.packet
        analyzer.frame(change(frame))
      },
      true,
    )
    const wrong = analysisSchema.safeParse(analyzer.finish(read.captures)).error?.issues[0]
    if (wrong !== undefined) fail(path, seed, `${wrong.path.join('.')}: ${wrong.message}`)
    const { faults, faultNotes } = analyzer.observer
    if (faults > 0) fail(path, seed, `${faults} messages not interpreted: ${faultNotes[0]}`)
  } catch (error) {
    fail(path, seed, `packet ${packet}: ${error instanceof Error ? error.stack : String(error)}`)
  }
  analyzed++
}

function fail(path: string, seed: number, what: string): void {
  failed++
  process.stdout.write(`${path}, seed ${seed}: ${what}\n`)
}

const folder = mkdtempSync(join(tmpdir(), 'sightglass-captures-'))
try {
  const demo = join(folder, 'demo.pcap')
  writeCapture(demo, simulate({ seed: 11, scene: 'demo', minutes: 30 }))
  const real = CORPUS === undefined ? [] : readTable(join(CORPUS, 'INDEX.tsv')).map((row) => row.path!)
  for (const path of [demo, ...real.map((one) => join(CORPUS!, one))])
    for (const seed of [0, ...SEEDS]) await check(path, seed)
} finally {
  rmSync(folder, { recursive: true })
}
process.stdout.write(`${analyzed} analyses of whole and mutated captures, ${failed} failures\n`)
process.exitCode = failed === 0 ? 0 : 1
