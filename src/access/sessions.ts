import { z } from 'zod'
import { limits } from '../base/limits.ts'
import { type Put, type Removal, WHOLE } from '../model/document.ts'
import type { Principal } from '../model/principal.ts'
import { type Account, nameTyped, newSecret, type Parts, type Session } from './account.ts'
import type { Actor } from './audit.ts'
import { sha256 } from './canonical.ts'
import { ROLES } from './permissions.ts'
import { AccessRefusal } from './refusal.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const LONGEST_IDLE_MINUTES = 24 * 60
const LONGEST_HOURS = 30 * 24
/** Sessions that ended by themselves and are removed with one change. */
const SWEPT_AT_ONCE = 500

/** How long a session lasts. */
export const signInPolicySchema = z.strictObject({
  idleMinutes: z.int().min(1).max(LONGEST_IDLE_MINUTES).describe('a session ends when it was unused so long'),
  absoluteHours: z.int().min(1).max(LONGEST_HOURS).describe('and after so long in any case'),
})
export type SignInPolicy = z.infer<typeof signInPolicySchema>
const POLICY = { kind: 'settings', id: 'sign-in' } as const

/** Somebody who just signed in. */
export interface SignedIn {
  /** For the cookie; it is stored nowhere. */
  secret: string
  principal: Principal
  /** When the session ends in any case, milliseconds since 1970. */
  expires: number
}

/** People signed in. A secret is 256 random bits, made anew at every sign-in; only its hash is stored. */
export class Sessions {
  private readonly parts: Parts
  /** When each session was used last, which the store learns only now and then. */
  private readonly seen = new Map<string, number>()
  private readonly touching = new Set<string>()

  constructor(parts: Parts) {
    this.parts = parts
  }

  /** Opens a session; `old`, the one that the browser had, ends. Refuses in the same words and time whatever was wrong. */
  async signIn(
    asked: { name: string; password: string },
    { from, old }: { from: string; old?: string | undefined },
  ): Promise<SignedIn> {
    const { accounts, passwords, gate, ledger } = this.parts
    const name = nameTyped(asked.name)
    const account = accounts.get(name)
    const hash = account?.disabled === false ? account.hash : undefined
    try {
      const message = 'the name or the password is wrong'
      await gate.pass({ name, from, message }, () => passwords.fits(asked.password, hash))
    } catch (error) {
      // A name that is none may be a password in the wrong field; it is not written down.
      const who = account === undefined ? anonymous(from) : actorOf(account, from)
      if (error instanceof AccessRefusal && error.code === 'wrong')
        await gate.tellFailure(ledger, who, 'sign-in-failed')
      throw error
    }
    const renewed =
      hash !== undefined && passwords.isDated(hash) ? await passwords.hash(asked.password) : undefined
    return ledger.inTurn(async () => {
      const now = accounts.get(name)
      if (now === undefined || now.disabled || now.hash !== hash)
        throw new AccessRefusal('wrong', 'the account was changed at this moment; try again')
      return this.open({ ...now, hash: renewed ?? now.hash }, { from, old, what: 'signed-in' })
    })
  }

  /** Writes an account, a new session of it, and the entry; in turn only. What is to be written besides comes with it. */
  async open(
    account: Account,
    with_: {
      from: string
      what: string
      /** Who does it, when somebody was signed in already. */
      who?: Principal
      old?: string | undefined
      remove?: readonly Removal[]
      details?: { [member: string]: string | boolean }
    },
  ): Promise<SignedIn> {
    const { ports, ledger, gate, accounts, sessions } = this.parts
    const { from, what, who, old, remove = [], details = {} } = with_
    const now = ports.now()
    const { idleMinutes, absoluteHours } = await this.policy()
    const secret = newSecret(ports)
    const session: Session = {
      ...{ account: account.name, created: now, seen: now, from },
      ...{ expires: now + absoluteHours * HOUR_MS, idleMs: idleMinutes * MINUTE_MS },
    }
    const changed: Account = { ...account, lastSignIn: new Date(now).toISOString() }
    const put: Put[] = [accounts.put(account.name, changed), sessions.put(sha256(secret), session)]
    const gone = new Map(
      [...remove, ...this.surplus(account.name, now, old)].map((one) => [`${one.kind} ${one.id}`, one]),
    )
    await ledger.commit(
      { who: who ?? actorOf(account, from), what, details },
      { put, remove: [...gone.values()] },
    )
    for (const { id } of gone.values()) this.seen.delete(id)
    gate.trust(account.name, from)
    return { secret, principal: this.principalOf(changed, from), expires: session.expires }
  }

  /** Who a session's secret belongs to; undefined when it has ended. `watching` is no use of it. */
  find(secret: string, from: string, watching = false): Principal | undefined {
    const id = sha256(secret)
    const now = this.parts.ports.now()
    const session = this.parts.sessions.get(id)
    const account = session && this.parts.accounts.get(session.account)
    if (session === undefined || account === undefined || account.disabled) return undefined
    if (this.hasEnded(id, session, now)) return undefined
    if (!watching) this.seen.set(id, now)
    if (!watching && now - session.seen >= limits.access.touchSeconds * 1000) this.touch(id, now)
    return this.principalOf(account, from)
  }

  /** Ends one session. */
  async signOut(secret: string, who: Principal): Promise<void> {
    const { ledger, sessions } = this.parts
    const id = sha256(secret)
    await ledger.inTurn(async () => {
      if (sessions.get(id) === undefined) return
      await ledger.commit({ who, what: 'signed-out' }, { remove: [sessions.remove(id)] })
      this.seen.delete(id)
    })
  }

  /** What ends all sessions of an account, as part of a change. */
  endAll(account: string): Removal[] {
    const { sessions } = this.parts
    return sessions
      .entries()
      .filter(([, session]) => session.account === account)
      .map(([id]) => sessions.remove(id))
  }

  async policy(): Promise<SignInPolicy> {
    const found = await this.parts.ports.store.document(WHOLE, POLICY.kind, POLICY.id)
    const read = signInPolicySchema.safeParse(found?.body)
    const { idleMinutes, absoluteHours } = limits.access
    return read.success ? read.data : { idleMinutes, absoluteHours }
  }

  /** Takes effect with the next sign-in. */
  async setPolicy(who: Principal, policy: SignInPolicy): Promise<void> {
    const { ports, ledger } = this.parts
    await ledger.inTurn(async () => {
      const found = await ports.store.document(WHOLE, POLICY.kind, POLICY.id)
      const put = [{ site: WHOLE, ...POLICY, revision: found?.revision ?? 0, body: policy }]
      await ledger.commit({ who, what: 'sign-in-policy-changed', details: policy }, { put })
    })
  }

  private hasEnded(id: string, session: Session, now: number): boolean {
    const seen = Math.max(session.seen, this.seen.get(id) ?? 0)
    return now >= session.expires || now - seen >= session.idleMs
  }

  /** Sessions that ended by themselves, the one the browser had before, and the oldest of an account that has too many. */
  private surplus(account: string, now: number, old: string | undefined): Removal[] {
    const { sessions } = this.parts
    const all = sessions.entries()
    const ended = all.filter(([id, session]) => this.hasEnded(id, session, now)).slice(0, SWEPT_AT_ONCE)
    const mine = all
      .filter(([, session]) => session.account === account)
      .sort(([, a], [, b]) => b.created - a.created)
      .slice(limits.access.sessionsOfAccount - 1)
    const before = old === undefined ? [] : all.filter(([id]) => id === sha256(old))
    return [...new Set([...ended, ...mine, ...before].map(([id]) => id))].map((id) => sessions.remove(id))
  }

  /** Remembers when a session was used; if that cannot be written, it is only known less exactly after a restart. */
  private touch(id: string, now: number): void {
    if (this.touching.has(id)) return
    this.touching.add(id)
    const { ledger, sessions } = this.parts
    ledger
      .inTurn(async () => {
        const session = sessions.get(id)
        if (session !== undefined) await ledger.note({ put: [sessions.put(id, { ...session, seen: now })] })
      })
      .catch(() => {})
      .finally(() => this.touching.delete(id))
  }

  private principalOf({ name, role, mustChange }: Account, from: string): Principal {
    const { side, permissions } = ROLES[role]
    return {
      ...{ account: name, role, side, via: 'session', from },
      permissions: mustChange ? [] : [...permissions],
      ...(mustChange && { mustChange }),
    }
  }
}

/** Nobody that is known. */
export function anonymous(from: string): Actor {
  return { account: null, role: null, side: null, via: 'anonymous', from }
}

/** An account that signs in or out. */
export function actorOf({ name, role }: Account, from: string): Actor {
  return { account: name, role, side: ROLES[role].side, via: 'session', from }
}
