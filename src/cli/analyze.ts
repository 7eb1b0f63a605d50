import { writeFile } from 'node:fs/promises'
import { protocols } from '../dissect/protocols/index.ts'
import { Analyzer } from '../hub/analyzer.ts'
import { makers } from '../hub/makers.ts'
import type { Analysis } from '../model/analysis.ts'
import { htmlReport } from '../report/html.ts'
import { textReport } from '../report/text.ts'
import { readCaptures, sayRemarks } from './read.ts'

export type Format = 'text' | 'json' | 'html'
export const FORMATS: readonly Format[] = ['text', 'json', 'html']

/** Exit codes: 0 done, 2 not a capture or not a known option. */
export const EXIT_OK = 0
export const EXIT_REFUSED = 2

/** Analyzes captures and writes the report to `out` or stdout. Gives the exit code. */
export async function analyze(
  paths: readonly string[],
  options: { format: Format; out?: string },
): Promise<number> {
  const analyzer = new Analyzer(protocols, makers())
  const read = await readCaptures(paths, (frame) => analyzer.frame(frame), false)
  if (!sayRemarks(read)) return EXIT_REFUSED
  const text = render(analyzer.finish(read.captures), options.format)
  if (options.out === undefined) await print(text)
  else await writeFile(options.out, text)
  return EXIT_OK
}

/** An analysis in one of the formats. */
export function render(analysis: Analysis, format: Format): string {
  if (format === 'text') return textReport(analysis)
  return format === 'html' ? htmlReport(analysis) : `${JSON.stringify(analysis, undefined, 1)}\n`
}

/** Writes to stdout and waits until it is taken; a reader that left early (`| head`) is no error. */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === null || error === undefined || (error as NodeJS.ErrnoException).code === 'EPIPE')
        resolve()
      else reject(error)
    })
  })
}
