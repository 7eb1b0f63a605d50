import type { Analysis, Asset, OperationRow } from '../../model/analysis.ts'
import { QUIET_VERBS, type Verb } from '../../model/verb.ts'
import { assetIndex, DEEDS, isGrave, outcomeWords, plural, roleName } from '../../words/words.ts'
import { cut, row, section, some, WIDTH, wrap } from './table.ts'

const LISTED = { lines: 60, perInitiator: 16, objects: 3, programmers: 30 }
/** What is everyday work, done alike to more devices than this, becomes one line. */
const ALIKE = 3
const COLUMNS = { verb: 16, packet: 7 }
/** Narrowest and widest that the column of those who were asked becomes. */
const WHOM = { least: 12, most: 36 }

const OBJECT_WIDTH = 40

/** Operations that differ only in object, or in who was asked where that is everyday work. */
interface Line {
  verb: Verb
  function: string
  initiator: string | null
  responders: Set<string | null>
  objects: Set<string>
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
  const { blocks, skipped } = chosen(gather(loud, analysis))
  const whoms = blocks.flatMap(({ lines }) => lines.map((one) => whomOf(one, assets).length))
  const layout = { clock: clockOf(analysis), whom: Math.min(WHOM.most, Math.max(WHOM.least, ...whoms)) }
  const out = [columns(layout, ['time', 'verb', 'to', 'packet'], 'what')]
  for (const { who, lines } of blocks)
    out.push(
      cut(who === null ? 'an unknown party' : party(who, assets, true), WIDTH),
      ...lines.map((one) => lineOf(one, assets, layout)),
    )
  if (skipped > 0) out.push(`… and ${plural(skipped, 'line')} more (--format html and json have all)`)
  return section('Notable operations', out)
}

interface Block {
  who: string | null
  lines: Line[]
}

/** Lines by initiator, whoever did the gravest thing first, as many as fit. */
function chosen(lines: readonly Line[]): { blocks: Block[]; skipped: number } {
  const blocks = [...Map.groupBy(lines, (one) => one.initiator)].map(([who, mine]) => ({ who, lines: mine }))
  const gravest = (block: Block): number => Math.max(...block.lines.map(weightOf))
  blocks.sort((a, b) => gravest(b) - gravest(a) || (a.lines[0]!.time < b.lines[0]!.time ? -1 : 1))
  let left: number = LISTED.lines
  for (const block of blocks) {
    block.lines = heaviest(block.lines, Math.min(left, LISTED.perInitiator))
    left -= block.lines.length
  }
  const shown = blocks.reduce((sum, one) => sum + one.lines.length, 0)
  return { blocks: blocks.filter((one) => one.lines.length > 0), skipped: lines.length - shown }
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
        responders: new Set([one.responder]),
        objects: new Set(object === '' ? [] : [object]),
        outcome,
        count: one.count,
        time: one.time,
        packet: several ? `${number.get(one.capture) ?? '?'}:${packet}` : packet,
      })
      continue
    }
    line.count += one.count
    if (object !== '') line.objects.add(object)
    line.responders.add(one.responder)
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

function lineOf(one: Line, assets: ReadonlyMap<string, Asset>, layout: Layout): string {
  const named = [...one.objects].map((text) => cut(text, OBJECT_WIDTH))
  const objects = named.length === 0 ? '' : `: ${some(named, LISTED.objects)}`
  const times = one.count > 1 ? ` ×${one.count.toLocaleString('en')}` : ''
  const end = cut(one.outcome === '' ? times : `${times} – ${one.outcome}`, WIDTH / 4)
  const cells = [layout.clock(one.time), one.verb, whomOf(one, assets), one.packet] as const
  const room = WIDTH - (columns(layout, cells, '|').length - 1) - end.length
  return columns(layout, cells, what(one.function, objects, room) + end)
}

function whomOf(one: Line, assets: ReadonlyMap<string, Asset>): string {
  const [first] = one.responders
  return one.responders.size === 1
    ? party(first ?? null, assets)
    : `${one.responders.size} devices, first ${first}`
}

/** Function and objects, each cut so that something of both stays. */
function what(name: string, objects: string, room: number): string {
  const forObjects = Math.min(objects.length, Math.max(room - name.length, Math.floor(room / 2)))
  return cut(name, room - forObjects) + cut(objects, forObjects)
}

interface Layout {
  clock: (time: string) => string
  /** Width of the column of those who were asked. */
  whom: number
}

function columns(
  { clock, whom }: Layout,
  [time, verb, to, packet]: readonly [string, string, string, string],
  rest: string,
): string {
  return row(
    [
      [time, clock('0000-00-00T00:00:00').length],
      [verb, COLUMNS.verb],
      [to, whom],
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
