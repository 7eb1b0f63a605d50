import { isoTime } from '../base/time.ts'
import type { Asset, Conversation, Evidence, OperationRow } from '../model/analysis.ts'
import { type Behaviour, behave, type Deed, idle } from './behaviour.ts'
import { best, type Claim, contradictions, merged } from './claims.ts'
import { doubtsOf, sharedNames } from './doubts.ts'
import { type Group, type Groups, groupParties, sortedIds } from './groups.ts'
import type { Hint } from './hints.ts'
import type { ConversationTotal, Inventory, Presence } from './inventory.ts'
import { isControl, isOfProcess, levelOf } from './levels.ts'
import { namesOf } from './names.ts'
import { addressesOf, placeInZones, vlanOf } from './placing.ts'
import { type RoleHints, roleOf, servesPlant } from './roles.ts'
import { vendorName } from './vendors.ts'
import { isWire, OUTSIDE, type Zone, zoneByAddress } from './zones.ts'

/** What the inventory needs to know besides what was heard. */
export interface Surroundings {
  /** Paths of the captures, by number. */
  captures: readonly string[]
  /** Roles that protocols hint at, by protocol id. */
  hints: ReadonlyMap<string, RoleHints>
  /** Manufacturer that a MAC's first half is registered to; undefined when unknown. */
  makerOf(mac: string): string | undefined
}

/** The inventory with parties merged into assets. */
export interface Assembly {
  assets: Asset[]
  /** A conversation between parties, worded by asset. */
  conversation(one: ConversationTotal): Conversation
  /** What makes assets doubtful, in words. */
  doubts: string[]
  /** Asset id of a party (`ip:…`, `mac:…`), null for groups and strangers. */
  assetOf(party: string): string | null
}

/** An asset half decided: its role and zone are known, its level waits for those of its neighbours. */
interface Draft {
  group: Group
  claims: Claim[]
  names: string[]
  /** A name that another asset used first. */
  borrowed: boolean
  behaviour: Behaviour
  role: Hint
  zone: Zone
}

/** Merges parties into assets, decides every attribute by the stated rules, and words conversations by asset. */
export function assemble(inventory: Inventory, deeds: readonly Deed[], around: Surroundings): Assembly {
  const groups = groupParties(inventory)
  const behaviours = behave(inventory.conversations.values(), deeds, groups.assetOf)
  const routers = inventory.ownership.routers(groups.owner)
  const zones = placeInZones(groups, inventory)
  const isController = (id: string): boolean => servesPlant(behaviours.get(id) ?? idle(), around.hints)
  const shared = sharedNames(groups, around.hints, isController)
  const drafts = groups.all.map((group): Draft => {
    const behaviour = behaviours.get(group.id) ?? idle()
    for (const mac of macsOf(group.parties, groups.owner)) behaviour.routes += routers.get(mac) ?? 0
    const maker = makerOf(group, around)
    const claims = [...group.claims, ...makerClaim(group, maker, inventory)]
    const borrowed = shared.filter((one) => one.borrowers.includes(group.id))
    const foreign = new Set(borrowed.map((one) => one.name.toLowerCase()))
    const names = namesOf(claims).filter((name) => !foreign.has(name.toLowerCase()))
    const role = roleOf({ claims, names, behaviour, hints: around.hints, maker })
    const zone = insidePlant(group, role, zones.get(group.id)!)
    return { group, claims, names, borrowed: foreign.size > 0, behaviour, role, zone }
  })
  const controlled = new Set(drafts.filter((one) => isControl(one.role.role)).map((one) => one.zone.zone))
  const assets = drafts.map((draft) => {
    const { role, zone } = draft
    const besideControllers = controlled.has(zone.zone) || (isWire(zone.zone) && controlled.size > 0)
    const level = levelOf(role.role, { outside: zone.zone === OUTSIDE, besideControllers })
    return asset(draft, level, { inventory, groups, around })
  })
  const { assetOf } = groups
  const conversation = (one: ConversationTotal): Conversation => worded(one, assetOf, around)
  return { assets, conversation, doubts: doubtsOf(groups, shared), assetOf }
}

/** Whoever takes part in the process is no outsider, however far away it was heard. */
function insidePlant(group: Group, { role }: Hint, zone: Zone): Zone {
  if (zone.zone !== OUTSIDE || !isOfProcess(role)) return zone
  return zoneByAddress({ ips: addressesOf(group.parties), vlan: undefined, direct: true }) ?? zone
}

/** Everything that assets are worded from. */
interface Context {
  inventory: Inventory
  groups: Groups
  around: Surroundings
}

function asset(draft: Draft, level: ReturnType<typeof levelOf>, context: Context): Asset {
  const { group, claims, behaviour, role, zone } = draft
  const { inventory, groups, around } = context
  const seen = group.parties.map((party) => inventory.presence.get(party)!)
  const first = seen.reduce(earlier)
  const last = seen.reduce((a, b) => (b.lastSeconds > a.lastSeconds ? b : a))
  return {
    id: group.id,
    interfaces: interfaces(group, groups, inventory),
    names: draft.names,
    ...attributes(claims, role, around),
    role: role.role,
    roleReason: role.reason,
    level: level.level,
    levelReason: level.reason,
    zone: zone.zone,
    zoneReason: zone.reason,
    protocols: [...new Set([...behaviour.served.keys(), ...behaviour.asked.keys()])].sort(),
    modules: modules(group.parties, context),
    conflicts: [
      ...contradictions(claims),
      ...(draft.borrowed ? (['name'] as const) : []),
      ...(addressesOf(group.parties).some((ip) => groups.disputes.has(ip)) ? (['mac'] as const) : []),
    ],
    heard: seen.some((one) => one.heard),
    firstSeen: isoTime(first.seconds, first.nanos),
    lastSeen: isoTime(last.lastSeconds, last.lastNanos),
    evidence: claims.map((claim) => evidence(claim, around)),
  }
}

function earlier(a: Presence, b: Presence): Presence {
  return b.seconds < a.seconds || (b.seconds === a.seconds && b.nanos < a.nanos) ? b : a
}

/** Maker of the device's own interface; undefined for an address whose interface was not seen. */
function makerOf({ key }: Group, around: Surroundings): string | undefined {
  return key.startsWith('mac:') ? around.makerOf(key.slice(4)) : undefined
}

/** The maker of the network card is the weakest claim of a vendor: it comes after everything that was said. */
function makerClaim(group: Group, maker: string | undefined, inventory: Inventory): Claim[] {
  if (maker === undefined) return []
  const { capture, packet } = group.parties.map((party) => inventory.presence.get(party)!).reduce(earlier)
  const order = Number.MAX_SAFE_INTEGER
  const claim = { attribute: 'vendor', value: maker, protocol: 'oui', confidence: 0.3, count: 1 } as const
  return [{ ...claim, capture, packet, order }]
}

/** MACs of an asset: those seen themselves, and those that its addresses belong to. */
function macsOf(parties: readonly string[], owner: ReadonlyMap<string, string>): string[] {
  const macs = parties.map((party) => (party.startsWith('mac:') ? party.slice(4) : owner.get(party.slice(3))))
  return [...new Set(macs.filter((mac) => mac !== undefined))]
}

function interfaces(group: Group, { owner }: Groups, inventory: Inventory): Asset['interfaces'] {
  const ips = addressesOf(group.parties)
  const addressed = new Set(ips.map((ip) => owner.get(ip)))
  const bare = macsOf(group.parties, owner).filter((mac) => !addressed.has(mac))
  const vlan = vlanOf(group, inventory)
  const common = vlan === undefined ? {} : { vlan }
  return [
    ...sortedIds(ips).map((ip) => {
      const mac = owner.get(ip)
      return { ...(mac === undefined ? {} : { mac }), ...common, ip }
    }),
    ...bare.sort().map((mac) => ({ mac, ...common })),
  ]
}

const NAMED = ['vendor', 'model', 'orderNumber', 'serial', 'firmware', 'hardware', 'os'] as const

type Attributes = Partial<Record<(typeof NAMED)[number], string>>

function attributes(claims: readonly Claim[], role: Hint, around: Surroundings): Attributes {
  const found: Attributes = {}
  for (const attribute of NAMED) {
    const value = best(claims, attribute)
    if (value !== undefined) found[attribute] = value
  }
  // Where no name is known, the number in a public register says more than nothing.
  const vendor = found.vendor ?? best(claims, 'vendorId')
  if (vendor !== undefined) found.vendor = vendorName(vendor)
  const firmware = found.firmware ?? deviceSoftware(claims, role, around)
  if (firmware !== undefined) found.firmware = firmware
  return found
}

/** A device that is no computer has one software, its firmware; what IT services name is a server program inside it. */
function deviceSoftware(claims: readonly Claim[], { role }: Hint, around: Surroundings): string | undefined {
  if (role === 'it-host' || role === 'unknown') return undefined
  const own = claims.filter((one) => around.hints.get(one.protocol)?.family !== 'it')
  return best(own, 'software')
}

/** Parts of an asset, those that answered through several of its addresses once. */
function modules(parties: readonly string[], { inventory, around }: Context): Asset['modules'] {
  const claims = new Map<string, Claim[]>()
  for (const party of parties)
    for (const key of inventory.parts.get(party) ?? []) {
      const id = key.slice(key.indexOf('#') + 1)
      claims.set(id, [...(claims.get(id) ?? []), ...inventory.claims.of(key)])
    }
  return [...claims].map(([id, all]) => modul(id, merged(all), around))
}

function modul(id: string, claims: readonly Claim[], around: Surroundings): Asset['modules'][number] {
  const { hardware: _hardware, os: _os, ...known } = attributes(claims, DEVICE, around)
  const name = namesOf(claims)[0]
  return {
    id,
    ...known,
    ...(name === undefined ? {} : { name }),
    evidence: claims.map((claim) => evidence(claim, around)),
  }
}

/** Parts are devices, whatever their host is. */
const DEVICE: Hint = { role: 'plc', reason: '' }

function evidence(claim: Claim, around: Surroundings): Evidence {
  const { attribute, value, protocol, confidence, packet } = claim
  return { attribute, value, protocol, capture: around.captures[claim.capture] ?? '', packet, confidence }
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
