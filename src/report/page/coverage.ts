import { limits } from '../../base/limits.ts'
import type { Analysis } from '../../model/analysis.ts'
import { assetIndex, plural, size } from '../../words/words.ts'
import { fileName } from './assets.ts'
import { html, type Markup } from './markup.ts'
import { partyLink } from './operations.ts'

/** What the capture does not show: undecoded, encrypted, silent, lost. A reader must know what the rest of the page rests on. */
export function coverageSection(analysis: Analysis): Markup {
  const { coverage } = analysis
  const assets = assetIndex(analysis)
  const undecoded = coverage.undecoded.reduce((sum, one) => sum + one.bytes, 0)
  const share = coverage.bytes === 0 ? 0 : (100 * undecoded) / coverage.bytes
  const shown = coverage.undecoded.slice(0, limits.report.undecoded)
  return html`<section id="unseen"><h2>What was not seen</h2>
<p>${share.toFixed(1)} % of the bytes are in protocols that were not decoded${coverage.encrypted.length > 0 && html`; encrypted: ${coverage.encrypted.join(', ')}`}.</p>
${
  shown.length > 0 &&
  html`<div class="scroll"><table><thead><tr><th scope="col">not decoded</th><th scope="col" class="num">conversations</th><th scope="col" class="num">bytes</th><th scope="col">first packet</th></tr></thead><tbody>
${shown.map((one) => html`<tr><td>${one.what}</td><td class="num">${one.conversations.toLocaleString('en')}</td><td class="num">${size(one.bytes)}</td><td>${one.packet} in ${fileName(one.capture)}</td></tr>`)}</tbody></table></div>`
}
<ul>${coverage.silentAssets.length > 0 && html`<li>Addressed but never heard: ${coverage.silentAssets.slice(0, limits.report.undecoded).map((id, index) => html`${index > 0 && ', '}${partyLink(id, assets)}`)}</li>`}
${coverage.lostBytes > 0 && html`<li>${size(coverage.lostBytes)} of streams are missing from the capture.</li>`}
${coverage.cutPackets > 0 && html`<li>${plural(coverage.cutPackets, 'packet')} were cut by the snap length.</li>`}
${coverage.damagedPackets > 0 && html`<li>${plural(coverage.damagedPackets, 'packet')} have damaged headers.</li>`}
${coverage.notes.map((note) => html`<li>${note}</li>`)}</ul></section>`
}
