import * as cip from '../build/cip.ts'
import * as modbus from '../build/modbus.ts'
import * as s7 from '../build/s7.ts'
import { ascii, write } from '../build/writer.ts'
import { CipClient, ModbusClient, S7Client } from '../clients.ts'
import { LOGIX, logixCode } from '../devices/logix.ts'
import { PROGRAM_BLOCKS, REGISTER } from '../devices/modbus-plc.ts'
import { identifyStations, renameStation } from '../devices/profinet.ts'
import { BLOCK_BYTES, blockPieces, CODE_BYTES } from '../devices/s7-plc.ts'
import { ipv4Number } from '../host.ts'
import { MILLI, type Script, SECOND } from '../network.ts'
import type { Plant } from '../plant.ts'
import type { Action, Deed, HostName } from './action.ts'

const deed = (verb: Deed['verb'], protocol: string, responder: HostName): Deed => ({
  verb,
  protocol,
  initiator: 'engineer',
  responder,
})

/** A connection of the engineering workstation to the treatment controller, as STEP 7 opens it. */
function* treatmentLine(plant: Plant): Script<S7Client> {
  const { network, hosts, treatment } = plant
  const client = new S7Client(network, hosts.engineer, hosts.treatment, treatment.answer)
  yield* client.connect()
  yield* client.ask((reference) => s7.readSzl(reference, 0, 0x0011, 0))
  yield* client.ask((reference) => s7.readSzl(reference, 0, 0x001c, 0))
  yield* client.ask((reference) => s7.readSzl(reference, 0, 0x0424, 0))
  return client
}

const uploadTreatment: Action = {
  id: 'upload-treatment',
  words: 'reads the program of the treatment controller back for comparison',
  deeds: [deed('identify', 's7comm', 'treatment'), deed('program-upload', 's7comm', 'treatment')],
  perform: function* (plant) {
    const client = yield* treatmentLine(plant)
    yield 2 * SECOND
    const started = yield* client.ask((reference) => s7.startUpload(reference, s7.blockName('08', 1, 'A')))
    const session = started?.[26] ?? 0
    for (let more = true; more; ) {
      const piece = yield* client.ask((reference) => s7.uploadJob(0x1e, reference, session))
      more = piece !== undefined && piece[20] === 1
    }
    yield* client.ask((reference) => s7.uploadJob(0x1f, reference, session))
    yield* client.line.settle()
    yield* client.line.close()
  },
}

const changeTreatment: Action = {
  id: 'change-treatment',
  words: 'stops the treatment controller, loads a changed program into it and starts it again',
  deeds: [
    deed('stop', 's7comm', 'treatment'),
    deed('program-download', 's7comm', 'treatment'),
    deed('start', 's7comm', 'treatment'),
  ],
  perform: function* (plant) {
    const client = yield* treatmentLine(plant)
    yield 4 * SECOND
    yield* client.ask(s7.plcStop)
    yield 3 * SECOND
    yield* downloadBlock(client)
    yield 900 * MILLI
    yield* client.ask((reference) => s7.piService(reference, '_INSE', s7.blockList('0800001P')))
    yield 5 * SECOND
    yield* client.ask((reference) => s7.piService(reference, 'P_PROGRAM'))
    yield* client.line.settle()
    yield* client.line.close()
  },
}

/** Announces a block; the controller then pulls it piece by piece with jobs of its own. */
function* downloadBlock(client: S7Client): Script {
  const name = s7.blockName('08', 1, 'P')
  const pieces = blockPieces(0x11)
  yield* client.ask((reference) => s7.requestDownload(reference, name, BLOCK_BYTES, CODE_BYTES))
  for (const [index, piece] of pieces.entries()) {
    const more = index + 1 < pieces.length
    const job = s7.pullJob(0x1b, 0x0600 + index, name)
    yield* client.line.exchange(job, () => s7.blockData(0x1b, 0x0600 + index, more, piece), 'server')
  }
  const ended = 0x0600 + pieces.length
  yield* client.line.exchange(s7.pullJob(0x1c, ended, name), () => s7.done(0x1c, ended), 'server')
}

const startTreatment: Action = {
  id: 'start-treatment',
  words: 'starts the treatment controller again',
  deeds: [deed('start', 's7comm', 'treatment')],
  perform: function* (plant) {
    const client = yield* treatmentLine(plant)
    yield 2 * SECOND
    yield* client.ask((reference) => s7.piService(reference, 'P_PROGRAM'))
    yield* client.line.settle()
    yield* client.line.close()
  },
}

const changeDistribution: Action = {
  id: 'change-distribution',
  words: 'puts the distribution controller into program mode, loads a routine and runs it again',
  deeds: [deed('mode-change', 'cip', 'distribution'), deed('program-download', 'cip', 'distribution')],
  perform: function* (plant) {
    const { network, hosts, distribution } = plant
    const client = new CipClient(network, hosts.engineer, hosts.distribution, distribution.answer)
    yield* client.connect(true)
    yield* client.ask(cip.request(1, cip.objectPath(1)))
    yield 3 * SECOND
    yield* client.ask(cip.request(LOGIX.programMode, cip.objectPath(LOGIX.control)))
    yield 2 * SECOND
    yield* client.ask(cip.request(LOGIX.create, cip.objectPath(LOGIX.routine, 0), [1, 0, 0, 0]))
    for (let block = 1; block <= 12; block++) {
      yield* client.ask(cip.request(LOGIX.loadCode, cip.objectPath(LOGIX.routine, 7), logixCode(block)))
      yield 20 * MILLI
    }
    yield 2 * SECOND
    yield* client.ask(cip.request(LOGIX.runMode, cip.objectPath(LOGIX.control)))
    yield SECOND
    yield* client.close()
  },
}

const runDistribution: Action = {
  id: 'run-distribution',
  words: 'puts the distribution controller back into run mode',
  deeds: [deed('mode-change', 'cip', 'distribution')],
  perform: function* (plant) {
    const { network, hosts, distribution } = plant
    const client = new CipClient(network, hosts.engineer, hosts.distribution, distribution.answer)
    yield* client.connect(true)
    yield* client.ask(cip.request(1, cip.objectPath(1)))
    yield 2 * SECOND
    yield* client.ask(cip.request(LOGIX.runMode, cip.objectPath(LOGIX.control)))
    yield* client.close()
  },
}

const tuneIntake: Action = {
  id: 'tune-intake',
  words: 'reads what the intake controller is, sets its level control and fetches its program',
  deeds: [
    deed('identify', 'modbus-tcp', 'intake'),
    deed('write', 'modbus-tcp', 'intake'),
    deed('lock', 'umas', 'intake'),
    deed('program-upload', 'umas', 'intake'),
  ],
  perform: function* (plant) {
    const { network, hosts, intake } = plant
    const client = new ModbusClient(network, hosts.engineer, hosts.intake, intake.answer)
    yield* client.line.open()
    yield* client.ask(modbus.identifyRequest(2))
    yield 3 * SECOND
    yield* client.ask(modbus.writeRegisters(REGISTER.tuning, [120, 45, 8]))
    yield 2 * SECOND
    yield* client.ask(modbus.umas(0, 0x02))
    yield* client.ask(modbus.umas(0, 0x03, [0]))
    yield* client.ask(modbus.umas(0, 0x04))
    const reserved = yield* client.ask(modbus.umas(0, 0x10, reservation('WTP-ENG-01')))
    const key = reserved?.[3] ?? 0
    yield* client.ask(modbus.umas(key, 0x33, [0, 1, 0xfb, 3]))
    for (let block = 1; block <= PROGRAM_BLOCKS; block++)
      yield* client.ask(modbus.umas(key, 0x34, [0, 1, block, 0]))
    yield* client.ask(modbus.umas(key, 0x35, [0, 1, PROGRAM_BLOCKS, 0]))
    yield* client.ask(modbus.umas(key, 0x11))
    yield* client.line.settle()
    yield* client.line.close()
  },
}

const renameIoBack: Action = {
  id: 'rename-io-back',
  words: 'gives the filter’s remote I/O its own name and address again',
  deeds: [deed('network-change', 'profinet-dcp', 'remoteIo')],
  perform: function* (plant) {
    const { engineer: from, remoteIo } = plant.hosts
    yield* identifyStations(plant, from)
    yield 3 * SECOND
    yield* renameStation(plant, from, remoteIo, 'filter-io', ipv4Number('10.20.1.15'))
  },
}

/** Who reserves the controller: a number of the program's own, then the computer's name. */
function reservation(name: string): Uint8Array {
  return write().le32(0x0000_36b1).u8(name.length).bytes(ascii(name)).done()
}

export const engineer = {
  uploadTreatment,
  changeTreatment,
  startTreatment,
  changeDistribution,
  runDistribution,
  tuneIntake,
  renameIoBack,
}
