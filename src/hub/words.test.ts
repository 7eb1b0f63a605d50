import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { joinAssets } from '../inventory/join.ts'
import { showAssets } from '../inventory/said/show.ts'
import { type Spoken, structureOf } from '../inventory/said/structure.ts'
import type { Asset } from '../model/analysis.ts'
import type { Query } from '../model/query.ts'
import type { Saying } from '../model/word.ts'
import type { ListName, Lists, Store } from '../store/contract.ts'
import { openSqliteStore } from '../store/sqlite/store.ts'
import { asset, at, batch, conversation, observation, operation } from '../store/testing.ts'
import { Events } from './events.ts'
import { Ingest } from './ingest.ts'

let folder = ''
let store: Store
let ingest: Ingest
let events: Events
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'words-'))
  store = await openSqliteStore(folder, { reserveBytes: 0 })
  await store.putSite({ id: 'works', title: 'Water works' })
  events = new Events(0)
  ingest = new Ingest(store, { events })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

let second = 1000
const author = () => ({ by: 'ada', at: at(second++) })
const say = (saying: Saying) => ingest.words.say('works', saying, author())
const undo = (id: string) => ingest.words.undo('works', id, author())
async function list<L extends ListName>(name: L, query: Query = {}): Promise<Lists[L][]> {
  return (await store.list(name, 'works', query)).items
}
const ids = async (query: Query = {}) => (await list('assets', query)).map(({ id }) => id)
const refused = (code: string) => expect.objectContaining({ code })
const [a, b, c] = ['10.0.0.1', '10.0.0.2', '10.0.0.3'] as const

describe('a word', () => {
  beforeEach(() =>
    ingest.append(
      batch(1, { assets: [asset(a), asset(b, { role: 'hmi' }), asset(c, { names: ['drive 7'] })] }),
    ),
  )

  test('decides what lists are filtered and sorted by, until it is taken back', async () => {
    const word = await say({ kind: 'role', asset: a, value: 'plc' })
    await say({ kind: 'criticality', asset: b, value: 'safety' })
    await say({ kind: 'criticality', asset: c, value: 'low' })
    await say({ kind: 'tags', asset: c, value: ['spare', 'east wing'] })
    await say({ kind: 'rename', asset: b, value: 'Aeration panel' })
    expect(await ids({ filter: { field: 'role', is: 'plc' } })).toEqual([a])
    expect(await ids({ filter: { field: 'tags', is: 'east wing' } })).toEqual([c])
    expect(await ids({ filter: { field: 'name', contains: 'aeration' } })).toEqual([b])
    expect(await ids({ filter: { field: 'criticality', from: 'high' } })).toEqual([b])
    expect(await ids({ sort: { field: 'criticality', descending: true } })).toEqual([b, c, a])
    await undo(word.id)
    expect(await ids({ filter: { field: 'role', is: 'plc' } })).toEqual([])
    expect((await list('assets', { filter: { field: 'id', is: a } }))[0]).toEqual(asset(a))
    const all = await ingest.words.all('works')
    expect(all.map(({ kind, undone }) => [kind, undone?.by])[0]).toEqual(['role', 'ada'])
  })

  test('is told to whoever watches when it is said and when it is taken back, not when it is refused', async () => {
    const told: unknown[] = []
    events.subscribe(({ kind, site, data }) => told.push([kind, site, data]))
    const word = await say({ kind: 'merge', asset: a, value: [b] })
    await expect(say({ kind: 'role', asset: '10.9.9.9', value: 'plc' })).rejects.toEqual(refused('unknown'))
    expect(told).toEqual([['assets', 'works', { ids: [a, b], count: 2 }]])
    await undo(word.id)
    expect(told[1]).toEqual(['assets', 'works', { ids: expect.arrayContaining([a, b]), count: 2 }])
    expect(told).toHaveLength(2)
  })

  test('is not overwritten by what is heard later, and gives way to that when it is taken back', async () => {
    const word = await say({ kind: 'zone', asset: a, value: 'Cell 3' })
    await ingest.append(
      batch(2, { assets: [asset(a, { zone: '10.0.0.0/16', lastSeen: at(9), model: 'M340' })] }),
    )
    expect(await list('assets', { filter: { field: 'id', is: a } })).toMatchObject([
      { zone: 'Cell 3', model: 'M340', lastSeen: at(9), said: [{ inferred: '10.0.0.0/16' }] },
    ])
    await undo(word.id)
    const [shown] = await list('assets', { filter: { field: 'id', is: a } })
    expect(shown).toMatchObject({ zone: '10.0.0.0/16', model: 'M340' })
    expect(shown?.said).toBeUndefined()
  })

  test('stands in the history of the asset', async () => {
    await say({ kind: 'role', asset: a, value: 'plc' })
    expect(await list('changes', { filter: { field: 'attribute', is: 'role' } })).toMatchObject([
      { asset: a, value: 'plc', before: null, evidence: null },
      { asset: b, value: 'hmi' },
    ])
  })

  test('is known to the next process, and to another one that has the store open', async () => {
    const other = new Ingest(store)
    await say({ kind: 'owner', asset: a, value: 'Shift B' })
    await other.append(batch(2, { assets: [asset(a, { lastSeen: at(9) })] }))
    expect(await ids({ filter: { field: 'owner', is: 'Shift B' } })).toEqual([a])
    expect((await other.words.all('works')).map(({ value }) => value)).toEqual(['Shift B'])
  })

  test('of nobody, of oneself, or taken back twice is refused', async () => {
    await expect(say({ kind: 'owner', asset: '10.9.9.9', value: 'x' })).rejects.toEqual(refused('unknown'))
    await expect(say({ kind: 'merge', asset: a, value: ['10.9.9.9'] })).rejects.toEqual(refused('unknown'))
    await expect(say({ kind: 'merge', asset: a, value: [a] })).rejects.toEqual(refused('invalid'))
    await expect(say({ kind: 'split', asset: a, value: a })).rejects.toEqual(refused('invalid'))
    await expect(say({ kind: 'split', asset: a, value: '10.7.7.7' })).rejects.toEqual(refused('unknown'))
    await expect(undo('7')).rejects.toEqual(refused('unknown'))
    const word = await say({ kind: 'owner', asset: a, value: 'x' })
    await undo(word.id)
    await expect(undo(word.id)).rejects.toEqual(refused('conflict'))
    expect(await ids()).toEqual([a, b, c])
  })
})

describe('merged assets', () => {
  beforeEach(() =>
    ingest.append(
      batch(1, {
        assets: [asset(a), asset(b), asset(c)],
        conversations: [
          conversation(1, { initiator: b, responder: c }),
          conversation(2, { initiator: a, responder: b }),
        ],
        operations: [
          operation(1, { initiator: b, responder: c }),
          operation(2, { initiator: c, responder: a }),
        ],
        observations: [
          observation(1, { asset: b, peer: c }),
          observation(2, { asset: a, peer: b }),
          observation(3, { asset: c, peer: '' }),
        ],
      }),
    ),
  )

  test('are one: all that happened is found under each of their ids, and each leads to it', async () => {
    const word = await say({ kind: 'merge', asset: a, value: [b] })
    expect(await ids()).toEqual([a, c])
    expect(await store.aliases('works')).toEqual({ [b]: a })
    for (const id of [a, b]) {
      const of = { filter: { field: 'asset', is: id } } as const
      expect((await list('operations', of)).map(({ initiator }) => initiator)).toEqual([c, a])
      expect(await list('conversations', of)).toHaveLength(2)
      expect((await list('observations', of)).map(({ position }) => position)).toEqual([1, 0])
      expect(await list('operations', { filter: { field: 'initiator', is: id } })).toHaveLength(1)
      expect(await ids({ filter: { field: 'id', is: id } })).toEqual([a])
      expect(
        await list('changes', { filter: { all: [of.filter, { field: 'attribute', is: 'zone' }] } }),
      ).toHaveLength(2)
    }
    const met = await store.neighbours('works', b)
    expect(met.links.map(({ initiator, responder }) => `${initiator} ${responder}`).sort()).toEqual([
      `${a} ${c}`,
      `${c} ${a}`,
    ])
    const all = await store.traffic('works', {})
    expect(all.links.map(({ operations, packets }) => [operations, packets]).sort()).toEqual([
      [1, 0],
      [1, 2],
    ])
    const not = { not: { field: 'asset', is: a } } as const
    expect((await list('observations', { filter: not })).map(({ position }) => position)).toEqual([2])
    await undo(word.id)
    expect(await ids()).toEqual([a, b, c])
    expect(await store.aliases('works')).toEqual({})
    expect(await list('operations', { filter: { field: 'asset', is: a } })).toHaveLength(1)
    expect((await store.health()).faults).toEqual([])
  })

  test('go on being heard under their own ids', async () => {
    const word = await say({ kind: 'merge', asset: a, value: [b] })
    await ingest.append(batch(2, { assets: [asset(b, { model: 'CP 343', lastSeen: at(50) })] }))
    expect(await list('assets', { filter: { field: 'id', is: a } })).toMatchObject([
      { id: a, aliases: [b], model: 'CP 343', lastSeen: at(50) },
    ])
    await undo(word.id)
    expect((await list('assets')).map(({ id, model }) => [id, model])).toEqual([
      [a, undefined],
      [b, 'CP 343'],
      [c, undefined],
    ])
  })

  test('are spoken of as the one, and stand alone again when somebody splits them off', async () => {
    await say({ kind: 'merge', asset: a, value: [b] })
    await say({ kind: 'owner', asset: b, value: 'Shift B' })
    expect(await ids({ filter: { field: 'owner', is: 'Shift B' } })).toEqual([a])
    await say({ kind: 'split', asset: a, value: b })
    expect(await ids()).toEqual([a, b, c])
  })

  test('stay few enough to be found', async () => {
    const many = Array.from({ length: limits.said.mergedInAll + 2 }, (_, i) => `10.1.0.${i}`)
    await ingest.append(batch(2, { assets: many.map((id) => asset(id)) }))
    for (let from = 1; from < many.length - 1; from += limits.said.mergedAtOnce)
      await say({
        kind: 'merge',
        asset: many[0]!,
        value: many.slice(from, Math.min(from + limits.said.mergedAtOnce, many.length - 1)),
      })
    await expect(say({ kind: 'merge', asset: many[0]!, value: [many.at(-1)!] })).rejects.toEqual(
      refused('invalid'),
    )
    expect(await list('operations', { filter: { field: 'asset', is: many[5]! } })).toEqual([])
    expect(await list('observations', { filter: { field: 'asset', is: many[5]! } })).toEqual([])
  })
})

test('an interface that was split off is an asset, also after more was heard, and none when that is taken back', async () => {
  const two = [{ ip: a }, { ip: '10.0.9.7' }]
  await ingest.append(batch(1, { assets: [asset(a, { interfaces: two })] }))
  const word = await say({ kind: 'split', asset: a, value: '10.0.9.7' })
  await say({ kind: 'rename', asset: '10.0.9.7', value: 'Radio' })
  await ingest.append(batch(2, { assets: [asset(a, { interfaces: two, lastSeen: at(60) })] }))
  expect((await list('assets')).map(({ id, name, lastSeen }) => [id, name, lastSeen])).toEqual([
    [a, undefined, at(60)],
    ['10.0.9.7', 'Radio', at(60)],
  ])
  await undo(word.id)
  expect(await list('assets')).toEqual([asset(a, { interfaces: two, lastSeen: at(60) })])
})

/** A few assets that share addresses, and what can happen to them. */
const IDS = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4', '10.0.0.5']
const anId = fc.constantFrom(...IDS)
const saying: fc.Arbitrary<Saying> = fc.oneof(
  fc.record({
    kind: fc.constant('merge' as const),
    asset: anId,
    value: fc.uniqueArray(anId, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('split' as const), asset: anId, value: anId }),
  fc.record({ kind: fc.constant('owner' as const), asset: anId, value: fc.constantFrom('Ada', 'Bo') }),
  fc.record({ kind: fc.constant('role' as const), asset: anId, value: fc.constantFrom('plc', 'hmi') }),
)
const step = fc.oneof(
  fc.record({ say: saying }),
  fc.record({ undo: fc.nat(12) }),
  fc.record({
    hear: anId,
    addresses: fc.uniqueArray(anId, { maxLength: 2 }),
    model: fc.constantFrom('M1', 'M2'),
  }),
)

test('any words, taken back or not, among any batches, show what the words that are left make of all that was heard', {
  timeout: 120_000,
}, async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (steps) => {
      const site = `works-${++run}`
      await store.putSite({ id: site, title: site })
      const heard = new Map<string, Asset>()
      const fresh = new Ingest(store)
      for (const [i, one] of steps.entries()) {
        const now = { by: 'ada', at: at(2000 + i) }
        try {
          if ('say' in one) await fresh.words.say(site, one.say, now)
          else if ('undo' in one) await fresh.words.undo(site, String(one.undo), now)
          else {
            const interfaces = [...new Set([one.hear, ...one.addresses])].map((ip) => ({ ip }))
            const seen = asset(one.hear, { interfaces, model: one.model, lastSeen: at(i) })
            await fresh.append({ ...batch(i + 1, { assets: [seen] }), site })
            const before = heard.get(one.hear)
            heard.set(one.hear, before === undefined ? seen : joinAssets(before, seen))
          }
        } catch (error) {
          expect(['unknown', 'invalid', 'conflict']).toContain((error as { code: string }).code)
        }
      }
      const spoken = (await fresh.words.all(site))
        .filter(({ undone }) => undone === undefined)
        .map(({ site: _, undone: __, ...word }) => word as Spoken)
      const expected = showAssets([...heard.values()], structureOf(spoken))
      expect((await store.list('assets', site, {})).items).toEqual(JSON.parse(JSON.stringify(expected)))
      const aliases = expected.flatMap(({ id, aliases = [] }) => aliases.map((alias) => [alias, id]))
      expect(await store.aliases(site)).toEqual(Object.fromEntries(aliases))
    }),
    { numRuns: 150 },
  )
  expect((await store.health()).faults).toEqual([])
})
