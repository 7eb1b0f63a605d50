import * as link from '../build/link-layer.ts'
import type { Host } from '../host.ts'
import { MILLI, type Script } from '../network.ts'
import { MASK, type Plant } from '../plant.ts'

const SIEMENS = 0x002a

/** The PROFINET stations of the works, as they answer DCP. */
function stations(plant: Plant): [Host, link.Station][] {
  const { treatment, remoteIo } = plant.hosts
  const common = { vendor: SIEMENS, mask: MASK, gateway: plant.hosts.router.ip }
  return [
    [
      treatment,
      { ...common, type: 'S7-300', name: treatment.name, device: 0x0101, role: 2, ip: treatment.ip },
    ],
    [remoteIo, { ...common, type: 'ET200S', name: remoteIo.name, device: 0x0301, role: 1, ip: remoteIo.ip }],
  ]
}

/** Somebody asks who is there; every station answers. */
export function* identifyStations(plant: Plant, from: Host): Script {
  const { network } = plant
  const id = network.random.u32()
  network.sendFrame(from, link.DCP_IDENTIFY_MAC, link.PROFINET_TYPE, link.dcpIdentify(id))
  for (const [host, station] of stations(plant)) {
    yield network.random.between(1, 9) * MILLI
    network.sendFrame(host, from.mac, link.PROFINET_TYPE, link.dcpIdentified(id, station))
  }
}

/** Somebody gives a station a new name and another address; the station obeys and says so. */
export function* renameStation(plant: Plant, from: Host, target: Host, name: string, ip: number): Script {
  const { network, hosts } = plant
  const tell = (to: Host, by: Host, unit: Uint8Array) =>
    network.sendFrame(by, to.mac, link.PROFINET_TYPE, unit)
  const id = network.random.u32()
  tell(target, from, link.dcpSetName(id, name))
  yield 4 * MILLI
  tell(from, target, link.dcpSetDone(id, 2, 2))
  target.name = name
  yield 700 * MILLI
  tell(target, from, link.dcpSetIp((id + 1) >>> 0, ip, MASK, hosts.router.ip))
  yield 5 * MILLI
  tell(from, target, link.dcpSetDone((id + 1) >>> 0, 1, 2))
  target.ip = ip
}
