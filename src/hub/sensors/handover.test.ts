import { expect, test } from 'vitest'
import type { Batch } from '../../model/batch.ts'
import { type Store, StoreRefusal } from '../../store/contract.ts'
import type { Told } from '../batches.ts'
import { Ingest } from '../ingest.ts'
import { Handover, HandoverEnded } from './handover.ts'

const SENSOR = { site: 'works', sensor: 'live-mon0' }
const told = (time: string): Told => ({
  time,
  observations: [],
  assets: [],
  conversations: [],
  operations: [],
})

/** A handover to a store that takes what `take` lets it. */
function handover(take: (batch: Batch) => Promise<unknown>): {
  one: Handover
  taken: Batch[]
  end: () => void
} {
  const taken: Batch[] = []
  const ended = new AbortController()
  const store = {
    sensors: () => Promise.resolve([{ id: SENSOR.sensor, through: 7, beyond: [] }]),
    append: async (batch: Batch) => {
      await take(batch)
      taken.push(batch)
      return { repeated: false }
    },
  } as unknown as Store
  const one = new Handover(store, new Ingest(store), { ...SENSOR, ended: ended.signal })
  return { one, taken, end: () => ended.abort() }
}

test('goes on behind the last number, and gives each to one batch, whoever tells at the same time', async () => {
  const { one, taken } = handover(() => new Promise((resolve) => setTimeout(resolve, 10)))
  await one.resume()
  await Promise.all([
    one.give(told('a'), undefined),
    one.gap(0, 5000, 'nobody ran'),
    one.give(told('b'), undefined),
  ])
  expect(taken.map(({ sequence }) => sequence)).toEqual([8, 9, 10])
  expect(taken[1]!.observations).toMatchObject([{ kind: 'gap', reason: 'nobody ran' }])
  expect(one).toMatchObject({ sequence: 10, time: 'b', trouble: '' })
})

test('sends a batch again that was not taken, and says meanwhile why', async () => {
  let refusals = 2
  const { one, taken } = handover(() =>
    refusals-- > 0 ? Promise.reject(new StoreRefusal('full', 'no room')) : Promise.resolve(),
  )
  await one.resume()
  const given = one.give(told('a'), undefined)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(one.trouble).toBe('no room')
  await given
  expect(taken.map(({ sequence }) => sequence)).toEqual([8])
  expect(one.trouble).toBe('')
})

test('waits no longer once the platform closes, and never for what can not be taken at all', async () => {
  const { one, end } = handover(() => Promise.reject(new StoreRefusal('busy', 'later')))
  const given = one.give(told('a'), undefined)
  setTimeout(end, 50)
  await expect(given).rejects.toThrow(HandoverEnded)
  const { one: other } = handover(() => Promise.reject(new StoreRefusal('invalid', 'nonsense')))
  await expect(other.give(told('a'), undefined)).rejects.toThrow('nonsense')
})
