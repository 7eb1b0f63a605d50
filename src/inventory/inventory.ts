import { isGroupMac, isHostIp } from '../base/address.ts'
import { limits } from '../base/limits.ts'
import type { Endpoint, Message } from '../model/message.ts'
import type { Alias, Binding, Identity, Party, Secret } from '../model/observation.ts'
import type { Sighting, WireConversation } from '../model/wire.ts'
import { Claims } from './claims.ts'
import { Ownership } from './ownership.ts'

/** When a party was first and last part of a conversation. */
export interface Presence {
  seconds: number
  nanos: number
  lastSeconds: number
  lastNanos: number
  capture: number
  packet: number
  heard: boolean
  vlan: number | undefined
  /** Others named its address, but nothing was ever sent to it or by it. */
  named: boolean
  /** Nobody answered it and nothing it sent could be read. */
  stranger: boolean
}

/** Conversations between the same parties over the same service, added up. */
export interface ConversationTotal {
  initiator: string
  responder: string
  transport: string
  port: number | undefined
  protocol: string | undefined
  layers: readonly string[]
  packets: number
  bytes: number
  seconds: number
  nanos: number
  lastSeconds: number
  lastNanos: number
  capture: number
  packet: number
  answered: boolean
  /** Whether more than openings, acknowledgements and refusals passed. */
  carried: boolean
  lostBytes: number
  messages: number
}

/** Name of a party inside the inventory: `ip:…` where it has one, else `mac:…`. */
export function partyOf(end: { mac?: string | undefined; ip?: string | undefined }): string {
  return end.ip !== undefined ? `ip:${end.ip}` : `mac:${end.mac ?? 'none'}`
}

/** Name of a part behind or inside a party. */
export function partKey(host: string, kind: string, id: string): string {
  return `${host}#${kind} ${id}`
}

/** Whether a party can be a thing in the plant, rather than a group of them. */
export function isSomebody(party: string): boolean {
  if (party.startsWith('mac:'))
    return party !== 'mac:none' && party !== 'mac:00:00:00:00:00:00' && !isGroupMac(party.slice(4))
  return isHostIp(party.slice(3))
}

/** Confidence of an address resolution: whoever answers says so of itself, but nothing proves it. */
const BOUND = 0.9

/** How a party became known: met on the wire, met without anybody answering it, or only named by others. */
interface Acquaintance {
  readonly stranger: boolean
  readonly named: boolean
}
const MET: Acquaintance = { stranger: false, named: false }
const STRANGER: Acquaintance = { stranger: true, named: false }
const NAMED: Acquaintance = { stranger: false, named: true }

/** Gathers what is known of every party; `assemble` in assets.ts turns it into assets. */
export class Inventory {
  readonly claims = new Claims()
  readonly ownership = new Ownership()
  readonly presence = new Map<string, Presence>()
  readonly conversations = new Map<string, ConversationTotal>()
  /** Parts behind or inside a party: host party → part keys. */
  readonly parts = new Map<string, Set<string>>()
  /** Credentials seen in clear: party → in words. */
  readonly secrets = new Map<string, Set<string>>()
  dropped = 0
  /** Parties and conversations that were only counted because nobody answered and nothing could be read. */
  readonly unlisted = { parties: 0, conversations: 0 }
  private strangers = 0
  private unanswered = 0

  /** Takes a fact about a party, proven by a message. */
  identity(fact: Identity, message: Message): void {
    const party = this.resolve(fact, message)
    if (party === undefined) return
    const { attribute, value, confidence } = fact
    const { capture } = message
    const packet = message.packets.at(-1) ?? 1
    const mac = saidBy(fact.about, message)
    const via = mac === undefined ? {} : { via: mac }
    this.claims.add(party, {
      attribute,
      value,
      confidence,
      protocol: message.protocol,
      capture,
      packet,
      ...via,
    })
  }

  /** Notes a part behind or inside a party; gives the key of what is known of it. */
  part(host: string, kind: string, id: string): string {
    const part = partKey(host, kind, id)
    const parts = this.parts.get(host) ?? new Set<string>()
    if (parts.size < limits.inventory.partsPerParty) parts.add(part)
    this.parts.set(host, parts)
    return part
  }

  /** A part turned out to be its host itself: what is known of it is known of the host. */
  absorb(host: string, part: string): void {
    if (this.parts.get(host)?.delete(part)) this.claims.move(part, host)
  }

  binding(fact: Binding, message: Message): void {
    this.bind(fact.mac, fact.ip, message)
    this.touch(`ip:${fact.ip}`, message, lastOf(message), true, undefined)
  }

  /** An address resolution, kept as evidence of the address: when two devices claim it, both packets are wanted. */
  private bind(mac: string, ip: string, message: Message): void {
    if (!this.ownership.binding(mac, ip)) return
    const { protocol, capture } = message
    const packet = message.packets.at(-1) ?? 1
    this.claims.add(`ip:${ip}`, {
      attribute: 'mac',
      value: mac,
      confidence: BOUND,
      protocol,
      capture,
      packet,
    })
  }

  alias(fact: Alias, message: Message): void {
    const { mac, device } = fact
    const taken =
      'ip' in device ? this.ownership.announced(mac, device.ip) : this.ownership.alias(mac, device.mac)
    if (!taken) return
    this.touch(`mac:${mac}`, message, lastOf(message), false, undefined)
    this.touch(partyOf(device), message, lastOf(message), false, undefined)
  }

  secret(fact: Secret, message: Message): void {
    const key = partyOf(message.to)
    const known = this.secrets.get(key) ?? new Set<string>()
    if (known.size < limits.inventory.claimsPerParty) known.add(`${fact.what} by ${message.protocol}`)
    this.secrets.set(key, known)
  }

  sighting(seen: Sighting): void {
    this.ownership.sighting(seen)
  }

  /** Takes a conversation that ended. */
  conversation(seen: WireConversation): void {
    const served = serverSide(seen)
    const responder = seen.ends[served]
    const initiator = seen.ends[served === 0 ? 1 : 0]
    const known = seen.messages > seen.toAnybody || seen.answered
    const from = partyOf(initiator)
    const to = partyOf(responder)
    this.present(seen, 0, served === 0 ? to : from, known)
    this.present(seen, 1, served === 0 ? from : to, known)
    const key = `${from}|${to}|${seen.transport}|${responder.port ?? ''}|${seen.protocol ?? ''}`
    const total = this.conversations.get(key)
    if (total !== undefined) {
      addUp(total, seen)
      return
    }
    if (!known && this.unanswered++ >= limits.inventory.unansweredConversations) {
      this.unlisted.conversations++
      return
    }
    if (this.conversations.size >= limits.inventory.conversations) {
      this.dropped++
      return
    }
    this.conversations.set(key, {
      initiator: from,
      responder: to,
      transport: seen.transport,
      port: responder.port,
      protocol: seen.protocol,
      layers: seen.layers,
      packets: seen.packets[0] + seen.packets[1],
      bytes: seen.bytes[0] + seen.bytes[1],
      seconds: seen.seconds,
      nanos: seen.nanos,
      lastSeconds: seen.lastSeconds,
      lastNanos: seen.lastNanos,
      capture: seen.capture,
      packet: seen.packet,
      answered: seen.answered,
      carried: carriedData(seen),
      lostBytes: seen.lostBytes,
      messages: seen.messages,
    })
  }

  private present(seen: WireConversation, side: 0 | 1, party: string, known: boolean): void {
    const heard = side === 0 || seen.answered
    if (!heard && (!known || isGroup(seen.ends[side]))) return
    this.touch(party, seen, seen.packet, heard, seen.ends[side].vlan, known ? MET : STRANGER)
    const presence = this.presence.get(party)
    if (presence === undefined) return
    if (seen.lastSeconds > presence.lastSeconds) {
      presence.lastSeconds = seen.lastSeconds
      presence.lastNanos = seen.lastNanos
    }
  }

  private touch(
    party: string,
    at: { seconds: number; nanos: number; capture: number },
    packet: number,
    heard: boolean,
    vlan: number | undefined,
    { stranger, named }: Acquaintance = MET,
  ): void {
    if (!isSomebody(party)) return
    const before = this.presence.get(party)
    const { seconds, nanos, capture } = at
    if (before === undefined) {
      if (stranger && this.strangers >= limits.inventory.strangers) {
        this.unlisted.parties++
        return
      }
      if (this.presence.size >= limits.inventory.parties) {
        this.dropped++
        return
      }
      if (stranger) this.strangers++
      const last = { lastSeconds: seconds, lastNanos: nanos }
      this.presence.set(party, { seconds, nanos, ...last, capture, packet, heard, vlan, named, stranger })
      return
    }
    before.named &&= named
    before.vlan ??= vlan
    if (before.stranger && !stranger) {
      before.stranger = false
      this.strangers--
    }
    before.heard ||= heard
    if (seconds < before.seconds || (seconds === before.seconds && nanos < before.nanos)) {
      before.seconds = seconds
      before.nanos = nanos
    }
    if (seconds > before.lastSeconds || (seconds === before.lastSeconds && nanos > before.lastNanos)) {
      before.lastSeconds = seconds
      before.lastNanos = nanos
    }
  }

  /** The party that a fact is about; undefined when it is a group or cannot be told. */
  private resolve({ about, attribute }: Identity, message: Message): string | undefined {
    if (about === 'sender') return this.somebody(message.from)
    if (about === 'receiver') return this.somebody(message.to)
    if ('within' in about) {
      const { within } = about
      const host =
        typeof within === 'string'
          ? this.somebody(within === 'sender' ? message.from : message.to)
          : this.third(within, message, false)
      if (host === undefined) return undefined
      return this.part(host, about.part, about.id)
    }
    return this.third(about, message, attribute === 'name' && about.mac === undefined)
  }

  /** Somebody whom a message names by address. */
  private third(about: { mac?: string; ip?: string }, message: Message, isName: boolean): string | undefined {
    const party = partyOf(about)
    if (!isSomebody(party)) return undefined
    if (about.mac !== undefined && about.ip !== undefined) this.bind(about.mac, about.ip, message)
    this.touch(party, message, lastOf(message), false, undefined, isName ? NAMED : MET)
    return party
  }

  /** Addresses that were named and never met. */
  get named(): number {
    let count = 0
    for (const one of this.presence.values()) if (one.named) count++
    return count
  }

  private somebody(end: Endpoint): string | undefined {
    if (isGroup(end)) return undefined
    const party = partyOf(end)
    if (isSomebody(party)) return party
    // A host without an address yet (DHCP, ARP probes) is known by its MAC.
    const byMac = partyOf({ mac: end.mac })
    return end.mac !== undefined && isSomebody(byMac) ? byMac : undefined
  }
}

function lastOf(message: Message): number {
  return message.packets.at(-1) ?? 1
}

/** MAC of the interface through which a party spoke of itself. */
function saidBy(about: Party, message: Message): string | undefined {
  const { ip, mac } = message.from
  const whom = typeof about === 'object' && 'within' in about ? about.within : about
  const isSender = whom === 'sender' || (typeof whom === 'object' && whom.ip === ip)
  return isSender && ip !== undefined ? mac : undefined
}

/** The IP address behind a group's hardware address is the broadcast address of a subnet, whatever its mask. */
function isGroup(end: Endpoint): boolean {
  return end.mac !== undefined && isGroupMac(end.mac)
}

/** Who serves: not the opener; where nobody was seen to open, the lower port. */
function serverSide(seen: WireConversation): 0 | 1 {
  if (seen.opener === 0) return 1
  if (seen.opener === 1) return 0
  const [a, b] = seen.ends
  if (a.port !== undefined && b.port !== undefined && a.port < b.port) return 0
  return 1
}

/** Mean length of a party's frames up to which they may all be TCP segments without data: openings carry options, the rest hardly any. */
const EMPTY_OPENING = 82
const EMPTY_SEGMENT = 66
/** Opening and closing a connection takes no more segments than this. */
const HANDSHAKES = 7

/** Whether a conversation carried data: a port scan did not, answered or not. */
function carriedData({ transport, opener, packets, bytes }: WireConversation): boolean {
  if (transport !== 'tcp' || packets[0] + packets[1] > HANDSHAKES) return true
  const empty = opener < 0 ? EMPTY_SEGMENT : EMPTY_OPENING
  return bytes[0] > packets[0] * empty || bytes[1] > packets[1] * empty
}

function addUp(total: ConversationTotal, seen: WireConversation): void {
  total.packets += seen.packets[0] + seen.packets[1]
  total.bytes += seen.bytes[0] + seen.bytes[1]
  total.answered ||= seen.answered
  total.carried ||= carriedData(seen)
  total.lostBytes += seen.lostBytes
  total.messages += seen.messages
  if (
    seen.lastSeconds > total.lastSeconds ||
    (seen.lastSeconds === total.lastSeconds && seen.lastNanos > total.lastNanos)
  ) {
    total.lastSeconds = seen.lastSeconds
    total.lastNanos = seen.lastNanos
  }
  if (seen.seconds < total.seconds || (seen.seconds === total.seconds && seen.nanos < total.nanos)) {
    total.seconds = seen.seconds
    total.nanos = seen.nanos
  }
}
