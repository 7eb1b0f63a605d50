import * as link from '../build/link-layer.ts'
import type { Host } from '../host.ts'
import { MILLI, type Script, SECOND } from '../network.ts'
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

/** Name under which the treatment controller knows its remote I/O. */
const EXPECTED = 'filter-io'
const INPUT_FRAME = 0x8001
const OUTPUT_FRAME = 0x8002
const CYCLE_MILLIS = 128
/** A cycle in the counter's unit of 31.25 microseconds. */
const CYCLE_COUNTS = CYCLE_MILLIS * 32
const SEARCH_SECONDS = 2

/**
 * The treatment controller and its remote I/O exchange process values in every cycle. When the station no longer bears its name, the
 * exchange ends and the controller searches for the name until somebody answers to it.
 */
export function* exchangeProcessData(plant: Plant): Script {
  const { network, hosts, water, treatment } = plant
  const { treatment: controller, remoteIo } = hosts
  for (let cycle = 0; ; cycle++) {
    if (remoteIo.name !== EXPECTED) {
      yield* searchStation(plant)
      continue
    }
    const counter = cycle * CYCLE_COUNTS
    const inputs = [water.turbidity * 1_000, water.inflow * 10, water.ph * 100].map(Math.round)
    const outputs = [treatment.runs ? water.dose * 100 : 0, 1].map(Math.round)
    const put = (from: Host, to: Host, unit: Uint8Array) =>
      network.sendFrame(from, to.mac, link.PROFINET_TYPE, unit)
    put(controller, remoteIo, link.cyclic(OUTPUT_FRAME, counter, outputs, treatment.runs))
    yield MILLI
    put(remoteIo, controller, link.cyclic(INPUT_FRAME, counter, inputs, true))
    yield (CYCLE_MILLIS - 1) * MILLI
  }
}

function* searchStation(plant: Plant): Script {
  const { network, hosts } = plant
  const id = network.random.u32()
  const question = link.dcpIdentifyName(id, EXPECTED)
  network.sendFrame(hosts.treatment, link.DCP_IDENTIFY_MAC, link.PROFINET_TYPE, question)
  yield network.random.between(1, 4) * MILLI
  if (hosts.remoteIo.name === EXPECTED) {
    const [, station] = stations(plant).find(([host]) => host === hosts.remoteIo)!
    const answer = link.dcpIdentified(id, station)
    network.sendFrame(hosts.remoteIo, hosts.treatment.mac, link.PROFINET_TYPE, answer)
  }
  yield SEARCH_SECONDS * SECOND
}
