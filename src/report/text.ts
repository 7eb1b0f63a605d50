import type { Analysis } from '../model/analysis.ts'
import { QUIET_VERBS } from '../model/verb.ts'
import { assetsByLevel } from './lines/assets.ts'
import { notableOperations, programmers } from './lines/operations.ts'
import { wrap } from './lines/table.ts'
import { undecodedShare, unseen } from './lines/unseen.ts'
import { gravest, gravestAttempt } from './notable.ts'
import { clock, plural } from './words.ts'

/** Roles of those who neither control a process nor talk to who does. */
const BYSTANDERS: ReadonlySet<string> = new Set([
  'switch',
  'router',
  'firewall',
  'it-host',
  'printer',
  'camera',
  'unknown',
])

/** From this share on, in percent, what could not be decoded belongs into the first line. */
const MUCH = 50

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

/** The one line for who reads no further. */
function headline(analysis: Analysis): string {
  const { assets, coverage } = analysis
  if (coverage.packets === 0) return 'Nothing to see: no packet was read.'
  const unread = undecodedShare(coverage)
  const plantless = assets.every((one) => BYSTANDERS.has(one.role))
  const sentences = [
    deeds(analysis),
    plantless ? 'No controller was recognized, nor anybody who talks to one.' : '',
    unread < MUCH ? '' : `${unread.toFixed(1)} % of the bytes could not be decoded.`,
  ]
  return sentences.filter((one) => one !== '').join(' ')
}

/** What was done in one sentence. */
function deeds(analysis: Analysis): string {
  const loud = analysis.operations.filter((one) => !QUIET_VERBS.has(one.verb))
  if (loud.length === 0) return 'Nobody changed anything, as far as it could be read.'
  const by = new Set(loud.map((one) => one.initiator)).size
  const failed = loud.every((one) => one.outcome !== 'done')
  const first = failed ? gravestAttempt(analysis) : gravest(analysis)
  if (first === undefined)
    return `${plural(loud.length, 'notable operation')} by ${plural(by, 'asset')}, none that would alarm.`
  const others = plural(loud.length - 1, 'other notable operation')
  const more = loud.length === 1 ? '' : `; ${others} by ${by === 1 ? 'the same' : plural(by, 'asset')}`
  return `${first.startsWith('the ') ? `T${first.slice(1)}` : first}${more}.`
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
