import { beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { PERMISSIONS, type Principal } from '../model/principal.ts'
import { ADMIN, OTHER, openAccess, PASSWORD, THERE, type World } from './testing.ts'

const DAY = 86_400_000

let access: World['access']
let ports: World['ports']
let admin: World['admin']
let secret: World['secret']
let lastDeed: World['lastDeed']
let add: World['add']
let stored: World['stored']
beforeEach(async () => {
  ;({ access, ports, admin, secret, lastDeed, add, stored } = await openAccess())
})

describe('a token', () => {
  const ask = { title: 'SIEM', permissions: ['read', 'export'], days: 30 } as const

  test('does what it is for and no more, until it expires', async () => {
    const { secret: token, token: made } = await access.tokens.create(admin, ask)
    expect(token).toMatch(/^sg_[\w-]{43}$/)
    const found = await access.identify({ token, from: THERE })
    expect(found).toEqual({
      ...{ account: ADMIN, role: 'admin', side: 'both', via: 'token', from: THERE, token: made.id },
      permissions: ['read', 'export'],
    })
    ports.time += 30 * DAY - 1
    expect(await access.identify({ token })).toBeDefined()
    ports.time += 1
    expect(await access.identify({ token })).toBeUndefined()
    const text = stored()
    expect(text).not.toContain(token)
  })

  test('is no session, and a session no token', async () => {
    const { secret: token } = await access.tokens.create(admin, ask)
    expect(await access.identify({ session: token })).toBeUndefined()
    expect(await access.identify({ token: secret })).toBeUndefined()
    expect(await access.identify({ token: `sg_${secret}` })).toBeUndefined()
    expect(await access.identify({})).toBeUndefined()
  })

  test('shrinks with the rights of who made it', async () => {
    await add('second', 'admin')
    const grace = await add('grace', 'ot-engineer')
    const { secret: token } = await access.tokens.create(grace.principal, {
      ...ask,
      permissions: ['read', 'packets', 'annotate'],
    })
    const may = async () => (await access.identify({ token }))?.permissions
    await access.people.change(admin, 'grace', { role: 'it-analyst' })
    expect(await may()).toEqual(['read', 'annotate'])
    await access.people.change(admin, 'grace', { disabled: true })
    expect(await may()).toBeUndefined()
  })

  test('gives nothing that its maker has not, and cannot make others', async () => {
    const { principal } = await add('grace', 'viewer')
    const create = (who: Principal, change: object) => access.tokens.create(who, { ...ask, ...change })
    await expect(create(principal, {})).rejects.toThrow(/do not have: export/)
    await expect(create(principal, { permissions: [] })).rejects.toMatchObject({ code: 'invalid' })
    for (const days of [0, -1, Number.NaN, limits.access.tokenDays + 1])
      await expect(create(admin, { days })).rejects.toMatchObject({ code: 'invalid' })
    const { secret: token } = await create(admin, { permissions: PERMISSIONS })
    const program = (await access.identify({ token }))!
    await expect(create(program, {})).rejects.toMatchObject({ code: 'denied' })
    await expect(
      access.people.changeOwnPassword(program, { present: PASSWORD, chosen: OTHER }),
    ).rejects.toMatchObject({ code: 'denied' })
  })

  test('is seen and ended by its maker and by who manages accounts', async () => {
    const { principal: grace } = await add('grace', 'ot-engineer')
    const { secret: mine, token } = await access.tokens.create(grace, ask)
    const { token: theirs } = await access.tokens.create(admin, ask)
    expect(access.tokens.list(grace).map(({ id }) => id)).toEqual([token.id])
    expect(access.tokens.list(admin)).toHaveLength(2)
    await expect(access.tokens.remove(grace, theirs.id)).rejects.toMatchObject({ code: 'unknown' })
    await access.tokens.remove(admin, token.id)
    expect(await access.identify({ token: mine })).toBeUndefined()
    expect(await lastDeed()).toMatchObject({
      what: 'token-removed',
      details: { title: 'SIEM', account: 'grace' },
    })
  })

  test('says when and from where it was used last', async () => {
    const { secret: token } = await access.tokens.create(admin, ask)
    await access.identify({ token, from: THERE })
    await access.audit(admin, 'wait for what is written')
    expect(access.tokens.list(admin)).toMatchObject([{ used: ports.time, usedFrom: THERE }])
    expect(await access.verify()).toMatchObject({ faults: [] })
  })

  test('is refused beyond the number that one may have; those that expired do not count', async () => {
    for (let n = 0; n < limits.access.tokensOfAccount; n++)
      await access.tokens.create(admin, { ...ask, days: 1 })
    await expect(access.tokens.create(admin, ask)).rejects.toMatchObject({ code: 'invalid' })
    ports.time += DAY
    await access.tokens.create(admin, ask)
    expect(access.tokens.list(admin)).toHaveLength(1)
  })
})
