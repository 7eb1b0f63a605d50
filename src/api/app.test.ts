import { describe, expect, test } from 'vitest'
import { ROLES } from '../model/analysis.ts'
import { StoreRefusal } from '../store/contract.ts'
import { asset } from '../store/testing.ts'
import { createApi } from './app.ts'
import { as, fakeApi, fakePlatform, fakeStore } from './testing.ts'

const SITES = '/sites'
const two = fakeStore({ assets: [asset('10.0.0.1'), asset('10.0.0.2')] })

describe('who asks', () => {
  test('is told to sign in when nobody is known', async () => {
    const answer = await fakeApi().request(SITES)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    expect(await answer.json()).toEqual({
      type: 'urn:sightglass:problem:unidentified',
      title: 'Sign in first',
      status: 401,
      detail: 'Sign in, or send a valid token.',
      instance: SITES,
    })
  })

  test('needs the permission of the route, and is told which', async () => {
    const answer = await fakeApi().request(SITES, { headers: as('import') })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ detail: 'This needs the permission read.' })
    expect((await fakeApi().request(SITES, { headers: as('read') })).status).toBe(200)
  })

  test('is not identified by a secret of absurd length', async () => {
    let asked = 0
    const api = fakeApi({ access: { identify: () => Promise.resolve(void asked++) } })
    await api.request(SITES, { headers: { authorization: `Bearer ${'x'.repeat(5000)}` } })
    expect(asked).toBe(0)
  })

  test('may read across pages, but change nothing from another page with a session', async () => {
    const stored: unknown[] = []
    const api = fakeApi({
      access: { change: (_, { place }) => Promise.resolve(void stored.push(place)) },
    })
    const put = (headers: Record<string, string>) =>
      api.request('http://plant.example/sites/works', {
        method: 'PUT',
        body: JSON.stringify({ title: 'Works' }),
        headers: { 'content-type': 'application/json', cookie: 'sightglass=settings', ...headers },
      })
    for (const foreign of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://plant.example' },
      { 'sec-fetch-site': 'none' },
      { origin: 'http://evil.example' },
      { origin: 'null' },
    ])
      expect({ foreign, status: (await put(foreign)).status }).toEqual({ foreign, status: 403 })
    expect(stored).toEqual([])
    expect((await put({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await put({ origin: 'http://plant.example' })).status).toBe(200)
    expect(stored).toHaveLength(2)
  })
})

describe('a list', () => {
  const api = fakeApi({ store: two })

  test('comes in pages that say where the next begins', async () => {
    const first = await api.request('/sites/works/assets?limit=1', { headers: as('read') })
    const page = (await first.json()) as { items: { id: string }[]; next: string | null }
    expect([page.items.map(({ id }) => id), typeof page.next]).toEqual([['10.0.0.1'], 'string'])
    const second = await api.request(`/sites/works/assets?limit=1&after=${page.next}`, {
      headers: as('read'),
    })
    expect(await second.json()).toMatchObject({ items: [{ id: '10.0.0.2' }], next: null })
  })

  test('says in words what it does not understand', async () => {
    const detail = async (query: string) => {
      const answer = await api.request(`/sites/works/assets?${query}`, { headers: as('read') })
      expect(answer.status).toBe(400)
      return ((await answer.json()) as { detail: string }).detail
    }
    expect(await detail('limit=many')).toBe('query.limit: must be a number')
    expect(await detail('limit=0')).toBe('query.limit: must be at least 1')
    expect(await detail('sort=hardware')).toMatch(
      /^The assets cannot be sorted by 'hardware'; possible are id, /,
    )
    expect(await detail('sort=__proto__')).toMatch(/cannot be sorted by '__proto__'/)
  })

  test('of a site that does not exist is not found', async () => {
    const answer = await api.request('/sites/elsewhere/assets', { headers: as('read') })
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { detail: "there is no site 'elsewhere'" },
    ])
  })
})

test('one asset is found by its id, and only it', async () => {
  const api = fakeApi({ store: two })
  const found = await api.request('/sites/works/assets/10.0.0.1', { headers: as('read') })
  expect(await found.json()).toMatchObject({ id: '10.0.0.1' })
  const none = fakeApi({ store: fakeStore({ assets: [] }) })
  expect((await none.request('/sites/works/assets/10.0.0.9', { headers: as('read') })).status).toBe(404)
})

describe('a store that refuses', () => {
  for (const [code, status, retry] of [
    ['busy', 503, '1'],
    ['full', 507, '30'],
    ['unknown', 404, null],
    ['invalid', 400, null],
    ['conflict', 409, null],
    ['failed', 500, null],
    ['closed', 503, '5'],
  ] as const)
    test(`as ${code} is answered with ${status}`, async () => {
      const store = fakeStore({}, { sites: () => Promise.reject(new StoreRefusal(code, `it is ${code}`)) })
      const answer = await createApi(fakePlatform({ store })).request(SITES, { headers: as('read') })
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retry])
      expect(await answer.json()).toMatchObject({
        type: `urn:sightglass:problem:${code}`,
        detail: `it is ${code}`,
      })
    })
})

describe('a request', () => {
  const put = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    fakeApi().request('/sites/works', { method: 'PUT', body, headers: { ...headers, ...as('settings') } })

  test('with a body that is no JSON, of another type or too large is refused as that', async () => {
    expect((await put('{')).status).toBe(400)
    expect((await put('title=x', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await put(JSON.stringify({ title: 'x'.repeat(300_000) }))).status).toBe(413)
  })

  test('with a wrong part says which', async () => {
    expect(await (await put('{"title":7}')).json()).toMatchObject({
      errors: [{ where: 'body.title', message: 'must be text' }],
    })
    expect(await (await put('{}')).json()).toMatchObject({
      errors: [{ where: 'body.title', message: 'is missing' }],
    })
    expect(await (await put(JSON.stringify({ title: 'x'.repeat(300) }))).json()).toMatchObject({
      errors: [{ where: 'body.title', message: 'must have at most 200 characters' }],
    })
  })

  test('is checked for permission before its body is read', async () => {
    const headers = { 'content-type': 'application/json', ...as('read') }
    const answer = await fakeApi().request('/sites/works', { method: 'PUT', body: '{', headers })
    expect(answer.status).toBe(403)
  })

  test('to nowhere is not found', async () => {
    const answer = await fakeApi().request('/nowhere')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })
})

test('a fault of ours is reported and tells nothing of its inside', async () => {
  const reported: unknown[] = []
  const store = fakeStore({}, { sites: () => Promise.reject(new Error('secret of the inside')) })
  const api = createApi(fakePlatform({ store }), { report: (error) => reported.push(error) })
  const answer = await api.request(SITES, { headers: as('read') })
  expect(answer.status).toBe(500)
  expect(await answer.text()).not.toContain('secret')
  expect(String(reported[0])).toContain('secret of the inside')
})

test('health tells strangers only whether the server is well', async () => {
  const store = fakeStore({}, { state: () => ({ ingest: 'full', reason: '/data is full' }) })
  const api = fakeApi({ store })
  expect(await (await api.request('/health')).json()).toEqual({ status: 'degraded', ingest: 'full' })
  const known = await api.request('/health', { headers: as('read') })
  expect(await known.json()).toMatchObject({
    reason: '/data is full',
    version: '0.0.0-test',
    limits: { store: {} },
  })
})

test('what lists are filtered by is told, with the words that a field can have', async () => {
  const answer = await fakeApi().request('/fields', { headers: as('read') })
  const { assets } = (await answer.json()) as { assets: { name: string }[] }
  expect(assets).toContainEqual({ name: 'heard', type: 'flag', sorts: false })
  expect(assets.find(({ name }) => name === 'role')).toMatchObject({
    type: 'text',
    sorts: true,
    words: ROLES,
  })
})
