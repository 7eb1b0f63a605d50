import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hub } from '../src/hub/hub.ts'
import { measure } from './measure.ts'

const SITE = 'bench'
/** What an import through the platform keeps at least of the speed of `analyze`. */
const LEAST_SHARE = 0.7
const LOOK_MS = 20

/**
 * Measures the import of a capture as a job of the running platform, from the first byte given to the last commit, beside `analyze` of the
 * same file, in turn. Prints the figures; gives whether enough of the speed is kept.
 */
export async function benchImport(
  file: string,
  { program, runs, say }: { program: string; runs: number; say: (text: string) => void },
): Promise<boolean> {
  const analyzed: number[] = []
  const imported: number[] = []
  for (let run = 0; run < runs; run++) {
    const one = await measure(process.execPath, [
      program,
      'analyze',
      file,
      '--format',
      'json',
      '--out',
      '/dev/null',
    ])
    analyzed.push(one!.seconds)
    imported.push(await importOnce(file))
  }
  const [whole, job] = [median(analyzed), median(imported)]
  const share = whole / job
  say(`  analyze --format json              ${whole.toFixed(2)} s (${runs} runs)`)
  say(`  import job, with storing           ${job.toFixed(2)} s (${runs} runs)`)
  say(`  an import keeps ${(share * 100).toFixed(0)} % of the speed; ${LEAST_SHARE * 100} % are wanted`)
  return share >= LEAST_SHARE
}

/** Seconds of one import into a new data folder. */
async function importOnce(file: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'sightglass-import-'))
  const hub = await Hub.open(folder)
  try {
    const begun = performance.now()
    const body = createReadStream(file, { highWaterMark: 1024 * 1024 })
    const { id } = await hub.jobs.add(SITE, { name: 'bench.pcap', by: 'bench', body })
    for (;;) {
      const { state, notes } = hub.jobs.get(SITE, id)
      if (state === 'done') return (performance.now() - begun) / 1000
      if (state === 'failed') throw new Error(`the import failed: ${notes.join('; ')}`)
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  } finally {
    await hub.close()
    rmSync(folder, { recursive: true })
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
}
