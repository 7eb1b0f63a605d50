import { readFileSync } from 'node:fs'

const FILE = new URL('../../knowledge/oui.tsv', import.meta.url)

/** Finds the manufacturer that a MAC's first three bytes are registered to, from knowledge/oui.tsv. */
export function makers(): (mac: string) => string | undefined {
  let table: Map<string, string> | undefined
  return (mac) => {
    table ??= load()
    // A locally administered address says nothing of its maker.
    if ((Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0) return undefined
    // An address of zeros but for its end was made up by whoever recorded a link without MACs.
    if (mac.startsWith('00:00:00:00:00:')) return undefined
    return table.get(mac.slice(0, 8).replaceAll(':', ''))
  }
}

function load(): Map<string, string> {
  const table = new Map<string, string>()
  for (const line of readFileSync(FILE, 'utf8').split('\n')) {
    const tab = line.indexOf('\t')
    if (tab === 6 && !line.startsWith('#')) table.set(line.slice(0, 6), line.slice(7))
  }
  return table
}
