import type { Analysis, Asset, OperationRow } from '../model/analysis.ts'
import type { Verb } from '../model/verb.ts'

/** How much an operation that somebody carried out matters to a plant, and how to say it; verbs that only look are left out. */
const WEIGHTS: Partial<Record<Verb, readonly [weight: number, words: string]>> = {
  stop: [100, 'stopped'],
  restart: [95, 'restarted'],
  'firmware-update': [90, 'changed the firmware of'],
  'program-download': [85, 'loaded a program into'],
  'program-delete': [85, 'deleted a program in'],
  'program-edit': [80, 'edited the program of'],
  'network-change': [80, 'changed the name or address of'],
  force: [75, 'forced values in'],
  'mode-change': [70, 'changed the operating mode of'],
  'comms-control': [65, 'changed how to communicate with'],
  'alarm-suppress': [65, 'suppressed alarms of'],
  'password-change': [60, 'changed a password of'],
  'config-change': [60, 'changed the configuration of'],
  start: [40, 'started'],
  'program-upload': [35, 'read the program out of'],
  operate: [30, 'operated an output of'],
  write: [25, 'wrote values to'],
  'time-set': [10, 'set the clock of'],
}

/** Added for each device that a party changes: who changes many is worth a look before who changes one. */
const PER_DEVICE = 4
/** Added when the device moves the process itself: Purdue level 1 and below. */
const AT_THE_PROCESS = 30
const PROCESS_LEVEL = 1
/** What so many parties do alike is a habit of the network, such as renewing an address. */
const HABIT = 3

/**
 * The few things in an analysis that a person should look at first, worded: who did what to what, and the packet that proves it. At most
 * one line for each device; parties that changed many devices come first.
 */
export function notable(analysis: Analysis, most: number): string[] {
  const assets = new Map(analysis.assets.map((one) => [one.id, one]))
  const done = analysis.operations.filter((one) => one.outcome === 'done' && one.verb in WEIGHTS)
  const doers = gather(
    done,
    (one) => `${one.protocol} ${one.function}`,
    (one) => one.initiator,
  )
  const loud = done.filter((one) => (doers.get(`${one.protocol} ${one.function}`)?.size ?? 0) < HABIT)
  const reach = gather(
    loud,
    (one) => one.initiator,
    (one) => one.responder,
  )
  const score = (one: OperationRow): number =>
    (WEIGHTS[one.verb]?.[0] ?? 0) +
    PER_DEVICE * (reach.get(one.initiator)?.size ?? 0) +
    (levelOf(one.responder, assets) <= PROCESS_LEVEL ? AT_THE_PROCESS : 0)
  const ranked = loud.toSorted((a, b) => score(b) - score(a) || (a.time < b.time ? -1 : 1))
  const lines: string[] = []
  const told = new Set<string | null>()
  for (const one of ranked) {
    if (lines.length >= most || told.has(one.responder)) continue
    told.add(one.responder)
    lines.push(wording(one, assets))
  }
  return lines
}

/** The distinct values that rows with the same key have. */
function gather<K, V>(
  rows: readonly OperationRow[],
  key: (one: OperationRow) => K,
  value: (one: OperationRow) => V,
): Map<K, Set<V>> {
  const groups = new Map<K, Set<V>>()
  for (const one of rows) {
    const group = groups.get(key(one)) ?? new Set()
    groups.set(key(one), group.add(value(one)))
  }
  return groups
}

function wording(one: OperationRow, assets: ReadonlyMap<string, Asset>): string {
  const packet = one.packets[0] === undefined ? '' : `, packet ${one.packets[0]}`
  const who = nameOf(one.initiator, assets)
  const whom = nameOf(one.responder, assets)
  return `${who} ${WEIGHTS[one.verb]?.[1]} ${whom} (${one.function} at ${one.time.slice(11, 19)}${packet})`
}

function levelOf(id: string | null, assets: ReadonlyMap<string, Asset>): number {
  return (id === null ? undefined : assets.get(id)?.level) ?? Number.POSITIVE_INFINITY
}

/** A name people know beside an address they can look up. */
function nameOf(id: string | null, assets: ReadonlyMap<string, Asset>): string {
  const asset = id === null ? undefined : assets.get(id)
  if (asset === undefined) return 'an unknown party'
  const address = asset.interfaces.find((one) => one.ip !== undefined)?.ip ?? asset.interfaces[0]?.mac
  const name = asset.names[0] ?? asset.model ?? asset.vendor
  if (name === undefined) return address ?? asset.id
  return address === undefined || address === name ? name : `${name} [${address}]`
}
