import { limits } from '../base/limits.ts'
import type { Permission, Principal } from '../model/principal.ts'
import { newSecret, type Parts, type Token } from './account.ts'
import { sha256 } from './canonical.ts'
import { ROLES } from './permissions.ts'
import { AccessRefusal } from './refusal.ts'

/** Every token begins so, which lets scanners for leaked secrets find it. */
export const TOKEN_PREFIX = 'sg_'
const ID_BYTES = 8
const DAY_MS = 86_400_000

export interface NewToken {
  title: string
  /** What it may do: no more than who makes it. */
  permissions: readonly Permission[]
  /** The only site it may touch; absent: all. */
  site?: string | undefined
  /** Life in days. */
  days: number
}

/** Tokens with which programs act for a person: never more than that person may now, until they expire. */
export class Tokens {
  private readonly parts: Parts
  private readonly touching = new Set<string>()

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** One's own, or of everybody for who manages accounts; newest first. */
  list(who: Principal): Token[] {
    const all = who.permissions.includes('accounts')
    return this.parts.tokens
      .entries()
      .map(([, token]) => token)
      .filter((token) => all || token.account === who.account)
      .sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1))
  }

  /** Makes one; the secret is shown this once and stored nowhere. */
  async create(who: Principal, asked: NewToken): Promise<{ secret: string; token: Token }> {
    const { ports, ledger, tokens } = this.parts
    const { title, site, days } = asked
    if (who.via !== 'session') throw new AccessRefusal('denied', 'a token cannot make tokens; sign in')
    const permissions = [...new Set(asked.permissions)]
    const beyond = permissions.filter((one) => !who.permissions.includes(one))
    if (beyond.length > 0)
      throw new AccessRefusal('denied', `you may not give what you do not have: ${beyond.join(', ')}`)
    if (permissions.length === 0) throw new AccessRefusal('invalid', 'a token needs at least one permission')
    if (!(days > 0 && days <= limits.access.tokenDays))
      throw new AccessRefusal('invalid', `a token lives at most ${limits.access.tokenDays} days`)
    const secret = `${TOKEN_PREFIX}${newSecret(ports)}`
    const now = ports.now()
    const token: Token = {
      id: Buffer.from(ports.random(ID_BYTES)).toString('hex'),
      ...{ account: who.account, title, permissions, ...(site !== undefined && { site }) },
      ...{ created: now, expires: now + Math.round(days * DAY_MS) },
    }
    await ledger.inTurn(async () => {
      const mine = tokens.entries().filter(([, one]) => one.account === who.account)
      const ended = mine.filter(([, one]) => one.expires <= now)
      if (mine.length - ended.length >= limits.access.tokensOfAccount)
        throw new AccessRefusal(
          'invalid',
          `you have ${limits.access.tokensOfAccount} tokens; remove one first`,
        )
      const details = {
        id: token.id,
        title,
        permissions,
        site,
        expires: new Date(token.expires).toISOString(),
      }
      await ledger.commit(
        { who, what: 'token-created', details },
        { put: [tokens.put(sha256(secret), token)], remove: ended.map(([id]) => tokens.remove(id)) },
      )
    })
    return { secret, token }
  }

  /** Ends one of one's own, or anybody's for who manages accounts. */
  async remove(who: Principal, id: string): Promise<void> {
    const { ledger, tokens } = this.parts
    await ledger.inTurn(async () => {
      const found = tokens.entries().find(([, token]) => token.id === id)
      if (found === undefined || !this.list(who).includes(found[1]))
        throw new AccessRefusal('unknown', `there is no token '${id}'`)
      const details = { id, title: found[1].title, account: found[1].account }
      await ledger.commit({ who, what: 'token-removed', details }, { remove: [tokens.remove(found[0])] })
    })
  }

  /** Who a token's secret stands for; undefined when it is none or its time is over. `watching` is no use of it. */
  find(secret: string, from: string, watching = false): Principal | undefined {
    if (!secret.startsWith(TOKEN_PREFIX)) return undefined
    const hash = sha256(secret)
    const token = this.parts.tokens.get(hash)
    const account = token && this.parts.accounts.get(token.account)
    const now = this.parts.ports.now()
    if (token === undefined || account === undefined || account.disabled || now >= token.expires)
      return undefined
    if (!watching && now - (token.used ?? 0) >= limits.access.touchSeconds * 1000) this.touch(hash, now, from)
    const { side, permissions } = ROLES[account.role]
    return {
      ...{ account: account.name, role: account.role, side, via: 'token', from, token: token.id },
      permissions: token.permissions.filter((one) => permissions.includes(one)),
      ...(token.site !== undefined && { site: token.site }),
    }
  }

  private touch(hash: string, now: number, from: string): void {
    if (this.touching.has(hash)) return
    this.touching.add(hash)
    const { ledger, tokens } = this.parts
    ledger
      .inTurn(async () => {
        const token = tokens.get(hash)
        if (token !== undefined)
          await ledger.note({ put: [tokens.put(hash, { ...token, used: now, usedFrom: from })] })
      })
      .catch(() => {})
      .finally(() => this.touching.delete(hash))
  }
}
