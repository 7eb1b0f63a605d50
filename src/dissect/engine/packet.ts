/** What transports are called towards protocols and people. */
export const TRANSPORTS = { tcp: 6, udp: 17 } as const

/**
 * One packet with its wrappings taken off: offsets into the frame's bytes, refilled for each packet. -1 means "not there".
 */
export class Packet {
  bytes: Uint8Array = new Uint8Array(0)
  /** End of the captured bytes; headers inside may shorten it (Ethernet padding). */
  end = 0
  /** Offsets of the six-byte addresses, or -1 on links without them. */
  macFrom = -1
  macTo = -1
  vlan = 0
  /** Carrier of a layer-2 payload (`ethertype`, `llc`, `snap`, `link`) and its selector, when no IP follows. */
  carrier = ''
  selector = 0
  /** 4, 6 or 0 when there is no IP. */
  ip = 0
  ipFrom = -1
  ipTo = -1
  ttl = 0
  /** IP protocol number behind extension headers. */
  protocol = 0
  /** Fragment bookkeeping: identification, offset in bytes, whether more follow. */
  fragment = false
  fragmentId = 0
  fragmentOffset = 0
  moreFragments = false
  portFrom = 0
  portTo = 0
  tcpFlags = 0
  /** TCP's numbers, signed: they only count round and round, and a whole number of 32 bits is the cheapest to keep. */
  sequence = 0
  acknowledged = 0
  /** First byte of the payload; `end` is behind its last one. */
  payload = 0
  /** Bytes of the payload on the wire that the snap length cut off. */
  cut = 0
  /** Levels of tunnels unwrapped. */
  tunnels = 0
  /** Why the wrappings could not be read to the end; empty when they could. */
  trouble = ''

  begin(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes
    this.end = end
    this.payload = start
    this.macFrom = -1
    this.macTo = -1
    this.vlan = 0
    this.carrier = ''
    this.selector = 0
    this.tunnels = 0
    this.trouble = ''
    this.cut = 0
    this.clearIp()
  }

  clearIp(): void {
    this.ip = 0
    this.ipFrom = -1
    this.ipTo = -1
    this.protocol = 0
    this.fragment = false
    this.portFrom = 0
    this.portTo = 0
    this.tcpFlags = 0
  }
}

export const FIN = 1
export const SYN = 2
export const RST = 4
export const ACK = 16
