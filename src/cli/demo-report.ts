import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { protocols } from '../dissect/protocols/index.ts'
import { Analyzer } from '../hub/analyzer.ts'
import { writeCapture } from '../hub/capture-file.ts'
import { makers } from '../hub/makers.ts'
import type { Analysis } from '../model/analysis.ts'
import { htmlReport } from '../report/html.ts'
import { simulate } from '../simulate/simulate.ts'
import { DEMO_MINUTES } from '../simulate/story.ts'
import { notable } from '../words/notable.ts'
import { EXIT_OK, print } from './output.ts'
import { readCaptures } from './read.ts'

const SEED = 1
const NOTABLE = 3

/** What `demo --report` shows: a simulated water works, its capture and report, and in words what to look at. Gives the exit code. */
export async function demoReport(): Promise<number> {
  const folder = outFolder()
  const capture = join(folder, 'demo.pcap')
  const report = join(folder, 'demo.html')
  writeCapture(capture, simulate({ seed: SEED, scene: 'demo', minutes: DEMO_MINUTES }))
  const analyzer = new Analyzer(protocols, makers())
  const read = await readCaptures([capture], (frame) => analyzer.frame(frame), false)
  const analysis = analyzer.finish(read.captures)
  writeFileSync(report, htmlReport(analysis))
  await print(words(analysis, capture, report))
  return EXIT_OK
}

/** `out` in the folder where the person is; where that cannot be written, a folder for passing files. */
function outFolder(): string {
  for (const folder of [resolve('out'), join(tmpdir(), 'sightglass-out')]) {
    try {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'demo.html'), '')
      return folder
    } catch (error) {
      process.stderr.write(`sightglass: ${folder} cannot be written (${(error as Error).message})\n`)
    }
  }
  throw new Error('found no folder to write the demonstration to')
}

function words(analysis: Analysis, capture: string, report: string): string {
  const { coverage, assets, operations } = analysis
  const things = notable(analysis, NOTABLE)
  const list = things.map((line, index) => `  ${index + 1}. ${line}\n`).join('')
  return `This is a simulated water works: half an hour of traffic as a mirror port of its switch shows it.

  The capture  ${capture}
  The report   ${report}   (open it in a browser; it needs no network)

Sightglass read ${coverage.packets.toLocaleString('en')} packets and found ${assets.length} assets and ${operations.length} kinds of operations.
${things.length === 0 ? '' : `Look first at:\n${list}`}
Next: put a capture of your own plant in its place
  npm start -- analyze CAPTURE.pcap --format html --out report.html
`
}
