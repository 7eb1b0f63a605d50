import type { Analysis } from '../model/analysis.ts'
import { QUIET_VERBS } from '../model/verb.ts'
import { gravest, gravestAttempt } from '../words/notable.ts'
import { plural } from '../words/words.ts'
import { undecodedShare } from './lines/unseen.ts'

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

/** The one line for who reads no further. */
export function headline(analysis: Analysis): string {
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
