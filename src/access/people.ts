import { limits } from '../base/limits.ts'
import type { Change, Json } from '../model/document.ts'
import type { Principal, Role } from '../model/principal.ts'
import { type Account, accountNameSchema, isActiveAdmin, nameTyped, type Parts } from './account.ts'
import { actingAs } from './audit.ts'
import { weakness } from './password.ts'
import { AccessRefusal } from './refusal.ts'
import type { Sessions, SignedIn } from './sessions.ts'

/** An account as others see it. */
export type Person = Omit<Account, 'hash'>

export interface NewPerson {
  name: string
  fullName?: string | undefined
  role: Role
  password: string
}

export interface PersonChange {
  fullName?: string | undefined
  role?: Role | undefined
  disabled?: boolean | undefined
  /** Set for somebody who forgot it; has to be changed at the next sign-in. */
  password?: string | undefined
}

/** The accounts of people. */
export class People {
  private readonly parts: Parts
  private readonly sessions: Sessions

  constructor(parts: Parts, sessions: Sessions) {
    this.parts = parts
    this.sessions = sessions
  }

  /** All accounts by name. */
  list(): Person[] {
    return this.parts.accounts
      .entries()
      .map(([, account]) => personOf(account))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  hasAdmin(): boolean {
    return this.parts.accounts.entries().some(([, account]) => isActiveAdmin(account))
  }

  /** Adds an account whose password has to be changed at the first sign-in. */
  async create(who: Principal, { name: typed, fullName = '', role, password }: NewPerson): Promise<Person> {
    const { ledger, accounts } = this.parts
    const name = nameTyped(typed)
    refuseName(name)
    const hash = await this.hashOf(password, name)
    return ledger.inTurn(async () => {
      if (accounts.get(name) !== undefined)
        throw new AccessRefusal('taken', `there is an account '${name}' already`)
      if (accounts.size >= limits.access.accounts)
        throw new AccessRefusal('invalid', `there are ${accounts.size} accounts; no more are kept`)
      const now = new Date(this.parts.ports.now()).toISOString()
      const account: Account = {
        ...{ name, fullName, role, hash, disabled: false, mustChange: true },
        ...{ created: now, passwordChanged: now },
      }
      const deed = { who, what: 'account-created', details: { account: name, fullName, role } }
      await ledger.commit(deed, { put: [accounts.put(name, account)] })
      return personOf(account)
    })
  }

  /** Changes an account; another role, a new password or being disabled ends its sessions. */
  async change(who: Principal, name: string, change: PersonChange): Promise<Person> {
    const { ledger, accounts } = this.parts
    if (change.password !== undefined && name === who.account)
      throw new AccessRefusal('denied', 'change your own password where the present one is asked for')
    const found = this.known(name)
    const hash = change.password === undefined ? undefined : await this.hashOf(change.password, found.name)
    return ledger.inTurn(async () => {
      const before = this.known(name)
      const after: Account = {
        ...before,
        fullName: change.fullName ?? before.fullName,
        role: change.role ?? before.role,
        disabled: change.disabled ?? before.disabled,
        ...(hash !== undefined && { hash, mustChange: true, passwordChanged: this.time() }),
      }
      const details = differences(before, after)
      if (Object.keys(details).length === 0) return personOf(before)
      this.refuseLastAdmin(before, after)
      const ends = hash !== undefined || before.role !== after.role || after.disabled
      const write: Change = {
        put: [accounts.put(name, after)],
        remove: ends ? this.sessions.endAll(name) : [],
      }
      await ledger.commit({ who, what: 'account-changed', details: { account: name, ...details } }, write)
      return personOf(after)
    })
  }

  /** Removes an account with its sessions and tokens. */
  async remove(who: Principal, name: string): Promise<void> {
    const { ledger, accounts, tokens } = this.parts
    await ledger.inTurn(async () => {
      const account = this.known(name)
      this.refuseLastAdmin(account, undefined)
      const theirs = tokens.entries().filter(([, token]) => token.account === name)
      const remove = [
        accounts.remove(name),
        ...this.sessions.endAll(name),
        ...theirs.map(([id]) => tokens.remove(id)),
      ]
      const details = { account: name, role: account.role, tokens: theirs.length }
      await ledger.commit({ who, what: 'account-removed', details }, { remove })
    })
  }

  /** Changes one's own password: all sessions end, and a new one begins. Who does it must know the present one. */
  async changeOwnPassword(
    who: Principal,
    { present, chosen }: { present: string; chosen: string },
  ): Promise<SignedIn> {
    const { ledger, gate, passwords } = this.parts
    if (who.via !== 'session') throw new AccessRefusal('denied', 'a token cannot change a password')
    const from = who.from ?? ''
    const { hash: before, name } = this.known(who.account)
    try {
      const message = 'the present password is wrong'
      await gate.pass({ name, from, message }, () => passwords.fits(present, before))
    } catch (error) {
      if (error instanceof AccessRefusal && error.code === 'wrong')
        await gate.tellFailure(ledger, actingAs(who), 'password-change-failed')
      throw error
    }
    if (present === chosen) throw new AccessRefusal('invalid', 'the new password is the present one')
    const hash = await this.hashOf(chosen, name)
    return ledger.inTurn(async () => {
      const account = this.known(name)
      if (account.hash !== before || account.disabled)
        throw new AccessRefusal('wrong', 'the account was changed at this moment; try again')
      const changed = { ...account, hash, mustChange: false, passwordChanged: this.time() }
      const remove = this.sessions.endAll(name)
      return this.sessions.open(changed, { from, who, remove, what: 'password-changed' })
    })
  }

  /** The hash of a password that may be chosen for an account; refuses one that may not. */
  async hashOf(password: string, name: string): Promise<string> {
    const why = weakness(password, name)
    if (why !== undefined) throw new AccessRefusal('invalid', why)
    return this.parts.passwords.hash(password)
  }

  private known(name: string): Account {
    const account = this.parts.accounts.get(name)
    if (account === undefined) throw new AccessRefusal('unknown', `there is no account '${name}'`)
    return account
  }

  /** Somebody has to be left who can manage accounts. */
  private refuseLastAdmin(before: Account, after: Account | undefined): void {
    if (!isActiveAdmin(before) || (after !== undefined && isActiveAdmin(after))) return
    const others = this.parts.accounts.entries().filter(([name]) => name !== before.name)
    if (!others.some(([, account]) => isActiveAdmin(account)))
      throw new AccessRefusal('last-admin', `'${before.name}' is the last admin; make another one first`)
  }

  private time(): string {
    return new Date(this.parts.ports.now()).toISOString()
  }
}

/** Refuses what cannot be the name of an account. */
export function refuseName(name: string): void {
  const { success, error } = accountNameSchema.safeParse(name)
  if (!success) throw new AccessRefusal('invalid', `the name of an account has ${error.issues[0]?.message}`)
}

function personOf({ hash: _, ...person }: Account): Person {
  return person
}

function differences(before: Account, after: Account): { [member: string]: Json } {
  const details: { [member: string]: Json } = {}
  for (const member of ['fullName', 'role', 'disabled'] as const)
    if (before[member] !== after[member]) details[member] = { before: before[member], after: after[member] }
  if (before.hash !== after.hash) details.passwordReset = true
  return details
}
