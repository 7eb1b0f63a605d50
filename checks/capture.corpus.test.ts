import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { findCaptures } from '../src/capture/find.ts'
import { run } from '../src/capture/timeline.ts'
import { CORPUS, readTable, SKIPPED } from './lib/corpus.ts'

if (CORPUS === undefined) console.log(SKIPPED)

/** Captures that are cut or damaged as they were published, with what reading them has to say. */
const IMPERFECT: Readonly<Record<string, string>> = {
  'dev/melsec/coverage__melsoft_129_clean__bd40aa.pcap':
    'stops in packet 2042 at byte 331665: the record says 157 bytes, 95 are left',
}

test.skipIf(CORPUS === undefined)(
  'every capture of the corpus gives as many packets as its index says',
  async () => {
    const corpus = CORPUS ?? ''
    const expected = readTable(join(corpus, 'INDEX.tsv'))
      .filter((row) => existsSync(join(corpus, row.path ?? '')))
      .map((row) => [row.path ?? '', Number(row.packets)] as const)
    expect(expected.length).toBeGreaterThan(0)

    const { inputs } = await findCaptures([join(corpus, 'dev')])
    const summaries = await run(inputs, () => {})
    const counted = new Map(summaries.map((summary) => [relative(corpus, summary.path), summary.packets]))
    const differences = expected.filter(([name, count]) => counted.get(name) !== count)
    expect(differences.map(([name, count]) => `${name}: index ${count}, read ${counted.get(name)}`)).toEqual(
      [],
    )
    const stops = summaries.flatMap((summary) =>
      summary.notes
        .filter((note) => note.kind !== 'lost')
        .map((note) => [relative(corpus, summary.path), note.message] as const),
    )
    expect(Object.fromEntries(stops)).toEqual(IMPERFECT)
  },
  20_000,
)
