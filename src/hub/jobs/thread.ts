import { parentPort, workerData } from 'node:worker_threads'
import { limits } from '../../base/limits.ts'
import { protocols } from '../../dissect/protocols/index.ts'
import type { Batch } from '../../model/batch.ts'
import { Analyzer } from '../analyzer.ts'
import { batchesOf, lastOf } from '../batches.ts'
import { PacketDigest } from '../digest.ts'
import { makers } from '../makers.ts'
import { readAll } from '../reading.ts'
import { type KeptCoverage, keptOf } from '../sensor-coverage.ts'

/** What to read. */
export interface ReadingOptions {
  path: string
  name: string
  site: string
}

/** What a reading tells. */
export type ReadingReport =
  | { kind: 'progress'; bytes: number; totalBytes: number; packets: number }
  /** All of it was read; its batches follow, each when it is asked for. */
  | { kind: 'read'; sensor: string; packets: number; notes: string[]; found: Found; missed: Missed }
  /** Nothing of it could be read. */
  | { kind: 'refused'; notes: string[] }
  | { kind: 'batch'; batch: Batch }
  | { kind: 'end' }

/** What could not be seen, and when the last packet was. */
export interface Missed {
  time: string
  coverage: KeptCoverage
}

export interface Found {
  assets: number
  conversations: number
  operations: number
}

/** What packets of an imported capture are filed under. */
export function captureLabel(sensor: string, name: string): string {
  return `${sensor}/${name}`
}

/** Reads one capture in a thread of its own, and gives what it shows in batches. */
async function read(
  { path, name, site }: ReadingOptions,
  say: (report: ReadingReport) => void,
): Promise<Generator<Batch>> {
  const analyzer = new Analyzer(protocols, makers())
  const digest = new PacketDigest()
  let told = 0
  const { captures, nothing, remarks } = await readAll(
    [path],
    (frame) => {
      digest.add(frame)
      analyzer.frame(frame)
    },
    {
      onProgress: ({ bytes, totalBytes, packets }) => {
        const now = performance.now()
        if (now - told < limits.hub.progressMs) return
        told = now
        say({ kind: 'progress', bytes, totalBytes: totalBytes ?? 0, packets })
      },
    },
  )
  const notes = [...remarks, ...captures.flatMap((one) => one.notes)]
  if (nothing) {
    say({ kind: 'refused', notes })
    return none()
  }
  const sensor = digest.sensor()
  const label = captureLabel(sensor, name)
  const analysis = analyzer.finish(captures.map((one) => ({ ...one, path: label })))
  const { assets, conversations, operations, coverage } = analysis
  const found = { assets: assets.length, conversations: conversations.length, operations: operations.length }
  const missed = { time: lastOf(analysis), coverage: keptOf(coverage) }
  say({ kind: 'read', sensor, packets: coverage.packets, notes, found, missed })
  return batchesOf(analysis, site, sensor)
}

function* none(): Generator<Batch> {}

const port = parentPort
if (port !== null) {
  const say = (report: ReadingReport): void => port.postMessage(report)
  const batches = await read(workerData as ReadingOptions, say)
  port.on('message', () => {
    const { value, done } = batches.next()
    say(done === true ? { kind: 'end' } : { kind: 'batch', batch: value })
  })
}
