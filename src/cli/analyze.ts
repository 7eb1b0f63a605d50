import { writeFileSync } from 'node:fs'
import { protocols } from '../dissect/protocols/index.ts'
import { Analyzer } from '../hub/analyzer.ts'
import { makers } from '../hub/makers.ts'
import { EXIT_OK, EXIT_REFUSED, type Format, print, render } from './output.ts'
import { readCaptures, sayRemarks } from './read.ts'

/** Analyzes captures and writes the report to `out` or stdout. Gives the exit code. */
export async function analyze(
  paths: readonly string[],
  options: { format: Format; out?: string },
): Promise<number> {
  const analyzer = new Analyzer(protocols, makers())
  const read = await readCaptures(paths, (frame) => analyzer.frame(frame), false)
  if (!sayRemarks(read)) return EXIT_REFUSED
  const text = await render(analyzer.finish(read.captures), options.format)
  if (options.out === undefined) await print(text)
  else writeFileSync(options.out, text)
  return EXIT_OK
}
