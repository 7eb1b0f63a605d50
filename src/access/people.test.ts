import { beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { ROLES } from './permissions.ts'
import { ADMIN, OTHER, openAccess, PASSWORD, type World } from './testing.ts'

let access: World['access']
let admin: World['admin']
let signIn: World['signIn']
let whoIs: World['whoIs']
let lastDeed: World['lastDeed']
let add: World['add']
beforeEach(async () => {
  ;({ access, admin, signIn, whoIs, lastDeed, add } = await openAccess())
})

describe('accounts', () => {
  test('begin with a password that has to be changed before anything is allowed', async () => {
    await access.people.create(admin, {
      name: 'Grace',
      fullName: 'G. Hopper',
      role: 'ot-security',
      password: PASSWORD,
    })
    const { principal } = await signIn('grace')
    expect(principal).toMatchObject({ permissions: [], mustChange: true })
    const after = await access.people.changeOwnPassword(principal, { present: PASSWORD, chosen: OTHER })
    expect(after.principal.permissions).toEqual(ROLES['ot-security'].permissions)
    expect(after.principal.mustChange).toBeUndefined()
  })

  test('are listed without what is secret', () => {
    expect(access.people.list()).toMatchObject([{ name: ADMIN, role: 'admin', disabled: false }])
    expect(JSON.stringify(access.people.list())).not.toContain('argon')
  })

  test('have a name of their own and a password worth it', async () => {
    const create = (name: string, password = PASSWORD) =>
      access.people.create(admin, { name, fullName: '', role: 'viewer', password })
    await expect(create(ADMIN)).rejects.toMatchObject({ code: 'taken' })
    await expect(create('../x')).rejects.toMatchObject({ code: 'invalid' })
    await expect(create('grace', 'short')).rejects.toMatchObject({ code: 'invalid' })
    await expect(create('grace.hopper', 'Grace.Hopper')).rejects.toThrow(/name of the account/)
    const twice = await Promise.allSettled([create('grace'), create('grace')])
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('always leave one who can manage them', async () => {
    for (const deed of [
      () => access.people.change(admin, ADMIN, { disabled: true }),
      () => access.people.change(admin, ADMIN, { role: 'viewer' }),
      () => access.people.remove(admin, ADMIN),
    ])
      await expect(deed()).rejects.toMatchObject({ code: 'last-admin' })
    await add('grace', 'admin')
    await access.people.change(admin, 'grace', { disabled: true })
    await expect(access.people.remove(admin, ADMIN)).rejects.toMatchObject({ code: 'last-admin' })
    await access.people.change(admin, 'grace', { disabled: false })
    const both = [ADMIN, 'grace'].map((name) => access.people.change(admin, name, { role: 'viewer' }))
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(access.people.hasAdmin()).toBe(true)
  })

  test('are gone with their sessions and tokens when they are removed', async () => {
    const grace = await add('grace', 'ot-engineer')
    const { secret: token } = await access.tokens.create(grace.principal, {
      ...{ title: 'x', permissions: ['read'], days: 1 },
    })
    await access.people.remove(admin, 'grace')
    expect([await whoIs(grace.secret), await access.identify({ token })]).toEqual([undefined, undefined])
    await add('grace', 'viewer')
    expect([await whoIs(grace.secret), await access.identify({ token })]).toEqual([undefined, undefined])
    await expect(access.people.remove(admin, 'nobody')).rejects.toMatchObject({ code: 'unknown' })
  })

  test('keep their own password from others, and ask for it before it is changed', async () => {
    await expect(access.people.change(admin, ADMIN, { password: OTHER })).rejects.toMatchObject({
      code: 'denied',
    })
    const change = (present: string, chosen: string) =>
      access.people.changeOwnPassword(admin, { present, chosen })
    await expect(change(OTHER, OTHER)).rejects.toMatchObject({ code: 'wrong' })
    expect(await lastDeed()).toMatchObject({ what: 'password-change-failed' })
    await expect(change(PASSWORD, PASSWORD)).rejects.toMatchObject({ code: 'invalid' })
    await expect(change(PASSWORD, 'short')).rejects.toMatchObject({ code: 'invalid' })
    for (let n = 0; n < limits.access.triesOfSource; n++) await change(OTHER, OTHER).catch(() => {})
    await expect(change(PASSWORD, OTHER)).rejects.toMatchObject({ code: 'slow' })
  })

  test('tell the audit log what was changed, and no password', async () => {
    await add('grace', 'viewer')
    await access.people.change(admin, 'grace', { role: 'facilitator', password: OTHER })
    expect(await lastDeed()).toMatchObject({
      what: 'account-changed',
      who: { account: ADMIN, role: 'admin', side: 'both', via: 'session' },
      details: { account: 'grace', role: { before: 'viewer', after: 'facilitator' }, passwordReset: true },
    })
    const said = JSON.stringify(await access.entries({}))
    for (const hidden of [OTHER, PASSWORD, 'argon2']) expect(said).not.toContain(hidden)
    expect(await access.verify()).toMatchObject({ faults: [] })
  })
})
