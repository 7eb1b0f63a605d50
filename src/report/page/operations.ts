import { limits } from '../../base/limits.ts'
import type { Analysis, Asset, OperationRow } from '../../model/analysis.ts'
import { QUIET_VERBS } from '../../model/verb.ts'
import { assetIndex, clock, isGrave, nameOf, outcomeWords, plural } from '../../words/words.ts'
import { html, type Markup } from './markup.ts'

/** Operations that change something or were refused, with a number that the timeline links to. */
export function loudOperations(analysis: Analysis): OperationRow[] {
  return analysis.operations.filter((one) => !QUIET_VERBS.has(one.verb)).slice(0, limits.report.operations)
}

/** The list of what was done to whom, each line opening into its evidence. */
export function operationsSection(analysis: Analysis): Markup {
  const all = analysis.operations.filter((one) => !QUIET_VERBS.has(one.verb))
  const loud = loudOperations(analysis)
  if (loud.length === 0)
    return html`<section id="operations"><h2>What was done</h2>
<p>Nothing was written, operated, stopped, programmed or configured in what was captured. If you expected work to show here, check
under <a href="#unseen">what was not seen</a> whether its protocol was read.</p></section>`
  const assets = assetIndex(analysis)
  const verbs = [...new Set(loud.map((one) => one.verb))].sort()
  const left = all.length - loud.length
  return html`<section id="operations" data-list><h2>What was done</h2>
<p class="soft">Everything that changes something, in the order it first happened (UTC). Open a line for the packets that prove it.</p>
<div class="tools" hidden><input type="search" aria-label="Search operations" placeholder="Search: address, name, function, block …">
<select aria-label="Kind of operation"><option value="">all kinds</option>${verbs.map((verb) => html`<option>${verb}</option>`)}</select>
<select aria-label="Outcome"><option value="">any outcome</option><option>done</option><option>refused</option><option>unanswered</option></select>
<span class="soft" data-count aria-live="polite"></span></div>
<div class="heads operation-heads" aria-hidden="true"><span>first time</span><span>what</span><span>who → whom</span><span>times</span></div>
<div class="rows">${loud.map((one, index) => operationRow(one, index, assets))}</div>
${left > 0 && html`<p class="warn">${plural(left, 'more operation')} are in the JSON report (--format json).</p>`}</section>`
}

function operationRow(one: OperationRow, index: number, assets: ReadonlyMap<string, Asset>): Markup {
  const who = party(one.initiator, assets)
  const whom = party(one.responder, assets)
  const outcome = outcomeWords(one)
  const object = one.target.object === '' ? '' : ` · ${one.target.object}`
  const text = `${who} ${whom} ${one.verb} ${one.protocol} ${one.function} ${one.target.object} ${outcome} ${one.initiator} ${one.responder}`
  return html`<details class="row operation" id="op-${index}" data-text="${text.toLowerCase()}" data-kinds="${one.verb}|${one.outcome}">
<summary><time>${clock(one.time)}</time><span class="verb${isGrave(one.verb) ? ' grave' : ''}">${one.verb}</span>
<span class="what">${who} → ${whom}: ${one.function}${object}${outcome !== '' && html` <span class="bad">${outcome}</span>`}</span>
<span class="num end">×${one.count.toLocaleString('en')}</span></summary>
<div class="inside">${operationEvidence(one, assets)}</div></details>`
}

/** What proves an operation, and how to look at it. */
function operationEvidence(one: OperationRow, assets: ReadonlyMap<string, Asset>): Markup {
  return html`<dl class="facts"><dt>function</dt><dd>${one.function} (${one.protocol})</dd>
${one.target.object !== '' && html`<dt>object</dt><dd>${one.target.object}</dd>`}
<dt>asked by</dt><dd>${partyLink(one.initiator, assets)}</dd><dt>carried out by</dt><dd>${partyLink(one.responder, assets)}</dd>
<dt>outcome</dt><dd>${outcomeWords(one) || 'done'}, ${plural(one.count, 'time')}</dd>
<dt>first and last</dt><dd><time>${one.time}</time> – <time>${one.last}</time></dd>
<dt>packets</dt><dd>${one.packets.join(', ')} in <code>${one.capture}</code></dd>
<dt>in Wireshark</dt><dd><code>frame.number in {${one.packets.join(', ')}}</code></dd></dl>`
}

/** An asset in a sentence; groups have no asset. */
export function party(id: string | null, assets: ReadonlyMap<string, Asset>): string {
  const asset = id === null ? undefined : assets.get(id)
  if (asset === undefined) return id ?? 'a group of devices'
  const name = nameOf(asset)
  return name === asset.id ? name : `${name} (${asset.id})`
}

export function partyLink(id: string | null, assets: ReadonlyMap<string, Asset>): Markup {
  const text = party(id, assets)
  return id !== null && assets.has(id) ? html`<a href="#${anchorOf(id)}">${text}</a>` : html`${text}`
}

/** Name of an asset's place in the page. */
export function anchorOf(id: string): string {
  return `asset-${id.replace(/[^a-z0-9]/gi, '-')}`
}
