import type { Asset, Conversation, OperationRow } from '../model/analysis.ts'
import type { Batch } from '../model/batch.ts'
import type { RecordedObservation } from '../model/recorded-observation.ts'
import type { Store } from './contract.ts'
import { openSqliteStore } from './sqlite/store.ts'

/** Every implementation of the store, and how to open it on an empty folder and again on the same. */
export const IMPLEMENTATIONS: { name: string; open(folder: string): Promise<Store> }[] = [
  { name: 'SQLite', open: (folder) => openSqliteStore(folder, { reserveBytes: 0 }) },
]

/** Items for tests: as plain as the schema allows, with what a test cares about. */

const BEGIN = Date.UTC(2026, 0, 1)

/** ISO text of so many seconds into 2026. */
export function at(seconds: number): string {
  return `${new Date(BEGIN + seconds * 1000).toISOString().slice(0, -1)}000Z`
}

export function batch(sequence: number, items: Partial<Batch>): Batch {
  const none = { observations: [], assets: [], conversations: [], operations: [] }
  return { site: 'works', sensor: 'mirror', sequence, time: at(sequence), ...none, ...items }
}

export function observation(seconds: number, items: Partial<RecordedObservation> = {}): RecordedObservation {
  return {
    time: at(seconds),
    kind: 'operation',
    asset: '10.0.0.1',
    peer: '10.0.0.2',
    protocol: 'modbus-tcp',
    verb: 'read',
    function: 'Read Holding Registers',
    object: 'holding registers 0-5',
    outcome: 'done',
    ...items,
  }
}

export function asset(id: string, items: Partial<Asset> = {}): Asset {
  return {
    id,
    interfaces: [{ ip: id, mac: '02:00:00:00:00:01' }],
    names: [],
    role: 'unknown',
    roleReason: 'nothing tells',
    level: null,
    levelReason: 'nothing tells',
    zone: '10.0.0.0/24',
    zoneReason: 'first three bytes of the address',
    protocols: ['arp'],
    modules: [],
    conflicts: [],
    heard: true,
    firstSeen: at(0),
    lastSeen: at(1),
    evidence: [],
    ...items,
  }
}

export function conversation(seconds: number, items: Partial<Conversation> = {}): Conversation {
  return {
    initiator: '10.0.0.1',
    responder: '10.0.0.2',
    transport: 'tcp',
    port: 502,
    protocol: 'modbus-tcp',
    packets: 2,
    bytes: 128,
    first: at(seconds),
    last: at(seconds + 1),
    capture: 'eth0',
    packet: 1,
    answered: false,
    lostBytes: 0,
    ...items,
  }
}

export function operation(seconds: number, items: Partial<OperationRow> = {}): OperationRow {
  return {
    time: at(seconds),
    last: at(seconds),
    verb: 'write',
    protocol: 'modbus-tcp',
    function: 'Write Single Register',
    initiator: '10.0.0.1',
    responder: '10.0.0.2',
    target: { asset: '10.0.0.2', object: 'holding register 7' },
    outcome: 'done',
    count: 1,
    capture: 'eth0',
    packets: [1, 2],
    ...items,
  }
}
