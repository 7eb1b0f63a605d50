import { beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { Access } from './access.ts'
import {
  ADMIN,
  CHEAP,
  HERE,
  type MemoryDocuments,
  OTHER,
  openAccess,
  PASSWORD,
  THERE,
  type World,
} from './testing.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000

let access: World['access']
let ports: World['ports']
let admin: World['admin']
let secret: World['secret']
let signIn: World['signIn']
let whoIs: World['whoIs']
let lastDeed: World['lastDeed']
let add: World['add']
let stored: World['stored']
beforeEach(async () => {
  ;({ access, ports, admin, secret, signIn, whoIs, lastDeed, add, stored } = await openAccess())
})

describe('signing in', () => {
  test('gives a secret of 256 bits, new each time, of which only the hash is stored', async () => {
    const first = await signIn()
    const second = await signIn('ADA ')
    expect(first.secret).toMatch(/^[\w-]{43}$/)
    expect(second.secret).not.toBe(first.secret)
    const text = stored()
    for (const hidden of [first.secret, second.secret, PASSWORD]) expect(text).not.toContain(hidden)
  })

  test('never takes up a secret that the browser brought, and ends it', async () => {
    const planted = 'p'.repeat(43)
    const after = await signIn(ADMIN, PASSWORD, HERE, planted)
    expect(after.secret).not.toBe(planted)
    expect(await whoIs(planted)).toBeUndefined()
    const again = await signIn(ADMIN, PASSWORD, HERE, after.secret)
    expect(await whoIs(after.secret)).toBeUndefined()
    expect(await whoIs(again.secret)).toMatchObject({ account: ADMIN })
  })

  test('is refused in the same words whatever was wrong', async () => {
    await access.people.create(admin, { name: 'grace', fullName: '', role: 'viewer', password: PASSWORD })
    await access.people.change(admin, 'grace', { disabled: true })
    const said = async (name: string, password: string) => {
      const refused = await signIn(name, password).catch((error: unknown) => error)
      return { ...(refused as object), message: (refused as Error).message }
    }
    const wrong = await said(ADMIN, OTHER)
    expect(wrong).toMatchObject({ code: 'wrong', message: 'the name or the password is wrong' })
    expect(await said('nobody', OTHER)).toEqual(wrong)
    expect(await said('grace', PASSWORD)).toEqual(wrong)
    expect(await said('__proto__', PASSWORD)).toEqual(wrong)
  })

  test('costs a hash also when there is no such account', async () => {
    const slow = await Access.open(ports, { memory: 8192, passes: 2, lanes: 1 })
    const took = async (name: string) => {
      const begin = performance.now()
      await slow.sessions.signIn({ name, password: OTHER }, { from: name }).catch(() => {})
      return performance.now() - begin
    }
    await slow.people.create(admin, { name: 'grace', fullName: '', role: 'viewer', password: PASSWORD })
    // The quickest of a few: on a busy machine anything may take long by chance.
    const quickest = async (name: string) => {
      const all = []
      for (let n = 1; n < limits.access.triesOfName; n++) all.push(await took(name))
      return Math.min(...all)
    }
    const [known, unknown] = [await quickest('grace'), await quickest('nobody')]
    expect(unknown).toBeGreaterThan(known / 4)
    expect(unknown).toBeGreaterThan(1)
  })

  test('with a password that was hashed at another cost hashes it anew', async () => {
    const hash = () =>
      ((ports.store as MemoryDocuments).kept.get(`-/account/${ADMIN}`)!.body as { hash: string }).hash
    const before = hash()
    const dearer = await Access.open(ports, { ...CHEAP, passes: 2 })
    await dearer.sessions.signIn({ name: ADMIN, password: PASSWORD }, { from: HERE })
    expect(hash()).not.toBe(before)
    expect(hash()).toContain('t=2')
    await dearer.sessions.signIn({ name: ADMIN, password: PASSWORD }, { from: HERE })
  })

  test('is told to the audit log, without the name that may be a password', async () => {
    await signIn()
    expect(await lastDeed()).toMatchObject({ what: 'signed-in', who: { account: ADMIN, from: HERE } })
    await signIn(ADMIN, OTHER).catch(() => {})
    expect(await lastDeed()).toMatchObject({ what: 'sign-in-failed', who: { account: ADMIN } })
    await signIn('my secret phrase', OTHER).catch(() => {})
    expect(await lastDeed()).toMatchObject({ what: 'sign-in-failed', who: { account: null } })
    expect(JSON.stringify(await access.entries({}))).not.toContain('my secret phrase')
  })
})

describe('guessing', () => {
  const guess = async (name: string, from: string, password = OTHER) =>
    (await signIn(name, password, from).catch((error: { code: string }) => error.code)) as string

  test('is held up by name from wherever it comes, the same for names that are none', async () => {
    for (const name of ['grace', 'nobody']) {
      if (name === 'grace') await add(name, 'viewer')
      const said = []
      for (let n = 0; n < 8; n++) said.push(await guess(name, `192.0.2.${n}`))
      expect(said).toEqual([...Array(limits.access.triesOfName).fill('wrong'), 'slow', 'slow', 'slow'])
    }
  })

  test('is held up by source whatever the names', async () => {
    const said = []
    for (let n = 0; n < limits.access.triesOfSource + 2; n++) said.push(await guess(`name${n}`, THERE))
    expect(said.slice(-2)).toEqual(['slow', 'slow'])
    expect(await guess('fresh', '198.51.100.1')).toBe('wrong')
    await expect(signIn('x', OTHER, THERE)).rejects.toMatchObject({ code: 'slow', retryAfter: 1 })
  })

  test('gains nothing by many tries at once', async () => {
    const said = await Promise.all(Array.from({ length: 30 }, (_, n) => guess('grace', `192.0.2.${n}`)))
    expect(said.filter((one) => one === 'wrong')).toHaveLength(limits.access.triesOfName)
  })

  test('does not lock out who signed in from the same place before', async () => {
    for (let n = 0; n < 50; n++) await guess(ADMIN, `192.0.2.${n}`)
    expect(await guess(ADMIN, THERE, PASSWORD)).toBe('slow')
    await signIn()
    ports.time += limits.access.nameWaitMs
    await signIn(ADMIN, PASSWORD, THERE)
  })

  test('cannot flood the audit log; what is not listed is counted', async () => {
    const before = (await access.verify()).entries
    for (let n = 0; n < limits.access.failuresListed + 7; n++)
      await guess(`name${n}`, `2001:db8:${n.toString(16)}::1`)
    expect((await access.verify()).entries).toBe(before + limits.access.failuresListed)
    ports.time += HOUR
    await guess('later', THERE)
    expect((await lastDeed()).details).toEqual({ moreBefore: 7 })
  })
})

describe('a session', () => {
  test('ends when nobody used it, and after a shift in any case', async () => {
    const { idleMinutes, absoluteHours } = limits.access
    ports.time += idleMinutes * MINUTE - 1
    expect(await whoIs(secret)).toMatchObject({ account: ADMIN })
    ports.time += idleMinutes * MINUTE - 1
    expect(await whoIs(secret)).toBeDefined()
    ports.time += idleMinutes * MINUTE
    expect(await whoIs(secret)).toBeUndefined()
    const second = await signIn()
    for (let used = 0; used < absoluteHours * 2 - 1; used++) {
      ports.time += HOUR / 2
      expect(await whoIs(second.secret)).toBeDefined()
    }
    ports.time += HOUR / 2
    expect(await whoIs(second.secret)).toBeUndefined()
  })

  test('is not used by a page that only watches', async () => {
    for (let minutes = 0; minutes < limits.access.idleMinutes; minutes++) {
      expect(await access.identify({ session: secret, watching: true })).toBeDefined()
      ports.time += MINUTE
    }
    expect(await access.identify({ session: secret, watching: true })).toBeUndefined()
  })

  test('goes on after a restart, and so does its end', async () => {
    ports.time += 50 * MINUTE
    await whoIs(secret)
    await access.audit(admin, 'wait for what is written')
    access = await Access.open(ports, CHEAP)
    ports.time += 50 * MINUTE
    expect(await access.identify({ session: secret })).toBeDefined()
    await access.audit(admin, 'wait')
    access = await Access.open(ports, CHEAP)
    ports.time += 60 * MINUTE
    expect(await access.identify({ session: secret })).toBeUndefined()
  })

  test('lasts as the policy says that was there when it began', async () => {
    await access.sessions.setPolicy(admin, { idleMinutes: 5, absoluteHours: 1 })
    expect(await lastDeed()).toMatchObject({ what: 'sign-in-policy-changed', details: { idleMinutes: 5 } })
    const short = await signIn()
    ports.time += 5 * MINUTE
    expect([await whoIs(short.secret), (await whoIs(secret))?.account]).toEqual([undefined, ADMIN])
  })

  test('ends when somebody signs out, and only that one', async () => {
    const second = await signIn()
    await access.sessions.signOut(secret, admin)
    expect([await whoIs(secret), (await whoIs(second.secret))?.account]).toEqual([undefined, ADMIN])
    expect(await lastDeed()).toMatchObject({ what: 'signed-out' })
    await access.sessions.signOut(secret, admin)
  })

  test('makes the oldest of too many end, and those that ended are removed', async () => {
    const { sessionsOfAccount } = limits.access
    const all = [secret]
    for (let n = 0; n < sessionsOfAccount; n++) {
      ports.time++
      all.push((await signIn()).secret)
    }
    const known = await Promise.all(all.map(async (one) => (await whoIs(one)) !== undefined))
    expect(known).toEqual([false, ...Array(sessionsOfAccount).fill(true)])
    ports.time += DAY
    await signIn()
    expect(await ports.store.documents('-', 'session')).toHaveLength(1)
  })

  test('everywhere ends with a new password, another role or a disabled account', async () => {
    const grace = await add('grace', 'viewer')
    const sessionOf = async () => (await signIn('grace', `${OTHER} of grace`)).secret
    await access.people.change(admin, 'grace', { role: 'viewer', fullName: 'Grace Hopper' })
    expect(await whoIs(grace.secret)).toBeDefined()
    await access.people.change(admin, 'grace', { role: 'ot-security' })
    expect(await whoIs(grace.secret)).toBeUndefined()
    const second = await sessionOf()
    await access.people.change(admin, 'grace', { disabled: true })
    await access.people.change(admin, 'grace', { disabled: false })
    expect(await whoIs(second)).toBeUndefined()
    const [third, fourth] = [await sessionOf(), await sessionOf()]
    const who = (await whoIs(third))!
    const changed = await access.people.changeOwnPassword(who, {
      present: `${OTHER} of grace`,
      chosen: PASSWORD,
    })
    expect([await whoIs(third), await whoIs(fourth)]).toEqual([undefined, undefined])
    expect(await whoIs(changed.secret)).toMatchObject({ account: 'grace', role: 'ot-security' })
    await access.people.change(admin, 'grace', { password: OTHER })
    expect(await whoIs(changed.secret)).toBeUndefined()
    expect(await whoIs(secret)).toMatchObject({ account: ADMIN })
  })
})
