import { readTag } from '../build/cip.ts'
import { readRequest } from '../build/modbus.ts'
import { readVar } from '../build/s7.ts'
import { snmp } from '../build/services.ts'
import { CipClient, ModbusClient, S7Client } from '../clients.ts'
import { nextPort } from '../host.ts'
import { MICRO, MILLI, type Script, SECOND } from '../network.ts'
import type { Plant } from '../plant.ts'
import { rest } from './hmi.ts'
import { DB1 } from './s7-plc.ts'
import { SNMP_NAMES, switchValues } from './switch.ts'

/** The historian: slow reads of every controller for the archive, and the health of the switch by SNMP. */
export function historianScripts(plant: Plant): Script[] {
  return [archiveIntake(plant), archiveTreatment(plant), archiveDistribution(plant), watchSwitch(plant)]
}

function* archiveIntake(plant: Plant): Script {
  const { network, hosts, intake } = plant
  const client = new ModbusClient(network, hosts.historian, hosts.intake, intake.answer)
  yield* client.line.open()
  for (;;) {
    const since = network.now
    yield* client.ask(readRequest(4, 0, 6))
    yield* client.line.settle()
    yield rest(network.now - since, SECOND)
  }
}

function* archiveTreatment(plant: Plant): Script {
  const { network, hosts, treatment } = plant
  const client = new S7Client(network, hosts.historian, hosts.treatment, treatment.answer)
  yield* client.connect()
  for (;;) {
    const since = network.now
    yield* client.ask((reference) => readVar(reference, { block: 1, start: DB1.chlorine, length: 16 }))
    yield* client.line.settle()
    yield rest(network.now - since, 2 * SECOND)
  }
}

function* archiveDistribution(plant: Plant): Script {
  const { network, hosts, distribution } = plant
  const client = new CipClient(network, hosts.historian, hosts.distribution, distribution.answer)
  yield* client.connect(true)
  for (;;) {
    const since = network.now
    for (const tag of ['Flow_Out', 'Volume_Total', 'Main_Pressure']) yield* client.ask(readTag(tag))
    yield* client.line.settle()
    yield rest(network.now - since, SECOND)
  }
}

function* watchSwitch(plant: Plant): Script {
  const { network, hosts } = plant
  const port = nextPort(hosts.historian)
  for (let id = 1; ; id++) {
    yield* network.reach(hosts.historian, hosts.switch)
    network.sendUdp(hosts.historian, port, hosts.switch, 161, snmp('public', id, SNMP_NAMES))
    yield network.random.between(900, 3_000) * MICRO
    const values = switchValues(Math.floor(network.now / (10 * MILLI)))
    network.sendUdp(hosts.switch, 161, hosts.historian, port, snmp('public', id, SNMP_NAMES, values))
    yield 30 * SECOND
  }
}
