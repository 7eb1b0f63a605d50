import * as cip from '../build/cip.ts'
import * as dnp3 from '../build/dnp3.ts'
import * as enip from '../build/enip.ts'
import * as modbus from '../build/modbus.ts'
import * as s7 from '../build/s7.ts'
import { CipClient, Dnp3Client, ModbusClient, S7Client } from '../clients.ts'
import { LOGIX, RESET } from '../devices/logix.ts'
import { switchLog } from '../devices/logs.ts'
import { COIL, REGISTER } from '../devices/modbus-plc.ts'
import { identifyStations, renameStation } from '../devices/profinet.ts'
import { firstLease, SUBNET_BROADCAST } from '../devices/windows.ts'
import { ipv4Number, nextPort } from '../host.ts'
import { MICRO, MILLI, SECOND } from '../network.ts'
import { scanAddresses, scanPorts } from '../scan.ts'
import type { Action, Deed, HostName } from './action.ts'

const deed = (verb: Deed['verb'], protocol: string, responder: HostName): Deed => ({
  verb,
  protocol,
  initiator: 'docked',
  responder,
})
const refused = (verb: Deed['verb'], protocol: string, responder: HostName): Deed => ({
  ...deed(verb, protocol, responder),
  outcome: 'refused',
})

/** Units a gateway might have behind it, and function codes worth trying. */
const UNITS_TRIED = 24
const FUNCTIONS_TRIED = [1, 2, 3, 4, 7, 11, 12, 17, 20, 24, 65, 66, 67, 72, 100, 110]
const READ_HOLDING = 3

const dock: Action = {
  id: 'dock',
  words: 'plugs an office laptop into the plant’s switch and looks who is there',
  deeds: [],
  perform: function* (plant) {
    const { docked } = plant.hosts
    yield* switchLog(plant, '1/7', true)
    yield 2 * SECOND
    yield* firstLease(plant, docked)
    yield 6 * SECOND
    yield* scanAddresses(plant, docked)
    yield 8 * SECOND
    yield* scanPorts(plant, docked)
  },
}

const askEthernetIp: Action = {
  id: 'ask-ethernet-ip',
  words: 'asks every EtherNet/IP device of the subnet for its identity',
  deeds: [deed('identify', 'cip', 'distribution')],
  perform: function* (plant) {
    const { network, hosts, distribution } = plant
    const port = nextPort(hosts.docked)
    const question = enip.encapsulate(enip.LIST_IDENTITY, 0, 0)
    network.sendUdpToAll(hosts.docked, port, SUBNET_BROADCAST, enip.PORT, question)
    yield network.random.between(900, 2_500) * MICRO
    yield* network.reach(hosts.distribution, hosts.docked)
    network.sendUdp(hosts.distribution, enip.PORT, hosts.docked, port, distribution.identify())
    yield 2 * SECOND
    const client = new CipClient(network, hosts.docked, hosts.distribution, distribution.answer)
    yield* client.connect(false)
    yield* client.ask(cip.request(1, cip.objectPath(1)))
    yield* client.close()
  },
}

const askModbus: Action = {
  id: 'ask-modbus',
  words: 'tries units and functions of the intake controller and asks what it is',
  deeds: [deed('identify', 'modbus-tcp', 'intake'), refused('read', 'modbus-tcp', 'intake')],
  perform: function* (plant) {
    const { network, hosts, intake } = plant
    const client = new ModbusClient(network, hosts.docked, hosts.intake, intake.answer)
    yield* client.line.open()
    for (let unit = 1; unit <= UNITS_TRIED; unit++) {
      yield* client.askUnit(unit, modbus.readRequest(READ_HOLDING, 0, 1))
      yield 60 * MILLI
    }
    for (const code of FUNCTIONS_TRIED) {
      yield* client.ask(modbus.probe(code))
      yield 60 * MILLI
    }
    yield* client.ask(modbus.identifyRequest(1))
    yield* client.line.settle()
    yield* client.line.close()
  },
}

const askTreatment: Action = {
  id: 'ask-treatment',
  words: 'asks the treatment controller for order number, firmware and names',
  deeds: [deed('identify', 's7comm', 'treatment')],
  perform: function* (plant) {
    const { network, hosts, treatment } = plant
    const client = new S7Client(network, hosts.docked, hosts.treatment, treatment.answer)
    yield* client.connect()
    yield* client.ask((reference) => s7.readSzl(reference, 0, 0x0011, 0))
    yield* client.ask((reference) => s7.readSzl(reference, 0, 0x001c, 0))
    yield* client.line.settle()
    yield* client.line.close()
  },
}

const askProfinet: Action = {
  id: 'ask-profinet',
  words: 'asks every PROFINET station for its name',
  deeds: [deed('identify', 'profinet-dcp', 'remoteIo')],
  perform: (plant) => identifyStations(plant, plant.hosts.docked),
}

const writeOutOfRange: Action = {
  id: 'write-out-of-range',
  words: 'writes a level no basin has, switches the intake pumps, and writes where there is nothing',
  deeds: [deed('write', 'modbus-tcp', 'intake'), refused('write', 'modbus-tcp', 'intake')],
  perform: function* (plant) {
    const { network, hosts, intake } = plant
    const client = new ModbusClient(network, hosts.docked, hosts.intake, intake.answer)
    yield* client.line.open()
    yield* client.ask(modbus.writeRegister(REGISTER.levelSetpoint, 0xffff))
    yield 2 * SECOND
    yield* client.ask(modbus.writeCoil(COIL.pump1, false))
    yield* client.ask(modbus.writeCoil(COIL.pump2, false))
    yield SECOND
    yield* client.ask(modbus.writeRegisters(40_000, [0, 0, 0, 0]))
    yield* client.line.settle()
    yield* client.line.close()
  },
}

const stopTreatment: Action = {
  id: 'stop-treatment',
  words: 'stops the treatment controller',
  deeds: [deed('stop', 's7comm', 'treatment')],
  perform: function* (plant) {
    const { network, hosts, treatment } = plant
    const client = new S7Client(network, hosts.docked, hosts.treatment, treatment.answer)
    yield* client.connect()
    yield 300 * MILLI
    yield* client.ask(s7.plcStop)
    client.line.reset('client')
  },
}

const haltDistribution: Action = {
  id: 'halt-distribution',
  words: 'tries to reset the distribution controller, is refused, and puts it into program mode',
  deeds: [refused('restart', 'cip', 'distribution'), deed('mode-change', 'cip', 'distribution')],
  perform: function* (plant) {
    const { network, hosts, distribution } = plant
    const client = new CipClient(network, hosts.docked, hosts.distribution, distribution.answer)
    yield* client.connect(false)
    yield* client.ask(cip.request(RESET, cip.objectPath(1), [0]))
    yield SECOND
    yield* client.ask(cip.request(LOGIX.programMode, cip.objectPath(LOGIX.control)))
    yield* client.close()
  },
}

const DISABLE_UNSOLICITED = 21
const COLD_RESTART = 13
const READ = 1
/** The address a master of the intruder's own invention uses. */
const FALSE_MASTER = 100

const restartTank: Action = {
  id: 'restart-tank',
  words: 'silences the reports of the tank station and restarts it',
  deeds: [deed('alarm-suppress', 'dnp3', 'tank'), deed('restart', 'dnp3', 'tank')],
  perform: function* (plant) {
    const { network, hosts, tank } = plant
    const client = new Dnp3Client(network, hosts.docked, hosts.tank, tank.answer, FALSE_MASTER)
    yield* client.line.open()
    yield* client.ask(READ, dnp3.ALL_ATTRIBUTES)
    yield SECOND
    yield* client.ask(DISABLE_UNSOLICITED, dnp3.classes(2, 3, 4))
    yield 2 * SECOND
    yield* client.ask(COLD_RESTART)
    yield 400 * MILLI
    client.line.reset('server')
    for (const line of plant.tankLines) line.reset('server')
    hosts.tank.silentUntil = network.now + 20 * SECOND
  },
}

const renameIo: Action = {
  id: 'rename-io',
  words: 'gives the filter’s remote I/O another name and address',
  deeds: [deed('network-change', 'profinet-dcp', 'remoteIo')],
  perform: function* (plant) {
    const { docked, remoteIo } = plant.hosts
    yield* renameStation(plant, docked, remoteIo, 'filter-io-x', ipv4Number('10.20.1.215'))
  },
}

export const intruder = {
  dock,
  askEthernetIp,
  askModbus,
  askTreatment,
  askProfinet,
  writeOutOfRange,
  stopTreatment,
  haltDistribution,
  restartTank,
  renameIo,
}
