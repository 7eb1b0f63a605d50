import { limits } from '../base/limits.ts'
import { sourceOf } from '../base/source.ts'
import type { Actor } from './audit.ts'
import type { Ledger, Ports } from './ledger.ts'
import { AccessRefusal } from './refusal.ts'
import { Throttle } from './throttle.ts'

const HOUR_MS = 3_600_000

/**
 * Holds up whoever guesses: for each name, whether there is such an account or not, and for each source. Somebody who signed in from a
 * source before is not held up there by what others try under the same name, so that nobody can be locked out from afar.
 */
export class Gate {
  private readonly now: () => number
  private readonly names: Throttle
  private readonly sources: Throttle
  /** Names and sources that were right together, the longest ago first. */
  private readonly known = new Set<string>()
  private hour = 0
  private listed = 0
  private unlisted = 0

  constructor(ports: Pick<Ports, 'now'>) {
    const now = () => ports.now()
    this.now = now
    const { triesOfName, nameWaitMs, nameForgetMs, triesOfSource, sourceWaitMs, sourceForgetMs } =
      limits.access
    const remembered = limits.access.wrongRemembered
    this.names = new Throttle(now, {
      tries: triesOfName,
      waitMs: nameWaitMs,
      forgetMs: nameForgetMs,
      remembered,
    })
    this.sources = new Throttle(now, {
      ...{ tries: triesOfSource, waitMs: sourceWaitMs, forgetMs: sourceForgetMs, remembered },
    })
  }

  /**
   * Lets one try through: gives true when it was right. Refuses as `slow` who has to wait, without trying; as `wrong` what was not right,
   * in the same words for every cause.
   */
  async pass(
    { name, from, message }: { name: string; from: string; message: string },
    right: () => Promise<boolean>,
  ): Promise<void> {
    const source = sourceOf(from)
    const wait = Math.max(
      this.sources.wait(source),
      this.known.has(pairOf(name, from)) ? 0 : this.names.wait(name),
    )
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000)
      throw new AccessRefusal('slow', `too many wrong tries; wait ${seconds} seconds`, seconds)
    }
    this.sources.begin(source)
    this.names.begin(name)
    let fits: boolean
    try {
      fits = await right()
    } catch (error) {
      this.sources.takeBack(source)
      this.names.takeBack(name)
      throw error
    }
    if (!fits) throw new AccessRefusal('wrong', message)
    this.sources.takeBack(source)
    this.names.forget(name)
  }

  /** Remembers that somebody signed in from a source. */
  trust(name: string, from: string): void {
    const pair = pairOf(name, from)
    this.known.delete(pair)
    this.known.add(pair)
    if (this.known.size > limits.access.wrongRemembered) this.known.delete(this.known.values().next().value!)
  }

  /** Tells the audit log of a failed try, unless so many were told this hour that they would flood it; those are counted. */
  async tellFailure(ledger: Ledger, who: Actor, what: string): Promise<void> {
    const hour = Math.floor(this.now() / HOUR_MS)
    if (hour !== this.hour) this.listed = 0
    this.hour = hour
    if (this.listed >= limits.access.failuresListed) {
      this.unlisted++
      return
    }
    this.listed++
    const unlisted = this.unlisted
    this.unlisted = 0
    await ledger.inTurn(() =>
      ledger.commit({ who, what, ...(unlisted > 0 && { details: { moreBefore: unlisted } }) }),
    )
  }
}

function pairOf(name: string, from: string): string {
  return `${name}\n${sourceOf(from)}`
}
