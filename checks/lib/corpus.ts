import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where captures for checks lie, beside the project; undefined on machines without them. */
export const CORPUS: string | undefined = (() => {
  const path = fileURLToPath(new URL('../../../shared/corpus', import.meta.url))
  return existsSync(path) ? path : undefined
})()

/** What a check prints where the captures are not. */
export const SKIPPED = 'skipped: no ../shared/corpus'

/** Rows of a tab-separated file with a header line, by column name. */
export function readTable(path: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(path, 'utf8').split('\n')
  const names = header!.split('\t')
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const cells = line.split('\t')
      return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
    })
}
