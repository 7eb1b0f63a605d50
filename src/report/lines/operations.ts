import type { Analysis, Asset, OperationRow } from '../../model/analysis.ts'
import { QUIET_VERBS, type Verb } from '../../model/verb.ts'
import { assetIndex, DEEDS, isGrave, outcomeWords, plural, roleName } from '../words.ts'
import { cut, row, section, some, WIDTH, wrap } from './table.ts'

const LISTED = { lines: 60, perInitiator: 16, objects: 3, programmers: 30 }
/** What is everyday work, done alike to more devices than this, becomes one line. */
const ALIKE = 3
const COLUMNS = { verb: 16, whom: 28, packet: 7 }

const OBJECT_WIDTH = 40
/** Of a function's name at least so much stays, however long its outcome is. */
const LEAST_WORDS = 24

/** Operations that differ only in object, or in who was asked where that is everyday work. */
interface Line {
  verb: Verb
  function: string
  initiator: string | null
  responders: (string | null)[]
  objects: string[]
  outcome: string
  count: number
  time: string
  packet: string
}

/** What was done, by whom, the gravest first. */
export function notableOperations(analysis: Analysis): string[] {
  const loud = analysis.operations.filter((one) => !QUIET_VERBS.has(one.verb))
  if (loud.length === 0)
    return section('Notable operations', [
      'None: nothing was written, operated, stopped, programmed or configured, as far as it could be read.',
    ])
  const assets = assetIndex(analysis)
  const clock = clockOf(analysis)
  const blocks = [...Map.groupBy(gather(loud, analysis), (one) => one.initiator)].map(([who, lines]) => ({
    who,
    lines,
    weight: Math.max(...lines.map(weightOf)),
  }))
  blocks.sort((a, b) => b.weight - a.weight || (a.lines[0]!.time < b.lines[0]!.time ? -1 : 1))
  const out = [columns(clock, 'time', 'verb', 'to', 'packet', 'what')]
  let left: number = LISTED.lines
  let skipped = 0
  for (const { who, lines } of blocks) {
    const shown = heaviest(lines, Math.min(left, LISTED.perInitiator))
    skipped += lines.length - shown.length
    left -= shown.length
    if (shown.length === 0) continue
    out.push(cut(party(who, assets, true), WIDTH), ...shown.map((one) => lineOf(one, assets, clock)))
  }
  if (skipped > 0) out.push(`… and ${plural(skipped, 'line')} more (--format html and json have all)`)
  return section('Notable operations', out)
}

/** Who programs, configures, starts and stops what. */
export function programmers(analysis: Analysis): string[] {
  const assets = assetIndex(analysis)
  const work = new Map<string, Map<string, number>>()
  for (const one of analysis.operations) {
    if (!/^(program|firmware|mode|config|stop|start|restart)/.test(one.verb) || one.initiator === null)
      continue
    const pair = `${party(one.initiator, assets)} → ${party(one.responder, assets)}`
    const deeds = work.get(pair) ?? new Map<string, number>()
    const deed = one.outcome === 'done' ? one.verb : `${one.verb} (${one.outcome})`
    deeds.set(deed, (deeds.get(deed) ?? 0) + one.count)
    work.set(pair, deeds)
  }
  if (work.size === 0) return []
  const pairs = [...work].slice(0, LISTED.programmers)
  const lines = pairs.flatMap(([pair, deeds]) =>
    wrap(
      `${pair}: ${[...deeds].map(([deed, count]) => (count > 1 ? `${deed} ×${count}` : deed)).join(', ')}`,
    ),
  )
  if (work.size > pairs.length) lines.push(`… and ${work.size - pairs.length} more`)
  return section('Who programs what', lines)
}

/** Rows that a person reads as one. */
function gather(rows: readonly OperationRow[], analysis: Analysis): Line[] {
  const number = new Map(analysis.captures.map((one, index) => [one.path, index + 1]))
  const several = analysis.captures.length > 1
  const lines = new Map<string, Line>()
  const alike = responders(rows)
  for (const one of rows) {
    const outcome = outcomeWords(one)
    const deed = deedKey(one)
    const many = (alike.get(deed)?.size ?? 0) > ALIKE && !isGrave(one.verb)
    const key = many ? deed : `${deed}|${one.responder}`
    const line = lines.get(key)
    const { object } = one.target
    if (line === undefined) {
      const packet = one.packets[0]?.toString() ?? '?'
      lines.set(key, {
        verb: one.verb,
        function: one.function,
        initiator: one.initiator,
        responders: [one.responder],
        objects: object === '' ? [] : [object],
        outcome,
        count: one.count,
        time: one.time,
        packet: several ? `${number.get(one.capture) ?? '?'}:${packet}` : packet,
      })
      continue
    }
    line.count += one.count
    if (object !== '' && !line.objects.includes(object)) line.objects.push(object)
    if (!line.responders.includes(one.responder)) line.responders.push(one.responder)
  }
  return [...lines.values()]
}

function responders(rows: readonly OperationRow[]): Map<string, Set<string | null>> {
  const found = new Map<string, Set<string | null>>()
  for (const one of rows) found.set(deedKey(one), (found.get(deedKey(one)) ?? new Set()).add(one.responder))
  return found
}

const deedKey = (one: OperationRow): string =>
  [one.initiator, one.verb, one.protocol, one.function, outcomeWords(one)].join('|')

const weightOf = (one: Line): number => (one.outcome === '' ? 1000 : 0) + (DEEDS[one.verb]?.weight ?? 0)

/** The gravest lines, in the order they happened. */
function heaviest(lines: readonly Line[], most: number): Line[] {
  if (lines.length <= most) return [...lines]
  const kept = new Set(lines.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, most))
  return lines.filter((one) => kept.has(one))
}

function lineOf(one: Line, assets: ReadonlyMap<string, Asset>, clock: (time: string) => string): string {
  const named = one.objects.map((text) => cut(text, OBJECT_WIDTH))
  const objects = named.length === 0 ? '' : `: ${some(named, LISTED.objects)}`
  const times = one.count > 1 ? ` ×${one.count.toLocaleString('en')}` : ''
  const end = one.outcome === '' ? '' : ` – ${one.outcome}`
  const [first] = one.responders
  const whom =
    one.responders.length === 1 ? party(first!, assets) : `${one.responders.length} devices, first ${first}`
  const taken = columns(clock, '', '', '', '', '|').length - 1
  const words = what(one.function, objects, times + end, taken)
  return columns(clock, clock(one.time), one.verb, whom, one.packet, words)
}

/** Function and objects cut so that count and outcome stay readable. */
function what(name: string, objects: string, end: string, taken: number): string {
  return cut(name + objects, Math.max(WIDTH - taken - end.length, LEAST_WORDS)) + end
}

function columns(
  clock: (time: string) => string,
  time: string,
  verb: string,
  whom: string,
  packet: string,
  rest: string,
): string {
  const width = clock('0000-00-00T00:00:00').length
  return row(
    [
      [time, width],
      [verb, COLUMNS.verb],
      [whom, COLUMNS.whom],
      [packet.padStart(COLUMNS.packet), COLUMNS.packet],
    ],
    rest,
    '  ',
  )
}

/** Times of one day without their date. */
function clockOf({ captures }: Analysis): (time: string) => string {
  const days = new Set(captures.flatMap((one) => [one.first, one.last]).map((time) => time?.slice(0, 10)))
  days.delete(undefined)
  return days.size > 1 ? (time) => time.slice(5, 19).replace('T', ' ') : (time) => time.slice(11, 19)
}

/** An asset by address and name, and role where wanted. */
function party(id: string | null, assets: ReadonlyMap<string, Asset>, withRole = false): string {
  if (id === null) return 'everybody (a group address)'
  const asset = assets.get(id)
  if (asset === undefined) return id
  const name = asset.names[0] === undefined ? '' : ` “${cut(asset.names[0], 24)}”`
  const role = withRole && asset.role !== 'unknown' ? ` (${roleName(asset.role)})` : ''
  return `${id}${name}${role}`
}
