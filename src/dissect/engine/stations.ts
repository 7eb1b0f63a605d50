import type { Packet } from './packet.ts'

/**
 * Links whose stations have addresses of one octet: MS/TP (ASHRAE 135 clause 9) and ARCNET (ATA 878.1). A station is known by a locally
 * administered MAC that ends in its address, 02:00:00:00:00:1b, so that conversations and assets work as on any other link.
 */
const LOCAL = 0x02
const MAC = 6
const MSTP_PREAMBLE = 0x55
const MSTP_HEADER = 8
const MSTP_BROADCAST = 255
const ARCNET_BROADCAST = 0
/** ARCNET protocol identifier of BACnet (ASHRAE 135 clause 8.2): an LLC header follows. */
const ARCNET_BACNET = 0xcd

/** Names the stations of an MS/TP frame; the frame itself is the payload of the link. */
export function mstpStations(packet: Packet): void {
  const { bytes, payload: at, end } = packet
  if (end - at >= MSTP_HEADER && bytes[at] === MSTP_PREAMBLE)
    station(packet, bytes[at + 4]!, bytes[at + 3]!, MSTP_BROADCAST)
}

/**
 * Names the stations of an ARCNET frame and gives whether BACnet's LLC header stands at `payload`. The identifier comes right behind the
 * addresses, or behind the two octets of length that hardware and Linux captures keep.
 */
export function arcnetStations(packet: Packet): boolean {
  const { bytes, payload: at, end } = packet
  if (end - at < 3) return false
  station(packet, bytes[at]!, bytes[at + 1]!, ARCNET_BROADCAST)
  const start = packet.payload
  const code = packet.bytes[start + 2] === ARCNET_BACNET ? 2 : 4
  if (start + code >= packet.end || packet.bytes[start + code] !== ARCNET_BACNET) return false
  packet.payload = start + code + 1
  return true
}

/** Puts two made-up MACs in front of a copy of the frame, where the packet expects addresses to be. */
function station(packet: Packet, from: number, to: number, broadcast: number): void {
  const size = packet.end - packet.payload
  const copy = new Uint8Array(2 * MAC + size)
  if (to === broadcast) copy.fill(0xff, 0, MAC)
  else {
    copy[0] = LOCAL
    copy[MAC - 1] = to
  }
  copy[MAC] = LOCAL
  copy[2 * MAC - 1] = from
  copy.set(packet.bytes.subarray(packet.payload, packet.end), 2 * MAC)
  packet.bytes = copy
  packet.macTo = 0
  packet.macFrom = MAC
  packet.payload = 2 * MAC
  packet.end = copy.length
}
