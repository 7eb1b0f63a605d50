import { beforeEach, describe, expect, test } from 'vitest'
import { ADMIN, HERE, OTHER, openAccess, PASSWORD, type World } from '../access/testing.ts'
import { limits } from '../base/limits.ts'
import { DEFAULT_RETENTION } from '../model/retention.ts'
import { type Api, createApi } from './app.ts'
import { fakePlatform, fakeStore } from './testing.ts'

const PLAIN = 'http://plant.example'
const TLS = 'https://plant.example'

let world: World
let api: Api
let reported: unknown[]
beforeEach(async () => {
  world = await openAccess()
  reported = []
  const { access, ports } = world
  api = createApi(fakePlatform({ access, clock: ports, store: fakeStore({}) }), {
    report: (error) => reported.push(error),
  })
})

interface Ask {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  from?: string
  origin?: string
}

/** A request of our own page, unless headers say otherwise. */
function ask(path: string, { method = 'GET', body, headers = {}, from = HERE, origin = PLAIN }: Ask = {}) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const all = {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(method !== 'GET' && { 'sec-fetch-site': 'same-origin' }),
    ...headers,
  }
  const env = { incoming: { socket: { remoteAddress: from } } }
  return api.request(`${origin}${path}`, { method, headers: all, ...sent }, env)
}
const cookie = (secret: string, name = 'sightglass') => ({ cookie: `${name}=${secret}` })
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
const signIn = (more: Ask = {}, password = PASSWORD) =>
  ask('/session', { method: 'POST', body: { name: ADMIN, password }, ...more })
const secretIn = (answer: Response) => /=([\w-]{43});/.exec(answer.headers.get('set-cookie') ?? '')?.[1]
const detail = async (answer: Response) => ((await answer.json()) as { detail: string }).detail

describe('signing in', () => {
  test('answers who it is, and sets a cookie that no script and no other page gets', async () => {
    const answer = await signIn()
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ name: ADMIN, role: 'admin', side: 'both', via: 'session' })
    const seconds = limits.access.absoluteHours * 3600
    expect(answer.headers.get('set-cookie')).toMatch(
      new RegExp(`^sightglass=[\\w-]{43}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Strict$`),
    )
  })

  test('over TLS sets a cookie that is never sent in clear, and takes no other', async () => {
    const answer = await signIn({ origin: TLS })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-sightglass=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    )
    const secret = secretIn(answer)!
    const who = (name: string) => ask('/session', { origin: TLS, headers: cookie(secret, name) })
    expect((await who('__Host-sightglass')).status).toBe(200)
    expect((await who('sightglass')).status).toBe(401)
    const proxied = await signIn({ headers: { 'x-forwarded-proto': 'https' } })
    expect(proxied.headers.get('set-cookie')).toMatch(/^__Host-sightglass=.*Secure/)
  })

  test('never takes up a secret that was planted, and ends the one before', async () => {
    const planted = 'p'.repeat(43)
    const first = secretIn(await signIn({ headers: cookie(planted) }))!
    expect(first).not.toBe(planted)
    expect((await ask('/session', { headers: cookie(planted) })).status).toBe(401)
    const second = secretIn(await signIn({ headers: cookie(first) }))!
    expect((await ask('/session', { headers: cookie(first) })).status).toBe(401)
    expect((await ask('/session', { headers: cookie(second) })).status).toBe(200)
  })

  test('is refused in the same words for a wrong name and a wrong password, and sets no cookie', async () => {
    const wrong = await signIn({}, OTHER)
    const nobody = await ask('/session', { method: 'POST', body: { name: 'nobody', password: OTHER } })
    expect([wrong.status, nobody.status]).toEqual([401, 401])
    expect(wrong.headers.get('set-cookie')).toBeNull()
    expect(await wrong.text()).toBe(await nobody.text())
  })

  test('has to wait after many wrong tries, and is told how long', async () => {
    const answers = []
    for (let n = 0; n < limits.access.triesOfName + 1; n++)
      answers.push(await signIn({ from: `192.0.2.${n}` }, `${OTHER}${n}`))
    const last = answers.at(-1)!
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, '1'])
    expect((await signIn({ from: '198.51.100.7' })).status).toBe(429)
    world.ports.time += 1000
    expect((await signIn({ from: '198.51.100.7' })).status).toBe(200)
  })

  test('from another page is refused, from a program not', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: PLAIN },
    ])
      expect((await signIn({ headers })).status).toBe(403)
    const text = JSON.stringify({ name: ADMIN, password: PASSWORD })
    const plain = (headers: Record<string, string>) =>
      api.request(`${PLAIN}/session`, { method: 'POST', body: text, headers })
    expect((await plain({ 'content-type': 'application/json', origin: 'http://evil.example' })).status).toBe(
      403,
    )
    expect((await plain({ 'content-type': 'text/plain' })).status).toBe(415)
    expect((await plain({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect((await plain({ 'content-type': 'application/json' })).status).toBe(200)
  })
})

describe('a session', () => {
  const here = () => cookie(world.secret)

  test('changes nothing when another page asks', async () => {
    const change = (headers: Record<string, string>) =>
      ask('/accounts', {
        method: 'POST',
        body: { name: 'eve', role: 'admin', password: PASSWORD },
        headers: { ...here(), ...headers },
      })
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await change({ 'sec-fetch-site': site })).status).toBe(403)
    expect(world.access.people.list()).toHaveLength(1)
    expect((await change({})).status).toBe(200)
  })

  test('ends with signing out, which takes the cookie back', async () => {
    const answer = await ask('/session', { method: 'DELETE', headers: here() })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('set-cookie')).toMatch(
      /^sightglass=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    expect((await ask('/session', { headers: here() })).status).toBe(401)
  })

  test('gets a new secret with a new password, and all others end', async () => {
    const other = secretIn(await signIn())!
    const change = (current: string, password: string) =>
      ask('/session/password', { method: 'POST', body: { current, password }, headers: here() })
    const wrong = await change(OTHER, OTHER)
    expect([wrong.status, await detail(wrong)]).toEqual([400, 'the present password is wrong'])
    expect(await detail(await change(PASSWORD, 'short'))).toContain('at least 12 characters')
    const answer = await change(PASSWORD, OTHER)
    expect(answer.status).toBe(200)
    for (const old of [world.secret, other])
      expect((await ask('/session', { headers: cookie(old) })).status).toBe(401)
    expect((await ask('/session', { headers: cookie(secretIn(answer)!) })).status).toBe(200)
  })

  test('that was given a password may only change it', async () => {
    await world.access.people.create(world.admin, { name: 'grace', role: 'admin', password: PASSWORD })
    const answer = await ask('/session', { method: 'POST', body: { name: 'grace', password: PASSWORD } })
    expect(await answer.json()).toMatchObject({ mustChange: true, permissions: [] })
    const headers = cookie(secretIn(answer)!)
    for (const path of ['/sites', '/accounts', '/audit'])
      expect((await ask(path, { headers })).status).toBe(403)
    const body = { current: PASSWORD, password: OTHER }
    const changed = await ask('/session/password', { method: 'POST', body, headers })
    expect((await ask('/sites', { headers: cookie(secretIn(changed)!) })).status).toBe(200)
  })
})

test('the first link makes an admin, once, who is signed in', async () => {
  const secret = await world.access.firstLink.make({
    ...{ account: null, role: null, side: null, via: 'command', from: '' },
  })
  const use = (password: string) =>
    ask('/first-run', { method: 'POST', body: { secret, name: 'grace', password } })
  expect((await use('short')).status).toBe(400)
  const answer = await use(PASSWORD)
  expect(await answer.json()).toMatchObject({ name: 'grace', role: 'admin' })
  expect((await ask('/accounts', { headers: cookie(secretIn(answer)!) })).status).toBe(200)
  expect((await use(PASSWORD)).status).toBe(401)
})

describe('accounts', () => {
  const send = (method: string, path: string, body?: unknown) =>
    ask(path, { method, headers: cookie(world.secret), ...(body !== undefined && { body }) })

  test('are added, changed, listed and removed, without what is secret', async () => {
    const made = await send('POST', '/accounts', { name: 'grace', role: 'it-analyst', password: PASSWORD })
    expect(await made.json()).toMatchObject({
      name: 'grace',
      role: 'it-analyst',
      side: 'it',
      mustChange: true,
    })
    const changed = await send('PATCH', '/accounts/grace', { role: 'ot-engineer', fullName: 'Grace' })
    expect(await changed.json()).toMatchObject({ role: 'ot-engineer', side: 'ot', fullName: 'Grace' })
    const list = await (await send('GET', '/accounts')).text()
    expect(JSON.parse(list)).toHaveLength(2)
    expect(list).not.toMatch(/argon|hash/)
    expect((await send('DELETE', '/accounts/grace')).status).toBe(204)
    expect((await send('DELETE', '/accounts/grace')).status).toBe(404)
  })

  test('say in words what cannot be', async () => {
    const twice = await send('POST', '/accounts', { name: ADMIN, role: 'viewer', password: PASSWORD })
    expect([twice.status, await detail(twice)]).toEqual([409, "there is an account 'ada' already"])
    const last = await send('DELETE', `/accounts/${ADMIN}`)
    expect([last.status, await detail(last)]).toEqual([
      409,
      "'ada' is the last admin; make another one first",
    ])
    expect(
      (await send('POST', '/accounts', { name: '../x', role: 'viewer', password: PASSWORD })).status,
    ).toBe(400)
    expect((await send('PATCH', `/accounts/${ADMIN}`, { password: OTHER })).status).toBe(403)
  })
})

describe('a token', () => {
  const make = async (body: object) => {
    const answer = await ask('/tokens', { method: 'POST', body, headers: cookie(world.secret) })
    return (await answer.json()) as { secret: string; id: string; detail?: string }
  }

  test('does what it is for, only on its site, until it expires or is removed', async () => {
    const wide = await make({ title: 'SIEM', permissions: ['read'], days: 1 })
    const narrow = await make({ title: 'depot', permissions: ['read'], site: 'depot', days: 1 })
    const status = async (secret: string, path: string) =>
      (await ask(path, { headers: bearer(secret) })).status
    expect([
      await status(wide.secret, '/sites/works/assets'),
      await status(wide.secret, '/accounts'),
    ]).toEqual([200, 403])
    for (const path of [
      '/sites/works/assets',
      '/sites',
      '/sites?site=depot',
      '/sites/works/assets?site=depot',
    ])
      expect(await status(narrow.secret, path)).toBe(403)
    // There is no such site in this store, but it was let through.
    expect(await status(narrow.secret, '/sites/depot/assets')).toBe(404)
    await ask(`/tokens/${narrow.id}`, { method: 'DELETE', headers: cookie(world.secret) })
    expect(await status(narrow.secret, '/sites/depot/assets')).toBe(401)
    world.ports.time += 86_400_000
    expect(await status(wide.secret, '/sites')).toBe(401)
  })

  test('needs no word of a browser, and makes no other', async () => {
    const { secret } = await make({ title: 'all', permissions: ['settings', 'read'], days: 1 })
    const put = {
      method: 'PUT',
      body: { title: 'Works' },
      headers: { ...bearer(secret), 'sec-fetch-site': 'cross-site' },
    }
    expect((await ask('/sites/works', put)).status).toBe(200)
    const body = { title: 'x', permissions: ['read'], days: 1 }
    expect((await ask('/tokens', { method: 'POST', body, headers: bearer(secret) })).status).toBe(403)
    const list = await (await ask('/tokens', { headers: bearer(secret) })).text()
    expect(list).not.toContain(secret)
  })

  test('gives no more than its maker has', async () => {
    const { secret } = await world.add('grace', 'viewer')
    const body = { title: 'x', permissions: ['accounts'], days: 1 }
    const answer = await ask('/tokens', { method: 'POST', body, headers: cookie(secret) })
    expect([answer.status, await detail(answer)]).toEqual([
      403,
      'you may not give what you do not have: accounts',
    ])
  })
})

test('settings are read and changed in parts, and the log tells which', async () => {
  const { access, ports, secret } = world
  const { document, commit } = ports.store
  const store = fakeStore({}, { document: document.bind(ports.store), commit: commit.bind(ports.store) })
  const own = createApi(fakePlatform({ access, clock: ports, store }))
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...cookie(secret) }
  const put = (body: object) =>
    own.request('/settings', { method: 'PUT', headers, body: JSON.stringify(body) })
  const before = (await (await own.request('/settings', { headers })).json()) as { retention: object }
  expect(before).toEqual({ retention: DEFAULT_RETENTION, signIn: { idleMinutes: 60, absoluteHours: 12 } })
  const signIn = { idleMinutes: 15, absoluteHours: 8 }
  expect(await (await put({ signIn })).json()).toEqual({ ...before, signIn })
  const retention = { ...DEFAULT_RETENTION, changes: {} }
  expect(await (await put({ retention })).json()).toEqual({ retention, signIn })
  expect(await world.lastDeed()).toMatchObject({ what: 'retention-changed', details: { changes: {} } })
  expect((await put({ signIn: { idleMinutes: 0, absoluteHours: 8 } })).status).toBe(400)
  expect((await put({ retention: { observations: { days: -1 } } })).status).toBe(400)
})

describe('the audit log', () => {
  test('is read page by page and verified', async () => {
    for (let n = 0; n < 5; n++) await world.access.audit(world.admin, `deed-${n}`)
    const headers = cookie(world.secret)
    const page = async (query: string) =>
      (await (await ask(`/audit?limit=3${query}`, { headers })).json()) as {
        items: { what: string; who: string; sequence: number }[]
        next: string | null
      }
    const first = await page('')
    expect(first.items.map(({ what, who }) => [what, who])).toEqual([
      ['deed-4', ADMIN],
      ['deed-3', ADMIN],
      ['deed-2', ADMIN],
    ])
    const second = await page(`&after=${first.next}`)
    expect(second.items[0]!.what).toBe('deed-1')
    const third = await page(`&after=${second.next}`)
    expect([third.items.map(({ who }) => who), third.next]).toEqual([['the command line'], null])
    const verdict = await (await ask('/audit/verify', { headers })).json()
    expect(verdict).toMatchObject({ ok: true, entries: 7, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  test('tells of a renamed site who did it and from where, in the commit that renames it', async () => {
    const places: unknown[] = []
    const commit = world.ports.store.commit.bind(world.ports.store)
    world.ports.store.commit = (change) => {
      places.push([change.place, change.append?.length])
      return commit(change)
    }
    const put = { method: 'PUT', body: { title: 'Works' }, headers: cookie(world.secret), from: '192.0.2.1' }
    await ask('/sites/works', put)
    expect(await world.lastDeed()).toMatchObject({
      what: 'site-set',
      who: { account: ADMIN, from: '192.0.2.1' },
      details: { id: 'works', title: 'Works' },
    })
    expect(places).toContainEqual([{ id: 'works', title: 'Works' }, 1])
  })
})

test('every change that somebody makes is told once, in words of its own or as the request that it was', async () => {
  const { access, ports } = world
  const before = (await access.verify()).entries
  const send = (app: Api, path: string, method: string, body = {}) =>
    app.request(`${PLAIN}${path}`, {
      ...{ method, body: JSON.stringify(body) },
      headers: {
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        ...cookie(world.secret),
      },
    })
  await send(api, '/sites/works', 'PUT', { title: 'Works' })
  await send(api, '/accounts', 'POST', { name: 'grace', role: 'viewer', password: PASSWORD })
  await send(api, '/tokens', 'POST', { title: 'x', permissions: ['read'], days: 1 })
  await send(api, '/tokens', 'POST', { title: 'refused', permissions: [], days: 1 })
  await send(api, '/session', 'DELETE')
  const told = (await access.entries({ after: before })).map(({ what }) => what)
  expect(told).toEqual(['site-set', 'account-created', 'token-created', 'signed-out'])
  world.secret = (await world.signIn()).secret
  const untold = createApi(fakePlatform({ access, clock: ports, store: fakeStore({}) }))
  const change = access.change.bind(access)
  // A route that forgot to tell.
  access.change = async (deed, whole) => (deed.what === 'site-set' ? undefined : change(deed, whole))
  expect((await send(untold, '/sites/works', 'PUT', { title: 'Works' })).status).toBe(200)
  expect(await world.lastDeed()).toMatchObject({
    what: 'request-done',
    who: { account: ADMIN },
    details: { method: 'PUT', path: '/sites/works' },
  })
})

test('no secret reaches the audit log, the store, an answer or what is reported', async () => {
  const secrets = [PASSWORD, OTHER, world.secret]
  let answers = ''
  const note = async (answer: Response) => {
    answers += await answer.text()
    const secret = secretIn(answer)
    if (secret !== undefined) secrets.push(secret)
  }
  await note(await signIn())
  await note(await signIn({}, OTHER))
  await note(await ask('/session', { method: 'POST', body: { name: OTHER, password: 'x' } }))
  const headers = cookie(world.secret)
  await note(
    await ask('/accounts', {
      method: 'POST',
      body: { name: 'grace', role: 'viewer', password: OTHER },
      headers,
    }),
  )
  await note(await ask('/accounts/grace', { method: 'PATCH', body: { password: `${OTHER}!` }, headers }))
  await note(
    await ask('/session/password', { method: 'POST', body: { current: PASSWORD, password: OTHER }, headers }),
  )
  await note(await ask('/session', { method: 'POST', body: { name: 7, password: PASSWORD } }))
  const everything = `${world.stored()} ${answers} ${reported.map(String).join(' ')}`
  expect(secrets.length).toBeGreaterThan(4)
  for (const secret of secrets) expect(everything).not.toContain(secret)
  expect(reported).toEqual([])
})
