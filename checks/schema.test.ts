import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { analysisSchema } from '../src/model/analysis.ts'
import { analysisOf } from './lib/analysis.ts'
import { CORPUS, readTable, SKIPPED } from './lib/corpus.ts'

const FILE = new URL('../knowledge/schemas/analysis.schema.json', import.meta.url)
/** Every so many captures of the corpus are analyzed here; the identity check reads far more of them. */
const STRIDE = 12

test('the published schema is the one the code checks by (UPDATE=1 writes it anew)', () => {
  const schema = `${JSON.stringify(z.toJSONSchema(analysisSchema), undefined, 2)}\n`
  if (process.env.UPDATE === '1') writeFileSync(FILE, schema)
  expect(schema).toBe(readFileSync(FILE, 'utf8'))
})

test('every analysis keeps the contract, and the same capture gives the same bytes', {
  timeout: 120_000,
}, async (context) => {
  if (CORPUS === undefined) {
    process.stdout.write(`${SKIPPED}\n`)
    context.skip()
    return
  }
  const paths = readTable(join(CORPUS, 'INDEX.tsv')).map((row) => join(CORPUS!, row.path!))
  for (const [index, path] of paths.entries()) {
    if (index % STRIDE !== 0) continue
    const first = await analysisOf(path)
    const wrong = analysisSchema.safeParse(first).error?.issues.slice(0, 3)
    expect({ path, wrong }).toEqual({ path, wrong: undefined })
    expect(JSON.stringify(await analysisOf(path))).toBe(JSON.stringify(first))
  }
})
