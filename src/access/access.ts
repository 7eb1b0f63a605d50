import { type Change, type JournalPage, type Json, WHOLE } from '../model/document.ts'
import type { Principal } from '../model/principal.ts'
import {
  type Account,
  accountSchema,
  type Parts,
  type Session,
  sessionSchema,
  type Token,
  tokenSchema,
} from './account.ts'
import { type Actor, AUDIT, type AuditEntry, type Verdict, verifyAudit } from './audit.ts'
import { FirstLink } from './first-link.ts'
import { Gate } from './gate.ts'
import { Ledger, type Ports } from './ledger.ts'
import { type Cost, Passwords } from './password.ts'
import { People } from './people.ts'
import { Sessions } from './sessions.ts'
import { Shelf } from './shelf.ts'
import { Tokens } from './tokens.ts'

/** What a request brings to say who asks. */
export interface Secrets {
  session?: string
  token?: string
  from?: string
  watching?: boolean
}

/**
 * Who may do what: people, their sessions and tokens, the first link, and the audit log. Everything it changes is in the log, written in
 * the same commit. What refuses is an `AccessRefusal`, or the refusal of the store.
 */
export class Access {
  readonly people: People
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly firstLink: FirstLink
  private readonly parts: Parts

  private constructor(parts: Parts) {
    this.parts = parts
    this.sessions = new Sessions(parts)
    this.people = new People(parts, this.sessions)
    this.tokens = new Tokens(parts)
    this.firstLink = new FirstLink(parts, { people: this.people, sessions: this.sessions })
  }

  /** Reads what is stored. One process at a time serves people from a store; the command line may write beside it. `cost` is for tests. */
  static async open(ports: Ports, cost?: Cost): Promise<Access> {
    const { store } = ports
    const accounts = new Shelf<Account>(store, 'account', accountSchema)
    const sessions = new Shelf<Session>(store, 'session', sessionSchema)
    const tokens = new Shelf<Token>(store, 'token', tokenSchema)
    for (const shelf of [accounts, sessions, tokens]) await shelf.load()
    const ledger = new Ledger(ports, [accounts, sessions, tokens])
    const passwords = new Passwords((bytes) => ports.random(bytes), cost)
    return new Access({ ports, ledger, passwords, gate: new Gate(ports), accounts, sessions, tokens })
  }

  /**
   * Who a request comes from, by the secret of a session or a token; undefined when it is of nobody, or no longer. `watching`: it is only
   * asked whether that is still so, which is no use of it.
   */
  identify(secrets: Secrets): Promise<Principal | undefined> {
    const { session, token, from = '', watching = false } = secrets
    if (token !== undefined) return Promise.resolve(this.tokens.find(token, from, watching))
    return Promise.resolve(session === undefined ? undefined : this.sessions.find(session, from, watching))
  }

  /** Adds to the audit log what changed no document, such as packets that were taken out. */
  audit(who: Principal | Actor, what: string, details: Json = {}): Promise<void> {
    return this.change({ who, what, details }, {})
  }

  /** Writes documents and journals together with their entry in the audit log, or nothing at all. */
  change(deed: { who: Principal | Actor; what: string; details?: Json }, change: Change): Promise<void> {
    const { ledger } = this.parts
    return ledger.inTurn(() => ledger.commit(deed, change))
  }

  /** Whether the audit log tells of something that this principal, who stands for one request, has done. */
  tells(who: Principal): boolean {
    return this.parts.ledger.tells(who)
  }

  /** A page of the audit log. */
  async entries(page: JournalPage): Promise<AuditEntry[]> {
    const entries = await this.parts.ports.store.journal(WHOLE, AUDIT, page)
    return entries.map(({ body }) => body as unknown as AuditEntry)
  }

  /** Follows the audit log from its first entry to its last. */
  verify(): Promise<Verdict> {
    return verifyAudit(this.parts.ports.store)
  }
}
