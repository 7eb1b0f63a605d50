import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeCapture } from '../src/hub/capture-file.ts'
import { synFlood } from '../src/simulate/flood.ts'
import { simulate } from '../src/simulate/simulate.ts'
import { DEMO_MINUTES } from '../src/simulate/story.ts'

/**
 * Holds every simulated packet against tshark: no malformed packet, no wrong checksum, no expert item of severity error. Several seeds,
 * because losses and timings differ.
 */

const SEEDS = [1, 2, 3]
const CHECKSUMS = ['ip', 'tcp', 'udp'].flatMap((name) => ['-o', `${name}.check_checksum:TRUE`])
const BAD = [
  '_ws.malformed',
  '_ws.expert.severity == error',
  'ip.checksum.status == Bad',
  'tcp.checksum.status == Bad',
  'udp.checksum.status == Bad',
  'dnp.hdr.CRC.status == Bad',
  'dnp.data_chunk.CRC.status == Bad',
  'tcp.analysis.lost_segment',
  'tcp.analysis.ack_lost_segment',
].join(' || ')
const SHOWN = 20
const MOST_OUTPUT = 64 * 1024 * 1024

function main(): number {
  if (spawnSync('tshark', ['--version']).error !== undefined) {
    process.stdout.write('skipped: no tshark\n')
    return 0
  }
  const folder = mkdtempSync(join(tmpdir(), 'simulate-'))
  try {
    const verdicts = SEEDS.map((seed) =>
      judge(join(folder, `${seed}.pcap`), `demonstration, seed ${seed}`, (path) =>
        writeCapture(path, simulate({ seed, scene: 'demo', minutes: DEMO_MINUTES })),
      ),
    )
    verdicts.push(
      judge(join(folder, 'flood.pcap'), 'SYN flood', (path) =>
        writeCapture(path, synFlood({ seed: 1, flows: 20_000 })),
      ),
    )
    return verdicts.every((good) => good) ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Writes a capture and says how many of its packets tshark objects to. */
function judge(path: string, title: string, write: (path: string) => { packets: number }): boolean {
  const { packets } = write(path)
  const done = spawnSync('tshark', ['-n', '-r', path, ...CHECKSUMS, '-Y', BAD], {
    encoding: 'utf8',
    maxBuffer: MOST_OUTPUT,
  })
  if (done.status !== 0) {
    process.stdout.write(`${title}: tshark failed: ${done.stderr}\n`)
    return false
  }
  const bad = done.stdout.split('\n').filter((line) => line !== '')
  for (const line of bad.slice(0, SHOWN)) process.stdout.write(`${title}: ${line}\n`)
  process.stdout.write(`${title}: ${packets} packets, ${bad.length} that tshark objects to\n`)
  return bad.length === 0
}

process.exitCode = main()
