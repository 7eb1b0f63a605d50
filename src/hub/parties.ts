import { Addresses, IPV4, IPV6, MAC, NOBODY } from '../dissect/engine/addresses.ts'
import { unwrapLink } from '../dissect/engine/link.ts'
import { unwrapNetwork } from '../dissect/engine/network.ts'
import { Packet } from '../dissect/engine/packet.ts'
import type { PartiesOf } from '../evidence/parties.ts'

/** Tells the parties of packets as the dissecting stage sees them, the innermost ones where a tunnel carries others. */
export function partiesOfPackets(): PartiesOf {
  const packet = new Packet()
  const addresses = new Addresses()
  const text = (kind: number, at: number): string | undefined => {
    if (at < 0) return undefined
    const id = addresses.of(kind, packet.bytes, at)
    return id === NOBODY ? undefined : addresses.text(id)
  }
  return ({ bytes, start, end, linkType }) => {
    packet.begin(bytes, start, end)
    const version = unwrapLink(packet, linkType)
    if (version !== 0) unwrapNetwork(packet, version)
    const [macFrom, macTo] = [text(MAC, packet.macFrom), text(MAC, packet.macTo)]
    const kind = packet.ip === 4 ? IPV4 : IPV6
    const from = packet.ip === 0 ? macFrom : text(kind, packet.ipFrom)
    const to = packet.ip === 0 ? macTo : text(kind, packet.ipTo)
    if (from === undefined || to === undefined) return undefined
    return { from, to, macFrom, macTo, portFrom: packet.portFrom, portTo: packet.portTo }
  }
}
