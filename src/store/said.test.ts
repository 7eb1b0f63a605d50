import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from './contract.ts'
import { asset, at, batch, conversation, IMPLEMENTATIONS, observation, operation } from './testing.ts'

const said = { word: '1', by: 'ada', at: at(9) } as const

describe.each(IMPLEMENTATIONS)('what people said of assets in a store of $name', ({ open }) => {
  let folder = ''
  let store: Store
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'said-'))
    store = await open(folder)
    await store.putSite({ id: 'works', title: 'Water works' })
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  const [a, b] = [asset('10.0.0.1'), asset('10.0.0.2', { role: 'plc' })]
  const merged = asset('10.0.0.1', {
    aliases: [b.id],
    said: [{ ...said, attribute: 'merge', value: [b.id], inferred: null }],
  })
  const entry = (sequence: number) => ({ site: 'works', journal: 'words', body: sequence, sequence })
  const amend = { site: 'works', time: at(9), assets: [merged], inferred: [a, b], gone: [b.id] }
  const assets = async () => (await store.list('assets', 'works', {})).items
  const inferred = async (...ids: string[]) =>
    (await store.inferred('works', ids)).sort((x, y) => (x.id < y.id ? -1 : 1))

  test('lies beside what is inferred, in the same step as the word', async () => {
    await store.append(batch(1, { assets: [a, b], operations: [operation(1, { initiator: b.id })] }))
    expect(await inferred(a.id, b.id, '10.9.9.9')).toEqual([a, b])
    await store.commit({ append: [entry(1)], amend })
    expect(await assets()).toEqual([merged])
    expect(await inferred(a.id, b.id)).toEqual([a, b])
    expect(await store.aliases('works')).toEqual({ [b.id]: a.id })
    expect((await store.health()).sites[0]?.kept.find(({ kind }) => kind === 'assets')?.rows).toBe(1)
    const lost = store.commit({
      append: [entry(1)],
      amend: { ...amend, assets: [a, b], inferred: [], gone: [] },
    })
    await expect(lost).rejects.toMatchObject({ code: 'conflict' })
    expect(await assets()).toEqual([merged])
    await store.close()
    store = await open(folder)
    expect(await inferred(a.id, b.id)).toEqual([a, b])
  })

  test('what merged assets did is shown and counted as done by the asset that was chosen', async () => {
    const c = asset('10.0.0.3')
    await store.append({
      ...batch(1, { assets: [a, b, c] }),
      operations: [
        operation(1, { initiator: b.id, responder: c.id }),
        operation(2, { initiator: c.id, responder: b.id, target: { asset: b.id, object: 'DB1' } }),
        operation(3, { initiator: a.id, responder: b.id }),
      ],
      conversations: [conversation(1, { initiator: b.id, responder: c.id })],
      observations: [observation(1, { asset: b.id, peer: c.id })],
    })
    const shown = async () => {
      const sort = { field: 'last', descending: false }
      const { items } = await store.list('operations', 'works', { sort })
      return items.map(({ initiator, responder, target }) => [initiator, responder, target.asset])
    }
    const facet = async (list: 'operations' | 'observations', field: string, of?: string) => {
      const filter = of === undefined ? {} : { filter: { field: 'asset', is: of } }
      const { values } = await store.facet(list, 'works', { field, ...filter })
      return Object.fromEntries(values.map(({ value, count }) => [value, count]))
    }
    const heard = await shown()
    expect(heard.map(([initiator]) => initiator)).toEqual([b.id, c.id, a.id])
    await store.commit({ amend })
    expect((await shown()).map((one) => one.slice(0, 2))).toEqual([
      [a.id, c.id],
      [c.id, a.id],
      [a.id, a.id],
    ])
    expect((await shown())[1]).toEqual([c.id, a.id, a.id])
    expect(await facet('operations', 'asset')).toEqual({ [a.id]: 3, [c.id]: 2 })
    expect(await facet('operations', 'initiator')).toEqual({ [a.id]: 2, [c.id]: 1 })
    expect(await facet('observations', 'asset')).toEqual({ [a.id]: 1, [c.id]: 1 })
    expect(await facet('observations', 'asset', a.id)).toEqual({ [a.id]: 1, [c.id]: 1 })
    const { items } = await store.list('conversations', 'works', {})
    expect(items).toMatchObject([{ initiator: a.id, responder: c.id }])
    expect((await store.list('assets', 'works', { filter: { field: 'id', is: b.id } })).items).toEqual([
      merged,
    ])
    // Taken back: the rows say again what was heard.
    await store.commit({ amend: { site: 'works', time: at(11), assets: [a, b] } })
    expect(await shown()).toEqual(heard)
  })

  test('comes with a batch as well, and leaves nothing behind when it is taken back', async () => {
    await store.append(batch(1, { ...amend, assets: [merged] }))
    expect(await inferred(a.id, b.id)).toEqual([a, b])
    await store.commit({ append: [entry(1)], amend: { site: 'works', time: at(10), assets: [a, b] } })
    expect(await assets()).toEqual([a, b])
    expect(await store.aliases('works')).toEqual({})
    expect(await inferred(a.id, b.id)).toEqual([a, b])
    const later = asset(a.id, { model: 'M340' })
    await store.append(batch(2, { assets: [later] }))
    expect(await inferred(a.id)).toEqual([later])
    expect((await store.health()).faults).toEqual([])
  })

  test('an asset that comes back goes on with its history', async () => {
    await store.append(batch(1, { assets: [a, b] }))
    await store.commit({ amend })
    await store.commit({ amend: { site: 'works', time: at(11), assets: [a, { ...b, role: 'rtu' }] } })
    const filter = {
      all: [
        { field: 'attribute', is: 'role' },
        { field: 'asset', is: b.id },
      ],
    }
    const { items } = await store.list('changes', 'works', { filter })
    expect(items.map(({ before, value }) => [before, value])).toEqual([
      ['plc', 'rtu'],
      [null, 'plc'],
    ])
  })

  test('of no site, or too much of it, is refused', async () => {
    await expect(store.commit({ amend: { ...amend, site: 'nowhere' } })).rejects.toMatchObject({
      code: 'unknown',
    })
    await expect(store.inferred('nowhere', [a.id])).rejects.toMatchObject({ code: 'unknown' })
    await expect(store.aliases('nowhere')).rejects.toMatchObject({ code: 'unknown' })
    expect(await store.inferred('works', [])).toEqual([])
    const many = Array.from({ length: 1200 }, (_, i) => asset(`10.1.${i >> 8}.${i & 255}`))
    await store.append(batch(1, { assets: many }))
    expect(
      await store.inferred(
        'works',
        many.map(({ id }) => id),
      ),
    ).toHaveLength(many.length)
  })
})
