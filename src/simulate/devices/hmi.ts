import * as cip from '../build/cip.ts'
import * as dnp3 from '../build/dnp3.ts'
import { readRequest } from '../build/modbus.ts'
import { readVar } from '../build/s7.ts'
import { CipClient, Dnp3Client, ModbusClient, S7Client } from '../clients.ts'
import { MILLI, type Script, SECOND } from '../network.ts'
import type { Plant } from '../plant.ts'
import { DB1 } from './s7-plc.ts'

/** Tags the operator screen shows. */
const SCREEN_TAGS = ['Main_Pressure', 'Pressure_SP', 'Booster_Speed', 'Booster_Run', 'Flow_Out']

const READ = 1
const WRITE = 2
const ENABLE_UNSOLICITED = 20

/** The operator station's connections, kept for ever; `pending` holds what an operator wants to send next over each. */
export class Hmi {
  private readonly plant: Plant
  /** Requests an operator made, taken by the polling loop between two polls. */
  readonly pending: {
    modbus: Uint8Array[]
    s7: ((reference: number) => Uint8Array)[]
    cip: Uint8Array[]
    dnp3: [number, Uint8Array][]
  } = { modbus: [], s7: [], cip: [], dnp3: [] }

  constructor(plant: Plant) {
    this.plant = plant
  }

  /** Every polling loop of the station, to be started once. */
  scripts(): Script[] {
    return [this.pollIntake(), this.pollTreatment(), this.pollDistribution(), this.pollTank()]
  }

  private *pollIntake(): Script {
    const { network, hosts, intake } = this.plant
    const client = new ModbusClient(network, hosts.hmi, hosts.intake, intake.answer)
    yield* client.line.open()
    for (;;) {
      const since = network.now
      yield* client.ask(readRequest(3, 0, 12))
      yield* client.ask(readRequest(1, 0, 8))
      const wish = this.pending.modbus.shift()
      if (wish !== undefined) yield* client.ask(wish)
      yield* client.line.settle()
      yield rest(network.now - since, 500 * MILLI)
    }
  }

  private *pollTreatment(): Script {
    const { network, hosts, treatment } = this.plant
    const client = new S7Client(network, hosts.hmi, hosts.treatment, treatment.answer)
    yield* client.connect()
    for (;;) {
      const since = network.now
      yield* client.ask((reference) => readVar(reference, { block: 1, start: 0, length: DB1.length }))
      const wish = this.pending.s7.shift()
      if (wish !== undefined) yield* client.ask(wish)
      yield* client.line.settle()
      yield rest(network.now - since, 500 * MILLI)
    }
  }

  private *pollDistribution(): Script {
    const { network, hosts, distribution } = this.plant
    const client = new CipClient(network, hosts.hmi, hosts.distribution, distribution.answer)
    yield* client.connect(true)
    for (;;) {
      const since = network.now
      yield* client.ask(cip.multiple(SCREEN_TAGS.map(cip.readTag)))
      const wish = this.pending.cip.shift()
      if (wish !== undefined) yield* client.ask(wish)
      yield* client.line.settle()
      yield rest(network.now - since, 500 * MILLI)
    }
  }

  /** Keeps a connection to the tank station, and opens a new one some seconds after a restart broke it. */
  private *pollTank(): Script {
    const { network, hosts, tank, tankLines } = this.plant
    for (;;) {
      const client = new Dnp3Client(network, hosts.hmi, hosts.tank, tank.answer)
      yield* client.line.open()
      tankLines.add(client.line)
      yield* client.ask(WRITE, [80, 1, 0, 7, 7, 0])
      yield* client.ask(ENABLE_UNSOLICITED, dnp3.classes(2, 3, 4))
      yield* this.tankCycle(client)
      tankLines.delete(client.line)
      yield 8 * SECOND
    }
  }

  private *tankCycle(client: Dnp3Client): Script {
    const { tank } = this.plant
    for (let cycle = 0; client.line.isOpen; cycle++) {
      yield* client.ask(READ, cycle % 12 === 0 ? dnp3.classes(2, 3, 4, 1) : dnp3.classes(2, 3, 4))
      // Nothing may come between a select and its operate, so all wishes go at once.
      for (const [code, objects] of this.pending.dnp3.splice(0)) yield* client.ask(code, objects)
      yield* client.line.settle()
      yield 2.5 * SECOND
      const report = tank.report(cycle % 6 === 0)
      if (report !== undefined && client.line.isOpen) yield* client.hear(report)
      yield* client.line.settle()
      yield 2 * SECOND
    }
  }
}

/** What is left of a cycle after the work in it; never nothing, so that a slow cycle cannot stop the clock. */
export function rest(spent: number, cycle: number): number {
  return Math.max(10 * MILLI, cycle - spent)
}
