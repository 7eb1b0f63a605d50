import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from './contract.ts'
import { asset, at, batch, IMPLEMENTATIONS, operation } from './testing.ts'

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
