import type { Analysis } from '../../model/analysis.ts'
import { plural, size } from '../../words/words.ts'
import { row, section, some, wrap } from './table.ts'

const LISTED = { undecoded: 8, silent: 8, notes: 40 }

function undecodedLine(one: Analysis['coverage']['undecoded'][number]): string {
  const bytes = size(one.bytes).padStart(8)
  return row(
    [
      [one.what, 38],
      [bytes, 8],
    ],
    plural(one.conversations, 'conversation'),
    '  ',
  )
}

/** Share of all bytes in conversations that were not decoded, in percent. */
export function undecodedShare({ undecoded, bytes }: Analysis['coverage']): number {
  return bytes === 0 ? 0 : (100 * undecoded.reduce((sum, one) => sum + one.bytes, 0)) / bytes
}

/** What the report cannot tell, and why: undecoded, encrypted, one-sided, lost, cut, and what no capture can show. */
export function unseen(analysis: Analysis): string[] {
  const { coverage, conversations } = analysis
  const undecoded = coverage.undecoded.reduce((sum, one) => sum + one.bytes, 0)
  const share = undecodedShare(coverage)
  const all =
    coverage.messages === 0
      ? 'Nothing could be decoded: no data was in it.'
      : 'Every conversation that carried data could be decoded.'
  const lines = [
    undecoded === 0
      ? all
      : `${share < 0.1 ? 'less than 0.1' : share.toFixed(1)} % of the bytes (${size(undecoded)}) are in conversations that were not decoded:`,
  ]
  for (const one of coverage.undecoded.slice(0, LISTED.undecoded)) lines.push(undecodedLine(one))
  const more = coverage.undecoded.slice(LISTED.undecoded)
  if (more.length > 0)
    lines.push(
      `  and ${plural(more.length, 'other')} (${size(more.reduce((sum, one) => sum + one.bytes, 0))})`,
    )
  const say = (text: string): void => void lines.push(...wrap(text))
  if (coverage.encrypted.length > 0)
    say(`Encrypted, so nobody can tell what was done: ${coverage.encrypted.join(', ')}.`)
  const onesided = conversations.filter((one) => one.responder !== null && !one.answered).length
  if (onesided > 0)
    say(
      `${plural(onesided, 'conversation')} of ${conversations.length.toLocaleString('en')} heard in one direction only.`,
    )
  if (coverage.silentAssets.length > 0)
    say(`Addressed but never heard: ${some(coverage.silentAssets, LISTED.silent)}.`)
  if (coverage.lostBytes > 0) say(`${size(coverage.lostBytes)} of streams are missing from the capture.`)
  if (coverage.cutPackets > 0) say(`${plural(coverage.cutPackets, 'packet')} cut short when captured.`)
  if (coverage.damagedPackets > 0) say(`${plural(coverage.damagedPackets, 'packet')} with damaged headers.`)
  for (const note of coverage.notes.slice(0, LISTED.notes)) say(sentenceOf(note))
  if (coverage.notes.length > LISTED.notes) say(`… and ${coverage.notes.length - LISTED.notes} more remarks.`)
  say(
    'Only what passed the point of capture is here: whoever kept silent, or spoke elsewhere, is not listed.',
  )
  return section('What was not seen', lines)
}

function sentenceOf(note: string): string {
  return `${note.charAt(0).toUpperCase()}${note.slice(1)}${/[.!?]$/.test(note) ? '' : '.'}`
}
