import { isoOfMicros, microsOf } from '../../base/time.ts'
import type { Asset, Evidence } from '../../model/analysis.ts'
import type { AttributeChange } from '../../model/attribute-change.ts'
import { StoreRefusal } from '../contract.ts'
import type { Row, Value } from './connection.ts'

/** Stands for a number that is not known, so that it sorts and compares; known ones are never negative. */
export const UNKNOWN_NUMBER = -1

/** Attributes with a history that an asset states as single values. */
const SINGLE = ['vendor', 'model', 'orderNumber', 'serial', 'firmware', 'hardware', 'os'] as const
const OF_MODULES = ['vendor', 'model', 'orderNumber', 'serial', 'firmware', 'name'] as const

/** Columns of `asset`, in the order of the table, without the site. */
export function assetColumns(asset: Asset): Value[] {
  const addresses = asset.interfaces.flatMap(({ mac, ip }) => [mac, ip]).filter((one) => one !== undefined)
  return [
    asset.id,
    asset.name ?? asset.names[0] ?? '',
    asset.role,
    ...SINGLE.map((attribute) => asset[attribute] ?? ''),
    asset.zone,
    asset.level ?? UNKNOWN_NUMBER,
    asset.heard ? 1 : 0,
    instantOf(asset.firstSeen).micros,
    instantOf(asset.lastSeen).micros,
    ...[asset.names, [...new Set(addresses)], asset.protocols, asset.conflicts].map(setText),
    asset.criticality ?? '',
    setText(asset.tags ?? []),
    asset.owner ?? '',
  ]
}

/** Values of a set between line feeds, with one before and one behind; empty when there are none. */
function setText(values: readonly string[]): string {
  return values.length === 0 ? '' : `\n${values.join('\n')}\n`
}

/** What an asset states at present: attribute → value. */
export function attributesOf(asset: Asset): Map<string, string> {
  const stated = new Map<string, string>()
  const state = (attribute: string, value: string | undefined): void => {
    if (value !== undefined && value !== '') stated.set(attribute, value)
  }
  for (const attribute of SINGLE) state(attribute, asset[attribute])
  state('names', asset.names.join(', '))
  state('criticality', asset.criticality)
  state('tags', asset.tags?.join(', '))
  state('owner', asset.owner)
  state('role', asset.role === 'unknown' ? undefined : asset.role)
  state('zone', asset.zone)
  state('level', asset.level === null ? undefined : String(asset.level))
  const addresses = asset.interfaces.flatMap(({ mac, ip }) => [ip, mac]).filter((one) => one !== undefined)
  state('addresses', [...new Set(addresses)].sort().join(', '))
  for (const module of asset.modules)
    for (const attribute of OF_MODULES) state(`${attribute} of ${module.id}`, module[attribute])
  return stated
}

/** Steps from one state of an asset to the next; before the first there was nothing. */
export function changesBetween(before: Asset | undefined, now: Asset, time: string): AttributeChange[] {
  const old = before === undefined ? new Map<string, string>() : attributesOf(before)
  const fresh = attributesOf(now)
  const attributes = new Set([...fresh.keys(), ...old.keys()])
  return [...attributes]
    .filter((attribute) => old.get(attribute) !== fresh.get(attribute))
    .map((attribute) => {
      const value = fresh.get(attribute) ?? null
      const evidence = value === null ? null : bestEvidence(now, attribute, value)
      return { asset: now.id, attribute, time, value, before: old.get(attribute) ?? null, evidence }
    })
}

function bestEvidence(asset: Asset, attribute: string, value: string): Evidence | null {
  const [name, moduleId] = attribute.split(' of ', 2)
  const module = moduleId === undefined ? undefined : asset.modules.find((one) => one.id === moduleId)
  const claims = (module ?? asset).evidence.filter((one) => named(one, name ?? attribute, value))
  return claims.reduce<Evidence | null>((a, b) => (a !== null && a.confidence >= b.confidence ? a : b), null)
}

function named(claim: Evidence, attribute: string, value: string): boolean {
  if (attribute === 'names') return claim.attribute === 'name' && value.split(', ').includes(claim.value)
  return claim.attribute === attribute && claim.value === value
}

/** A change as a row of `asset_change`, without the site. */
export function changeColumns(change: AttributeChange): Value[] {
  const { micros, rest } = instantOf(change.time)
  const { asset, attribute, value, before, evidence } = change
  return [asset, micros, attribute, rest, value, before, JSON.stringify(evidence)]
}

export function changeOf(row: Row): AttributeChange {
  return {
    asset: String(row.asset),
    attribute: String(row.attribute),
    time: isoOfMicros(Number(row.at), Number(row.rest)),
    value: textOrNull(row.value),
    before: textOrNull(row.before),
    evidence: JSON.parse(String(row.evidence)),
  }
}

function textOrNull(value: Value | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

/** An instant of ISO text; refuses what is none. */
export function instantOf(text: string): { micros: number; rest: number } {
  const instant = microsOf(text)
  if (instant === undefined) throw new StoreRefusal('invalid', `'${text}' is not a time in ISO 8601, UTC`)
  return instant
}
