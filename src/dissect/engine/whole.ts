import { passExtensions, tunnelled, unwrapNetwork } from './network.ts'
import type { Packet } from './packet.ts'

/** Puts the whole payload in the place of a fragment's and goes on taking headers off; false when what is inside is a fragment again. */
export function becomeWhole(packet: Packet, whole: Uint8Array): boolean {
  // The addresses stay in the frame's buffer; the payload moves to the reassembled one, behind a copy of the headers.
  const header =
    packet.payload - (packet.macFrom >= 0 ? Math.min(packet.macFrom, packet.ipFrom) - 6 : packet.ipFrom)
  const base = packet.payload - header
  const joined = new Uint8Array(header + whole.length)
  joined.set(packet.bytes.subarray(base, packet.payload))
  joined.set(whole, header)
  packet.bytes = joined
  packet.macFrom = packet.macFrom < 0 ? -1 : packet.macFrom - base
  packet.macTo = packet.macTo < 0 ? -1 : packet.macTo - base
  packet.ipFrom -= base
  packet.ipTo -= base
  packet.payload = header
  packet.end = joined.length
  packet.fragment = false
  // More headers may stand inside what was fragmented.
  if (packet.ip === 6 && !passExtensions(packet)) return true
  const inner = tunnelled(packet)
  if (inner !== 0) unwrapNetwork(packet, inner)
  return !packet.fragment
}
