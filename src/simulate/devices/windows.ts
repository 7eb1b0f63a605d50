import * as names from '../build/names.ts'
import { ntpAnswer, ntpRequest } from '../build/services.ts'
import { BROADCAST_MAC, type Host, nextPort } from '../host.ts'
import { MICRO, MILLI, type Script, SECOND } from '../network.ts'
import { MASK, type Plant } from '../plant.ts'

export const DOMAIN = 'ridgewater.example'
/** The broadcast address of the plant's subnet. */
export const SUBNET_BROADCAST = { mac: BROADCAST_MAC, ip: 0x0a14_01ff }

/** What a Windows computer says without being asked: its names, questions for others, the time, its lease. */
export function windowsScripts(plant: Plant, host: Host): Script[] {
  return [announceNames(plant, host), lookUp(plant, host), keepTime(plant, host), keepLease(plant, host)]
}

function* announceNames(plant: Plant, host: Host): Script {
  const { network } = plant
  yield network.random.between(200, 4_000) * MILLI
  for (;;) {
    for (const suffix of [0, 0x20]) {
      const id = network.random.between(0x8000, 0xffff)
      for (let round = 0; round < 3; round++) {
        const unit = names.netbiosRegister(id, host.name, suffix, host.ip)
        network.sendUdpToAll(host, 137, SUBNET_BROADCAST, 137, unit)
        yield 750 * MILLI
      }
    }
    network.sendUdpToAll(host, 5353, names.MDNS, 5353, names.mdnsAnnounce(host.name, host.ip))
    yield network.random.between(240, 420) * SECOND
  }
}

function* lookUp(plant: Plant, host: Host): Script {
  const { network, hosts } = plant
  const known = [`${hosts.directory.name}.${DOMAIN}`, `${hosts.historian.name}.${DOMAIN}`]
  yield network.random.between(1, 20) * SECOND
  for (;;) {
    yield* askDns(plant, host, known[0]!, hosts.directory.ip)
    yield* askDns(plant, host, known[1]!, hosts.historian.ip)
    yield* askDns(plant, host, 'ctldl.windowsupdate.com')
    const id = network.random.between(1, 0xffff)
    const port = nextPort(host)
    network.sendUdpToAll(host, port, names.LLMNR, 5355, names.dnsQuestion(id, 'wpad', false))
    yield 410 * MILLI
    network.sendUdpToAll(host, port, names.LLMNR, 5355, names.dnsQuestion(id, 'wpad', false))
    yield 300 * MILLI
    network.sendUdpToAll(host, 137, SUBNET_BROADCAST, 137, names.netbiosQuery(id, 'WPAD'))
    yield 50 * MILLI
    network.sendUdpToAll(host, 5353, names.MDNS, 5353, names.mdnsBrowse('_printer._tcp.local'))
    yield network.random.between(45, 120) * SECOND
  }
}

/** Asks the directory server for an address; it knows the given one, or nothing of that name. */
function* askDns(plant: Plant, host: Host, name: string, address?: number): Script {
  const { network, hosts } = plant
  yield* network.reach(host, hosts.directory)
  const id = network.random.between(1, 0xffff)
  const port = nextPort(host)
  network.sendUdp(host, port, hosts.directory, 53, names.dnsQuestion(id, name))
  yield network.random.between(1_200, 4_000) * MICRO
  network.sendUdp(hosts.directory, 53, host, port, names.dnsAnswer(id, name, address))
  yield 30 * MILLI
}

/** Asks the directory server for the time now and then, as the computers and some controllers do. */
export function* keepTime(plant: Plant, host: Host): Script {
  const { network, hosts } = plant
  yield network.random.between(2, 40) * SECOND
  for (;;) {
    yield* network.reach(host, hosts.directory)
    const asked = plant.moment()
    network.sendUdp(host, 123, hosts.directory, 123, ntpRequest(asked))
    yield network.random.between(1_000, 3_500) * MICRO
    network.sendUdp(hosts.directory, 123, host, 123, ntpAnswer(asked, plant.moment()))
    yield 64 * SECOND
  }
}

function* keepLease(plant: Plant, host: Host): Script {
  const { network, hosts } = plant
  yield network.random.between(5, 50) * SECOND
  for (;;) {
    yield* network.reach(host, hosts.router)
    const lease = leaseOf(plant, host)
    network.sendUdp(host, 68, hosts.router, 67, names.dhcp(names.DHCP.request, lease, true))
    yield network.random.between(600, 2_500) * MICRO
    network.sendUdp(hosts.router, 67, host, 68, names.dhcp(names.DHCP.ack, lease, true))
    yield network.random.between(500, 700) * SECOND
  }
}

/** A computer without an address gets one: discover, offer, request, ack, all by broadcast. */
export function* firstLease(plant: Plant, host: Host): Script {
  const { network, hosts } = plant
  const lease = leaseOf(plant, host)
  const ask = (type: 1 | 3) =>
    network.sendUdpToAll(host, 68, names.BROADCAST_ALL, 67, names.dhcp(type, lease), 0)
  const answer = (type: 2 | 5) =>
    network.sendUdpToAll(hosts.router, 67, { mac: host.mac, ip: host.ip }, 68, names.dhcp(type, lease))
  ask(names.DHCP.discover)
  yield 900 * MILLI
  answer(names.DHCP.offer)
  yield 2 * MILLI
  ask(names.DHCP.request)
  yield 4 * MILLI
  answer(names.DHCP.ack)
  yield 40 * MILLI
}

function leaseOf(plant: Plant, host: Host): names.Lease {
  return {
    transaction: plant.network.random.u32(),
    mac: host.mac,
    name: host.name,
    address: host.ip,
    server: plant.hosts.router.ip,
    mask: MASK,
    dns: plant.hosts.directory.ip,
  }
}
