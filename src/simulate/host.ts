/** One network interface of the plant and the habits of its IP stack. */
export interface Host {
  /** Changes when somebody renames a PROFINET station. */
  name: string
  readonly mac: Uint8Array
  ip: number
  /** True for a host on another subnet: on the plant's segment its packets carry the router's hardware address. */
  readonly remote: boolean
  readonly ttl: number
  readonly window: number
  /** TCP options this stack sends with a SYN. */
  readonly synOptions: Uint8Array
  /** TCP ports that answer a stranger. */
  readonly open: readonly number[]
  /** True where other ports stay silent instead of refusing. */
  readonly firewalled: boolean
  identification: number
  ephemeral: number
  /** Nanoseconds since the start until which the host says nothing, as while it restarts. */
  silentUntil: number
}

const MSS_ONLY = new Uint8Array([2, 4, 5, 0xb4])
const MSS_AND_SACK = new Uint8Array([2, 4, 5, 0xb4, 1, 1, 4, 2])

/** Habits of a kind of IP stack: initial TTL, window, SYN options, what a closed port does. */
const STACKS = {
  windows: { ttl: 128, window: 64_240, synOptions: MSS_AND_SACK, firewalled: true },
  embedded: { ttl: 64, window: 8_192, synOptions: MSS_ONLY, firewalled: false },
  siemens: { ttl: 30, window: 8_192, synOptions: MSS_ONLY, firewalled: false },
  linux: { ttl: 64, window: 29_200, synOptions: MSS_AND_SACK, firewalled: false },
}

/** Makes a host from its written addresses; `remote` says it lives behind the router. */
export function host(
  name: string,
  mac: string,
  ip: string,
  stack: keyof typeof STACKS,
  open: readonly number[] = [],
  remote = false,
): Host {
  const address = ipv4Number(ip)
  return {
    name,
    mac: macBytes(mac),
    ip: address,
    remote,
    open,
    ...STACKS[stack],
    identification: (address * 7919) & 0xffff,
    ephemeral: 49_152 + (address & 0xff) * 17,
    silentUntil: 0,
  }
}

/** The next ephemeral port of a host (RFC 6335: 49152 to 65535, then around again). */
export function nextPort(of: Host): number {
  const port = of.ephemeral
  of.ephemeral = port >= 65_535 ? 49_152 : port + 1
  return port
}

/** `10.20.1.5` as a number. */
export function ipv4Number(text: string): number {
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

/** A number as `10.20.1.5`. */
export function ipv4Text(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`
}

/** `00:1b:1b:01:02:03` as six bytes. */
export function macBytes(text: string): Uint8Array {
  return Uint8Array.from(text.split(':'), (part) => Number.parseInt(part, 16))
}

export const BROADCAST_MAC = new Uint8Array(6).fill(0xff)
export const NO_MAC = new Uint8Array(6)
export const NO_DATA: Uint8Array = new Uint8Array(0)
