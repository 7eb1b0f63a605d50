import { hash } from 'node:crypto'
import { limits } from '../../base/limits.ts'
import { isoOfMicros } from '../../base/time.ts'
import type { Conversation, OperationRow } from '../../model/analysis.ts'
import type { RecordedObservation, StoredObservation } from '../../model/recorded-observation.ts'
import { instantOf, UNKNOWN_NUMBER } from './asset-rows.ts'
import type { Row, Value } from './connection.ts'

const HOUR_MICROS = 3_600e6
const DAY_MICROS = 24 * HOUR_MICROS
const SAME_BYTES = 16

/** An observation as the last columns of `observation`, from `rest` on. */
export function observationColumns(seen: RecordedObservation, rest: number): Value[] {
  const { kind, asset, peer, protocol, verb, time: _, ...detail } = seen
  return [rest, kind, asset, peer, protocol, verb ?? '', JSON.stringify(detail)]
}

/** A row of `observation` together with the id of its sensor. */
export function observationOf(row: Row): StoredObservation {
  const verb = row.verb === '' ? {} : { verb: row.verb }
  return {
    time: isoOfMicros(Number(row.at), Number(row.rest)),
    kind: row.kind,
    asset: row.asset,
    peer: row.peer,
    protocol: row.protocol,
    ...verb,
    ...JSON.parse(String(row.detail)),
    sensor: row.sensor_id,
    sequence: row.sequence,
    position: row.position,
  } as StoredObservation
}

/** What came to a conversation, as named parameters of its table. */
export function conversationParameters(one: Conversation): Row {
  const { first, ...times } = timesOf(one.first, one.last)
  const key = [one.initiator, one.responder, one.transport, one.port, one.protocol]
  return {
    hour: Math.floor(first / HOUR_MICROS),
    same: digest(key),
    first,
    ...times,
    initiator: one.initiator ?? '',
    responder: one.responder ?? '',
    transport: one.transport,
    port: one.port ?? UNKNOWN_NUMBER,
    protocol: one.protocol ?? '',
    packets: one.packets,
    bytes: one.bytes,
    answered: one.answered ? 1 : 0,
    lost_bytes: one.lostBytes,
    capture: one.capture,
    packet: one.packet,
  }
}

export function conversationOf(row: Row): Conversation {
  const port = Number(row.port)
  return {
    initiator: orNull(row.initiator),
    responder: orNull(row.responder),
    transport: String(row.transport),
    port: port === UNKNOWN_NUMBER ? null : port,
    protocol: orNull(row.protocol),
    packets: Number(row.packets),
    bytes: Number(row.bytes),
    first: isoOfMicros(Number(row.first), Number(row.first_rest)),
    last: isoOfMicros(Number(row.last), Number(row.last_rest)),
    capture: String(row.capture),
    packet: Number(row.packet),
    answered: row.answered === 1,
    lostBytes: Number(row.lost_bytes),
  }
}

/** What came to an operation, as named parameters of its table. */
export function operationParameters(one: OperationRow): Row {
  const { first, ...times } = timesOf(one.time, one.last)
  const { verb, protocol, initiator, responder, target, outcome, reason } = one
  const key = [
    verb,
    protocol,
    one.function,
    initiator,
    responder,
    target.asset,
    target.object,
    outcome,
    reason,
  ]
  return {
    day: Math.floor(first / DAY_MICROS),
    same: digest(key),
    first,
    ...times,
    verb,
    protocol,
    function: one.function,
    initiator: initiator ?? '',
    responder: responder ?? '',
    target: target.asset ?? '',
    object: target.object,
    outcome,
    reason: reason ?? '',
    count: one.count,
    capture: one.capture,
    packets: JSON.stringify(one.packets.slice(0, limits.store.packetsPerOperation)),
  }
}

export function operationOf(row: Row): OperationRow {
  return {
    time: isoOfMicros(Number(row.first), Number(row.first_rest)),
    last: isoOfMicros(Number(row.last), Number(row.last_rest)),
    verb: row.verb as OperationRow['verb'],
    protocol: String(row.protocol),
    function: String(row.function),
    initiator: orNull(row.initiator),
    responder: orNull(row.responder),
    target: { asset: orNull(row.target), object: String(row.object) },
    outcome: row.outcome as OperationRow['outcome'],
    ...(row.reason === '' ? {} : { reason: String(row.reason) }),
    count: Number(row.count),
    capture: String(row.capture),
    packets: JSON.parse(String(row.packets)),
  }
}

function timesOf(first: string, last: string) {
  const [a, b] = [instantOf(first), instantOf(last)]
  return { first: a.micros, first_rest: a.rest, last: b.micros, last_rest: b.rest }
}

/** The parts that make two rows the same, as one short key. */
function digest(parts: readonly (string | number | null | undefined)[]): Uint8Array {
  return hash('sha256', JSON.stringify(parts), 'buffer').subarray(0, SAME_BYTES)
}

function orNull(value: Value | undefined): string | null {
  return value === '' || value === undefined || value === null ? null : String(value)
}
