import { limits } from '../base/limits.ts'
import { type Change, type Documents, everyEntry, type Json, WHOLE } from '../model/document.ts'
import type { Principal, Role, Side } from '../model/principal.ts'
import { canonical, sha256 } from './canonical.ts'
import { AccessRefusal } from './refusal.ts'

/** Who did something, as the log tells it. */
export interface Actor {
  /** Null: nobody that is known. */
  readonly account: string | null
  readonly role: Role | null
  readonly side: Side | null
  /** `command`: on the command line of the machine itself. `system`: the product of its own accord. `anonymous`: not signed in. */
  readonly via: 'session' | 'token' | 'command' | 'system' | 'anonymous'
  /** Address the request came from, empty when there was none. */
  readonly from: string
  /** Identifier of the token, when it was one. */
  readonly token?: string
}

/** Somebody who is signed in, or a token, as the log tells it. */
export function actingAs(who: Principal | Actor): Actor {
  const { account, role, side, via, from = '', token } = who
  return { account, role, side, via, from, ...(token !== undefined && { token }) }
}

/** One entry of the audit log. Each holds the hash of the one before, so none can be changed, removed, added or moved unseen. */
export interface AuditEntry {
  sequence: number
  /** ISO 8601. */
  time: string
  who: Actor
  /** What was done, as a word of code: `account-created`. */
  what: string
  details: Json
  /** Hash of the entry before, 64 zeros for the first. */
  previous: string
  /** SHA-256 over the canonical JSON of all the above. */
  hash: string
}

export interface Head {
  sequence: number
  hash: string
}

export const AUDIT = 'audit'
export const HEAD = { kind: 'audit-head', id: 'head' } as const
const BEFORE_FIRST: Head = { sequence: 0, hash: '0'.repeat(64) }

/** Members that must never reach the log, whoever puts them there. */
const SECRET = /^(password|passwort|secret|hash|token|cookie|authorization|current|next)$/i

/** Makes the entry that follows a head. Refuses details that hold what looks like a secret, or too much. */
export function entryAfter(
  head: Head,
  { time, who, what, details }: { time: string; who: Actor; what: string; details: Json },
): AuditEntry {
  refuseSecrets(details)
  const open = { sequence: head.sequence + 1, time, who, what, details, previous: head.hash }
  if (canonical(open as unknown as Json).length > limits.access.auditCharacters)
    throw new AccessRefusal(
      'invalid',
      `an audit entry has at most ${limits.access.auditCharacters} characters`,
    )
  // As it will come back from JSON, so that its hash is the same then.
  const plain = JSON.parse(JSON.stringify(open)) as Omit<AuditEntry, 'hash'>
  return { ...plain, hash: hashOf(plain) }
}

function refuseSecrets(details: Json): void {
  if (typeof details !== 'object' || details === null) return
  for (const [name, value] of Object.entries(details)) {
    if (!Array.isArray(details) && SECRET.test(name))
      throw new Error(`the audit log takes no '${name}': it may be a secret`)
    refuseSecrets(value as Json)
  }
}

function hashOf({ hash: _, ...open }: Omit<AuditEntry, 'hash'> & { hash?: string }): string {
  return sha256(canonical(open as unknown as Json))
}

/** What is added to a change so that it is in the log: the entry, and the head that remembers it apart from the journal. */
export function sealed(entry: AuditEntry, headRevision: number): Required<Pick<Change, 'put' | 'append'>> {
  const { sequence, hash } = entry
  return {
    put: [{ site: WHOLE, ...HEAD, revision: headRevision, body: { sequence, hash } }],
    append: [{ site: WHOLE, journal: AUDIT, sequence, body: entry as unknown as Json }],
  }
}

/** Where the log ends, and the revision of the document that says so. */
export async function headOf(store: Pick<Documents, 'document'>): Promise<{ head: Head; revision: number }> {
  const found = await store.document(WHOLE, HEAD.kind, HEAD.id)
  if (found === undefined) return { head: BEFORE_FIRST, revision: 0 }
  return { head: found.body as unknown as Head, revision: found.revision }
}

/** What verifying found: how far the log goes, and what is wrong, in words. */
export interface Verdict {
  entries: number
  head: Head
  faults: string[]
}

const MOST_FAULTS = 20

/**
 * Follows the chain from the first entry to the last, and compares its end with the remembered head. Who can write the database can
 * make all of it anew; `known`, a head that was written down elsewhere, tells that too.
 */
export async function verifyAudit(
  store: Pick<Documents, 'document' | 'journal'>,
  known?: Head,
): Promise<Verdict> {
  const chain = new Chain(known)
  for (;;) {
    const before = chain.last.sequence
    for await (const { sequence, body } of everyEntry(store, WHOLE, AUDIT, before))
      chain.follow(sequence, body)
    // What was added meanwhile is in the log and in its head; a head beyond the last entry, where nothing comes, has lost some.
    const { head } = await headOf(store)
    if (head.sequence <= chain.last.sequence || chain.last.sequence === before) return chain.end(head)
  }
}

class Chain {
  last: Head = BEFORE_FIRST
  private readonly faults: string[] = []
  private readonly known: Head | undefined
  private metKnown = false

  constructor(known: Head | undefined) {
    this.known = known
  }

  follow(sequence: number, body: Json): void {
    const entry = body as unknown as AuditEntry
    if (typeof entry !== 'object' || entry === null || typeof entry.hash !== 'string') {
      this.say(`entry ${sequence} is no entry of an audit log`)
      this.last = { sequence, hash: '' }
      return
    }
    const before = this.last
    if (sequence !== before.sequence + 1)
      this.say(`entries ${before.sequence + 1} to ${sequence - 1} are missing`)
    else if (entry.previous !== before.hash)
      this.say(`entry ${sequence} does not follow entry ${before.sequence}: one of them was changed or moved`)
    if (entry.sequence !== sequence)
      this.say(`entry ${sequence} says it is entry ${entry.sequence}: it was moved`)
    if (hashOf(entry) !== entry.hash) this.say(`entry ${sequence} was changed`)
    this.last = { sequence, hash: entry.hash }
    if (this.known?.sequence === sequence) {
      this.metKnown = true
      if (this.known.hash !== entry.hash)
        this.say(`entry ${sequence} is not the one whose hash was written down: the log was made anew`)
    }
  }

  end(remembered: Head): Verdict {
    if (remembered.sequence > this.last.sequence)
      this.say(`entries ${this.last.sequence + 1} to ${remembered.sequence} are missing at the end`)
    else if (remembered.sequence < this.last.sequence)
      this.say(
        `the log goes on to entry ${this.last.sequence}, but its remembered end is ${remembered.sequence}`,
      )
    else if (remembered.hash !== this.last.hash) this.say('the last entry is not the one that is remembered')
    if (this.known !== undefined && !this.metKnown)
      this.say(`entry ${this.known.sequence}, whose hash was written down, is missing`)
    return { entries: this.last.sequence, head: this.last, faults: this.faults }
  }

  private say(fault: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push(fault)
  }
}
