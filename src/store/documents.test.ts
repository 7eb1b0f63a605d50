import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { everyDocument, everyEntry, isConflict, type Json, WHOLE } from '../model/document.ts'
import type { Store } from './contract.ts'
import { IMPLEMENTATIONS } from './testing.ts'

describe.each(IMPLEMENTATIONS)('documents and journals in a store of $name', ({ open }) => {
  let folder = ''
  let store: Store
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'documents-'))
    store = await open(folder)
    await store.putSite({ id: 'works', title: 'Water works' })
  })
  afterEach(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })

  const view = (id: string, revision: number, body: Json = { id }, site = 'works') => ({
    ...{ site, kind: 'view', id, revision, body },
  })
  const line = (sequence: number, body: Json = sequence, site = WHOLE) => ({
    ...{ site, journal: 'audit', sequence, body },
  })
  const conflict = expect.objectContaining({ code: 'conflict' })
  async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
    const found: T[] = []
    for await (const item of items) found.push(item)
    return found
  }
  const list = async (site = 'works') => (await store.documents(site, 'view')).map(({ id }) => id)

  test('a site is added and renamed together with what belongs to it, or not at all', async () => {
    const place = { id: 'annex', title: 'Annex' }
    await store.commit({ place, put: [view('a', 0, 1, 'annex')] })
    const lost = store.commit({ place: { id: 'annex', title: 'Lost' }, put: [view('a', 0, 2, 'annex')] })
    await expect(lost).rejects.toMatchObject({ code: 'conflict' })
    expect(await store.sites()).toContainEqual(place)
    await store.commit({ place: { ...place, title: 'Extension' } })
    expect(await store.sites()).toContainEqual({ ...place, title: 'Extension' })
    expect(await store.document('annex', 'view', 'a')).toMatchObject({ revision: 1 })
  })

  test('come back as they were written, also to the next process', async () => {
    const body = { text: 'naïve \u0000 "quoted" 🏭', deep: [null, true, 1.5, { a: [] }], absent: undefined }
    await store.commit({ put: [view('a', 0, body)], append: [line(1, body)] })
    await store.close()
    store = await open(folder)
    const { absent: _, ...kept } = body
    expect(await store.document('works', 'view', 'a')).toEqual({ id: 'a', body: kept, revision: 1 })
    expect(await store.documents('works', 'view')).toEqual([{ id: 'a', body: kept, revision: 1 }])
    expect(await store.journal(WHOLE, 'audit')).toEqual([{ sequence: 1, body: kept }])
    expect(await store.document('works', 'view', 'b')).toBeUndefined()
    expect(await store.document('works', 'account', 'a')).toBeUndefined()
    expect(await store.journal('works', 'audit')).toEqual([])
  })

  test('belong to one site or to the whole installation', async () => {
    await store.putSite({ id: 'depot', title: 'Depot' })
    await store.commit({ put: [view('a', 0), view('a', 0, 1, 'depot'), view('a', 0, 2, WHOLE)] })
    expect(await store.document('depot', 'view', 'a')).toMatchObject({ body: 1 })
    expect(await store.document(WHOLE, 'view', 'a')).toMatchObject({ body: 2 })
    await store.commit({ remove: [{ site: 'depot', kind: 'view', id: 'a' }] })
    expect([await list('depot'), await list(WHOLE), await list()]).toEqual([[], ['a'], ['a']])
    for (const refused of [
      () => store.commit({ put: [view('a', 0, 1, 'nowhere')] }),
      () => store.document('nowhere', 'view', 'a'),
      () => store.journal('nowhere', 'audit'),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'unknown' })
  })

  test('are changed only by who saw them last', async () => {
    await store.commit({ put: [view('a', 0)] })
    await store.commit({ put: [view('a', 1, 'second')] })
    for (const stale of [view('a', 0), view('a', 1), view('a', 3), view('b', 1)])
      await expect(store.commit({ put: [stale] })).rejects.toEqual(conflict)
    expect(await store.document('works', 'view', 'a')).toEqual({ id: 'a', body: 'second', revision: 2 })
    const remove = (revision?: number) =>
      store.commit({
        remove: [{ site: 'works', kind: 'view', id: 'a', ...(revision !== undefined && { revision }) }],
      })
    await expect(remove(1)).rejects.toEqual(conflict)
    await remove(2)
    await expect(remove(2)).rejects.toEqual(conflict)
    await remove()
    expect(await list()).toEqual([])
  })

  test('of two who change the same, one wins and the other is told', async () => {
    await store.commit({ put: [view('a', 0)] })
    const results = await Promise.allSettled([
      store.commit({ put: [view('a', 1, 'mine')] }),
      store.commit({ put: [view('a', 1, 'yours')] }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find((one) => one.status === 'rejected')
    expect(isConflict(lost?.reason)).toBe(true)
    expect(await store.document('works', 'view', 'a')).toMatchObject({ revision: 2 })
  })

  test('a change is written whole or not at all', async () => {
    await store.commit({ put: [view('old', 0)], append: [line(1)] })
    const good = { put: [view('new', 0)], remove: [{ site: 'works', kind: 'view', id: 'old' }] }
    for (const spoiled of [
      { ...good, append: [line(2), line(4)] },
      { ...good, append: [line(2), line(3, 0, 'nowhere')] },
      { ...good, put: [...good.put, view('old', 7)], append: [line(2)] },
      { ...good, put: [...good.put, view('no\nname', 0)], append: [line(2)] },
    ])
      await expect(store.commit(spoiled)).rejects.toThrow()
    expect(await list()).toEqual(['old'])
    expect(await store.journal(WHOLE, 'audit')).toHaveLength(1)
    await store.commit({ ...good, append: [line(2), line(3)] })
    expect(await list()).toEqual(['new'])
    expect(await store.journal(WHOLE, 'audit')).toHaveLength(3)
    expect((await store.health()).faults).toEqual([])
  })

  test('a journal grows without holes, each number once', async () => {
    const results = await Promise.allSettled([1, 1, 3, 2, 2].map((n) => store.commit({ append: [line(n)] })))
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([true, false, false, true, false])
    expect((await store.journal(WHOLE, 'audit')).map(({ sequence }) => sequence)).toEqual([1, 2])
  })

  test('are read page by page, journals from either end', async () => {
    const ids = Array.from({ length: 250 }, (_, i) => `v${String(i).padStart(3, '0')}`)
    await store.commit({ put: ids.map((id) => view(id, 0)), append: ids.map((_, i) => line(i + 1)) })
    const first = await store.documents('works', 'view', { limit: 100 })
    const second = await store.documents('works', 'view', { limit: 100, after: first.at(-1)!.id })
    expect([...first, ...second].map(({ id }) => id)).toEqual(ids.slice(0, 200))
    const numbers = async (page: { after?: number; newestFirst?: boolean }) =>
      (await store.journal(WHOLE, 'audit', { limit: 2, ...page })).map(({ sequence }) => sequence)
    expect(await numbers({})).toEqual([1, 2])
    expect(await numbers({ after: 249 })).toEqual([250])
    expect(await numbers({ newestFirst: true })).toEqual([250, 249])
    expect(await numbers({ newestFirst: true, after: 2 })).toEqual([1])
    await expect(store.documents('works', 'view', { limit: 0 })).rejects.toMatchObject({ code: 'invalid' })
    await expect(numbers({ after: 1.5 })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('large ones come in short pages, and all of them', async () => {
    const body = 'x'.repeat(limits.store.documentCharacters - 2)
    for (let n = 1; n <= 40; n++)
      await store.commit({ put: [view(`v${n}`, 0, body)], append: [line(n, body)] })
    expect((await store.documents('works', 'view')).length).toBeLessThan(40)
    expect((await store.journal(WHOLE, 'audit')).length).toBeLessThan(40)
    expect(await all(everyDocument(store, 'works', 'view'))).toHaveLength(40)
    const entries = await all(everyEntry(store, WHOLE, 'audit', 3))
    expect(entries.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 37 }, (_, i) => i + 4))
    await expect(store.commit({ put: [view('big', 0, `${body}x`)] })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('refuse what has no place', async () => {
    const many = Array.from({ length: limits.store.changeItems + 1 }, (_, i) => line(i + 1))
    for (const change of [
      { put: [{ ...view('a', 0), kind: 'No kind' }] },
      { put: [view('', 0)] },
      { put: [view('x'.repeat(201), 0)] },
      { put: [view('a', -1)] },
      { put: [{ ...view('a', 0), body: undefined as unknown as Json }] },
      { append: [{ ...line(1), journal: '../audit' }] },
      { append: many },
    ])
      await expect(store.commit(change)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('are counted by health', async () => {
    await store.commit({
      put: [view('a', 0), view('b', 0), view('c', 0, 1, WHOLE)],
      append: [line(1), line(2)],
    })
    await store.commit({ remove: [{ site: 'works', kind: 'view', id: 'b' }] })
    expect(await store.health()).toMatchObject({
      faults: [],
      documents: [
        { site: WHOLE, kind: 'view', count: 1 },
        { site: 'works', kind: 'view', count: 1 },
      ],
      journals: [{ site: WHOLE, journal: 'audit', entries: 2 }],
    })
  })

  test('a closed store refuses them', async () => {
    await store.close()
    await expect(store.commit({})).rejects.toMatchObject({ code: 'closed' })
    await expect(store.document(WHOLE, 'view', 'a')).rejects.toMatchObject({ code: 'closed' })
  })
})
