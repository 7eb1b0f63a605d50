import { createHash } from 'node:crypto'
import type { Analysis } from '../model/analysis.ts'
import { assetsSection } from './page/assets.ts'
import { client } from './page/client.ts'
import { conversationsSection, everydaySection } from './page/conversations.ts'
import { coverageSection } from './page/coverage.ts'
import { glanceHeader, glanceSection } from './page/glance.ts'
import { mapSection } from './page/map.ts'
import { html, Markup } from './page/markup.ts'
import { operationsSection } from './page/operations.ts'
import { STYLE } from './page/style.ts'
import { timelineSection } from './page/timeline.ts'

/** Opens what the address names, now and whenever it changes. */
const SCRIPT = `(${client})(document, (then) => {
  const go = () => then(decodeURIComponent(location.hash.slice(1)))
  addEventListener('hashchange', go)
  go()
})`

/**
 * The analysis as one HTML file that opens without a network. All text from the wire is encoded, and the page's own policy lets nothing run
 * or load but its one script and style. The same analysis gives the same bytes.
 */
export function htmlReport(analysis: Analysis): string {
  const parts = [
    ['glance', 'At a glance', glanceSection(analysis)],
    ['operations', 'What was done', operationsSection(analysis)],
    ['timeline', 'When', timelineSection(analysis)],
    ['map', 'Map', mapSection(analysis)],
    ['assets', 'Inventory', assetsSection(analysis)],
    ['everyday', 'Everyday', everydaySection(analysis)],
    ['conversations', 'Conversations', conversationsSection(analysis)],
    ['unseen', 'Not seen', coverageSection(analysis)],
  ] as const
  const there = parts.filter(([, , section]) => section.text !== '')
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sightglass: what this capture shows</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; script-src '${hashOf(SCRIPT)}'; style-src '${hashOf(STYLE)}'">
<style>${new Markup(STYLE)}</style></head><body><a class="skip" href="#operations">Skip to what was done</a>
${glanceHeader(analysis)}
<nav aria-label="Parts of the report"><ul>${there.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
<main>${there.map(([, , section]) => section)}</main>
<footer><p>Made by Sightglass from captured traffic alone; nothing was sent to any device. Every line names its packets: open the capture in Wireshark, or take the packets out with
<code>sightglass dissect CAPTURE --carve FILTER --out evidence.pcap</code>.</p></footer>
<script>${new Markup(SCRIPT)}</script></body></html>
`.text
}

/** Source expression of Content Security Policy level 3 for an inline script or style. */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
