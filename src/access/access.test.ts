import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { PERMISSIONS, ROLES_OF_PEOPLE } from '../model/principal.ts'
import { openSqliteStore } from '../store/sqlite/store.ts'
import { Access } from './access.ts'
import { ROLES } from './permissions.ts'
import { ADMIN, CHEAP, HERE, OTHER, openAccess, PASSWORD, TestPorts, type World } from './testing.ts'

const MINUTE = 60_000

let access: World['access']
let secret: World['secret']
let signIn: World['signIn']
let whoIs: World['whoIs']
beforeEach(async () => {
  ;({ access, secret, signIn, whoIs } = await openAccess())
})

describe('roles', () => {
  test('each have a side and can at least read; admin can everything', () => {
    for (const role of ROLES_OF_PEOPLE) expect(ROLES[role].permissions).toContain('read')
    expect(ROLES.admin.permissions).toEqual(PERMISSIONS)
    expect(ROLES['it-analyst'].permissions).not.toContain('packets')
    expect([ROLES['ot-engineer'].side, ROLES['it-analyst'].side]).toEqual(['ot', 'it'])
  })
})

describe('the first link', () => {
  test('is made only while there is nobody who could let others in', async () => {
    const fresh = await Access.open(new TestPorts(), CHEAP)
    expect(await fresh.firstLink.makeIfNeeded()).toMatch(/^[\w-]{43}$/)
    expect(await access.firstLink.makeIfNeeded()).toBeUndefined()
  })

  test('works once, and makes an admin who is signed in', async () => {
    const fresh = await Access.open(new TestPorts(), CHEAP)
    const link = (await fresh.firstLink.makeIfNeeded())!
    const use = (link: string) =>
      fresh.firstLink.use({ secret: link, name: ' Grace.Hopper ', password: PASSWORD }, { from: HERE })
    await expect(use('x'.repeat(43))).rejects.toMatchObject({ code: 'wrong' })
    const { principal, secret } = await use(link)
    expect(principal).toMatchObject({ account: 'grace.hopper', role: 'admin', via: 'session' })
    expect(await fresh.identify({ session: secret })).toMatchObject({ account: 'grace.hopper' })
    await expect(use(link)).rejects.toMatchObject({ code: 'wrong' })
  })

  test('of two who use it at once, lets one in', async () => {
    const fresh = await Access.open(new TestPorts(), CHEAP)
    const link = (await fresh.firstLink.makeIfNeeded())!
    const use = (name: string) =>
      fresh.firstLink.use({ secret: link, name, password: PASSWORD }, { from: HERE })
    const results = await Promise.allSettled([use('grace'), use('eve')])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(fresh.people.list()).toHaveLength(1)
  })

  test('is spent by no mistake in the name or the password', async () => {
    const fresh = await Access.open(new TestPorts(), CHEAP)
    const link = (await fresh.firstLink.makeIfNeeded())!
    const use = (name: string, password: string) =>
      fresh.firstLink.use({ secret: link, name, password }, { from: HERE })
    await expect(use('grace', 'short')).rejects.toMatchObject({ code: 'invalid' })
    await expect(use('no name!', PASSWORD)).rejects.toMatchObject({ code: 'invalid' })
    await use('grace', PASSWORD)
  })

  test('grows too old, and a newer one takes its place', async () => {
    const fresh = new TestPorts()
    const other = await Access.open(fresh, CHEAP)
    const use = (secret: string) =>
      other.firstLink.use({ secret, name: 'grace', password: PASSWORD }, { from: HERE })
    const first = (await other.firstLink.makeIfNeeded())!
    const second = (await other.firstLink.makeIfNeeded())!
    await expect(use(first)).rejects.toMatchObject({ code: 'wrong' })
    fresh.time += limits.access.linkMinutes * MINUTE
    await expect(use(second)).rejects.toMatchObject({ code: 'wrong' })
  })

  test('lets an admin back in who is locked out, and ends the sessions there were', async () => {
    const link = await access.firstLink.make({
      ...{ account: null, role: null, side: null, via: 'command', from: '' },
    })
    await access.firstLink.use({ secret: link, name: ADMIN, password: OTHER }, { from: HERE })
    expect(await whoIs(secret)).toBeUndefined()
    expect((await signIn(ADMIN, OTHER)).principal.role).toBe('admin')
    expect(access.people.list()).toHaveLength(1)
  })
})

test('in a real store a change and its entry are there together, also for the next process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'access-'))
  let store = await openSqliteStore(folder, { reserveBytes: 0 })
  try {
    const real = new TestPorts(store)
    const opened = await openAccess(real)
    const create = { fullName: '', role: 'viewer', password: PASSWORD } as const
    await Promise.all(
      ['grace', 'mary'].map((name) => opened.access.people.create(opened.admin, { ...create, name })),
    )
    await store.close()
    store = await openSqliteStore(folder, { reserveBytes: 0 })
    const next = await Access.open(new TestPorts(store), CHEAP)
    expect(next.people.list().map(({ name }) => name)).toEqual([ADMIN, 'grace', 'mary'])
    expect(await next.verify()).toMatchObject({ entries: 4, faults: [] })
    expect(await next.identify({ session: opened.secret })).toMatchObject({ account: ADMIN })
  } finally {
    await store.close()
    rmSync(folder, { recursive: true })
  }
})
