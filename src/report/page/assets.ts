import { limits } from '../../base/limits.ts'
import type { Analysis, Asset, Evidence } from '../../model/analysis.ts'
import { clock, levelName, plural, roleName } from '../../words/words.ts'
import { html, type Markup } from './markup.ts'
import { anchorOf } from './operations.ts'

/** The inventory: searchable, each line opening into every claim with the packet that makes it. */
export function assetsSection(analysis: Analysis): Markup {
  const { assets } = analysis
  const shown = assets.slice(0, limits.report.assets)
  const roles = [...new Set(shown.map((one) => one.role))].sort()
  const levels = [...new Set(shown.map((one) => one.level))].sort((a, b) => (a ?? 9) - (b ?? 9))
  if (assets.length === 0)
    return html`<section id="assets"><h2>Inventory</h2><p>No device was seen. A capture from a mirror port of the plant's switch shows most.</p></section>`
  return html`<section id="assets" data-list><h2>Inventory</h2>
<p class="soft">Open a line for what is known of a device and which packet says so.</p>
<div class="tools" hidden><input type="search" aria-label="Search assets" placeholder="Search: address, name, vendor, serial …">
<select aria-label="Role"><option value="">all roles</option>${roles.map((role) => html`<option value="${role}">${roleName(role)}</option>`)}</select>
<select aria-label="Level"><option value="">all levels</option>${levels.map((level) => html`<option value="level ${level}">${levelName(level)}</option>`)}</select>
<span class="soft" data-count aria-live="polite"></span></div>
<div class="heads asset-heads" aria-hidden="true"><span>address</span><span>role</span><span>name</span><span>what it is</span><span>firmware</span><span>serial</span></div>
<div class="rows">${shown.map(assetRow)}</div>
${assets.length > shown.length && html`<p class="warn">${plural(assets.length - shown.length, 'more asset')} are in the JSON report (--format json).</p>`}</section>`
}

function assetRow(asset: Asset): Markup {
  const what = [asset.vendor, asset.model ?? asset.orderNumber].filter(Boolean).join(' ')
  const text = [
    asset.id,
    ...asset.interfaces.flatMap((one) => [one.ip, one.mac]),
    ...asset.names,
    asset.role,
    what,
    asset.orderNumber,
    asset.serial,
    asset.firmware,
    asset.zone,
    ...asset.protocols,
    ...asset.modules.flatMap((one) => [one.id, one.model, one.serial, one.name]),
  ]
  return html`<details class="row asset" id="${anchorOf(asset.id)}" data-text="${text.filter(Boolean).join(' ').toLowerCase()}" data-kinds="${asset.role}|level ${asset.level}">
<summary><span>${asset.id}</span><span>${roleName(asset.role)}${!asset.heard && html` <span class="warn">silent</span>`}</span><span>${asset.names[0]}</span><span>${what}${asset.conflicts.length > 0 && html` <span class="warn">contradicting</span>`}</span><span>${asset.firmware}</span><span>${asset.serial}</span></summary>
<div class="inside">${assetFacts(asset)}${modules(asset)}${evidence(asset.evidence)}</div></details>`
}

function assetFacts(asset: Asset): Markup {
  const addresses = asset.interfaces.map((one) =>
    [one.ip, one.mac, one.vlan === undefined ? undefined : `VLAN ${one.vlan}`].filter(Boolean).join(' · '),
  )
  const fact = (name: string, value: string | undefined) =>
    value !== undefined && value !== '' && html`<dt>${name}</dt><dd>${value}</dd>`
  return html`<dl class="facts">${fact('addresses', addresses.join(', '))}${fact('names', asset.names.join(', '))}
${fact('role', `${roleName(asset.role)}: ${asset.roleReason}`)}${fact('level', `${levelName(asset.level)}: ${asset.levelReason}`)}
${fact('zone', `${asset.zone} (${asset.zoneReason})`)}${fact('order number', asset.orderNumber)}${fact('hardware', asset.hardware)}${fact('operating system', asset.os)}
${fact('protocols', asset.protocols.join(', '))}${fact('seen', `${clock(asset.firstSeen)} – ${clock(asset.lastSeen)}`)}
${asset.conflicts.length > 0 && html`<dt class="warn">contradicting</dt><dd>Several firm claims about ${asset.conflicts.join(', ')}: see the evidence.</dd>`}
${!asset.heard && html`<dt class="warn">silent</dt><dd>Others addressed it; it was never heard.</dd>`}</dl>`
}

function modules(asset: Asset): Markup | false {
  return (
    asset.modules.length > 0 &&
    html`<h3>Inside or behind it</h3><div class="scroll"><table><thead><tr><th scope="col">part</th><th scope="col">name</th><th scope="col">vendor</th><th scope="col">model</th><th scope="col">order number</th><th scope="col">firmware</th><th scope="col">serial</th><th scope="col">packet</th></tr></thead><tbody>
${asset.modules.slice(0, limits.report.modules).map((one) => html`<tr><td>${one.id}</td><td>${one.name}</td><td>${one.vendor}</td><td>${one.model}</td><td>${one.orderNumber}</td><td>${one.firmware}</td><td>${one.serial}</td><td class="num">${one.evidence[0]?.packet}</td></tr>`)}</tbody></table></div>
${asset.modules.length > limits.report.modules && html`<p class="soft">${asset.modules.length - limits.report.modules} more in the JSON report.</p>`}`
  )
}

function evidence(claims: readonly Evidence[]): Markup | false {
  if (claims.length === 0) return false
  return html`<h3>Evidence</h3><div class="scroll"><table><thead><tr><th scope="col">says</th><th scope="col">value</th><th scope="col">by</th><th scope="col" class="num">packet</th><th scope="col">capture</th><th scope="col" class="num">confidence</th></tr></thead><tbody>
${claims.slice(0, limits.report.claims).map((one) => html`<tr><td>${one.attribute}</td><td>${one.value}</td><td>${one.protocol}</td><td class="num">${one.packet}</td><td>${fileName(one.capture)}</td><td class="num">${one.confidence.toFixed(1)}</td></tr>`)}</tbody></table></div>
${claims.length > limits.report.claims && html`<p class="soft">${claims.length - limits.report.claims} more in the JSON report.</p>`}`
}

/** The last part of a path: the table is narrow and the whole path stands at the top of the page. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path
}
