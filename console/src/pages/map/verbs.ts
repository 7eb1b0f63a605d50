/** How much a verb weighs to somebody who looks at a plant. */
export type Weight = 'looks' | 'changes' | 'grave'

const LOOKS = new Set(['read', 'identify', 'enumerate', 'subscribe', 'report', 'diagnose', 'connect'])

/** What changes how the plant is controlled, or takes control or view away. */
const GRAVE = new Set([
  'force',
  'stop',
  'restart',
  'mode-change',
  'program-download',
  'program-edit',
  'program-delete',
  'firmware-update',
  'config-change',
  'network-change',
  'password-change',
  'file-delete',
  'alarm-suppress',
  'comms-control',
])

export function weightOf(verb: string): Weight {
  return GRAVE.has(verb) ? 'grave' : LOOKS.has(verb) ? 'looks' : 'changes'
}

const ORDER: Readonly<Record<Weight, number>> = { grave: 0, changes: 1, looks: 2 }

/** The gravest first, then by name. */
export function byWeight(a: string, b: string): number {
  return ORDER[weightOf(a)] - ORDER[weightOf(b)] || (a < b ? -1 : a > b ? 1 : 0)
}

/** The gravest of some verbs; what has none at all only looks. */
export function gravest(verbs: Iterable<string>): Weight {
  let heaviest: Weight = 'looks'
  for (const verb of verbs) {
    const weight = weightOf(verb)
    if (ORDER[weight] < ORDER[heaviest]) heaviest = weight
  }
  return heaviest
}
