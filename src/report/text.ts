import type { Analysis } from '../model/analysis.ts'
import { clock, plural } from '../words/words.ts'
import { headline } from './headline.ts'
import { assetsByLevel } from './lines/assets.ts'
import { notableOperations, programmers } from './lines/operations.ts'
import { wrap } from './lines/table.ts'
import { unseen } from './lines/unseen.ts'

/**
 * The report a control engineer reads: what matters in one line, what was done, who programs what, what is there, what could not be seen.
 * Plain text without colours, at most 120 characters wide; nothing from the wire can move the cursor.
 */
export function textReport(analysis: Analysis): string {
  const empty = analysis.coverage.packets === 0
  const parts = empty
    ? []
    : [
        ...notableOperations(analysis),
        ...programmers(analysis),
        ...assetsByLevel(analysis),
        ...unseen(analysis),
      ]
  return [...wrap(headline(analysis)), ...head(analysis), ...parts, ''].join('\n')
}

function head({ captures, assets, coverage }: Analysis): string[] {
  const times = captures.flatMap((one) => [one.first, one.last]).filter((one) => one !== null)
  times.sort()
  const [first, last] = [times[0], times.at(-1)]
  const lines = [
    `${plural(captures.length, 'capture')}, ${plural(coverage.packets, 'packet')}, ${plural(assets.length, 'asset')}, ${plural(coverage.messages, 'message')} understood.`,
  ]
  if (first !== undefined && last !== undefined)
    lines.push(
      `${clock(first)} to ${first.slice(0, 10) === last.slice(0, 10) ? last.slice(11, 19) : clock(last)} UTC; all times are UTC.`,
    )
  if (captures.length > 1)
    for (const [index, one] of captures.entries()) lines.push(...wrap(`  ${index + 1}: ${one.path}`))
  for (const one of captures) for (const note of one.notes) lines.push(...wrap(`! ${one.path}: ${note}`))
  return lines
}
