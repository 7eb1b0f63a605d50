import { isGroupMac, isHostIp } from '../base/address.ts'
import { limits } from '../base/limits.ts'
import type { Sighting } from '../model/wire.ts'
import { isPublic } from './zones.ts'

interface Link {
  ip: string
  ttl: number
  bound: boolean
  order: number
}

/** Time-to-live values that operating systems start with; anything else has passed a router. */
const INITIAL_TTL = new Set([0, 1, 2, 4, 30, 32, 60, 64, 100, 128, 255])
/** So many addresses may one interface plausibly own without saying so by ARP. */
const PLAUSIBLE_ADDRESSES = 4
const LOOPBACK = '127.'
const NO_MAC = '00:00:00:00:00:00'

/**
 * Which IP belongs to which MAC. A router's MAC carries the packets of everybody behind it, so seeing an IP with a MAC proves nothing
 * alone. The rules, strongest first: an address-resolution message says so; the MAC carries no other IP and the packets show no router; the packets never passed a
 * router (their time-to-live is one that senders start with) and the MAC carries few such addresses and no routed one.
 */
export class Ownership {
  private readonly links = new Map<string, Map<string, Link>>()
  private readonly boundTo = new Map<string, string>()
  /** Port MAC → MAC of the device it belongs to. */
  private readonly devices = new Map<string, string>()
  /** IP → MAC of the interface through which a device said that the address is its own. */
  private readonly announcements = new Map<string, string>()
  /** IP → every MAC that claimed it by address resolution, where there are several: first the one it stays with. */
  private readonly claimants = new Map<string, string[]>()
  private order = 0

  /** Takes an interface seen to send. */
  sighting(seen: Sighting): void {
    if (seen.mac === undefined || seen.ip === undefined || !isHostIp(seen.ip)) return
    const link = this.link(seen.mac, seen.ip)
    if (link !== undefined) link.ttl = Math.max(link.ttl, seen.ttl)
  }

  /**
   * Takes an address resolution. The first claim of an IP stays; a later one by another MAC is kept as disputing it. True when this
   * MAC claims this IP for the first time.
   */
  binding(mac: string, ip: string): boolean {
    if (!isHostIp(ip)) return false
    const link = this.link(mac, ip)
    if (link === undefined || link.bound) return false
    link.bound = true
    const first = this.boundTo.get(ip)
    if (first === undefined) this.boundTo.set(ip, mac)
    // Whoever made captures anonymous put the loopback address everywhere; it tells nobody apart.
    else if (!ip.startsWith(LOOPBACK)) this.claimants.set(ip, [...(this.claimants.get(ip) ?? [first]), mac])
    return true
  }

  /** IP → the MACs of different devices that claimed it, the one it stays with first. */
  disputes(): Map<string, string[]> {
    const found = new Map<string, string[]>()
    for (const [ip, macs] of this.claimants)
      if (new Set(macs.map((mac) => this.deviceOf(mac))).size > 1) found.set(ip, macs)
    return found
  }

  /** Takes that a MAC is a port of the device named by another; false when that cannot be. The first claim stays. */
  alias(mac: string, of: string): boolean {
    if (mac === of || [mac, of].some((one) => one === NO_MAC || isGroupMac(one))) return false
    if (this.devices.has(mac) || this.devices.size >= limits.inventory.parties) return false
    // A device that is itself a port of this one would close a ring.
    if (this.deviceOf(of) === mac) return false
    this.devices.set(mac, this.deviceOf(of))
    return true
  }

  /** Takes that the device behind a MAC calls an IP its own, on this interface or another; false when that cannot be. */
  announced(mac: string, ip: string): boolean {
    if (!isHostIp(ip) || ip.startsWith(LOOPBACK) || mac === NO_MAC || isGroupMac(mac)) return false
    if (this.announcements.has(ip)) return false
    if (this.announcements.size >= limits.inventory.parties) return false
    this.announcements.set(ip, mac)
    return true
  }

  /** MAC that names the device a MAC belongs to: itself when nothing else is known. */
  deviceOf(mac: string): string {
    let device = mac
    for (let next = this.devices.get(device); next !== undefined; next = this.devices.get(device))
      device = next
    return device
  }

  /** IP → MAC for every IP whose owner is known. */
  owners(): Map<string, string> {
    const owner = new Map<string, string>(this.boundTo)
    for (const [ip, mac] of this.announcements) {
      const bound = owner.get(ip)
      if (bound === undefined) owner.set(ip, mac)
      else this.alias(this.deviceOf(mac), this.deviceOf(bound))
    }
    for (const [mac, links] of this.links)
      for (const link of links.values())
        if (!owner.has(link.ip) && owns(link, [...links.values()], this.boundTo)) owner.set(link.ip, mac)
    return owner
  }

  /** MACs that carry packets of addresses that are not theirs and that show a router on their way, with how many. */
  routers(owner: ReadonlyMap<string, string>): Map<string, number> {
    const found = new Map<string, number>()
    for (const [mac, links] of this.links) {
      let foreign = 0
      for (const link of links.values())
        if (!INITIAL_TTL.has(link.ttl) && owner.get(link.ip) !== mac) foreign++
      if (foreign > 0) found.set(mac, foreign)
    }
    return found
  }

  private link(mac: string, ip: string): Link | undefined {
    if (mac === NO_MAC || isGroupMac(mac)) return undefined
    let links = this.links.get(mac)
    if (links === undefined) {
      if (this.links.size >= limits.inventory.parties) return undefined
      links = new Map()
      this.links.set(mac, links)
    }
    let link = links.get(ip)
    if (link === undefined) {
      if (links.size >= limits.inventory.addressesPerMac) return undefined
      link = { ip, ttl: 0, bound: false, order: this.order++ }
      links.set(ip, link)
    }
    return link
  }
}

function owns(link: Link, all: readonly Link[], boundTo: ReadonlyMap<string, string>): boolean {
  if (link.ip.startsWith('fe80:')) return true
  const others = all.filter((one) => one.ip !== link.ip && !one.ip.includes(':') && !boundTo.has(one.ip))
  if (all.length === 1) return !isRouted(link)
  if (others.length === 0 && INITIAL_TTL.has(link.ttl)) return true
  if (!INITIAL_TTL.has(link.ttl)) return false
  const direct = all.filter((one) => INITIAL_TTL.has(one.ttl))
  return direct.length === all.length && direct.length <= PLAUSIBLE_ADDRESSES
}

/** Routers that an address may plausibly be behind inside a plant. */
const HOPS = 3
const COMMON_TTL = [64, 128, 255]

/** Whether packets surely passed a router: a public address whose time-to-live was counted down, or one a few steps below a common start. */
function isRouted({ ip, ttl }: Link): boolean {
  if (INITIAL_TTL.has(ttl)) return false
  return isPublic(ip) || COMMON_TTL.some((start) => ttl < start && start - ttl <= HOPS)
}
