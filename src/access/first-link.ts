import { timingSafeEqual } from 'node:crypto'
import { limits } from '../base/limits.ts'
import { type Json, WHOLE } from '../model/document.ts'
import { type Account, linkSchema, nameTyped, newSecret, type Parts } from './account.ts'
import type { Actor } from './audit.ts'
import { sha256 } from './canonical.ts'
import { type People, refuseName } from './people.ts'
import { AccessRefusal } from './refusal.ts'
import { anonymous, type Sessions, type SignedIn } from './sessions.ts'

const LINK = { kind: 'link', id: 'first' } as const
const MINUTE_MS = 60_000
/** All tries count as for one name, which no account can have. */
const NOBODY = '(link)'
const SYSTEM: Actor = { account: null, role: null, side: null, via: 'system', from: '' }

/** The way in when nobody can sign in: a secret for one use, shown where only who runs the machine sees it. */
export class FirstLink {
  private readonly parts: Parts
  private readonly people: People
  private readonly sessions: Sessions

  constructor(parts: Parts, { people, sessions }: { people: People; sessions: Sessions }) {
    this.parts = parts
    this.people = people
    this.sessions = sessions
  }

  /** Makes one when nobody could manage accounts otherwise; undefined when somebody can. */
  async makeIfNeeded(): Promise<string | undefined> {
    return this.people.hasAdmin() ? undefined : this.make(SYSTEM)
  }

  /** Makes one in place of any before, and gives its secret. */
  async make(who: Actor): Promise<string> {
    const { ports, ledger } = this.parts
    const secret = newSecret(ports)
    await ledger.inTurn(async () => {
      const found = await ports.store.document(WHOLE, LINK.kind, LINK.id)
      const body = {
        secretHash: sha256(secret),
        expires: ports.now() + limits.access.linkMinutes * MINUTE_MS,
      }
      const put = [{ site: WHOLE, ...LINK, revision: found?.revision ?? 0, body }]
      const details = { expires: new Date(body.expires).toISOString() }
      await ledger.commit({ who, what: 'first-link-made', details }, { put })
    })
    return secret
  }

  /** Uses it up: whoever has it becomes an admin of this name, new or not, with this password, and is signed in. */
  async use(
    asked: { secret: string; name: string; password: string },
    { from, old }: { from: string; old?: string | undefined },
  ): Promise<SignedIn> {
    const { gate, ledger } = this.parts
    const message = 'the link is wrong, was used, or is too old; the server makes a new one when it starts'
    try {
      await gate.pass({ name: NOBODY, from, message }, () => this.fits(asked.secret))
    } catch (error) {
      if (error instanceof AccessRefusal && error.code === 'wrong')
        await gate.tellFailure(ledger, anonymous(from), 'first-link-failed')
      throw error
    }
    const name = nameTyped(asked.name)
    refuseName(name)
    const hash = await this.people.hashOf(asked.password, name)
    return ledger.inTurn(async () => {
      const found = await this.stored()
      if (found === undefined || !(await this.fits(asked.secret))) throw new AccessRefusal('wrong', message)
      const { account, existed } = this.adminOf(name, hash)
      const remove = [{ site: WHOLE, ...LINK, revision: found.revision }, ...this.sessions.endAll(name)]
      return this.sessions.open(account, { from, old, remove, what: 'first-link-used', details: { existed } })
    })
  }

  private adminOf(name: string, hash: string): { account: Account; existed: boolean } {
    const before = this.parts.accounts.get(name)
    const now = new Date(this.parts.ports.now()).toISOString()
    const account: Account = {
      ...{ fullName: '', created: now },
      ...before,
      ...{ name, hash, role: 'admin', disabled: false, mustChange: false, passwordChanged: now },
    }
    return { account, existed: before !== undefined }
  }

  private async stored(): Promise<{ revision: number; body: Json } | undefined> {
    return this.parts.ports.store.document(WHOLE, LINK.kind, LINK.id)
  }

  private async fits(secret: string): Promise<boolean> {
    const read = linkSchema.safeParse((await this.stored())?.body)
    if (!read.success || this.parts.ports.now() >= read.data.expires) return false
    return timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(read.data.secretHash))
  }
}
