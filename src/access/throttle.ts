const FIRST_WAIT_MS = 1000

/** What one throttle allows; the values stand in the limits. */
export interface Allowance {
  /** Wrong tries that cost nothing. */
  tries: number
  /** Longest wait after a wrong one. */
  waitMs: number
  /** After each such time without another, one wrong try is forgotten. */
  forgetMs: number
  /** Keys remembered; the one that was wrong longest ago goes first. */
  remembered: number
}

interface Wrong {
  count: number
  last: number
  until: number
}

/** Makes who is often wrong wait longer and longer. A try counts as wrong when it begins, so that many at once gain nothing. */
export class Throttle {
  private readonly allowance: Allowance
  private readonly now: () => number
  /** By key, the one that was wrong longest ago first. */
  private readonly wrong = new Map<string, Wrong>()

  constructor(now: () => number, allowance: Allowance) {
    this.now = now
    this.allowance = allowance
  }

  /** Milliseconds until the next try; 0 when it may be made now. */
  wait(key: string): number {
    const found = this.wrong.get(key)
    return found === undefined ? 0 : Math.max(0, found.until - this.now())
  }

  /** Counts a try as wrong until it is known to be right. */
  begin(key: string): void {
    const { tries, waitMs, remembered } = this.allowance
    const now = this.now()
    const count = this.countOf(key, now) + 1
    const over = count - tries
    const wait = over < 0 ? 0 : Math.min(waitMs, FIRST_WAIT_MS * 2 ** over)
    this.wrong.delete(key)
    this.wrong.set(key, { count, last: now, until: now + wait })
    if (this.wrong.size > remembered) this.wrong.delete(this.wrong.keys().next().value!)
  }

  /** Takes back one try that turned out right or was not made. */
  takeBack(key: string): void {
    const found = this.wrong.get(key)
    if (found === undefined) return
    found.count--
    if (found.count < this.allowance.tries) found.until = 0
    if (found.count <= 0) this.wrong.delete(key)
  }

  /** Forgets all wrong tries of a key. */
  forget(key: string): void {
    this.wrong.delete(key)
  }

  private countOf(key: string, now: number): number {
    const found = this.wrong.get(key)
    if (found === undefined) return 0
    return Math.max(0, found.count - Math.floor((now - found.last) / this.allowance.forgetMs))
  }
}
