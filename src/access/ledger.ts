import { limits } from '../base/limits.ts'
import { type Change, type Documents, isConflict, type Json } from '../model/document.ts'
import type { Principal } from '../model/principal.ts'
import { type Actor, actingAs, entryAfter, headOf, sealed } from './audit.ts'
import { AccessRefusal } from './refusal.ts'
import type { Shelf } from './shelf.ts'

/** What comes from outside: the store, time and chance. */
export interface Ports {
  store: Documents
  /** Milliseconds since 1970. */
  now(): number
  /** So many bytes that nobody can guess. */
  random(bytes: number): Uint8Array
}

/** One thing for the audit log. */
export interface Deed {
  who: Actor | Principal
  what: string
  details?: Json
}

/**
 * Writes changes together with their entries in the audit log, one change after the other: the log has one end. Another process that
 * writes to the same log meanwhile (the command line) only costs another try.
 */
export class Ledger {
  private readonly ports: Ports
  private readonly shelves: readonly Shelf<object>[]
  private last: Promise<unknown> = Promise.resolve()
  private waiting = 0
  /** Whoever something was written of; a principal is made anew for each request. */
  private readonly told = new WeakSet<object>()

  constructor(ports: Ports, shelves: readonly Shelf<object>[]) {
    this.ports = ports
    this.shelves = shelves
  }

  /** Does something when everything before it is done; nothing else is written meanwhile. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting >= limits.access.changesWaiting)
      return Promise.reject(new AccessRefusal('busy', 'too many changes wait to be written; try again'))
    this.waiting++
    const mine = this.last.then(work).finally(() => {
      this.waiting--
    })
    this.last = mine.catch(() => {})
    return mine
  }

  /** Writes a change and its entry; in turn only. */
  async commit(deed: Deed, change: Change = {}): Promise<void> {
    const time = new Date(this.ports.now()).toISOString()
    for (let tries = 1; ; tries++) {
      const { head, revision } = await headOf(this.ports.store)
      const entry = sealed(
        entryAfter(head, { time, details: {}, ...deed, who: actingAs(deed.who) }),
        revision,
      )
      const whole: Change = {
        ...change,
        put: [...(change.put ?? []), ...entry.put],
        append: [...(change.append ?? []), ...entry.append],
      }
      if (await this.tried(whole, { revision, last: tries >= limits.access.auditTries })) break
    }
    this.told.add(deed.who)
  }

  /** Whether the log tells of something that this principal did in this request. */
  tells(who: Principal): boolean {
    return this.told.has(who)
  }

  /** Writes what no person did and no log needs, such as when a session was last used; in turn only. */
  async note(change: Change): Promise<void> {
    await this.tried(change, { revision: 0, last: true })
  }

  /** False: another process was quicker with the log, and it may be tried again. */
  private async tried(
    change: Change,
    { revision, last }: { revision: number; last: boolean },
  ): Promise<boolean> {
    try {
      await this.ports.store.commit(change)
    } catch (error) {
      if (!isConflict(error)) throw error
      const moved = (await headOf(this.ports.store)).revision !== revision
      if (moved && !last) return false
      for (const shelf of this.shelves) await shelf.load()
      throw error
    }
    for (const shelf of this.shelves) shelf.took(change)
    return true
  }
}
