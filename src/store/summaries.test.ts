import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { DEFAULT_RETENTION } from '../model/retention.ts'
import { facetSchema, timelineSchema, trafficSchema } from '../model/summary.ts'
import type { Store } from './contract.ts'
import { asset, at, batch, conversation, IMPLEMENTATIONS, observation, operation } from './testing.ts'

const MINUTE = 60
const HOUR = 3_600
const DAY = 24 * HOUR

describe.each(IMPLEMENTATIONS)('sums of a store of $name', ({ open }) => {
  let folder = ''
  let store: Store
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sums-'))
    store = await open(folder)
    await store.putSite({ id: 'works', title: 'Water works' })
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  describe('a facet', () => {
    const facet = async (list: string, field: string, more: object = {}) => {
      const answer = await store.facet(list, 'works', { field, ...more })
      expect(facetSchema.parse(answer)).toEqual(answer)
      return answer
    }
    const pairs = async (...of: Parameters<typeof facet>) =>
      (await facet(...of)).values.map(({ value, count }) => [value, count])
    beforeEach(async () => {
      await store.append(
        batch(1, {
          assets: [
            asset('a', {
              role: 'plc',
              vendor: 'Siemens',
              level: 1,
              protocols: ['s7comm', 'arp'],
              names: ['x'],
            }),
            asset('b', { role: 'plc', level: 1, protocols: ['s7comm'], heard: false }),
            asset('c', { role: 'hmi', vendor: "O'Neil", protocols: [] }),
          ],
          operations: [
            operation(1, { initiator: 'hmi', responder: 'plc' }),
            operation(2, { initiator: 'plc', responder: 'plc', verb: 'stop' }),
            operation(3, { initiator: null, responder: 'plc' }),
          ],
          observations: [observation(1), observation(2, { verb: 'stop', peer: '' }), observation(3)],
        }),
      )
    })

    test('counts the values of a field, the most frequent first, and what is not known', async () => {
      expect(await pairs('assets', 'role')).toEqual([
        ['plc', 2],
        ['hmi', 1],
      ])
      expect(await pairs('assets', 'vendor')).toEqual([
        ["O'Neil", 1],
        ['Siemens', 1],
        [null, 1],
      ])
      expect(await pairs('assets', 'level')).toEqual([
        [1, 2],
        [null, 1],
      ])
      expect(await pairs('assets', 'heard')).toEqual([
        [true, 2],
        [false, 1],
      ])
      expect(await facet('assets', 'role')).toMatchObject({ more: false, partial: false, since: null })
    })

    test('counts a row for each of its several values and for both of its parties', async () => {
      expect(await pairs('assets', 'protocols')).toEqual([
        ['s7comm', 2],
        ['arp', 1],
        [null, 1],
      ])
      expect(await pairs('operations', 'asset')).toEqual([
        ['plc', 3],
        ['hmi', 1],
        [null, 1],
      ])
    })

    test('counts what a filter leaves, and says when there are further values', async () => {
      const filter = { field: 'role', is: 'plc' }
      expect(await pairs('assets', 'heard', { filter })).toEqual([
        [false, 1],
        [true, 1],
      ])
      expect(await pairs('operations', 'verb', { filter: { field: 'asset', is: 'hmi' } })).toEqual([
        ['write', 1],
      ])
      const initiator = { field: 'initiator', is: 'plc' }
      expect(await pairs('operations', 'verb', { filter: initiator })).toEqual([['stop', 1]])
      expect(await facet('assets', 'role', { limit: 1 })).toMatchObject({
        values: [{ value: 'plc' }],
        more: true,
      })
    })

    test('counts observations, also those of one asset', async () => {
      expect(await pairs('observations', 'verb')).toEqual([
        ['read', 2],
        ['stop', 1],
      ])
      expect(await pairs('observations', 'sensor')).toEqual([['mirror', 3]])
      const filter = { field: 'asset', is: '10.0.0.2' }
      expect(await pairs('observations', 'verb', { filter })).toEqual([['read', 2]])
      expect(await pairs('observations', 'asset', { filter })).toEqual([
        ['10.0.0.1', 2],
        ['10.0.0.2', 2],
      ])
    })

    test('looks at the newest of very many, and says since when', async () => {
      const many = limits.store.scannedRows + 10_000
      for (let n = 0; n < many / 10_000; n++) {
        const observations = Array.from({ length: 10_000 }, (_, i) => observation(10 + n * 10_000 + i))
        await store.append(batch(n + 2, { observations }))
      }
      const { values, partial, since } = await facet('observations', 'verb')
      expect(values).toEqual([{ value: 'read', count: limits.store.scannedRows }])
      expect([partial, since]).toEqual([true, at(10 + 9_999)])
    })

    test('refuses what it cannot count', async () => {
      await expect(facet('assets', 'colour')).rejects.toMatchObject({ code: 'unknown' })
      await expect(facet('assets', 'lastSeen')).rejects.toMatchObject({ code: 'invalid' })
      await expect(facet('constructor', 'role')).rejects.toMatchObject({ code: 'unknown' })
      await expect(facet('assets', 'role', { limit: 0 })).rejects.toMatchObject({ code: 'invalid' })
      await expect(store.facet('assets', 'nowhere', { field: 'role' })).rejects.toMatchObject({
        code: 'unknown',
      })
    })
  })

  describe('a timeline', () => {
    const timeline = async (list: 'operations' | 'conversations', query: object = {}) => {
      const answer = await store.timeline(list, 'works', query)
      expect(timelineSchema.parse(answer)).toEqual(answer)
      return answer
    }
    const busy = ({ buckets }: { buckets: { time: string; counts: Record<string, number> }[] }) =>
      buckets.filter((one) => Object.keys(one.counts).length > 0).map((one) => [one.time, { ...one.counts }])
    const total = ({ buckets }: Awaited<ReturnType<typeof timeline>>) =>
      buckets.flatMap((one) => Object.values(one.counts)).reduce((a, b) => a + b, 0)

    test('counts operations by verb, in buckets of a round length that fill the range', async () => {
      await store.append(
        batch(1, {
          operations: [
            operation(30, { verb: 'stop' }),
            operation(3 * MINUTE, { last: at(5 * MINUTE + 1), count: 7 }),
          ],
        }),
      )
      const range = { from: at(0), until: at(10 * MINUTE), buckets: 10 }
      const answer = await timeline('operations', range)
      expect(answer).toMatchObject({ seconds: MINUTE, by: 'verb', from: at(0), until: at(10 * MINUTE) })
      expect(answer.buckets).toHaveLength(10)
      expect(busy(answer)).toEqual([
        [at(0), { stop: 1 }],
        [at(3 * MINUTE), { write: 2 }],
        [at(4 * MINUTE), { write: 3 }],
        [at(5 * MINUTE), { write: 2 }],
      ])
      const filtered = await timeline('operations', { ...range, filter: { field: 'verb', is: 'write' } })
      expect(busy(filtered)).toEqual(busy(answer).slice(1))
      expect(busy(await timeline('operations', { ...range, by: 'protocol' }))[0]).toEqual([
        at(0),
        { 'modbus-tcp': 1 },
      ])
    })

    test('is the same whether the sums or the rows answer, at any length of range', async () => {
      for (let n = 0; n < 40; n++) {
        const seconds = n * 5 * HOUR + n
        const more = { last: at(seconds + n * 7), count: n + 1, target: { asset: null, object: String(n) } }
        await store.append(batch(n + 1, { operations: [operation(seconds, more)] }))
      }
      for (const days of [1, 3, 8, 200]) {
        const range = { from: at(0), until: at(days * DAY), buckets: 24 }
        const sums = await timeline('operations', range)
        const rows = await timeline('operations', { ...range, filter: { all: [] } })
        expect(rows.seconds).toBe(sums.seconds)
        expect(total(sums)).toBe(total(rows))
        expect(total(sums)).toBeGreaterThan(0)
      }
      expect(total(await timeline('operations'))).toBe((40 * 41) / 2)
    })

    test('counts the packets of conversations by protocol', async () => {
      await store.append(
        batch(1, { conversations: [conversation(1), conversation(HOUR, { protocol: null, packets: 5 })] }),
      )
      const answer = await timeline('conversations', { from: at(0), until: at(2 * HOUR), buckets: 2 })
      expect(busy(answer)).toEqual([
        [at(0), { 'modbus-tcp': 2 }],
        [at(HOUR), { '': 5 }],
      ])
      expect(await timeline('conversations')).toMatchObject({ from: at(0), until: at(2 * HOUR) })
    })

    test('of nothing has no buckets, and one of nonsense is refused', async () => {
      expect(await timeline('operations')).toMatchObject({ buckets: [], from: null })
      for (const query of [
        { from: at(9), until: at(1) },
        { from: 'noon' },
        { buckets: 0 },
        { by: 'count' },
        { by: 'asset' },
      ])
        await expect(timeline('operations', { until: at(20), from: at(0), ...query })).rejects.toMatchObject({
          code: 'invalid',
        })
      await expect(timeline('assets' as 'operations')).rejects.toMatchObject({ code: 'unknown' })
    })
  })

  describe('traffic', () => {
    const traffic = async (query: object = {}) => {
      const answer = await store.traffic('works', query)
      expect(trafficSchema.parse(answer)).toEqual(answer)
      return answer
    }
    beforeEach(async () => {
      const back = { initiator: '10.0.0.2', responder: '10.0.0.1' }
      await store.append(
        batch(1, {
          conversations: [
            conversation(1),
            conversation(DAY + 1, { protocol: 's7comm' }),
            conversation(2 * DAY, back),
            conversation(5, { responder: null }),
          ],
          operations: [operation(2, { verb: 'stop', count: 3 }), operation(2, { initiator: null })],
        }),
      )
    })
    const first = { initiator: '10.0.0.1', responder: '10.0.0.2' }

    test('adds up what two assets had to do with each other', async () => {
      const { links, from, truncated } = await traffic()
      expect([from, truncated, links.length]).toEqual([null, false, 2])
      expect(links).toContainEqual({
        ...first,
        protocols: ['modbus-tcp', 's7comm'],
        verbs: ['stop'],
        ...{ packets: 4, bytes: 256, operations: 3, first: at(1), last: at(DAY + 2) },
      })
    })

    test('of a range is that of its days, and of its hours where it is short', async () => {
      const days = await traffic({ from: at(HOUR), until: at(DAY + HOUR) })
      expect(days).toMatchObject({ from: at(0), until: at(2 * DAY), links: [{ ...first, packets: 4 }] })
      const hours = await traffic({ from: at(0), until: at(HOUR) })
      expect(hours.links).toEqual([
        {
          ...first,
          protocols: ['modbus-tcp'],
          verbs: ['stop'],
          ...{ packets: 2, bytes: 128, operations: 3, first: at(1), last: at(2) },
        },
      ])
      expect((await traffic({ from: at(HOUR), until: at(2 * HOUR) })).links).toEqual([])
      expect((await traffic({ from: at(2 * DAY) })).links).toHaveLength(1)
    })

    test('of one asset goes both ways', async () => {
      await store.append(batch(2, { conversations: [conversation(9, { initiator: 'x', responder: 'y' })] }))
      const { links } = await store.neighbours('works', '10.0.0.2')
      expect(links.map((one) => one.initiator)).toEqual(['10.0.0.2', '10.0.0.1'])
      expect((await store.neighbours('works', 'nobody')).links).toEqual([])
    })

    test('is cut where there is too much, and says so', async () => {
      const most = limits.store.links
      for (let n = 0; n * 10_000 <= most; n++) {
        const conversations = Array.from({ length: 10_000 }, (_, i) =>
          conversation(n * DAY, { responder: `p${n * 10_000 + i}` }),
        )
        await store.append(batch(n + 2, { conversations }))
      }
      const { links, truncated } = await traffic()
      expect([links.length, truncated]).toEqual([most, true])
      expect(links[0]!.last >= links.at(-1)!.last).toBe(true)
      expect(await store.neighbours('works', '10.0.0.1')).toMatchObject({ truncated: true })
    })

    test('refuses a range that ends before it begins', async () => {
      await expect(traffic({ from: at(2), until: at(1) })).rejects.toMatchObject({ code: 'invalid' })
    })
  })

  test('assets are told in short, all of them or those asked for', async () => {
    const plc = asset('10.0.0.1', {
      role: 'plc',
      level: 1,
      names: ['north', 'n'],
      vendor: 'Siemens',
      model: 'CPU',
    })
    await store.append(
      batch(1, { assets: [plc, asset('10.0.0.2', { heard: false }), asset('b', { model: 'X' })] }),
    )
    const short = { role: 'unknown', level: null, zone: '10.0.0.0/24', heard: true }
    expect(await store.nodes('works')).toEqual({
      nodes: [
        { ...short, id: '10.0.0.1', name: 'north', role: 'plc', level: 1, vendor: 'Siemens' },
        { ...short, id: '10.0.0.2', name: '10.0.0.2', heard: false },
        { ...short, id: 'b', name: 'X' },
      ],
      truncated: false,
    })
    expect((await store.nodes('works', ['b', "x'", 'c'])).nodes.map((one) => one.id)).toEqual(['b'])
  })

  test('sums go with the rows that they are made of', async () => {
    for (const [n, day] of [0, 50, 99].entries())
      await store.append(
        batch(n + 1, {
          conversations: [conversation(day * DAY, { responder: `p${day}` })],
          operations: [operation(day * DAY, { responder: `p${day}` })],
        }),
      )
    const days = (count: number) => ({
      ...DEFAULT_RETENTION,
      conversations: { days: count },
      operations: { days: count },
    })
    await store.retain(at(100 * DAY), days(60))
    expect((await store.traffic('works', {})).links.map((one) => one.responder)).toEqual(['p50', 'p99'])
    expect((await store.traffic('works', { until: at(10 * DAY) })).links).toEqual([])
    expect((await store.timeline('operations', 'works', {})).from).toBe(at(50 * DAY))
    // Minutes are forgotten before hours are.
    const hour = { from: at(50 * DAY), until: at(50 * DAY + HOUR), buckets: 60 }
    expect(await store.timeline('operations', 'works', hour)).toMatchObject({ seconds: HOUR })
    await store.retain(at(400 * DAY), days(60))
    expect((await store.traffic('works', {})).links).toEqual([])
    expect((await store.timeline('operations', 'works', {})).buckets).toEqual([])
    expect((await store.health()).faults).toEqual([])
  })
})
