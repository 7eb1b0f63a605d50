import type { Analysis, Asset } from '../../model/analysis.ts'
import { QUIET_VERBS } from '../../model/verb.ts'
import { assetIndex, isGrave, levelName, nameOf, roleName } from '../../words/words.ts'
import { type Box, type Layout, layoutOf } from './layout.ts'
import { html, type Markup } from './markup.ts'
import { anchorOf, partyLink } from './operations.ts'

/** Characters that fit into a box. */
const LONGEST = 22
const SIDE = 6

/** What two assets have to do with each other. */
interface Link {
  a: string
  b: string
  protocols: Set<string>
  grave: boolean
}

/** Who talks to whom, drawn by zone and level; picking an asset shows its own conversations alone. */
export function mapSection(analysis: Analysis): Markup {
  if (analysis.assets.length === 0) return html``
  const layout = layoutOf(analysis)
  const links = linksOf(analysis)
  const assets = assetIndex(analysis)
  const touched = new Set(analysis.operations.filter((one) => isGrave(one.verb)).map((one) => one.responder))
  const shown = analysis.assets.filter((one) => layout.nodes.has(one.id))
  return html`<section id="map"><h2>Who talks to whom</h2>
<p class="soft">Levels from the enterprise at the top to the process at the bottom, zones as columns (proposed from addresses). Choose an asset to see its conversations alone. Marked
lines and frames: something was stopped, programmed or reconfigured. Dashed frames: addressed by others, never heard.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Map of assets"><svg class="map" width="${layout.width}" height="${layout.height}" viewBox="0 0 ${layout.width} ${layout.height}" role="group" aria-label="Map of assets and their conversations">
${bands(layout)}${links.map((link) => edge(link, layout))}${shown.map((asset) => node(asset, layout.nodes.get(asset.id)!, touched.has(asset.id)))}</svg></div>
${layout.left > 0 && html`<p class="soft">${layout.left} more assets are in the <a href="#assets">inventory</a> only.</p>`}
${shown.map((asset) => about(asset, links, assets))}</section>`
}

function bands(layout: Layout): Markup[] {
  return [
    ...layout.bands.map(
      ({ level, box }) =>
        html`<rect class="band" x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}"/><text class="soft" x="8" y="${box.y + 22}">${levelName(level)}</text>`,
    ),
    ...layout.zones.map(
      ({ name, box }) =>
        html`<rect class="zone" x="${box.x}" y="${box.y + 1}" width="${box.width}" height="${box.height - 2}"/><text class="soft" x="${box.x + 8}" y="15">${name}</text>`,
    ),
  ]
}

/** Pairs of assets with what they speak, from decoded conversations and operations. */
function linksOf(analysis: Analysis): Link[] {
  const links = new Map<string, Link>()
  const link = (from: string | null, to: string | null): Link | undefined => {
    if (from === null || to === null || from === to) return undefined
    const [a, b] = from < to ? [from, to] : [to, from]
    const key = `${a}|${b}`
    const known = links.get(key) ?? { a, b, protocols: new Set<string>(), grave: false }
    links.set(key, known)
    return known
  }
  for (const one of analysis.conversations)
    if (one.protocol !== null && one.answered) link(one.initiator, one.responder)?.protocols.add(one.protocol)
  for (const one of analysis.operations) {
    const known = link(one.initiator, one.responder)
    known?.protocols.add(one.protocol)
    if (known !== undefined && !QUIET_VERBS.has(one.verb) && isGrave(one.verb)) known.grave = true
  }
  return [...links.values()]
}

function edge(link: Link, layout: Layout): Markup {
  const from = layout.nodes.get(link.a)
  const to = layout.nodes.get(link.b)
  if (from === undefined || to === undefined) return html``
  return html`<path class="edge${link.grave ? ' grave' : ''}" data-a="${link.a}" data-b="${link.b}" d="${path(from, to)}"><title>${[...link.protocols].sort().join(', ')}</title></path>`
}

/** A curve from the lower edge of the upper box to the upper edge of the lower one; around the side where both stand in one row. */
function path(a: Box, b: Box): string {
  const [upper, lower] = a.y <= b.y ? [a, b] : [b, a]
  const x1 = upper.x + upper.width / 2
  const x2 = lower.x + lower.width / 2
  if (upper.y === lower.y) {
    const y = upper.y
    return `M${x1} ${y}C${x1} ${y - SIDE * 2} ${x2} ${y - SIDE * 2} ${x2} ${y}`
  }
  const y1 = upper.y + upper.height
  const y2 = lower.y
  const bend = Math.max(SIDE, (y2 - y1) / 2)
  return `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`
}

function node(asset: Asset, box: Box, touched: boolean): Markup {
  const name = nameOf(asset)
  const role = roleName(asset.role)
  return html`<g class="node${touched ? ' touched' : ''}${asset.heard ? '' : ' silent'}" tabindex="0" role="button" data-asset="${asset.id}" aria-label="${name}, ${role}, ${asset.id}">
<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}"/><text x="${box.x + 8}" y="${box.y + 19}">${shortened(name)}</text><text class="soft" x="${box.x + 8}" y="${box.y + 36}">${shortened(`${asset.id} · ${role}`)}</text></g>`
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

function about(asset: Asset, links: readonly Link[], assets: ReadonlyMap<string, Asset>): Markup {
  const mine = links.filter((one) => one.a === asset.id || one.b === asset.id)
  const what = [asset.vendor, asset.model ?? asset.orderNumber].filter(Boolean).join(' ')
  return html`<div data-about="${asset.id}" hidden><h3><a href="#${anchorOf(asset.id)}">${nameOf(asset)}</a></h3>
<p>${roleName(asset.role)}, ${levelName(asset.level)}${what !== '' && `, ${what}`}</p>
<ul>${mine.map((one) => html`<li>${partyLink(one.a === asset.id ? one.b : one.a, assets)}: ${[...one.protocols].sort().join(', ')}</li>`)}</ul></div>`
}
