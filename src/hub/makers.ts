import { readFileSync } from 'node:fs'

const FILE = new URL('../../knowledge/oui.tsv', import.meta.url)
const PREFIX_DIGITS = 6

/** Finds the manufacturer that a MAC's first three bytes are registered to, from knowledge/oui.tsv, whose lines are in order. */
export function makers(): (mac: string) => string | undefined {
  let register: string | undefined
  return (mac) => {
    // A locally administered address says nothing of its maker.
    if ((Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0) return undefined
    // An address of zeros but for its end was made up by whoever recorded a link without MACs.
    if (mac.startsWith('00:00:00:00:00:')) return undefined
    register ??= readFileSync(FILE, 'utf8')
    return makerIn(register, mac.slice(0, 8).replaceAll(':', ''))
  }
}

/** Halves the register until the line of the prefix is found: a table of all its lines would take longer to make than all look-ups. */
function makerIn(register: string, prefix: string): string | undefined {
  let from = 0
  let to = register.length
  while (from < to) {
    const middle = (from + to) >> 1
    const start = register.lastIndexOf('\n', middle - 1) + 1
    const end = register.indexOf('\n', middle)
    const stop = end < 0 ? register.length : end
    const found = register.slice(start, start + PREFIX_DIGITS)
    if (found === prefix) return register.slice(start + PREFIX_DIGITS + 1, stop)
    if (found < prefix) from = stop + 1
    else to = start
  }
  return undefined
}
