import { arp } from './build/ip.ts'
import { BROADCAST_MAC, type Host, NO_MAC } from './host.ts'
import { MICRO, MILLI, type Script } from './network.ts'
import type { Plant } from './plant.ts'
import { probePort } from './tcp.ts'

/** How a stranger looks around: every address of the subnet by ARP, then the ports of whatever answered. */

const ADDRESSES = 254
/** Ports that control systems and their computers are known by. */
const PORTS = [21, 22, 23, 80, 102, 135, 443, 445, 502, 1911, 2404, 3389, 4840, 9600, 20_000, 44_818, 47_808]

/** Asks for every address of the plant's subnet; those that exist answer. */
export function* scanAddresses(plant: Plant, from: Host): Script {
  const { network } = plant
  const local = new Map(plant.local().map((one) => [one.ip, one]))
  const base = plant.hosts.router.ip - 1
  for (let number = 1; number <= ADDRESSES; number++) {
    if (base + number === from.ip) continue
    network.sendFrame(from, BROADCAST_MAC, 0x0806, arp(1, from.mac, from.ip, NO_MAC, base + number))
    const host = local.get(base + number)
    if (host !== undefined) {
      yield network.random.between(90, 500) * MICRO
      network.sendFrame(host, from.mac, 0x0806, arp(2, host.mac, host.ip, from.mac, from.ip))
    }
    yield network.random.between(4, 12) * MILLI
  }
}

/** Tries the known ports of every host on the segment: open ones shake hands and are dropped, closed ones refuse, a firewall says nothing. */
export function* scanPorts(plant: Plant, from: Host): Script {
  const { network } = plant
  for (const host of plant.local()) {
    if (host === from) continue
    for (const port of PORTS) {
      yield* probePort(network, from, host, port)
      yield network.random.between(8, 40) * MILLI
    }
  }
}
