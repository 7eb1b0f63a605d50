import type { Batch } from '../../src/model/batch.ts'
import { asset, at, batch, conversation, observation, operation } from '../../src/store/testing.ts'

export const SITE = 'works'
export const OBSERVATIONS = 500

/** The batch of a number, always the same: what is counted in it tells how many times it was added. */
export function batchOf(sensor: string, sequence: number): Batch {
  return batch(sequence, {
    sensor,
    observations: Array.from({ length: OBSERVATIONS }, (_, i) =>
      observation(sequence, {
        time: `${at(sequence).slice(0, -7)}${String(i).padStart(6, '0')}Z`,
        asset: `a${i}`,
      }),
    ),
    assets: [asset(sensor, { firmware: String(sequence) })],
    conversations: [conversation(0, { initiator: sensor, packets: 1 })],
    operations: [operation(0, { initiator: sensor, count: 1 })],
  })
}
