import { limits } from '../../base/limits.ts'
import type { Analysis } from '../../model/analysis.ts'
import { QUIET_VERBS } from '../../model/verb.ts'
import { assetIndex, outcomeWords, plural, size } from '../../words/words.ts'
import { fileName } from './assets.ts'
import { html, type Markup } from './markup.ts'
import { party, partyLink } from './operations.ts'

/** What goes on all the time: reads, reports and identification, the most frequent first. */
export function everydaySection(analysis: Analysis): Markup {
  const quiet = analysis.operations
    .filter((one) => QUIET_VERBS.has(one.verb))
    .sort((a, b) => b.count - a.count)
  if (quiet.length === 0) return html``
  const shown = quiet.slice(0, limits.report.everyday)
  const assets = assetIndex(analysis)
  return html`<section id="everyday" data-list><h2>What goes on all the time</h2>
<details class="fold"><summary>${plural(quiet.length, 'line')}: reading, reporting and identifying, the most frequent first</summary>
<div class="tools" hidden><input type="search" aria-label="Search everyday operations" placeholder="Search: address, function, point …"><span class="soft" data-count aria-live="polite"></span></div>
<div class="scroll"><table><thead><tr><th scope="col">who</th><th scope="col">whom</th><th scope="col">function</th><th scope="col">object</th><th scope="col" class="num">times</th><th scope="col" class="num">first packet</th></tr></thead><tbody>
${shown.map((one) => {
  const text = `${party(one.initiator, assets)} ${party(one.responder, assets)} ${one.verb} ${one.protocol} ${one.function} ${one.target.object}`
  return html`<tr data-text="${text.toLowerCase()}"><td>${partyLink(one.initiator, assets)}</td><td>${partyLink(one.responder, assets)}</td><td>${one.function} (${one.protocol})${one.outcome !== 'done' && html` <span class="bad">${outcomeWords(one)}</span>`}</td><td>${one.target.object}</td><td class="num">${one.count.toLocaleString('en')}</td><td class="num">${one.packets[0]}</td></tr>`
})}</tbody></table></div>
${quiet.length > shown.length && html`<p class="soft">${plural(quiet.length - shown.length, 'more line')} in the JSON report.</p>`}</details></section>`
}

/** All conversations, the largest first. */
export function conversationsSection(analysis: Analysis): Markup {
  const all = analysis.conversations.toSorted((a, b) => b.bytes - a.bytes || (a.first < b.first ? -1 : 1))
  if (all.length === 0) return html``
  const shown = all.slice(0, limits.report.conversations)
  const assets = assetIndex(analysis)
  return html`<section id="conversations" data-list><h2>Conversations</h2>
<details class="fold"><summary>${plural(all.length, 'conversation')}: every pair that exchanged packets and over what, the largest first</summary>
<div class="tools" hidden><input type="search" aria-label="Search conversations" placeholder="Search: address, protocol, port …">
<select aria-label="State"><option value="">all</option><option value="undecoded">not decoded</option><option value="unanswered">not answered</option></select><span class="soft" data-count aria-live="polite"></span></div>
<div class="scroll"><table><thead><tr><th scope="col">opened by</th><th scope="col">towards</th><th scope="col">over</th><th scope="col" class="num">packets</th><th scope="col" class="num">bytes</th><th scope="col">first packet</th></tr></thead><tbody>
${shown.map((one) => {
  const over = `${one.protocol ?? 'not decoded'} · ${one.transport}${one.port === null ? '' : ` ${one.port}`}`
  const kinds = [one.protocol === null && 'undecoded', !one.answered && 'unanswered'].filter(Boolean)
  const text = `${party(one.initiator, assets)} ${party(one.responder, assets)} ${over}`
  return html`<tr data-text="${text.toLowerCase()}" data-kinds="${kinds.join('|')}"><td>${partyLink(one.initiator, assets)}</td><td>${partyLink(one.responder, assets)}</td><td>${over}${!one.answered && html` <span class="soft">not answered</span>`}</td><td class="num">${one.packets.toLocaleString('en')}</td><td class="num">${size(one.bytes)}</td><td class="num">${one.packet} in ${fileName(one.capture)}</td></tr>`
})}</tbody></table></div>
${all.length > shown.length && html`<p class="soft">${plural(all.length - shown.length, 'more conversation')} in the JSON report.</p>`}</details></section>`
}
