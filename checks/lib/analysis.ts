import { readCaptures } from '../../src/cli/read.ts'
import { protocols } from '../../src/dissect/protocols/index.ts'
import { Analyzer } from '../../src/hub/analyzer.ts'
import { makers } from '../../src/hub/makers.ts'
import type { Analysis } from '../../src/model/analysis.ts'

const makerOf = makers()

/** Analyzes captures as the command line does, in this process. */
export async function analysisOf(...paths: string[]): Promise<Analysis> {
  const analyzer = new Analyzer(protocols, makerOf)
  const read = await readCaptures(paths, (frame) => analyzer.frame(frame), true)
  return analyzer.finish(read.captures)
}
