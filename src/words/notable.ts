import type { Analysis, Asset, OperationRow } from '../model/analysis.ts'
import type { Verb } from '../model/verb.ts'
import { assetIndex, DEEDS, roleName } from './words.ts'

/** What has to be known to tell what matters. */
export type Known = Pick<Analysis, 'operations' | 'assets'>

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
export function notable(analysis: Known, most: number): string[] {
  const assets = assetIndex(analysis)
  const lines: string[] = []
  const told = new Set<string | null>()
  for (const one of ranked(analysis)) {
    if (lines.length >= most || told.has(one.responder)) continue
    told.add(one.responder)
    lines.push(wording(one, assets))
  }
  return lines
}

/** Something that matters: one party, what it did or asked for, and all the rows that say so. */
export interface Matter {
  words: string
  verb: Verb
  rows: OperationRow[]
}

/** What matters, by party and verb: what was done, the gravest first, then what was asked for and not seen done. */
export function matters(known: Known, most: number): Matter[] {
  const assets = assetIndex(known)
  const grouped = (rows: readonly OperationRow[], words: (rows: OperationRow[]) => string): Matter[] =>
    [...Map.groupBy(rows, (one) => `${one.initiator ?? ''} ${one.verb} ${one.outcome}`).values()].map(
      (alike) => ({
        words: words(alike),
        verb: alike[0]!.verb,
        rows: alike,
      }),
    )
  return [
    ...grouped(ranked(known), (rows) => deedWords(rows, assets)),
    ...grouped(attempts(known), (rows) => attemptWords(rows, assets)),
  ].slice(0, most)
}

/** The one thing that matters most, with all the devices it was done to; undefined when nothing was changed. */
export function gravest(known: Known): string | undefined {
  const rows = ranked(known)
  const [first] = rows
  if (first === undefined) return undefined
  const alike = rows.filter((one) => one.initiator === first.initiator && one.verb === first.verb)
  return deedWords(alike, assetIndex(known))
}

/** The gravest thing that somebody asked for and that was not seen done; undefined when nothing was asked for. */
export function gravestAttempt(known: Known): string | undefined {
  const [first] = attempts(known)
  return first === undefined ? undefined : attemptWords([first], assetIndex(known))
}

function attempts({ operations }: Known): OperationRow[] {
  const asked = operations.filter((one) => one.outcome !== 'done' && one.verb in DEEDS)
  const weight = (one: OperationRow): number => DEEDS[one.verb]?.weight ?? 0
  return asked.toSorted((a, b) => weight(b) - weight(a))
}

/** One party and verb in a sentence, with the devices it reached. */
function deedWords(alike: readonly OperationRow[], assets: ReadonlyMap<string, Asset>): string {
  const first = alike[0]!
  const devices = new Set(alike.map((one) => one.responder)).size
  if (devices === 1) return wording(first, assets)
  const doer = nameOf(first.initiator, assets)
  return `${doer} ${DEEDS[first.verb]?.words} ${devices} devices, among them ${whomOf(first, assets)} (${proof(first)})`
}

function attemptWords(alike: readonly OperationRow[], assets: ReadonlyMap<string, Asset>): string {
  const first = alike[0]!
  const end = first.outcome === 'refused' ? 'refused' : 'no answer seen'
  const devices = new Set(alike.map((one) => one.responder)).size
  const whom =
    devices === 1 ? whomOf(first, assets) : `${devices} devices, among them ${whomOf(first, assets)},`
  return `${nameOf(first.initiator, assets)} asked ${whom} for a ${first.verb} (${proof(first)}): ${end}`
}

/** What was done that is no habit of the network, what matters most in front. */
function ranked(analysis: Known): OperationRow[] {
  const assets = assetIndex(analysis)
  const done = analysis.operations.filter((one) => one.outcome === 'done' && one.verb in DEEDS)
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
    (DEEDS[one.verb]?.weight ?? 0) +
    PER_DEVICE * (reach.get(one.initiator)?.size ?? 0) +
    (levelOf(one.responder, assets) <= PROCESS_LEVEL ? AT_THE_PROCESS : 0)
  return loud.toSorted((a, b) => score(b) - score(a) || (a.time < b.time ? -1 : 1))
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
  const [who, whom] = [nameOf(one.initiator, assets), whomOf(one, assets)]
  return `${who} ${DEEDS[one.verb]?.words} ${whom} (${proof(one)})`
}

function proof(one: OperationRow): string {
  const packet = one.packets[0] === undefined ? '' : `, packet ${one.packets[0]}`
  return `${one.function} at ${one.time.slice(11, 19)}${packet}`
}

function levelOf(id: string | null, assets: ReadonlyMap<string, Asset>): number {
  return (id === null ? undefined : assets.get(id)?.level) ?? Number.POSITIVE_INFINITY
}

function whomOf({ responder }: OperationRow, assets: ReadonlyMap<string, Asset>): string {
  return responder === null ? 'everybody (a group address)' : nameOf(responder, assets)
}

/** A name people know beside an address they can look up. */
function nameOf(id: string | null, assets: ReadonlyMap<string, Asset>): string {
  const asset = id === null ? undefined : assets.get(id)
  if (asset === undefined) return 'an unknown party'
  const address = asset.interfaces.find((one) => one.ip !== undefined)?.ip ?? asset.interfaces[0]?.mac
  const role =
    asset.role === 'unknown' || asset.role === 'it-host' ? undefined : `the ${roleName(asset.role)}`
  const name = asset.names[0] ?? asset.model ?? role ?? asset.vendor
  if (name === undefined) return address ?? asset.id
  return address === undefined || address === name ? name : `${name} [${address}]`
}
