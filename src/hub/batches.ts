import { limits } from '../base/limits.ts'
import type { Analysis, Asset } from '../model/analysis.ts'
import type { Batch } from '../model/batch.ts'
import type { RecordedObservation } from '../model/recorded-observation.ts'

/** Numbered batches of one import. The same analysis gives the same batches, so an import that was cut short can be done again. */
export function* batchesOf(analysis: Analysis, site: string, sensor: string): Generator<Batch> {
  const { assets, conversations, operations, captures } = analysis
  const observations = observationsOf(analysis)
  const time = captures.map((one) => one.last ?? '').reduce((a, b) => (a > b ? a : b), '')
  const most = limits.store.batchItems
  const longest = Math.max(assets.length, conversations.length, operations.length, observations.length, 1)
  for (let from = 0; from < longest; from += most) {
    const part = <T>(items: readonly T[]): T[] => items.slice(from, from + most)
    yield {
      ...{ site, sensor, sequence: from / most + 1, time },
      observations: part(observations),
      assets: part<Asset>(assets),
      conversations: part(conversations),
      operations: part(operations),
    }
  }
}

/** What an analysis tells with its time: operations with their counts, and traffic that the capture lost. */
function observationsOf({ operations, conversations }: Analysis): RecordedObservation[] {
  const done = operations.map(
    (one): RecordedObservation => ({
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
    }),
  )
  const lost = conversations
    .filter((one) => one.lostBytes > 0)
    .map(
      (one): RecordedObservation => ({
        time: one.last,
        kind: 'gap',
        asset: one.initiator ?? '',
        peer: one.responder ?? '',
        protocol: one.protocol ?? '',
        value: `${one.lostBytes} bytes`,
        capture: one.capture,
        packet: one.packet,
      }),
    )
  return [...done, ...lost]
}
