import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { COST, Passwords, weakness } from './password.ts'
import { CHEAP } from './testing.ts'

describe('a hash of a password', () => {
  test('is argon2id at the cost of RFC 9106, salted, and fits that password only', async () => {
    const passwords = new Passwords(randomBytes)
    const hash = await passwords.hash('correct horse battery')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(await passwords.hash('correct horse battery')).not.toBe(hash)
    expect(await passwords.fits('correct horse battery', hash)).toBe(true)
    expect(await passwords.fits('correct horse batterz', hash)).toBe(false)
    expect(COST.memory).toBe(64 * 1024)
  })

  // Made with the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 (its test.c).
  test('agrees with the reference implementation of argon2', async () => {
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
    const passwords = new Passwords(randomBytes, CHEAP)
    expect(await passwords.fits('password', reference)).toBe(true)
    expect(await passwords.fits('passwore', reference)).toBe(false)
    expect(passwords.isDated(reference)).toBe(true)
    expect(passwords.isDated(await passwords.hash('password'))).toBe(false)
  })

  test('is the same for the same characters in another form', async () => {
    const passwords = new Passwords(randomBytes, CHEAP)
    const hash = await passwords.hash('Gu\u0308nther am Kessel')
    expect(await passwords.fits('G\u00fcnther am Kessel', hash)).toBe(true)
  })

  test('of nobody fits nothing', async () => {
    expect(await new Passwords(randomBytes, CHEAP).fits('x', undefined)).toBe(false)
  })

  test('that is damaged is told, not guessed', async () => {
    await expect(new Passwords(randomBytes, CHEAP).fits('x', '$argon2id$nonsense')).rejects.toMatchObject({
      code: 'failed',
    })
  })

  test('is refused as busy when too many wait, and the rest is still answered', async () => {
    const passwords = new Passwords(randomBytes, CHEAP)
    const { passwordsAtOnce, passwordsWaiting } = limits.access
    const all = Array.from({ length: passwordsAtOnce + passwordsWaiting + 3 }, () => passwords.hash('x'))
    const results = await Promise.allSettled(all)
    expect(results.filter((one) => one.status === 'rejected')).toHaveLength(3)
    expect(results.at(-1)).toMatchObject({ reason: { code: 'busy' } })
    await passwords.hash('and again')
  })
})

describe('a password', () => {
  for (const good of [
    'correct horse battery',
    'Zwölf Zeichen',
    'pump 7 leaks on mondays',
    '9f3KxT!pQ2vw',
    '🏭🔧🚰💧⚡🌊🛢️🔩🪛🧰🚧🏗️',
  ])
    test(`'${good}' may be chosen`, () => expect(weakness(good, 'ada')).toBeUndefined())
  for (const [bad, why] of [
    ['elevenchars', 'at least 12 characters; this one has 11'],
    ['x'.repeat(257), 'at most 256'],
    ['ada.lovelace', 'mostly the name of the account'],
    ['Ada-Lovelace-1', 'mostly the name of the account'],
    ['Sightglass2026', 'the name of this product'],
    ['aaaaaaaaaaaab', 'different characters'],
    ['pump1!pump1!pump1!', 'a short piece repeated'],
    ['123456789012', 'a row of keys'],
    ['qwertyuiop123456', 'a row of keys'],
    ['zyxwvutsrqponm', 'a row of keys'],
  ] as const)
    test(`'${bad.slice(0, 20)}' may not`, () => expect(weakness(bad, 'ada.lovelace')).toContain(why))
})
