/** Text of addresses, as people read them. */

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))

/** Lower-case colon-separated MAC out of six bytes. */
export function macText(bytes: Uint8Array, at: number): string {
  return `${HEX[bytes[at]!]}:${HEX[bytes[at + 1]!]}:${HEX[bytes[at + 2]!]}:${HEX[bytes[at + 3]!]}:${HEX[bytes[at + 4]!]}:${HEX[bytes[at + 5]!]}`
}

/** Dotted IPv4 out of four bytes. */
export function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`
}

/** Canonical IPv6 text (RFC 5952): lower case, no leading zeros, the longest run of at least two zero groups as `::`. */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[at + 2 * i]! << 8) | bytes[at + 2 * i + 1]!)
  let bestStart = -1
  let bestSize = 1
  for (let i = 0; i < 8; i++) {
    let size = 0
    while (i + size < 8 && groups[i + size] === 0) size++
    if (size > bestSize) {
      bestSize = size
      bestStart = i
    }
    if (size > 0) i += size - 1
  }
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(':')
  if (bestStart < 0) return text(groups)
  return `${text(groups.slice(0, bestStart))}::${text(groups.slice(bestStart + bestSize))}`
}

/** Group addresses (multicast, broadcast) belong to nobody. Takes canonical text. */
export function isGroupMac(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1
}

/** Whether an IP (canonical text) can belong to one interface: not multicast, not the limited broadcast, not unspecified. */
export function isHostIp(ip: string): boolean {
  if (ip.includes(':')) return !ip.startsWith('ff') && ip !== '::'
  const first = Number.parseInt(ip, 10)
  return first !== 0 && first < 224
}
