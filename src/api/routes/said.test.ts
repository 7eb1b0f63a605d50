import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Ingest } from '../../hub/ingest.ts'
import type { Permission } from '../../model/principal.ts'
import type { Store } from '../../store/contract.ts'
import { openSqliteStore } from '../../store/sqlite/store.ts'
import { asset, batch } from '../../store/testing.ts'
import type { Api } from '../app.ts'
import { as, fakeApi } from '../testing.ts'

let folder = ''
let store: Store
let api: Api
let audited: unknown[] = []
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'said-'))
  store = await openSqliteStore(folder, { reserveBytes: 0 })
  await store.putSite({ id: 'works', title: 'Water works' })
  const ingest = new Ingest(store)
  await ingest.append(batch(1, { assets: [asset('10.0.0.1'), asset('10.0.0.2', { role: 'hmi' })] }))
  audited = []
  api = fakeApi({
    store,
    words: ingest.words,
    clock: { now: () => Date.UTC(2026, 0, 1) },
    access: {
      audit: () => Promise.resolve(),
      change: async ({ who, what, details }, change) => {
        await store.commit(change)
        audited.push(['account' in who ? who.account : '', what, details])
      },
    },
  })
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

async function ask(method: string, path: string, body?: unknown, who: Permission[] = ['read', 'annotate']) {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const headers = { ...as(...who), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
  const response = await api.request(`/sites/works${path}`, { method, headers, ...content })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

describe('words', () => {
  test('are said, shown, listed by asset and taken back, each with the name of the account', async () => {
    const said = await ask('POST', '/words', { kind: 'role', asset: '10.0.0.1', value: 'plc' })
    expect(said).toMatchObject({
      status: 201,
      body: { id: '1', by: 'ada', at: '2026-01-01T00:00:00.000000Z' },
    })
    expect((await ask('GET', '/assets/10.0.0.1')).body).toMatchObject({
      role: 'plc',
      said: [{ word: '1', attribute: 'role', value: 'plc', by: 'ada', inferred: 'unknown' }],
    })
    await ask('POST', '/words', { kind: 'merge', asset: '10.0.0.1', value: ['10.0.0.2'] })
    expect((await ask('GET', '/assets/10.0.0.2')).body).toMatchObject({
      id: '10.0.0.1',
      aliases: ['10.0.0.2'],
    })
    const of = async (id: string) =>
      (await ask('GET', `/words?asset=${id}`)).body.items.map(({ kind }: { kind: string }) => kind)
    expect([await of('10.0.0.1'), await of('10.0.0.2')]).toEqual([['merge', 'role'], ['merge']])
    expect(await ask('DELETE', '/words/1')).toMatchObject({ status: 200, body: { undone: { by: 'ada' } } })
    expect((await ask('DELETE', '/words/1')).status).toBe(409)
    expect((await ask('GET', '/assets/10.0.0.1')).body.role).toBe('hmi')
    expect(audited).toEqual([
      ['ada', 'say a word', { site: 'works', kind: 'role', asset: '10.0.0.1', value: 'plc' }],
      ['ada', 'say a word', { site: 'works', kind: 'merge', asset: '10.0.0.1', value: ['10.0.0.2'] }],
      ['ada', 'take a word back', { site: 'works', word: '1' }],
    ])
  })

  test.each([
    ['of nobody', { kind: 'owner', asset: '10.9.9.9', value: 'x' }, 404],
    ['with a role that there is not', { kind: 'role', asset: '10.0.0.1', value: 'boss' }, 400],
    ['of a kind that there is not', { kind: 'delete', asset: '10.0.0.1', value: 'x' }, 400],
    ['with a name on two lines', { kind: 'rename', asset: '10.0.0.1', value: 'a\nb' }, 400],
    [
      'with a name that turns the text around it',
      { kind: 'rename', asset: '10.0.0.1', value: 'a\u202eb' },
      400,
    ],
    ['with a name that is too long', { kind: 'rename', asset: '10.0.0.1', value: 'x'.repeat(201) }, 400],
    ['with something more', { kind: 'rename', asset: '10.0.0.1', value: 'x', by: 'eve' }, 400],
  ])('%s are refused', async (_, body, status) => {
    expect((await ask('POST', '/words', body)).status).toBe(status)
    expect(audited).toEqual([])
  })

  test('are only said by who may annotate', async () => {
    const word = { kind: 'owner', asset: '10.0.0.1', value: 'x' }
    expect((await ask('POST', '/words', word, ['read'])).status).toBe(403)
    expect((await ask('DELETE', '/words/1', undefined, ['read'])).status).toBe(403)
    expect((await ask('DELETE', '/words/0')).status).toBe(400)
    expect((await ask('DELETE', '/words/5')).status).toBe(404)
  })
})

describe('views', () => {
  const view = {
    title: 'Silent controllers',
    list: 'assets',
    filter: 'role = plc and heard = false',
    sort: '-lastSeen',
  }

  test('are kept, changed, listed and forgotten', async () => {
    expect((await ask('PUT', '/views/silent', view)).body).toMatchObject({ id: 'silent', by: 'ada', ...view })
    await ask('PUT', '/views/silent', { ...view, title: 'Quiet' })
    expect((await ask('GET', '/views')).body.items).toMatchObject([{ id: 'silent', title: 'Quiet' }])
    expect((await ask('GET', '/views/silent')).body.title).toBe('Quiet')
    expect((await ask('DELETE', '/views/silent')).status).toBe(204)
    expect((await ask('GET', '/views/silent')).status).toBe(404)
    expect((await ask('DELETE', '/views/silent')).status).toBe(404)
    expect(audited).toHaveLength(3)
  })

  test('of no list, with no title or a name that climbs are refused, and so is who may only read', async () => {
    expect((await ask('PUT', '/views/a', { ...view, list: 'secrets' })).status).toBe(400)
    expect((await ask('PUT', '/views/a', { ...view, title: ' ' })).status).toBe(400)
    expect((await ask('PUT', '/views/..%2Fa', view)).status).toBe(400)
    expect((await ask('PUT', '/views/a', view, ['read'])).status).toBe(403)
    expect((await ask('DELETE', '/views/a', undefined, ['read'])).status).toBe(403)
  })
})
