import { limits } from '../base/limits.ts'
import type { Analysis, Asset, Conversation, OperationRow } from '../model/analysis.ts'
import type { Batch } from '../model/batch.ts'
import type { RecordedObservation } from '../model/recorded-observation.ts'

/** Everything that batches carry, of any length. */
export type Told = Pick<Batch, 'observations' | 'assets' | 'conversations' | 'operations' | 'time'>

/** Numbered batches of one import. The same analysis gives the same batches, so an import that was cut short can be done again. */
export function* batchesOf(analysis: Analysis, site: string, sensor: string): Generator<Batch> {
  const time = lastOf(analysis)
  const told = { ...analysis, observations: observationsOf(analysis), time }
  yield* numbered(told, { site, sensor, first: 1, most: limits.hub.importItems })
}

/** When the last packet of an analysis was; empty where there was none. */
export function lastOf({ captures }: Analysis): string {
  return captures.map((one) => one.last ?? '').reduce((a, b) => (a > b ? a : b), '')
}

/** Cuts what is told into batches, numbered from `first` on; at least one. */
export function* numbered(
  { observations, assets, conversations, operations, time }: Told,
  {
    site,
    sensor,
    first,
    most = limits.store.batchItems,
  }: { site: string; sensor: string; first: number; most?: number },
): Generator<Batch> {
  const longest = Math.max(assets.length, conversations.length, operations.length, observations.length, 1)
  for (let from = 0; from < longest; from += most) {
    const part = <T>(items: readonly T[]): T[] => items.slice(from, from + most)
    yield {
      ...{ site, sensor, sequence: first + from / most, time },
      observations: part(observations),
      assets: part<Asset>(assets),
      conversations: part(conversations),
      operations: part(operations),
    }
  }
}

/** An operation as it was observed. */
export function operationObserved(one: OperationRow): RecordedObservation {
  return {
    time: one.time,
    kind: 'operation',
    asset: one.initiator ?? '',
    peer: one.responder ?? '',
    protocol: one.protocol,
    verb: one.verb,
    function: one.function,
    ...(one.target.object === '' ? {} : { object: one.target.object }),
    outcome: one.outcome,
    ...(one.reason === undefined ? {} : { reason: one.reason }),
    count: one.count,
    capture: one.capture,
    ...(one.packets[0] === undefined ? {} : { packet: one.packets[0] }),
  }
}

/** Traffic of a conversation that the capture lacks. */
export function lossObserved(one: Conversation): RecordedObservation {
  return {
    time: one.last,
    kind: 'gap',
    asset: one.initiator ?? '',
    peer: one.responder ?? '',
    protocol: one.protocol ?? '',
    value: `${one.lostBytes} bytes`,
    capture: one.capture,
    packet: one.packet,
  }
}

/** What an analysis tells with its time: operations with their counts, and traffic that the capture lost. */
function observationsOf({ operations, conversations }: Analysis): RecordedObservation[] {
  const lost = conversations.filter((one) => one.lostBytes > 0)
  return [...operations.map(operationObserved), ...lost.map(lossObserved)]
}
