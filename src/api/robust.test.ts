import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Access } from '../access/access.ts'
import { ADMIN, openAccess, TestPorts } from '../access/testing.ts'
import { PERMISSIONS } from '../model/principal.ts'
import { StoreRefusal } from '../store/contract.ts'
import { asset } from '../store/testing.ts'
import { createApi } from './app.ts'
import { documentOf } from './document.ts'
import type { Platform } from './platform.ts'
import { as, fakePlatform, fakeStore } from './testing.ts'

const faults: unknown[] = []
const ports = new TestPorts()
const { access } = await openAccess(ports)
const documents = ports.store
const store = fakeStore(
  { assets: [asset('10.0.0.1')] },
  {
    commit: (change) => documents.commit(change),
    document: (site, kind, id) => documents.document(site, kind, id),
    documents: (site, kind, page) => documents.documents(site, kind, page),
    journal: (site, name, page) => documents.journal(site, name, page),
  },
)
// Access in earnest, but for who asks: an admin, whatever becomes of the accounts.
const identify: Platform['access']['identify'] = () =>
  Promise.resolve({
    account: ADMIN,
    role: 'admin',
    side: 'both',
    permissions: [...PERMISSIONS],
    via: 'token',
  })
const earnest: Access = Object.create(access, { identify: { value: identify } })
const api = createApi(fakePlatform({ store, access: earnest }), {
  // What a fake does not do it refuses; everything else would be a fault.
  report: (error) => {
    if (!(error instanceof StoreRefusal)) faults.push(error)
  },
})
const { paths } = documentOf(api) as {
  paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>
}
const routes = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { parameters = [] }]) => ({ method, path, parameters })),
)

const text = fc.oneof(
  fc.constantFrom(
    'works',
    '',
    '..',
    '%',
    '%00',
    '-1',
    '1e99',
    'NaN',
    'null',
    '__proto__',
    '10.0.0.1',
    "' or 1=1 --",
    '\u202e',
    '\ud800',
  ),
  fc.constantFrom(
    'role = plc',
    'role =',
    '((((',
    '"',
    'level > -1',
    'id ~ "%"',
    '2026-01-01T00:00:00Z',
    '-lastSeen',
    'x'.repeat(5000),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
const body = fc.oneof(
  fc.json(),
  fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '{"__proto__":{}}',
    '{"title":null}',
    `${'['.repeat(50_000)}`,
    `{"title":"${'x'.repeat(300_000)}"}`,
  ),
)
const request = fc.record({
  route: fc.constantFrom(...routes),
  values: fc.array(text, { minLength: 12, maxLength: 12 }),
  said: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
  body,
  type: fc.constantFrom(
    'application/json',
    'text/plain',
    'multipart/form-data',
    'application/json; charset=utf-16',
    '',
  ),
})

/** As a client would that does not look at what it sends; halves of characters cannot be sent. */
const encoded = (value: string) => encodeURIComponent(value.toWellFormed())

test('every route answers whatever it is sent, in words and without a fault', {
  timeout: 120_000,
}, async () => {
  expect(routes.length).toBeGreaterThan(10)
  await fc.assert(
    fc.asyncProperty(request, async ({ route, values, said, body, type }) => {
      let index = 0
      const path = route.path.replace(/\{\w+\}/g, () => encoded(values[index++ % values.length]!))
      const query = route.parameters
        .filter((one) => one.in === 'query' && said[index++ % said.length])
        .map(({ name }) => `${name}=${encoded(values[index++ % values.length]!)}`)
      const hasBody = ['put', 'post', 'patch'].includes(route.method)
      const answer = await api.request(`${path}?${query.join('&')}`, {
        method: route.method.toUpperCase(),
        headers: { ...as(), ...(type === '' ? {} : { 'content-type': type }) },
        ...(hasBody ? { body } : {}),
      })
      const told = answer.headers.get('content-type') ?? ''
      if (told.includes('event-stream')) await answer.body?.cancel()
      else if (answer.status >= 400) {
        expect(told).toBe('application/problem+json')
        expect(await answer.json()).toMatchObject({
          status: answer.status,
          detail: expect.stringMatching(/./),
        })
      } else await answer.arrayBuffer()
      expect({ path, query, faults }).toEqual({ path, query, faults: [] })
    }),
    { numRuns: 1500 },
  )
})
