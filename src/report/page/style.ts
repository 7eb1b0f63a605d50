/**
 * The page's look, after ISA-101: muted greys, colour only for what is abnormal, nothing that decorates. Light and dark follow the
 * reader's system; paper gets everything open and no controls.
 */
export const STYLE = `
:root { color-scheme: light dark; --bg: #e9eaec; --panel: #f6f6f7; --line: #c3c6ca; --text: #1f2328; --soft: #565d66; --mark: #9a5b00; --mark-bg: #f4e3c8; --refused: #8a2f2f; --node: #dfe1e4; --edge: #9aa0a8; --pick: #2f5f8a; --focus: #1c5fb0; }
@media (prefers-color-scheme: dark) { :root { --bg: #1d2024; --panel: #26292e; --line: #41464d; --text: #dadde1; --soft: #a2a9b2; --mark: #e8b05a; --mark-bg: #46361d; --refused: #e39a9a; --node: #383d44; --edge: #6d747d; --pick: #8fbbe0; --focus: #8fbbe0; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 3.2rem; }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main, header, footer { max-width: 1400px; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.2rem; }
h1 { font-size: 1.45rem; margin: 0 0 .3rem; font-weight: 600; }
h2 { font-size: 1.1rem; margin: 0 0 .6rem; font-weight: 600; }
h3 { font-size: .95rem; margin: 1rem 0 .3rem; font-weight: 600; }
p { margin: .3rem 0; max-width: 75ch; }
.headline { font-size: 1.1rem; max-width: 100ch; } ol { margin: .2rem 0 1rem; padding-left: 1.4rem; } ol li { max-width: 110ch; }
.soft { color: var(--soft); }
nav { position: sticky; top: 0; z-index: 2; background: var(--bg); border-bottom: 1px solid var(--line); }
nav ul { max-width: 1400px; margin: 0 auto; padding: .5rem 1.25rem; display: flex; gap: 1.1rem; list-style: none; overflow-x: auto; }
nav li { white-space: nowrap; } a { color: inherit; }
a:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, button:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
section { background: var(--panel); border: 1px solid var(--line); margin: 1rem 0; padding: 1rem 1.1rem; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--panel); padding: .4rem .8rem; z-index: 3; }
.glance { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 1.5rem; }
.bars { display: grid; grid-template-columns: minmax(8rem, auto) 1fr auto; gap: .25rem .7rem; align-items: center; margin: 0; }
.bars dt { grid-column: 1; } .bars dd { margin: 0; display: contents; }
.bar { width: 100%; grid-column: 2; } .bar .ground { fill: var(--node); } .bar .fill { fill: var(--edge); } .bar .mark { fill: var(--mark); }
.bars b { grid-column: 3; font-weight: 500; text-align: right; font-variant-numeric: tabular-nums; }
.tools { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; margin: .4rem 0 .8rem; }
input[type=search], select { font: inherit; color: inherit; background: var(--bg); border: 1px solid var(--line); padding: .35rem .55rem; min-height: 2.2rem; }
input[type=search] { flex: 1 1 16rem; max-width: 32rem; }
button { font: inherit; color: inherit; background: var(--node); border: 1px solid var(--line); padding: .3rem .8rem; min-height: 2.2rem; cursor: pointer; }
.rows { border-top: 1px solid var(--line); }
.row { border-bottom: 1px solid var(--line); }
.row > summary { display: grid; gap: .1rem .9rem; padding: .45rem .2rem; cursor: pointer; list-style: none; align-items: baseline; }
.row > summary::-webkit-details-marker { display: none; }
.row[open] > summary { background: var(--bg); }
.operation > summary { grid-template-columns: 10.5rem 11rem 1fr auto; }
.asset > summary { grid-template-columns: 10rem 10rem minmax(9rem, 1fr) minmax(11rem, 1.4fr) 7.5rem minmax(6rem, 9rem); }
.heads { display: grid; gap: .9rem; color: var(--soft); font-size: .85rem; padding: .2rem; }
.heads.asset-heads { grid-template-columns: 10rem 10rem minmax(9rem, 1fr) minmax(11rem, 1.4fr) 7.5rem minmax(6rem, 9rem); }
.heads.operation-heads { grid-template-columns: 10.5rem 11rem 1fr auto; }
time, .num, code { font-variant-numeric: tabular-nums; }
code { font-family: ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace; font-size: .88em; overflow-wrap: anywhere; }
.verb { border: 1px solid var(--line); padding: 0 .4rem; white-space: nowrap; justify-self: start; }
.verb.grave { background: var(--mark-bg); border-color: var(--mark); color: var(--mark); font-weight: 600; }
.bad { color: var(--refused); }
.warn { color: var(--mark); }
.fold > summary { cursor: pointer; color: var(--soft); padding: .2rem 0; } .inside { padding: .2rem .6rem .9rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } th { text-align: left; font-weight: 500; color: var(--soft); border-bottom: 1px solid var(--line); }
td, th { padding: .22rem .8rem .22rem 0; vertical-align: top; overflow-wrap: anywhere; } tr + tr td { border-top: 1px solid var(--line); }
td.num, th.num { text-align: right; white-space: nowrap; }
.scroll { overflow-x: auto; }
svg { display: block; } svg text { fill: var(--text); font: 12px system-ui, sans-serif; } svg text.soft { fill: var(--soft); }
.lane { stroke: var(--line); } .point { fill: var(--edge); } .point.grave { fill: var(--mark); } .point.refused { fill: none; stroke: var(--refused); stroke-width: 2; }
.band { fill: none; stroke: var(--line); } .zone { fill: none; stroke: var(--line); stroke-dasharray: 5 4; } .node rect { fill: var(--node); stroke: var(--line); } .node.touched rect { stroke: var(--mark); stroke-width: 2; } .node.silent rect { stroke-dasharray: 3 3; }
.edge { fill: none; stroke: var(--edge); stroke-width: 1; opacity: .55; } .edge.grave { stroke: var(--mark); opacity: .95; stroke-width: 1.6; }
.map.picking .edge { opacity: .08; } .map.picking .edge.on { opacity: 1; stroke: var(--pick); stroke-width: 2; } .map.picking .node { opacity: .35; } .map.picking .node.on { opacity: 1; } .node { cursor: pointer; } .node.picked rect { stroke: var(--pick); stroke-width: 2.5; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .4rem 0; } .facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
[hidden] { display: none !important; }
footer { padding-bottom: 3rem; color: var(--soft); }
@media (max-width: 820px) {
  body { font-size: 16px; } main, header, footer { padding: 0 .7rem; } section { padding: .8rem .7rem; }
  .heads { display: none !important; }
  .operation > summary { grid-template-columns: 1fr auto; } .operation > summary .what { grid-column: 1 / -1; } .operation > summary .end { grid-column: 1 / -1; }
  .asset > summary { grid-template-columns: 1fr 1fr; } .asset > summary > :nth-child(n+3) { grid-column: 1 / -1; } .asset > summary > :empty { display: none; }
  .facts { grid-template-columns: 1fr; } .facts dt { margin-top: .3rem; }
}
@media print {
  :root { --bg: #fff; --panel: #fff; --line: #999; --text: #000; --soft: #333; --mark: #7a4600; --mark-bg: #fff; --node: #eee; --edge: #666; }
  body { font-size: 10pt; } nav, .tools, .skip, button { display: none !important; } section { border: 0; padding: 0; margin: .6cm 0; } h2 { break-after: avoid; } .row, tr { break-inside: avoid; } .scroll { overflow: visible; } svg { max-width: 100%; height: auto; }
}
`
