import { type Asset, ROLES } from '../src/model/analysis.ts'
import type { Batch } from '../src/model/batch.ts'
import type { RecordedObservation } from '../src/model/recorded-observation.ts'

const BEGIN = Date.UTC(2026, 0, 1)
const ASSETS_PER_BATCH = 1_000
const CONVERSATIONS = 100
const OPERATIONS = 100
/** One observation in so many is something that rarely happens. */
const RARE = 100_000

/**
 * Makes batches as a large plant would, as cheaply as possible. Every asset is as likely as any other, which real traffic never is: nothing
 * that remembers the last few of them helps.
 */
export class StorePlant {
  /** Observations made so far. */
  observations = 0
  private sequence = 0
  private readonly assets: number

  constructor(assets: number) {
    this.assets = assets
  }

  timeOf(seconds: number): string {
    return new Date(BEGIN + seconds * 1000).toISOString()
  }

  anyAsset(): string {
    return addressOf(this.any())
  }

  *assetBatches(): Generator<Batch> {
    for (let first = 0; first < this.assets; first += ASSETS_PER_BATCH) {
      const assets = Array.from({ length: ASSETS_PER_BATCH }, (_, i) => this.asset(first + i, 0))
      yield { ...this.empty(0), assets }
    }
  }

  /** A second's share of what a sensor tells, `seconds` after the beginning. */
  batch(observations: number, seconds: number): Batch {
    const time = this.timeOf(seconds)
    this.observations += observations
    return {
      ...this.empty(seconds),
      observations: Array.from({ length: observations }, (_, i) => this.observation(time, i)),
      assets: [this.asset(this.any(), seconds)],
      conversations: Array.from({ length: CONVERSATIONS }, () => ({
        initiator: this.anyAsset(),
        responder: this.anyAsset(),
        ...{ transport: 'tcp', port: 502, protocol: 'modbus-tcp', packets: 20, bytes: 1_600 },
        ...{ first: time, last: time, capture: 'eth0', packet: 1, answered: true, lostBytes: 0 },
      })),
      operations: Array.from({ length: OPERATIONS }, (_, i) => ({
        ...{ time, last: time, verb: i % 10 === 0 ? ('stop' as const) : ('write' as const) },
        ...{ protocol: 'modbus-tcp', function: 'Write Single Register', initiator: this.anyAsset() },
        responder: this.anyAsset(),
        target: { asset: null, object: `holding register ${this.any()}` },
        ...{ outcome: 'done' as const, count: 1, capture: 'eth0', packets: [1, 2] },
      })),
    }
  }

  private observation(time: string, i: number): RecordedObservation {
    return {
      time: `${time.slice(0, -1)}${String(i % 1000).padStart(3, '0')}Z`,
      kind: 'operation',
      asset: this.anyAsset(),
      peer: this.anyAsset(),
      protocol: 'modbus-tcp',
      verb: Math.random() * RARE < 1 ? 'firmware-update' : 'read',
      function: 'Read Holding Registers',
      object: 'holding registers 0-5',
      outcome: 'done',
      capture: 'eth0',
      packet: i + 1,
    }
  }

  private asset(number: number, seconds: number): Asset {
    const id = addressOf(number)
    const evidence = { attribute: 'model' as const, protocol: 'modbus-tcp', capture: 'eth0', packet: 1 }
    const name = `device ${number}`
    return {
      id,
      interfaces: [
        {
          ip: id,
          mac: `02:00:00:${id
            .split('.')
            .slice(1)
            .map((one) => Number(one).toString(16).padStart(2, '0'))
            .join(':')}`,
        },
      ],
      names: [name],
      ...{ vendor: `Maker ${number % 50}`, model: `Model ${number % 500}`, serial: String(number) },
      firmware: `${number % 7}.${Math.floor(seconds)}`,
      role: ROLES[number % ROLES.length]!,
      roleReason: 'simulated',
      level: number % 4,
      levelReason: 'simulated',
      zone: id.split('.').slice(0, 3).join('.'),
      zoneReason: 'simulated',
      protocols: ['arp', 'modbus-tcp'],
      modules: [],
      conflicts: [],
      heard: true,
      firstSeen: this.timeOf(0),
      lastSeen: this.timeOf(seconds),
      evidence: Array.from({ length: 4 }, () => ({
        ...evidence,
        value: `Model ${number % 500}`,
        confidence: 1,
      })),
    }
  }

  private empty(seconds: number): Batch {
    const none = { observations: [], assets: [], conversations: [], operations: [] }
    return { site: 'works', sensor: 'bench', sequence: ++this.sequence, time: this.timeOf(seconds), ...none }
  }

  private any(): number {
    return Math.floor(Math.random() * this.assets)
  }
}

function addressOf(number: number): string {
  return `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`
}
