/** What a zone is proposed by: an asset's own addresses, its VLAN, and the zones of those it talks to on the wire. */
export interface ZoneFacts {
  ips: readonly string[]
  vlan: number | undefined
  /** Whether it was heard on this wire itself, not through a router. */
  direct: boolean
}

export interface Zone {
  zone: string
  reason: string
}

/** Zone of what is reached through a router at a public address. */
export const OUTSIDE = 'outside'
const WIRE = 'layer 2'

/**
 * A zone proposed by address; undefined where there is none that reaches further than the wire. No message tells the mask of a subnet, so it is taken as the common one, and said so.
 */
export function zoneByAddress({ ips, vlan, direct }: ZoneFacts): Zone | undefined {
  const ip = [...ips].sort(byWorth)[0]
  if (ip === undefined || isLinkLocal(ip)) return undefined
  if (!direct && isPublic(ip)) return { zone: OUTSIDE, reason: `${ip} is public and behind a router` }
  const tagged = vlan === undefined || !direct ? '' : `, VLAN ${vlan}`
  if (ip.includes(':')) return ip6Zone(ip, tagged)
  return {
    zone: `${ip.split('.').slice(0, 3).join('.')}.0/24${tagged}`,
    reason: 'first three bytes of the address; the real mask was not seen',
  }
}

function ip6Zone(ip: string, tagged: string): Zone {
  const head = ip.split('::')[0]!.split(':').slice(0, 4).join(':')
  return { zone: `${head}::/64${tagged}`, reason: 'first half of the address, as hosts build theirs' }
}

/**
 * A zone for an asset without an IP address: the one of those it talks to, else the only one on its wire or VLAN, else the wire itself.
 */
export function zoneOnWire(
  vlan: number | undefined,
  neighbours: ReadonlySet<string>,
  onWire: ReadonlySet<string>,
): Zone {
  const [partner, ...others] = neighbours
  if (partner !== undefined && others.length === 0)
    return { zone: partner, reason: 'no address that reaches further; talks to assets of this zone' }
  const [only, ...more] = onWire
  if (partner === undefined && only !== undefined && more.length === 0)
    return { zone: only, reason: 'no address that reaches further; the only zone heard on its wire' }
  return {
    zone: vlan === undefined ? WIRE : `${WIRE}, VLAN ${vlan}`,
    reason: 'no address that reaches further',
  }
}

/** Whether a zone is only the wire that something was heard on, where no subnet tells more. */
export function isWire(zone: string): boolean {
  return zone.startsWith(WIRE)
}

/** Addresses that others can reach come first, IPv4 before IPv6. */
function byWorth(a: string, b: string): number {
  return worth(a) - worth(b)
}

function worth(ip: string): number {
  return (isLinkLocal(ip) ? 2 : 0) + (ip.includes(':') ? 1 : 0)
}

/** Addresses that hosts give themselves (RFC 3927, RFC 4291 2.5.6). */
export function isLinkLocal(ip: string): boolean {
  return ip.startsWith('169.254.') || ip.startsWith('fe80:')
}

/** Whether an address is for the whole internet: none of RFC 1918, RFC 6598, RFC 3927, loopback or RFC 4193. */
export function isPublic(ip: string): boolean {
  if (ip.includes(':')) return !/^(f[cd]|fe80|::1$)/.test(ip)
  const [a = 0, b = 0] = ip.split('.').map(Number)
  return !(
    a === 10 ||
    a === 127 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 100 && b >= 64 && b < 128) ||
    isLinkLocal(ip)
  )
}
