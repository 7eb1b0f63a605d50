import { limits } from '../base/limits.ts'
import { microsOf } from '../base/time.ts'
import type { Asset, Evidence } from '../model/analysis.ts'

type Module = Asset['modules'][number]

const STATED = ['vendor', 'model', 'orderNumber', 'serial', 'firmware', 'hardware', 'os'] as const
const STATED_OF_MODULES = ['vendor', 'model', 'orderNumber', 'serial', 'firmware', 'name'] as const

/**
 * What two looks at the same asset say together: whatever was seen later counts, what only one of them saw stays, and all evidence is
 * kept. Which of the two is given first makes no difference.
 */
export function joinAssets(a: Asset, b: Asset): Asset {
  const [older, newer] = isLater(a.lastSeen, b.lastSeen) ? [b, a] : [a, b]
  const judged = worthOf(newer) < worthOf(older) ? older : newer
  return {
    id: newer.id,
    interfaces: unlike(
      [...newer.interfaces, ...older.interfaces],
      (one) => `${one.mac} ${one.ip} ${one.vlan}`,
    ),
    names: joinNames(older.names, newer.names),
    ...stated(STATED, older, newer),
    role: judged.role,
    roleReason: judged.roleReason,
    level: judged.level,
    levelReason: judged.levelReason,
    zone: newer.zone,
    zoneReason: newer.zoneReason,
    protocols: [...new Set([...older.protocols, ...newer.protocols])].sort(),
    modules: joinModules(older.modules, newer.modules),
    conflicts: [...new Set([...older.conflicts, ...newer.conflicts])],
    heard: older.heard || newer.heard,
    firstSeen: isLater(a.firstSeen, b.firstSeen) ? b.firstSeen : a.firstSeen,
    lastSeen: newer.lastSeen,
    evidence: joinEvidence(older.evidence, newer.evidence),
  }
}

/** Who was seen to do a certain work once is not taken for just any computer because it did nothing of the kind lately. */
function worthOf({ role }: Asset): number {
  if (role === 'unknown') return 0
  return role === 'it-host' ? 1 : 2
}

function joinModules(older: readonly Module[], newer: readonly Module[]): Module[] {
  const joined = newer.map((module) => {
    const before = older.find((one) => one.id === module.id)
    if (before === undefined) return module
    const evidence = joinEvidence(before.evidence, module.evidence)
    return { id: module.id, ...stated(STATED_OF_MODULES, before, module), evidence }
  })
  return [...joined, ...older.filter((one) => !newer.some(({ id }) => id === one.id))]
}

/** What states single values and proves them. */
type Stating<K extends string> = Partial<Record<K, string | undefined>> & { evidence: readonly Evidence[] }

/** The single values of the newer, unless the older has the better proof for its own: a guess does not replace what a device said. */
function stated<K extends string>(
  names: readonly K[],
  older: Stating<K>,
  newer: Stating<K>,
): Partial<Record<K, string>> {
  const values: Partial<Record<K, string>> = {}
  for (const name of names) {
    const [before, now] = [older[name], newer[name]]
    const keeps = now === undefined || proofOf(newer, name, now) < proofOf(older, name, before)
    const value = keeps ? (before ?? now) : now
    if (value !== undefined) values[name] = value
  }
  return values
}

/** Confidence of the best claim of a value; of the attribute, where the value is worded otherwise than it was claimed. */
function proofOf({ evidence }: Stating<string>, attribute: string, value: string | undefined): number {
  if (value === undefined) return -1
  const claims = evidence.filter((one) => one.attribute === attribute)
  const same = claims.filter((one) => one.value === value)
  return Math.max(0, ...(same.length > 0 ? same : claims).map((one) => one.confidence))
}

/** Names stay in their order while nothing but what is known is heard. */
function joinNames(older: readonly string[], newer: readonly string[]): string[] {
  const known = new Set(older)
  return newer.every((name) => known.has(name)) ? [...older] : [...new Set([...newer, ...older])]
}

/** The newest claims first to be kept, told in the order they were made. */
function joinEvidence(older: readonly Evidence[], newer: readonly Evidence[]): Evidence[] {
  const claims = unlike([...older, ...newer], (one) => `${one.attribute} ${one.protocol} ${one.value}`)
  return claims.slice(-limits.inventory.claimsPerParty)
}

/** Without those that say the same as one before them. */
function unlike<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const kept = new Map<string, T>()
  for (const item of items) {
    const key = keyOf(item)
    if (!kept.has(key)) kept.set(key, item)
  }
  return [...kept.values()]
}

/** Whether an instant in ISO text is later than another. */
function isLater(a: string, b: string): boolean {
  const [x, y] = [microsOf(a), microsOf(b)]
  if (x === undefined || y === undefined) return y === undefined && x !== undefined
  return x.micros > y.micros || (x.micros === y.micros && x.rest > y.rest)
}
