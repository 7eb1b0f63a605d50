import type { Analysis } from '../../model/analysis.ts'
import { QUIET_VERBS } from '../../model/verb.ts'
import { notable } from '../../words/notable.ts'
import { clock, DEEDS, isGrave, levelName, plural, size } from '../../words/words.ts'
import { headline } from '../headline.ts'
import { fileName } from './assets.ts'
import { html, type Markup } from './markup.ts'

/** More than this is no longer a glance. */
const LOOK_FIRST = 5

interface Bar {
  name: string
  count: number
  marked: boolean
  /** What stands beside the bar, where it is not the count itself. */
  label?: string
}

/** The top of the page: what was read, what is there, what was done, how much of it was understood. */
export function glanceHeader(analysis: Analysis): Markup {
  const { captures, coverage, assets } = analysis
  const times = captures.flatMap((one) =>
    one.first === null || one.last === null ? [] : [one.first, one.last],
  )
  times.sort()
  const names = captures.slice(0, 3).map((one) => fileName(one.path))
  const more = captures.length > names.length ? ` and ${captures.length - names.length} more` : ''
  return html`<header><h1>What this capture shows</h1>
<p class="headline">${headline(analysis)}</p>
<p>${names.join(', ')}${more} · ${plural(coverage.packets, 'packet')}, ${size(coverage.bytes)} · ${plural(assets.length, 'asset')}, ${plural(coverage.messages, 'message')} understood</p>
${times.length > 0 && html`<p class="soft"><time>${clock(times[0]!)}</time> to <time>${clock(times.at(-1)!)}</time> UTC</p>`}
${captures.flatMap((one) => one.notes.map((note) => html`<p class="warn">${one.path}: ${note}</p>`))}</header>`
}

/** Three small charts: assets by level, deeds by kind, traffic by whether it was understood. */
export function glanceSection(analysis: Analysis): Markup {
  return html`<section id="glance"><h2>At a glance</h2>${first(analysis)}<div class="glance">
<div><h3>Assets by level</h3>${bars(byLevel(analysis), '#assets')}</div>
<div><h3>What was done</h3>${bars(byVerb(analysis), '#operations')}</div>
<div><h3>Bytes understood</h3>${bars(byUnderstanding(analysis), '#unseen')}</div></div></section>`
}

/** What to look at first, where more than the headline's one thing was done. */
function first(analysis: Analysis): Markup | false {
  const lines = notable(analysis, LOOK_FIRST)
  return lines.length > 1 && html`<h3>Look first</h3><ol>${lines.map((line) => html`<li>${line}</li>`)}</ol>`
}

function bars(all: readonly Bar[], link: string): Markup {
  if (all.length === 0) return html`<p class="soft">Nothing.</p>`
  const most = Math.max(1, ...all.map((one) => one.count))
  return html`<dl class="bars">${all.map((one) => html`<dt><a href="${link}">${one.name}</a></dt><dd><svg class="bar" height="10" aria-hidden="true"><rect class="ground" width="100%" height="10"/><rect class="${one.marked ? 'mark' : 'fill'}" width="${Math.max(1, Math.round((100 * one.count) / most))}%" height="10"/></svg><b>${one.label ?? one.count.toLocaleString('en')}</b></dd>`)}</dl>`
}

function byLevel({ assets }: Analysis): Bar[] {
  const levels = [5, 4, 3, 2, 1, 0, null]
  return levels
    .map((level) => ({
      name: levelName(level),
      count: assets.filter((one) => one.level === level).length,
      marked: false,
    }))
    .filter((one) => one.count > 0)
}

function byVerb({ operations }: Analysis): Bar[] {
  const counts = new Map<string, Bar>()
  for (const one of operations) {
    if (QUIET_VERBS.has(one.verb)) continue
    const bar = counts.get(one.verb) ?? { name: one.verb, count: 0, marked: isGrave(one.verb) }
    bar.count += one.count
    counts.set(one.verb, bar)
  }
  const weight = (bar: Bar) => DEEDS[bar.name as keyof typeof DEEDS]?.weight ?? 0
  return [...counts.values()].sort((a, b) => weight(b) - weight(a)).slice(0, 8)
}

function byUnderstanding({ coverage }: Analysis): Bar[] {
  const undecoded = coverage.undecoded.reduce((sum, one) => sum + one.bytes, 0)
  return [
    { name: 'decoded', count: Math.max(0, coverage.bytes - undecoded), marked: false },
    { name: 'not decoded', count: undecoded, marked: false },
    { name: 'missing', count: coverage.lostBytes, marked: true },
  ]
    .filter((one) => one.count > 0)
    .map((one) => ({ ...one, label: size(one.count) }))
}
