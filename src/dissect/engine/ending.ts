import type { Endpoint } from '../../model/message.ts'
import type { WireConversation } from '../../model/wire.ts'
import type { Addresses } from './addresses.ts'
import type { Flow } from './flow.ts'

const TCP = 6
const UDP = 17

/** The two parties of a flow in words. */
export function endpointsOf(flow: Flow, addresses: Addresses): [Endpoint, Endpoint] {
  return [endpoint(flow, 0, addresses), endpoint(flow, 1, addresses)]
}

function endpoint(flow: Flow, side: 0 | 1, addresses: Addresses): Endpoint {
  const ported = flow.transport === TCP || flow.transport === UDP
  return {
    mac: addresses.text(flow.mac(side)),
    ip: flow.carrier === 'ip' ? addresses.text(flow.address(side)) : undefined,
    port: ported ? flow.port(side) : undefined,
    vlan: flow.vlan || undefined,
  }
}

/** What a flow that ends leaves behind. */
export function summary(flow: Flow, addresses: Addresses): WireConversation {
  const layers = flow.exchange?.spoken ?? []
  return {
    ends: flow.exchange?.ends ?? endpointsOf(flow, addresses),
    transport: transportName(flow),
    protocol: layers.at(-1),
    layers,
    opener: flow.opener,
    answered: flow.answered,
    packets: [flow.packets0, flow.packets1],
    bytes: [flow.bytes0, flow.bytes1],
    seconds: flow.seconds,
    nanos: flow.nanos,
    lastSeconds: flow.lastSeconds,
    lastNanos: flow.lastNanos,
    capture: flow.capture,
    packet: flow.packet,
    messages: flow.messages,
    toAnybody: flow.toAnybody,
    lostBytes: (flow.stream(0)?.lost ?? 0) + (flow.stream(1)?.lost ?? 0),
    unreadBytes: (flow.framer(0)?.unread ?? 0) + (flow.framer(1)?.unread ?? 0),
  }
}

function transportName(flow: Flow): string {
  if (flow.carrier !== 'ip') return `${flow.carrier} 0x${flow.selector.toString(16).padStart(4, '0')}`
  return flow.transport === TCP ? 'tcp' : flow.transport === UDP ? 'udp' : `ip/${flow.transport}`
}
