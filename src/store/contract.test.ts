import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { batchSchema } from '../model/batch.ts'
import { type Filter, filterSchema, type Query } from '../model/query.ts'
import { DEFAULT_RETENTION } from '../model/retention.ts'
import { FIELDS, type ListName, type Lists, type Store } from './contract.ts'
import { asset, at, batch, conversation, IMPLEMENTATIONS, observation, operation } from './testing.ts'

const HOUR = 3_600
const DAY = 24 * HOUR

describe.each(IMPLEMENTATIONS)('a store of $name', ({ open }) => {
  let folder = ''
  let store: Store
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'store-'))
    store = await open(folder)
    await store.putSite({ id: 'works', title: 'Water works' })
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  /** All items of a list, page by page. */
  async function all<L extends ListName>(list: L, query: Query = {}): Promise<Lists[L][]> {
    const items: Lists[L][] = []
    for (let after: string | undefined; ; ) {
      const page = await store.list(list, 'works', after === undefined ? query : { ...query, after })
      items.push(...page.items)
      if (page.next === undefined) return items
      after = page.next
    }
  }
  const positions = (items: Lists['observations'][]) => items.map((one) => one.position)

  describe('taking batches', () => {
    test('gives back what it took, also to the next process', async () => {
      const full = batch(1, {
        observations: [
          observation(1, { time: '2026-01-01T00:00:01.123456789Z', packet: 7 }),
          observation(2, { kind: 'identity', verb: undefined, attribute: 'vendor', value: 'Näve', peer: '' }),
        ],
        assets: [asset('10.0.0.1', { names: ['plc 1'], level: 0 })],
        conversations: [conversation(1, { initiator: null, port: null, protocol: null })],
        operations: [operation(1, { outcome: 'refused', reason: 'illegal address', initiator: null })],
      })
      expect(batchSchema.parse(full)).toEqual(full)
      expect(await store.append(full)).toEqual({ repeated: false })
      await store.close()
      store = await open(folder)
      const seen = await all('observations', { sort: { field: 'time', descending: false } })
      const told = full.observations.map((one, position) => ({
        ...one,
        sensor: 'mirror',
        sequence: 1,
        position,
      }))
      expect(seen).toEqual(told.map((one) => JSON.parse(JSON.stringify(one))))
      expect(await all('assets')).toEqual(full.assets)
      expect(await all('conversations')).toEqual(full.conversations)
      expect(await all('operations')).toEqual(full.operations)
      expect(await store.sites()).toEqual([{ id: 'works', title: 'Water works' }])
    })

    test('takes a batch once, in whatever order and however often it comes', async () => {
      const numbered = [1, 2, 3, 4].map((n) =>
        batch(n, { observations: [observation(n)], operations: [operation(1)] }),
      )
      for (const n of [3, 1, 3, 4, 1, 2, 2, 4]) await store.append(numbered[n - 1]!)
      expect(await store.append(numbered[0]!)).toEqual({ repeated: true })
      expect((await all('observations')).map((one) => one.sequence)).toEqual([4, 3, 2, 1])
      expect(await all('operations')).toMatchObject([{ count: 4 }])
      expect(await store.sensors('works')).toEqual([{ id: 'mirror', through: 4, beyond: [] }])
    })

    test('says which batches are missing', async () => {
      for (const n of [1, 3, 5]) await store.append(batch(n, {}))
      expect(await store.sensors('works')).toEqual([{ id: 'mirror', through: 1, beyond: [3, 5] }])
    })

    test('keeps the numbers of sensors, and the sites, apart', async () => {
      await store.putSite({ id: 'depot', title: 'Depot' })
      for (const items of [{}, { sensor: 'other' }, { site: 'depot' }])
        expect(await store.append(batch(1, { ...items, observations: [observation(1)] }))).toEqual({
          repeated: false,
        })
      expect(await all('observations')).toHaveLength(2)
      expect((await store.list('observations', 'depot', {})).items).toHaveLength(1)
    })

    test('takes all of a batch or nothing, and spoils no other', async () => {
      const bad = batch(1, { observations: [observation(1), observation(2, { time: 'yesterday' })] })
      const good = batch(2, { observations: [observation(3)] })
      const [refused, taken] = await Promise.allSettled([store.append(bad), store.append(good)])
      expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'invalid' } })
      expect(taken).toMatchObject({ status: 'fulfilled' })
      expect((await all('observations')).map((one) => one.sequence)).toEqual([2])
    })

    test('refuses what belongs nowhere, and more than a batch holds', async () => {
      await expect(store.append(batch(1, { site: 'nowhere' }))).rejects.toMatchObject({ code: 'unknown' })
      const observations = Array(limits.store.batchItems + 1).fill(observation(1))
      await expect(store.append(batch(1, { observations }))).rejects.toMatchObject({ code: 'invalid' })
    })

    test('refuses as busy what it cannot hold, and loses nothing of what it took', async () => {
      const observations = Array(limits.store.batchItems).fill(observation(1))
      const sent = Array.from({ length: 14 }, (_, i) => store.append(batch(i + 1, { observations })))
      const results = await Promise.allSettled(sent)
      const taken = results.filter((one) => one.status === 'fulfilled').length
      expect(taken).toBe(limits.store.waitingItems / limits.store.batchItems)
      expect(results.at(-1)).toMatchObject({ reason: { code: 'busy' } })
      expect((await store.health()).sites[0]!.kept).toContainEqual(
        expect.objectContaining({ kind: 'observations', rows: taken * limits.store.batchItems }),
      )
    })

    test('adds up conversations by the hour and operations by the day', async () => {
      const early = conversation(10, { answered: false, lostBytes: 3 })
      const late = conversation(5, { answered: true, bytes: 1, lostBytes: 4 })
      await store.append(batch(1, { conversations: [early, conversation(HOUR)], operations: [operation(9)] }))
      await store.append(batch(2, { conversations: [late], operations: [operation(3), operation(DAY)] }))
      expect(await all('conversations')).toEqual([
        conversation(HOUR),
        { ...early, first: at(5), packets: 4, bytes: 129, answered: true, lostBytes: 7 },
      ])
      expect(await all('operations')).toMatchObject([
        { time: at(DAY), count: 1 },
        { time: at(3), last: at(9), count: 2 },
      ])
    })
  })

  describe('the history of an asset', () => {
    test('tells every attribute that appeared, changed or vanished, with its evidence', async () => {
      const claim = {
        attribute: 'firmware',
        value: '2.0',
        protocol: 's7comm',
        capture: 'eth0',
        packet: 9,
      } as const
      const first = asset('a', { firmware: '1.0', vendor: 'Siemens', modules: [] })
      const second = asset('a', { firmware: '2.0', names: ['x'], evidence: [{ ...claim, confidence: 1 }] })
      await store.append(batch(1, { assets: [first] }))
      await store.append(batch(2, { assets: [second] }))
      await store.append(batch(3, { assets: [second] }))
      const changes = await all('changes', { filter: { all: [{ field: 'time', from: at(2) }] } })
      expect(changes.map(({ attribute, value, before }) => [attribute, before, value])).toEqual([
        ['vendor', 'Siemens', null],
        ['names', null, 'x'],
        ['firmware', '1.0', '2.0'],
      ])
      expect(changes[2]!.evidence).toEqual({ ...claim, confidence: 1 })
      expect(await all('assets')).toEqual([second])
    })

    test('follows modules, roles and addresses', async () => {
      const module = { id: 'module slot 3', firmware: '1', evidence: [] }
      await store.append(batch(1, { assets: [asset('a', { modules: [module] })] }))
      const moved = asset('a', {
        role: 'plc',
        interfaces: [{ ip: '10.0.0.9' }],
        modules: [{ ...module, firmware: '2' }],
      })
      await store.append(batch(2, { assets: [moved] }))
      const changes = await all('changes', { filter: { field: 'time', from: at(2) } })
      expect(changes.map(({ attribute, value }) => [attribute, value])).toEqual([
        ['role', 'plc'],
        ['firmware of module slot 3', '2'],
        ['addresses', '10.0.0.9'],
      ])
    })
  })

  describe('lists', () => {
    const assets = [
      asset('10.0.0.1', {
        role: 'plc',
        vendor: 'Siemens',
        level: 1,
        names: ['PLC north', 'n'],
        protocols: ['s7comm'],
      }),
      asset('10.0.0.2', {
        role: 'hmi',
        vendor: 'Siemens',
        level: 2,
        heard: false,
        interfaces: [{ ip: '10.0.0.2' }],
      }),
      asset('10.0.0.3', { role: 'plc', lastSeen: at(99), protocols: ['arp', 's7comm'] }),
      asset('10.0.0.30', { vendor: "O'Neil", level: 0 }),
    ]
    const ids = async (filter: Filter, sort?: Query['sort']): Promise<string[]> =>
      (await all('assets', { filter: filterSchema.parse(filter), limit: 2, ...(sort && { sort }) })).map(
        (one) => one.id.replace('10.0.0.', ''),
      )
    beforeEach(async () => {
      await store.append(batch(1, { assets }))
    })

    test('filter by what a field is, holds or lies between', async () => {
      expect(await ids({ field: 'role', is: 'plc' })).toEqual(['1', '3'])
      expect(await ids({ field: 'vendor', is: "O'Neil" })).toEqual(['30'])
      expect(await ids({ field: 'role', in: ['hmi', 'unknown'] })).toEqual(['2', '30'])
      expect(await ids({ field: 'role', in: [] })).toEqual([])
      expect(await ids({ field: 'heard', is: false })).toEqual(['2'])
      expect(await ids({ field: 'names', contains: 'plc N' })).toEqual(['1'])
      expect(await ids({ field: 'level', from: 0, until: 2 })).toEqual(['1', '30'])
      expect(await ids({ field: 'level', until: 1 })).toEqual(['30'])
      expect(await ids({ field: 'level', known: false })).toEqual(['3'])
      expect(await ids({ field: 'vendor', known: true })).toEqual(['1', '2', '30'])
      expect(await ids({ field: 'lastSeen', from: at(50) })).toEqual(['3'])
    })

    test('filter sets by each of their values, whole values only', async () => {
      expect(await ids({ field: 'addresses', is: '10.0.0.3' })).toEqual(['3'])
      expect(await ids({ field: 'addresses', is: '02:00:00:00:00:01' })).toEqual(['1', '3', '30'])
      expect(await ids({ field: 'protocols', in: ['s7comm'] })).toEqual(['1', '3'])
      expect(await ids({ field: 'addresses', contains: '10.0.0.3' })).toEqual(['3', '30'])
    })

    test('combine filters', async () => {
      const plc: Filter = { field: 'role', is: 'plc' }
      const siemens: Filter = { field: 'vendor', is: 'Siemens' }
      expect(await ids({ all: [plc, siemens] })).toEqual(['1'])
      expect(await ids({ any: [plc, siemens] })).toEqual(['1', '2', '3'])
      expect(await ids({ not: { any: [plc, siemens] } })).toEqual(['30'])
      expect(await ids({ all: [] })).toHaveLength(4)
      expect(await ids({ any: [] })).toEqual([])
    })

    test('sort both ways, equal values by id, page by page', async () => {
      expect(await ids({ all: [] }, { field: 'role', descending: false })).toEqual(['2', '1', '3', '30'])
      expect(await ids({ all: [] }, { field: 'role', descending: true })).toEqual(['30', '3', '1', '2'])
      expect(await ids({ all: [] }, { field: 'level', descending: true })).toEqual(['2', '1', '30', '3'])
    })

    test('refuse what they do not have, saying what there is', async () => {
      const list = (query: Query) => store.list('assets', 'works', query)
      await expect(list({ filter: { field: 'colour', is: 'red' } })).rejects.toThrow(
        /no field 'colour'.*vendor/,
      )
      await expect(list({ filter: { field: 'constructor', is: 1 } })).rejects.toMatchObject({
        code: 'unknown',
      })
      await expect(list({ filter: { field: 'level', is: 'high' } })).rejects.toMatchObject({
        code: 'invalid',
      })
      await expect(list({ filter: { field: 'lastSeen', from: 'noon' } })).rejects.toMatchObject({
        code: 'invalid',
      })
      await expect(list({ sort: { field: 'addresses', descending: true } })).rejects.toThrow(
        /cannot be sorted/,
      )
      await expect(list({ limit: 0 })).rejects.toMatchObject({ code: 'invalid' })
      await expect(store.list('assets', 'nowhere', {})).rejects.toMatchObject({ code: 'unknown' })
      const page = await list({ limit: 1 })
      for (const query of [
        { after: 'nonsense' },
        { after: page.next!, sort: { field: 'role', descending: true } },
      ])
        await expect(list(query)).rejects.toMatchObject({ code: 'invalid' })
    })

    test('answer every field that the contract names', async () => {
      const sample = { text: 'x', set: 'x', number: 1, flag: true, time: at(1) } as const
      for (const list of Object.keys(FIELDS) as ListName[])
        for (const [field, { type, ...more }] of Object.entries(FIELDS[list])) {
          const sort = 'sorts' in more ? { sort: { field, descending: true } } : {}
          for (const filter of [
            { field, is: sample[type] },
            { field, in: [sample[type]] },
            { field, known: true },
          ])
            expect(await store.list(list, 'works', { filter, ...sort })).toHaveProperty('items')
        }
    })

    test('stay in place while things arrive', async () => {
      const observations = [1, 2, 3, 4].map((n) => observation(n))
      await store.append(batch(2, { observations }))
      const first = await store.list('observations', 'works', { limit: 2 })
      await store.append(batch(3, { observations: [observation(9)] }))
      const second = await store.list('observations', 'works', { limit: 2, after: first.next! })
      expect(positions([...first.items, ...second.items])).toEqual([3, 2, 1, 0])
      expect(second.next).toBeUndefined()
    })
  })

  describe('many observations', () => {
    const MANY = 80_000
    const PER_BATCH = 10_000
    const RARE = 1_234
    beforeEach(async () => {
      for (let n = 0; n < MANY / PER_BATCH; n++) {
        const observations = Array.from({ length: PER_BATCH }, (_, i) => {
          const number = n * PER_BATCH + i
          const rare = number === RARE ? { verb: 'stop' as const } : {}
          return observation(number, { asset: `a${number % 5000}`, peer: 'plc', ...rare })
        })
        await store.append(batch(n + 1, { observations }))
      }
    })

    test('are found by asset as either party, in order, across all that arrived', async () => {
      for (const descending of [true, false]) {
        const query = { filter: { field: 'asset', is: 'a7' }, sort: { field: 'time', descending }, limit: 7 }
        const found = (await all('observations', query)).map((one) => one.time)
        const wanted = Array.from({ length: MANY / 5000 }, (_, i) => at(7 + 5000 * i))
        expect(found).toEqual(descending ? wanted.reverse() : wanted)
      }
      const between = { field: 'time', from: at(10_007), until: at(20_007) }
      const both = { all: [{ field: 'asset', is: 'a7' }, between] }
      expect((await all('observations', { filter: both })).map((one) => one.time)).toEqual([
        at(15_007),
        at(10_007),
      ])
      const page = await store.list('observations', 'works', {
        filter: { field: 'asset', is: 'plc' },
        limit: 3,
      })
      expect(page.items.map((one) => one.time)).toEqual([at(MANY - 1), at(MANY - 2), at(MANY - 3)])
    })

    test('are searched for rare things in bounded pieces', async () => {
      const rare: Filter = { field: 'verb', is: 'stop' }
      const first = await store.list('observations', 'works', { filter: rare })
      expect([first.items.length, typeof first.next]).toEqual([0, 'string'])
      for (const filter of [rare, { all: [rare, { field: 'asset', is: 'plc' }] }])
        for (const descending of [true, false])
          expect(await all('observations', { filter, sort: { field: 'time', descending } })).toMatchObject([
            { time: at(RARE) },
          ])
    })

    test('go when they are too old, or too many; the newest stay', async () => {
      const young = { ...DEFAULT_RETENTION, observations: { days: 1 } }
      const { observations } = await store.retain(at(DAY + 50_000), young)
      expect(observations).toBe(50_000)
      const oldest = { sort: { field: 'time', descending: false }, limit: 1 }
      expect((await store.list('observations', 'works', oldest)).items[0]!.time).toBe(at(50_000))
      const small = { ...DEFAULT_RETENTION, observations: { megabytes: 3 } }
      await store.retain(at(DAY), small)
      const { kept } = (await store.health()).sites[0]!
      const left = kept.find((one) => one.kind === 'observations')!
      // Sizes are estimates from a sample.
      expect(left.bytes).toBeLessThan(3_200_000)
      expect(left.rows).toBeGreaterThan(5_000)
      expect((await store.list('observations', 'works', { limit: 1 })).items[0]!.time).toBe(at(MANY - 1))
      const filter: Filter = { field: 'asset', is: 'plc' }
      expect(await all('observations', { filter })).toHaveLength(left.rows)
      expect((await store.health()).faults).toEqual([])
    })
  })

  test('retention keeps the last word on every attribute, and assets', async () => {
    for (const [n, firmware] of ['1', '2', '3'].entries())
      await store.append(batch(n + 1, { assets: [asset('a', { firmware })] }))
    const operations = [operation(0), operation(50 * DAY)]
    await store.append(batch(4, { operations, conversations: [conversation(0)] }))
    const short = {
      observations: {},
      changes: { days: 1 },
      operations: { days: 1 },
      conversations: { days: 1 },
    }
    expect(await store.retain(at(50 * DAY), short)).toMatchObject({
      changes: 2,
      operations: 1,
      conversations: 1,
    })
    const filter: Filter = { field: 'attribute', is: 'firmware' }
    expect(await all('changes', { filter })).toMatchObject([{ value: '3', before: '2' }])
    expect(await all('changes')).not.toHaveLength(1)
    expect(await all('assets')).toHaveLength(1)
    expect((await store.health()).faults).toEqual([])
  })

  test('a closed store refuses', async () => {
    await store.close()
    expect(store.state().ingest).toBe('closed')
    await expect(store.append(batch(1, {}))).rejects.toMatchObject({ code: 'closed' })
    await expect(store.list('assets', 'works', {})).rejects.toMatchObject({ code: 'closed' })
    await expect(store.health()).rejects.toMatchObject({ code: 'closed' })
  })
})
