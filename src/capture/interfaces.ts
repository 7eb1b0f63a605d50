import { readdirSync, readFileSync } from 'node:fs'

/** Where Linux shows its network interfaces (sysfs-class-net). */
const FOLDER = '/sys/class/net'

/** What the kernel counted for an interface since it came to be. */
export interface InterfaceCounters {
  /** Packets that the interface sent. A sensor's interface sends none of its own accord. */
  sent: number
  /** Packets that arrived. */
  received: number
  /** Packets that arrived and were lost before any program could see them. */
  lost: number
}

/** Names of the interfaces that are there. */
export function interfaceNames(): string[] {
  try {
    return readdirSync(FOLDER).sort()
  } catch {
    return []
  }
}

/** Counters of an interface; undefined when it is not there. Source: Documentation/ABI/testing/sysfs-class-net-statistics. */
export function countersOf(name: string): InterfaceCounters | undefined {
  const sent = counter(name, 'tx_packets')
  if (sent === undefined) return undefined
  const lost = ['rx_dropped', 'rx_missed_errors', 'rx_fifo_errors'].map((one) => counter(name, one) ?? 0)
  return { sent, received: counter(name, 'rx_packets') ?? 0, lost: lost.reduce((sum, one) => sum + one, 0) }
}

/** Whether the interface is administratively up; packets can be captured only then. */
export function isUp(name: string): boolean {
  const flags = Number.parseInt(text(`${FOLDER}/${name}/flags`) ?? '0', 16)
  return (flags & IFF_UP) !== 0
}

/** netdevice(7). */
const IFF_UP = 1

function counter(name: string, what: string): number | undefined {
  const said = text(`${FOLDER}/${name}/statistics/${what}`)
  return said === undefined ? undefined : Number(said)
}

function text(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}
