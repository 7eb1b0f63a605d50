import { readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROLES } from '../src/access/permissions.ts'
import { ADMIN, openAccess, PASSWORD, type World } from '../src/access/testing.ts'
import { type Api, createApi } from '../src/api/app.ts'
import { documentOf } from '../src/api/document.ts'
import { fakePlatform } from '../src/api/testing.ts'
import { type Permission, ROLES_OF_PEOPLE, type Role } from '../src/model/principal.ts'

/**
 * Every route of the API × every role × every way in. What must be answered is computed from what the route declares that it needs; that
 * none needs too little is for people to judge, who find those that need no permission in a golden file.
 */

const GOLDEN = new URL('./golden/routes-without-permission.txt', import.meta.url)
const METHODS = ['get', 'put', 'post', 'patch', 'delete']
const SITE = 'works'
const DAY = 86_400_000

interface Operation {
  'x-permission': string[]
  'x-public'?: string
  'x-signed-in'?: string
}
interface Route {
  name: string
  method: string
  path: string
  operation: Operation
}

let world: World
let api: Api
let routes: Route[]
/** A token for each role and scope, made while all accounts were there. */
const tokens = new Map<string, string>()
const EXPIRED = 'expired'
const OTHER_SITE = 'other site'
const THIS_SITE = 'this site'

beforeAll(async () => {
  world = await openAccess()
  const { access, ports } = world
  // What a handler makes of an empty request is not asked here, only whether it was reached.
  api = createApi(fakePlatform({ access, clock: ports }))
  routes = routesOf(api)
  for (const role of ROLES_OF_PEOPLE) {
    const { principal } = role === 'admin' ? await world.signIn() : await world.add(role, role)
    const make = async (name: string, permissions: readonly Permission[], site?: string) => {
      const { secret } = await access.tokens.create(principal, { title: name, permissions, site, days: 2 })
      tokens.set(`${role} ${name}`, secret)
    }
    const { permissions } = ROLES[role]
    for (const one of permissions) await make(one, [one])
    await make(OTHER_SITE, permissions, 'depot')
    await make(THIS_SITE, permissions, SITE)
    const { secret } = await access.tokens.create(principal, { title: EXPIRED, permissions, days: 1 })
    tokens.set(`${role} ${EXPIRED}`, secret)
  }
  ports.time += DAY
})

function routesOf(api: Api): Route[] {
  const { paths } = documentOf(api) as { paths: Record<string, Record<string, Operation>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, method, path, operation })),
  )
}

/** 401, 403 or 429, or `through`: the handler was reached, whatever it said. */
async function answered(
  { method, path }: Route,
  headers: Record<string, string>,
): Promise<number | 'through'> {
  const url = `http://plant.example${path.replace('{site}', SITE).replace(/\{[a-z]+\}/gi, 'absent')}`
  const body = method === 'get' ? {} : { body: '{}' }
  const all = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers }
  const answer = await api.request(url, { method: method.toUpperCase(), headers: all, ...body })
  await answer.body?.cancel()
  // So that nobody asks too often.
  world.ports.time += 1000
  return [401, 403, 429].includes(answer.status) ? answer.status : 'through'
}

/** What must be answered to somebody with these permissions. */
function expected(route: Route, permissions: readonly Permission[], site?: string): number | 'through' {
  const needs = route.operation['x-permission']
  if (needs.includes('public') || needs.includes('signed-in')) return 'through'
  if (!needs.some((one) => (permissions as readonly string[]).includes(one))) return 403
  return site === undefined || (route.path.includes('{site}') && site === SITE) ? 'through' : 403
}

const isPublic = ({ operation }: Route) => operation['x-permission'].includes('public')
const signInAs = (role: Role) =>
  role === 'admin' ? world.signIn(ADMIN, PASSWORD) : world.signIn(role, `another phrase entirely of ${role}`)

/** What every route answers, beside what it must. */
async function matrix(
  ask: (route: Route) => Promise<Record<string, string>>,
  must: (route: Route) => number | 'through',
): Promise<{ is: object; must: object }> {
  const is: Record<string, number | 'through'> = {}
  for (const route of routes) is[route.name] = await answered(route, await ask(route))
  return { is, must: Object.fromEntries(routes.map((route) => [route.name, must(route)])) }
}

describe('every route', () => {
  test('is closed to who is not signed in, unless it is public', async () => {
    expect(routes.length).toBeGreaterThan(15)
    for (const headers of [
      {},
      { authorization: 'Bearer sg_nonsense' },
      { authorization: 'Basic YWRhOngK' },
      { cookie: 'sightglass=nonsense' },
    ]) {
      const { is, must } = await matrix(
        async () => headers as Record<string, string>,
        (route) => (isPublic(route) ? 'through' : 401),
      )
      expect(is).toEqual(must)
    }
  })

  for (const role of ROLES_OF_PEOPLE) {
    test(`lets ${role} do in a session what the role may, and no more`, async () => {
      const { is, must } = await matrix(
        // Signing out is one of the routes, so each is asked in a session of its own.
        async () => ({ cookie: `sightglass=${(await signInAs(role)).secret}` }),
        (route) => expected(route, ROLES[role].permissions),
      )
      expect(is).toEqual(must)
    })

    test(`lets a token of ${role} do what it is for, and no more`, async () => {
      for (const permission of ROLES[role].permissions) {
        const { is, must } = await matrix(
          async () => ({ authorization: `Bearer ${tokens.get(`${role} ${permission}`)}` }),
          (route) => expected(route, [permission]),
        )
        expect({ permission, ...is }).toEqual({ permission, ...must })
      }
    })

    test(`lets a token of ${role} for one site touch nothing else`, async () => {
      for (const [name, site] of [
        [OTHER_SITE, 'depot'],
        [THIS_SITE, SITE],
      ] as const) {
        const { is, must } = await matrix(
          async () => ({ authorization: `Bearer ${tokens.get(`${role} ${name}`)}` }),
          (route) => expected(route, ROLES[role].permissions, site),
        )
        expect({ name, ...is }).toEqual({ name, ...must })
      }
    })

    test(`is closed to a token of ${role} that has expired`, async () => {
      const { is, must } = await matrix(
        async () => ({ authorization: `Bearer ${tokens.get(`${role} ${EXPIRED}`)}` }),
        (route) => (isPublic(route) ? 'through' : 401),
      )
      expect(is).toEqual(must)
    })
  }
})

test('the routes that need no permission are those that were agreed (UPDATE=1 writes the list anew)', () => {
  const lines = routes
    .filter(({ operation }) => ['public', 'signed-in'].includes(operation['x-permission'].join()))
    .map(({ name, operation }) => {
      const why = operation['x-public'] ?? operation['x-signed-in']
      return `${name}\t${operation['x-permission']}\t${why}\n`
    })
    .sort()
  const text = `# Routes that need no permission, for whom they are, and why\n${lines.join('')}`
  if (process.env.UPDATE === '1') writeFileSync(GOLDEN, text)
  expect(text).toBe(readFileSync(GOLDEN, 'utf8'))
})
