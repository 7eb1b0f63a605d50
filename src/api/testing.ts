import { Access } from '../access/access.ts'
import { Events } from '../hub/events.ts'
import { PERMISSIONS, type Permission, type Principal } from '../model/principal.ts'
import { type ListName, type Lists, type Store, StoreRefusal } from '../store/contract.ts'
import { type Api, createApi } from './app.ts'
import type { Credentials, Platform } from './platform.ts'

type FakeParts = Omit<Partial<Platform>, 'access'> & { access?: Partial<Platform['access']> }

/** Stands for what a test does not use. */
const impossible = () => {
  throw new StoreRefusal('unknown', 'not in this test')
}
const nothing = () => Promise.reject(new StoreRefusal('unknown', 'not in this test'))

/** A platform for tests: what a test does not give is empty and works. Tokens are the permissions they stand for, with commas. */
export function fakePlatform({ access = {}, ...parts }: FakeParts = {}): Platform {
  return {
    version: '0.0.0-test',
    store: fakeStore({}),
    access: access instanceof Access ? access : fakeAccess(access),
    clock: fakeClock(),
    events: new Events(0),
    measures: () => Promise.resolve([]),
    sensors: { list: () => [], add: nothing, start: nothing, stop: nothing, remove: nothing },
    jobs: { list: () => [], get: impossible, add: nothing, remove: nothing },
    interfaces: () => [],
    evidence: {
      ...{ holdings: nothing, packet: nothing, pin: nothing, unpin: nothing, take: nothing },
      ...{ custody: impossible, handedOver: () => {} },
    },
    words: { all: nothing, say: nothing, undo: nothing },
    ...parts,
  }
}

/** A clock on which a second passes at each look, so that no test asks too often. */
function fakeClock(): Platform['clock'] {
  let now = Date.UTC(2026, 0, 1)
  return {
    now: () => {
      now += 1000
      return now
    },
  }
}

/** Knows who asks and takes what is told to the log; a test that needs people, sessions or tokens opens access in earnest. */
function fakeAccess(parts: Partial<Platform['access']>): Platform['access'] {
  return {
    identify: ({ token, session }: Credentials) =>
      Promise.resolve(principalOf(token ?? session ?? '', token !== undefined)),
    audit: () => Promise.resolve(),
    change: () => Promise.resolve(),
    tells: () => false,
    ...parts,
  } as Platform['access']
}

/** The API over a fake platform. */
export function fakeApi(parts: FakeParts = {}): Api {
  return createApi(fakePlatform(parts), {
    report: (error) => {
      throw error
    },
  })
}

/** Headers of somebody with these permissions; none given: all. */
export function as(...permissions: Permission[]): Record<string, string> {
  return { authorization: `Bearer ${(permissions.length > 0 ? permissions : PERMISSIONS).join(',')}` }
}

function principalOf(secret: string, token: boolean): Principal | undefined {
  const words = secret.split(',')
  if (secret === '' || !words.every((word) => (PERMISSIONS as readonly string[]).includes(word)))
    return undefined
  return {
    account: 'ada',
    role: 'ot-engineer',
    side: 'ot',
    permissions: words as Permission[],
    via: token ? 'token' : 'session',
  }
}

/** A store of one site, `works`, that holds what is given and gives it as it is: no filter, no order. */
export function fakeStore(held: Partial<{ [L in ListName]: Lists[L][] }>, parts: Partial<Store> = {}): Store {
  const refuse = () => Promise.reject(new StoreRefusal('failed', 'not in this test'))
  return {
    putSite: refuse,
    sites: () => Promise.resolve([{ id: 'works', title: 'Water works' }]),
    sensors: () => Promise.resolve([]),
    append: refuse,
    state: () => ({ ingest: 'running', reason: '' }),
    list: (list, site, { limit = 100, after = '0' }) => {
      if (site !== 'works') return Promise.reject(new StoreRefusal('unknown', `there is no site '${site}'`))
      const all = held[list] ?? []
      const end = Number(after) + limit
      return Promise.resolve({
        items: all.slice(Number(after), end) as never[],
        next: end < all.length ? String(end) : undefined,
      })
    },
    facet: refuse,
    timeline: refuse,
    traffic: refuse,
    neighbours: refuse,
    nodes: refuse,
    inferred: () => Promise.resolve([]),
    aliases: () => Promise.resolve({}),
    commit: refuse,
    document: () => Promise.resolve(undefined),
    documents: () => Promise.resolve([]),
    journal: () => Promise.resolve([]),
    retain: refuse,
    backup: refuse,
    health: refuse,
    close: () => Promise.resolve(),
    ...parts,
  }
}
