import type { Batch } from '../../src/model/batch.ts'
import type { Change } from '../../src/model/document.ts'
import { asset, at, batch, conversation, observation, operation } from '../../src/store/testing.ts'

export const SITE = 'works'
export const OBSERVATIONS = 500
/** Journal and kind of documents that changes write. */
export const JOURNAL = 'deeds'
export const COUNTER = { kind: 'counter', id: 'all' } as const

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

/**
 * The change of a number: a document of its own, one that every change writes, and an entry of a journal. After n of them there are n
 * documents and n entries, and the common one has the revision n.
 */
export function changeOf(number: number): Change {
  const body = { number }
  return {
    put: [
      { site: SITE, kind: JOURNAL, id: String(number), revision: 0, body },
      { site: SITE, ...COUNTER, revision: number - 1, body },
    ],
    append: [{ site: SITE, journal: JOURNAL, sequence: number, body }],
  }
}
