import type { Endpoint, Message } from '../model/message.ts'
import type { Identity, Party } from '../model/observation.ts'
import type { WireConversation } from '../model/wire.ts'
import type { Surroundings } from './assets.ts'
import type { Deed } from './behaviour.ts'
import type { Inventory } from './inventory.ts'
import type { RoleHints } from './roles.ts'

/** Things that tests of the inventory are told: who sent what to whom, in as few words as a test needs. */

export const hints: ReadonlyMap<string, RoleHints> = new Map<string, RoleHints>([
  ['toy', { id: 'toy', family: 'ot', roles: { server: 'plc', client: 'hmi' } }],
  ['tele', { id: 'tele', family: 'ot', roles: { server: 'rtu', client: 'scada-server' } }],
  ['names', { id: 'names', family: 'it' }],
  ['arp', { id: 'arp', family: 'network' }],
])

export const around: Surroundings = { captures: ['a.pcap'], hints, makerOf: () => undefined }

/** One end of a conversation: `02:…`, `192.0.2.1`, or both with an `@` between: `192.0.2.1@02:…`. */
export function end(text: string, port?: number): Endpoint {
  const [ip, mac] = text.includes('@')
    ? text.split('@')
    : /^\w\w(:\w\w){5}$/.test(text)
      ? [undefined, text]
      : [text, undefined]
  return { ip, mac, port, vlan: undefined }
}

export function message(from: string, to: string, protocol = 'toy', packet = 1): Message {
  return {
    protocol,
    parent: undefined,
    role: 0,
    value: {},
    request: undefined,
    anomalies: [],
    fields: undefined,
    spans: undefined,
    from: end(from),
    to: end(to),
    transport: 'udp',
    seconds: packet,
    nanos: 0,
    capture: 0,
    packets: [packet],
    size: 1,
    tally: undefined,
  }
}

/** Lets a sender claim something of itself or of another. */
export function claim(
  inventory: Inventory,
  said: Message,
  attribute: Identity['attribute'],
  value: string,
  { confidence = 1, about = 'sender' as Party } = {},
): void {
  inventory.identity({ kind: 'identity', about, attribute, value, confidence }, said)
}

/** Lets two parties talk; the first opened the conversation. */
export function talk(
  inventory: Inventory,
  from: string,
  to: string,
  more: Partial<WireConversation> & { port?: number } = {},
): void {
  const { port = 7, ...rest } = more
  inventory.conversation({
    ends: [end(from, 49152), end(to, port)],
    transport: 'tcp',
    protocol: 'toy',
    layers: ['toy'],
    opener: 0,
    answered: true,
    packets: [5, 5],
    bytes: [900, 900],
    seconds: 1,
    nanos: 0,
    lastSeconds: 2,
    lastNanos: 0,
    capture: 0,
    packet: 1,
    messages: 4,
    toAnybody: 0,
    lostBytes: 0,
    unreadBytes: 0,
    ...rest,
  })
  for (const [one, ttl] of [
    [from, 64],
    [to, 64],
  ] as const) {
    const { ip, mac } = end(one)
    inventory.sighting({ ip, mac, ttl, vlan: undefined, seconds: 1, nanos: 0, capture: 0, packet: 1 })
  }
}

/** An operation between two addresses. */
export function deed(
  initiator: string,
  verb: Deed['verb'],
  responder: string,
  more: Partial<Deed> = {},
): Deed {
  return {
    initiator: `ip:${initiator}`,
    responder: `ip:${responder}`,
    protocol: 'toy',
    verb,
    count: 5,
    done: true,
    refused: false,
    ...more,
  }
}
