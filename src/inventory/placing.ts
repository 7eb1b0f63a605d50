import type { Group, Groups } from './groups.ts'
import type { Inventory } from './inventory.ts'
import { type Zone, zoneByAddress, zoneOnWire } from './zones.ts'

/** The zone of every asset, by id: by its addresses, else by those it talks to, else by the wire it was heard on. */
export function placeInZones(groups: Groups, inventory: Inventory): Map<string, Zone> {
  const zones = new Map<string, Zone>()
  const onWire = new Map<number | undefined, Set<string>>()
  for (const group of groups.all) {
    const ips = addressesOf(group.parties)
    const direct = ips.some((ip) => groups.owner.has(ip))
    const vlan = vlanOf(group, inventory)
    const zone = zoneByAddress({ ips, vlan, direct })
    if (zone === undefined) continue
    zones.set(group.id, zone)
    if (direct) onWire.set(vlan, (onWire.get(vlan) ?? new Set()).add(zone.zone))
  }
  const neighbours = neighbourZones(groups, inventory, zones)
  for (const group of groups.all) {
    if (zones.has(group.id)) continue
    const vlan = vlanOf(group, inventory)
    const near = neighbours.get(group.id) ?? new Set()
    zones.set(group.id, zoneOnWire(vlan, near, onWire.get(vlan) ?? new Set()))
  }
  return zones
}

/** Asset id → zones of those it exchanged frames with. */
function neighbourZones(
  groups: Groups,
  inventory: Inventory,
  zones: ReadonlyMap<string, Zone>,
): Map<string, Set<string>> {
  const near = new Map<string, Set<string>>()
  const meet = (one: string, other: string): void => {
    const zone = zones.get(other)?.zone
    if (zone !== undefined && !zones.has(one)) near.set(one, (near.get(one) ?? new Set()).add(zone))
  }
  for (const { initiator, responder } of inventory.conversations.values()) {
    const from = groups.assetOf(initiator)
    const to = groups.assetOf(responder)
    if (from === null || to === null) continue
    meet(from, to)
    meet(to, from)
  }
  return near
}

/** IP addresses among an asset's parties. */
export function addressesOf(parties: readonly string[]): string[] {
  return parties.filter((party) => party.startsWith('ip:')).map((party) => party.slice(3))
}

/** VLAN that an asset was seen in first; undefined without one. */
export function vlanOf(group: Group, inventory: Inventory): number | undefined {
  return group.parties
    .map((party) => inventory.presence.get(party)?.vlan)
    .find((one) => one !== undefined && one !== 0)
}
