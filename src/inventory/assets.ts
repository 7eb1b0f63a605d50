import { isoTime } from '../base/time.ts'
import type { Asset, Conversation, Evidence, OperationRow } from '../model/analysis.ts'
import type { Attribute } from '../model/observation.ts'
import type { Verb } from '../model/verb.ts'
import { best, type Claim, contradictions } from './claims.ts'
import { type ConversationTotal, type Inventory, isSomebody, type Presence } from './inventory.ts'
import { type Behaviour, levelOf, type RoleHints, roleOf } from './roles.ts'
import { type UnitDeed, unitsOf } from './units.ts'

/** What the inventory needs to know besides what was heard. */
export interface Surroundings {
  /** Paths of the captures, by number. */
  captures: readonly string[]
  /** Roles that protocols hint at, by protocol id. */
  hints: ReadonlyMap<string, RoleHints>
  /** Manufacturer that a MAC's first half is registered to; undefined when unknown. */
  makerOf(mac: string): string | undefined
}

/** An operation between two parties, as far as roles need it. */
export interface Deed extends UnitDeed {
  initiator: string
  verb: Verb
}

/** The inventory with parties merged into assets. */
export interface Assembly {
  assets: Asset[]
  conversations: Conversation[]
  /** Asset id of a party (`ip:…`, `mac:…`), null for groups and strangers. */
  assetOf(party: string): string | null
}

/** Merges parties into assets, decides every attribute by the stated rules, and words conversations by asset. */
export function assemble(inventory: Inventory, deeds: readonly Deed[], around: Surroundings): Assembly {
  const owner = inventory.ownership.owners()
  const routers = inventory.ownership.routers(owner)
  const groups = new Map<string, string[]>()
  const groupOf = (party: string): string => {
    const mac = party.startsWith('ip:') ? owner.get(party.slice(3)) : party.slice(4)
    return mac === undefined ? party : `mac:${inventory.ownership.deviceOf(mac)}`
  }
  for (const party of inventory.presence.keys()) {
    const group = groupOf(party)
    groups.set(group, [...(groups.get(group) ?? []), party])
  }
  const ids = new Map<string, string>()
  for (const [group, parties] of groups) {
    const id = idOf(group, parties)
    ids.set(group, id)
    for (const party of parties) ids.set(party, id)
  }
  const assetOf = (party: string): string | null => ids.get(party) ?? ids.get(groupOf(party)) ?? null
  const behaviours = behave(inventory, deeds, assetOf)
  const assets = [...groups].map(([group, parties]) => {
    const id = ids.get(group)!
    const behaviour = behaviours.get(id) ?? idle()
    const macs = macsOf(parties, owner)
    for (const mac of macs) behaviour.routes += routers.get(mac) ?? 0
    return asset(id, group, parties, inventory, behaviour, around, owner)
  })
  assets.sort((a, b) => compareIds(a.id, b.id))
  const conversations = [...inventory.conversations.values()].map((one) => worded(one, assetOf, around))
  return { assets, conversations, assetOf }
}

/** The first IPv4 names the asset, else the first IPv6 that is not link-local, else whatever there is. */
function idOf(group: string, parties: readonly string[]): string {
  const ips = parties.filter((party) => party.startsWith('ip:')).map((party) => party.slice(3))
  const v4 = ips.filter((ip) => !ip.includes(':')).sort(compareIds)
  const v6 = ips.filter((ip) => ip.includes(':') && !ip.startsWith('fe80:')).sort()
  return v4[0] ?? v6[0] ?? (group.startsWith('mac:') ? group.slice(4) : (ips[0] ?? group))
}

/** IPv4 addresses in numeric order before everything else. */
export function compareIds(a: string, b: string): number {
  const x = sortKey(a)
  const y = sortKey(b)
  return x < y ? -1 : x > y ? 1 : 0
}

function sortKey(id: string): string {
  return /^\d+\.\d+\.\d+\.\d+$/.test(id)
    ? `0${id
        .split('.')
        .map((part) => part.padStart(3, '0'))
        .join('.')}`
    : `1${id}`
}

function idle(): Behaviour {
  return { served: new Map(), asked: new Map(), verbs: new Set(), routes: 0, units: 0 }
}

function behave(
  inventory: Inventory,
  deeds: readonly Deed[],
  assetOf: (party: string) => string | null,
): Map<string, Behaviour> {
  const all = new Map<string, Behaviour>()
  const of = (id: string): Behaviour => {
    const known = all.get(id) ?? idle()
    all.set(id, known)
    return known
  }
  for (const one of inventory.conversations.values()) {
    const from = assetOf(one.initiator)
    const to = assetOf(one.responder)
    for (const protocol of one.layers) {
      if (to !== null) note(of(to).served, protocol, one.answered ? one.initiator : undefined)
      if (from !== null) note(of(from).asked, protocol, isSomebody(one.responder) ? one.responder : undefined)
    }
  }
  for (const deed of deeds) {
    const id = assetOf(deed.initiator)
    if (id !== null) of(id).verbs.add(deed.verb)
  }
  for (const [party, units] of unitsOf(deeds)) {
    const id = assetOf(party)
    if (id !== null) of(id).units += units.size
  }
  return all
}

function note(map: Map<string, Set<string>>, protocol: string, other: string | undefined): void {
  const known = map.get(protocol) ?? new Set<string>()
  if (other !== undefined) known.add(other)
  map.set(protocol, known)
}

function asset(
  id: string,
  group: string,
  parties: readonly string[],
  inventory: Inventory,
  behaviour: Behaviour,
  around: Surroundings,
  owner: ReadonlyMap<string, string>,
): Asset {
  const claims = [...new Set([...parties, group])].flatMap((party) => inventory.claims.of(party))
  claims.sort((a, b) => a.order - b.order)
  const seen = parties.map((party) => inventory.presence.get(party)!)
  const mac = group.startsWith('mac:') ? group.slice(4) : undefined
  const first = earliest(seen)
  const maker = mac === undefined ? undefined : around.makerOf(mac)
  if (maker !== undefined)
    claims.push({
      attribute: 'vendor',
      value: maker,
      protocol: 'oui',
      confidence: 0.3,
      capture: first.capture,
      packet: first.packet,
      order: Number.MAX_SAFE_INTEGER,
      count: 1,
    })
  const role = roleOf(claims, behaviour, around.hints)
  const level = levelOf(role.role)
  const last = seen.reduce((a, b) => (b.lastSeconds > a.lastSeconds ? b : a))
  return {
    id,
    interfaces: interfaces(parties, owner, inventory),
    names: distinct(claims, 'name'),
    ...attributes(claims),
    role: role.role,
    roleReason: role.reason,
    level: level.level,
    levelReason: level.reason,
    zone: zoneOf(parties),
    protocols: [...new Set([...behaviour.served.keys(), ...behaviour.asked.keys()])].sort(),
    modules: parties.flatMap((party) => modules(party, inventory, around)),
    conflicts: contradictions(claims),
    heard: seen.some((one) => one.heard),
    firstSeen: isoTime(first.seconds, first.nanos),
    lastSeen: isoTime(last.lastSeconds, last.lastNanos),
    evidence: claims.map((claim) => evidence(claim, around)),
  }
}

function earliest(seen: readonly Presence[]): Presence {
  return seen.reduce((a, b) =>
    b.seconds < a.seconds || (b.seconds === a.seconds && b.nanos < a.nanos) ? b : a,
  )
}

/** MACs of an asset: those seen themselves, and those that its addresses belong to. */
function macsOf(parties: readonly string[], owner: ReadonlyMap<string, string>): string[] {
  const macs = parties.map((party) => (party.startsWith('mac:') ? party.slice(4) : owner.get(party.slice(3))))
  return [...new Set(macs.filter((mac) => mac !== undefined))]
}

function interfaces(
  parties: readonly string[],
  owner: ReadonlyMap<string, string>,
  inventory: Inventory,
): Asset['interfaces'] {
  const ips = parties.filter((party) => party.startsWith('ip:')).map((party) => party.slice(3))
  const addressed = new Set(ips.map((ip) => owner.get(ip)))
  const bare = macsOf(parties, owner).filter((mac) => !addressed.has(mac))
  const vlan = parties.map((party) => inventory.presence.get(party)?.vlan).find((one) => one !== undefined)
  const common = vlan === undefined ? {} : { vlan }
  return [
    ...ips.sort(compareIds).map((ip) => {
      const mac = owner.get(ip)
      return { ...(mac === undefined ? {} : { mac }), ...common, ip }
    }),
    ...bare.sort().map((mac) => ({ mac, ...common })),
  ]
}

const NAMED = ['vendor', 'model', 'orderNumber', 'serial', 'firmware', 'hardware', 'os'] as const

function attributes(claims: readonly Claim[]): Partial<Record<(typeof NAMED)[number], string>> {
  const found: Partial<Record<(typeof NAMED)[number], string>> = {}
  for (const attribute of NAMED) {
    const value = best(claims, attribute) ?? fallback(claims, attribute)
    if (value !== undefined) found[attribute] = value
  }
  return found
}

/** Where no name is known, the number in a public register says more than nothing. */
function fallback(claims: readonly Claim[], attribute: Attribute): string | undefined {
  if (attribute === 'vendor') return best(claims, 'vendorId')
  return attribute === 'firmware' ? best(claims, 'software') : undefined
}

function distinct(claims: readonly Claim[], attribute: Attribute): string[] {
  return [...new Set(claims.filter((one) => one.attribute === attribute).map((one) => one.value))]
}

function modules(party: string, inventory: Inventory, around: Surroundings): Asset['modules'] {
  return [...(inventory.parts.get(party) ?? [])].map((key) => {
    const claims = inventory.claims.of(key)
    const { hardware: _hardware, os: _os, ...known } = attributes(claims)
    const name = best(claims, 'name')
    return {
      id: key.slice(key.indexOf('#') + 1),
      ...known,
      ...(name === undefined ? {} : { name }),
      evidence: claims.map((claim) => evidence(claim, around)),
    }
  })
}

function evidence(claim: Claim, around: Surroundings): Evidence {
  const { attribute, value, protocol, confidence, packet } = claim
  return { attribute, value, protocol, capture: around.captures[claim.capture] ?? '', packet, confidence }
}

/** A zone proposed by address: the /24 of the first IPv4, or the wire for what has none. */
function zoneOf(parties: readonly string[]): string {
  const ip = parties
    .filter((party) => party.startsWith('ip:') && !party.includes(':', 3))
    .map((party) => party.slice(3))
    .sort(compareIds)[0]
  return ip === undefined ? 'layer 2' : `${ip.split('.').slice(0, 3).join('.')}.0/24`
}

function worded(
  one: ConversationTotal,
  assetOf: (party: string) => string | null,
  around: Surroundings,
): Conversation {
  return {
    initiator: assetOf(one.initiator),
    responder: assetOf(one.responder),
    transport: one.transport,
    port: one.port ?? null,
    protocol: one.protocol ?? null,
    packets: one.packets,
    bytes: one.bytes,
    first: isoTime(one.seconds, one.nanos),
    last: isoTime(one.lastSeconds, one.lastNanos),
    capture: around.captures[one.capture] ?? '',
    packet: one.packet,
    answered: one.answered,
    lostBytes: one.lostBytes,
  }
}

/** Operations in the order they first happened. */
export function inOrder(operations: OperationRow[]): OperationRow[] {
  return operations.sort((a, b) =>
    a.time < b.time ? -1 : a.time > b.time ? 1 : a.packets[0]! - b.packets[0]!,
  )
}
