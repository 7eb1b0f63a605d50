import type { Claim } from './claims.ts'
import { merged } from './claims.ts'
import type { Inventory } from './inventory.ts'
import { isLinkLocal } from './zones.ts'

/** Parties that are one asset. */
export interface Group {
  id: string
  /** `mac:…` of the device, or the only party. */
  key: string
  parties: string[]
  claims: Claim[]
}

/** Parties merged by who owns which address. */
export interface Groups {
  all: Group[]
  /** IP → MAC. */
  owner: ReadonlyMap<string, string>
  /** IP → MACs that claim it, the one it stays with first. */
  disputes: ReadonlyMap<string, readonly string[]>
  /** Asset id of a party, null for groups of devices and strangers. */
  assetOf(party: string): string | null
}

/** Merges parties into groups: every address of one device, and what is claimed of any of them. */
export function groupParties(inventory: Inventory): Groups {
  const { ownership, presence } = inventory
  const owner = ownership.owners()
  const disputes = ownership.disputes()
  const keyOf = (party: string): string => {
    const mac = party.startsWith('ip:') ? owner.get(party.slice(3)) : party.slice(4)
    return mac === undefined ? party : `mac:${ownership.deviceOf(mac)}`
  }
  const members = new Map<string, string[]>()
  for (const [party, { named, heard }] of presence) {
    // The last address of a subnet is nobody's, unless somebody sends from it.
    if (named || (!heard && party.endsWith('.255'))) continue
    const key = keyOf(party)
    const known = members.get(key)
    if (known === undefined) members.set(key, [party])
    else known.push(party)
  }
  const ids = new Map<string, string>()
  for (const [key, parties] of members) {
    const id = idOf(key, parties)
    ids.set(key, id)
    for (const party of parties) ids.set(party, id)
  }
  const claims = new Map<string, Claim[]>()
  for (const [key, parties] of members)
    for (const party of new Set([...parties, key]))
      for (const claim of inventory.claims.of(party)) {
        const whose = claimant(claim, party, disputes, keyOf, members) ?? key
        const known = claims.get(whose)
        if (known === undefined) claims.set(whose, [claim])
        else known.push(claim)
      }
  const all = [...members].map(
    ([key, parties]): Group => ({
      id: ids.get(key)!,
      key,
      parties,
      claims: merged(claims.get(key) ?? []),
    }),
  )
  return {
    all: inOrderOf(all, (one) => one.id),
    owner,
    disputes,
    assetOf: (party) => ids.get(party) ?? ids.get(keyOf(party)) ?? null,
  }
}

/** Where two devices claim an address, what was said from it belongs to the one that said it; undefined where nothing is disputed. */
function claimant(
  claim: Claim,
  party: string,
  disputes: ReadonlyMap<string, readonly string[]>,
  keyOf: (party: string) => string,
  members: ReadonlyMap<string, unknown>,
): string | undefined {
  if (claim.via === undefined || !party.startsWith('ip:')) return undefined
  const macs = disputes.get(party.slice(3))
  if (macs === undefined || !macs.includes(claim.via)) return undefined
  const key = keyOf(`mac:${claim.via}`)
  return members.has(key) ? key : undefined
}

/** The first IPv4 names the asset, else the first IPv6 that others can reach, else whatever there is. */
function idOf(key: string, parties: readonly string[]): string {
  const ips = parties.filter((party) => party.startsWith('ip:')).map((party) => party.slice(3))
  const v4 = sortedIds(ips.filter((ip) => !ip.includes(':')))
  const v6 = ips.filter((ip) => ip.includes(':') && !isLinkLocal(ip)).sort()
  const reachable = v4.find((ip) => !isLinkLocal(ip))
  return reachable ?? v4[0] ?? v6[0] ?? (key.startsWith('mac:') ? key.slice(4) : (ips[0] ?? key))
}

/** IPv4 addresses in numeric order before everything else. */
export function sortedIds(ids: readonly string[]): string[] {
  return inOrderOf(ids, (id) => id)
}

/** Sorts what has an id by it, as `sortedIds`. */
export function inOrderOf<T>(all: readonly T[], idOf: (one: T) => string): T[] {
  const keyed = all.map((one) => ({ one, key: sortKey(idOf(one)) }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return keyed.map(({ one }) => one)
}

function sortKey(id: string): string {
  return /^\d+\.\d+\.\d+\.\d+$/.test(id)
    ? `0${id
        .split('.')
        .map((part) => part.padStart(3, '0'))
        .join('.')}`
    : `1${id}`
}
