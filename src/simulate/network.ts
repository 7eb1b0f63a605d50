import { limits } from '../base/limits.ts'
import { arp, ethernet, type Path, udp } from './build/ip.ts'
import { BROADCAST_MAC, type Host, NO_MAC } from './host.ts'
import { Random } from './random.ts'

/** Something that happens over time: each yielded number is how many nanoseconds pass before it goes on. */
export type Script<Result = void> = Generator<number, Result, void>

export const MICRO = 1_000
export const MILLI = 1_000_000
export const SECOND = 1_000_000_000

/** A frame leaving the mirror port, `at` nanoseconds after the start. */
export interface Sent {
  at: number
  bytes: Uint8Array
}

interface Waiting {
  at: number
  order: number
  script: Script
}

/** One bit at 1 Gbit/s takes a nanosecond; preamble, check sequence and the gap between frames add 24 bytes. */
const NANOS_PER_BYTE = 8
const BETWEEN_FRAMES = 24 * NANOS_PER_BYTE
/** A station never sends to the nanosecond when it means to. */
const JITTER = 4_000
const ARP_LIFE = 240 * SECOND

/**
 * The plant's Ethernet segment as its mirror port sees it, and the one clock of the simulation. Scripts send frames at the present moment
 * and wait by yielding; frames leave in order and never overlap.
 */
export class Network {
  readonly random: Random
  /** Nanoseconds since the start. */
  now = 0
  /** Frames sent since they were last taken. */
  readonly sent: Sent[] = []
  private readonly waiting: Waiting[] = []
  private order = 0
  private free = 0
  private readonly known = new Map<Host, Map<Host, number>>()

  readonly router: Host

  constructor(seed: number, router: Host) {
    this.random = new Random(seed)
    this.router = router
  }

  /** Starts a script after a delay. Throws when more scripts run than the plant can need, which is a mistake in a story. */
  start(script: Script, delay = 0): void {
    if (this.waiting.length >= limits.simulate.scripts) throw new Error('too many scripts run at once')
    this.push({ at: this.now + delay, order: this.order++, script })
  }

  /** Runs the next piece of the next script; false when nothing happens any more before `end`. */
  step(end: number): boolean {
    const next = this.waiting[0]
    if (next === undefined || next.at >= end) return false
    this.now = next.at
    const result = next.script.next()
    if (result.done) {
      this.pop()
    } else {
      next.at = this.now + Math.max(1, Math.round(result.value))
      next.order = this.order++
      this.sink()
    }
    return true
  }

  /** Puts a whole Ethernet frame on the wire. */
  send(bytes: Uint8Array): void {
    const at = Math.max(this.now + this.random.between(0, JITTER), this.free)
    this.free = at + bytes.length * NANOS_PER_BYTE + BETWEEN_FRAMES
    this.sent.push({ at, bytes })
  }

  /** Sends a layer-2 payload from a host to a hardware address. */
  sendFrame(from: Host, target: Uint8Array, type: number, payload: Uint8Array): void {
    this.send(ethernet(target, from.mac, type, payload))
  }

  /** Sends a UDP datagram to a host, which must have been reached before. */
  sendUdp(from: Host, fromPort: number, to: Host, toPort: number, data: Uint8Array): void {
    this.send(udp(this.path(from, to), this.identify(from), fromPort, toPort, data))
  }

  /** Sends a UDP datagram to a broadcast or multicast address; `source` replaces the host's address (0 before DHCP gave one). */
  sendUdpToAll(
    from: Host,
    fromPort: number,
    all: { mac: Uint8Array; ip: number; ttl?: number },
    toPort: number,
    data: Uint8Array,
    source = from.ip,
  ): void {
    const path = { sourceMac: from.mac, targetMac: all.mac, source, target: all.ip, ttl: all.ttl ?? from.ttl }
    this.send(udp(path, this.identify(from), fromPort, toPort, data))
  }

  /** The next IPv4 identification of a host. */
  identify(from: Host): number {
    from.identification = (from.identification + 1) & 0xffff
    return from.identification
  }

  /** Addresses and remaining TTL of a packet between two hosts as seen on the plant's segment. */
  path(from: Host, to: Host): Path {
    return {
      sourceMac: (from.remote ? this.router : from).mac,
      targetMac: (to.remote ? this.router : to).mac,
      source: from.ip,
      target: to.ip,
      ttl: from.remote ? from.ttl - 1 : from.ttl,
    }
  }

  /** Makes sure the sender knows the hardware address of its next hop, asking by ARP where it does not. */
  *reach(from: Host, to: Host): Script {
    const asker = from.remote ? this.router : from
    const asked = to.remote ? this.router : to
    if (asker === asked || this.knows(asker, asked)) return
    this.sendFrame(asker, BROADCAST_MAC, 0x0806, arp(1, asker.mac, asker.ip, NO_MAC, asked.ip))
    yield this.random.between(80, 400) * MICRO
    this.sendFrame(asked, asker.mac, 0x0806, arp(2, asked.mac, asked.ip, asker.mac, asker.ip))
    this.learn(asker, asked)
    this.learn(asked, asker)
    yield this.random.between(20, 90) * MICRO
  }

  private knows(asker: Host, asked: Host): boolean {
    const until = this.known.get(asker)?.get(asked)
    return until !== undefined && until > this.now
  }

  private learn(asker: Host, asked: Host): void {
    const table = this.known.get(asker) ?? new Map<Host, number>()
    this.known.set(asker, table)
    table.set(asked, this.now + ARP_LIFE + this.random.between(0, 60) * SECOND)
  }

  private push(item: Waiting): void {
    const heap = this.waiting
    let index = heap.push(item) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!before(item, heap[parent]!)) break
      heap[index] = heap[parent]!
      index = parent
    }
    heap[index] = item
  }

  private pop(): void {
    const last = this.waiting.pop()!
    if (this.waiting.length === 0) return
    this.waiting[0] = last
    this.sink()
  }

  /** Restores the heap after its first item moved to a later time. */
  private sink(): void {
    const heap = this.waiting
    const item = heap[0]!
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
      if (!before(heap[child]!, item)) break
      heap[index] = heap[child]!
      index = child
    }
    heap[index] = item
  }
}

function before(one: Waiting, other: Waiting): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}
