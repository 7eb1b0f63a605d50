import { limits } from '../../base/limits.ts'
import type { Analysis, OperationRow } from '../../model/analysis.ts'
import { assetIndex, clock, DEEDS, isGrave, nameOf, outcomeWords } from '../../words/words.ts'
import { html, type Markup } from './markup.ts'
import { loudOperations, party } from './operations.ts'

const LABEL_WIDTH = 190
const PLOT_WIDTH = 1090
const LANE_HEIGHT = 30
const TOP = 14
const TICKS = 6
const LONGEST_LABEL = 26

/** Places an instant on the plot, 0 to 1. */
type Scale = (time: string) => number

/** When what was done to whom: a lane for each target, a mark for each operation, each a link to its line in the list. */
export function timelineSection(analysis: Analysis): Markup {
  const loud = loudOperations(analysis)
  if (loud.length === 0) return html``
  const lanes = lanesOf(loud)
  const shown = lanes.slice(0, limits.report.timelineLanes)
  const { scale, even } = scaleOf(analysis, loud)
  const height = TOP + shown.length * LANE_HEIGHT + 26
  const assets = assetIndex(analysis)
  const labels = shown.map(([id], lane) => {
    const asset = id === null ? undefined : assets.get(id)
    const label = asset === undefined ? (id ?? 'a group') : nameOf(asset)
    return html`<text x="0" y="${TOP + lane * LANE_HEIGHT + 19}">${shortened(label)}</text>
<line class="lane" x1="${LABEL_WIDTH}" x2="${LABEL_WIDTH + PLOT_WIDTH}" y1="${middle(lane)}" y2="${middle(lane)}"/>`
  })
  const points = shown.map(([, operations], lane) =>
    operations.map((one) => point(one, loud.indexOf(one), lane, scale, party(one.initiator, assets))),
  )
  return html`<section id="timeline"><h2>When it was done</h2>
<p class="soft">One lane for each device that something was done to, the gravest first. Marked points can stop or change a controller; hollow ones were refused. Choose a point to see
its evidence.${even && ' The captures lie far apart in time, so the points stand in order and not to scale.'}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Timeline of operations"><svg viewBox="0 0 ${LABEL_WIDTH + PLOT_WIDTH + 20} ${height}" width="${LABEL_WIDTH + PLOT_WIDTH + 20}" height="${height}" role="group" aria-label="Timeline of operations">
${labels}${ticks(loud, scale, height)}${points}</svg></div>
${lanes.length > shown.length && html`<p class="soft">${lanes.length - shown.length} more devices are in the list above.</p>`}</section>`
}

function middle(lane: number): number {
  return TOP + lane * LANE_HEIGHT + LANE_HEIGHT / 2
}

/** Operations by target, the gravest and busiest first. */
function lanesOf(loud: readonly OperationRow[]): [string | null, OperationRow[]][] {
  const lanes = new Map<string | null, OperationRow[]>()
  for (const one of loud) {
    const lane = lanes.get(one.responder)
    if (lane === undefined) lanes.set(one.responder, [one])
    else lane.push(one)
  }
  const gravity = (operations: readonly OperationRow[]) =>
    operations.reduce((most, one) => Math.max(most, DEEDS[one.verb]?.weight ?? 0), 0)
  return [...lanes].sort(([, a], [, b]) => gravity(b) - gravity(a) || b.length - a.length)
}

/** True to time, unless captures lie so far apart that everything would fall on a few points: then evenly, in order. */
function scaleOf(analysis: Analysis, loud: readonly OperationRow[]): { scale: Scale; even: boolean } {
  const spans = analysis.captures.flatMap((one) =>
    one.first === null || one.last === null ? [] : [[Date.parse(one.first), Date.parse(one.last)] as const],
  )
  const first = Math.min(...spans.map(([from]) => from))
  const last = Math.max(...spans.map(([, to]) => to))
  const captured = spans.reduce((sum, [from, to]) => sum + to - from, 0)
  if (last - first > 4 * captured + 60_000) {
    const times = [...new Set(loud.map((one) => one.time))].sort()
    const place = new Map(times.map((time, index) => [time, (index + 0.5) / times.length]))
    return { scale: (time) => place.get(time) ?? 1, even: true }
  }
  const span = Math.max(1, last - first)
  return { scale: (time) => Math.min(1, Math.max(0, (Date.parse(time) - first) / span)), even: false }
}

function point(one: OperationRow, index: number, lane: number, scale: Scale, who: string): Markup {
  const x = LABEL_WIDTH + scale(one.time) * PLOT_WIDTH
  const end = LABEL_WIDTH + scale(one.last) * PLOT_WIDTH
  const kind = one.outcome === 'done' ? (isGrave(one.verb) ? ' grave' : '') : ' refused'
  const words = `${clock(one.time)} ${who}: ${one.verb}, ${one.function} ${one.target.object} ${outcomeWords(one)}`
  const tail =
    end - x > 4 &&
    html`<rect class="point${kind}" x="${x.toFixed(1)}" y="${middle(lane) - 1}" width="${(end - x).toFixed(1)}" height="2"/>`
  return html`<a href="#op-${index}" aria-label="${words}">${tail}<circle class="point${kind}" cx="${x.toFixed(1)}" cy="${middle(lane)}" r="5"><title>${words}</title></circle></a>`
}

function ticks(loud: readonly OperationRow[], scale: Scale, height: number): Markup[] {
  const times = [...new Set(loud.map((one) => one.time))].sort()
  const chosen: string[] = []
  let free = 0
  for (const time of times) {
    if (scale(time) < free || chosen.length >= TICKS) continue
    chosen.push(time)
    free = scale(time) + 0.95 / TICKS
  }
  return chosen.map((time) => {
    const x = LABEL_WIDTH + scale(time) * PLOT_WIDTH
    return html`<line class="lane" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${TOP - 6}" y2="${height - 20}"/><text class="soft" x="${Math.min(x, LABEL_WIDTH + PLOT_WIDTH - 110).toFixed(1)}" y="${height - 5}">${clock(time)}</text>`
  })
}

function shortened(label: string): string {
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label
}
