import { limits } from '../base/limits.ts'

interface Bucket {
  tokens: number
  /** When the tokens were counted, in milliseconds. */
  at: number
}

export interface Rate {
  /** Requests a second that may go on for ever. */
  perSecond: number
  /** Requests that may come at once after a pause. */
  burst: number
}

/** Token buckets by name, a bounded number of them: the one that was idle longest is forgotten first, when it is most likely full again. */
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>()
  private readonly rate: Rate
  private readonly most: number

  constructor(rate: Rate, most: number = limits.api.ratesRemembered) {
    this.rate = rate
    this.most = most
  }

  /** Takes one request of somebody; gives the seconds to wait when there is none to take, and 0 when there is. `now` in milliseconds. */
  take(name: string, now: number): number {
    const { perSecond, burst } = this.rate
    const before = this.buckets.get(name)
    const passed = before === undefined ? 0 : Math.max(0, now - before.at)
    const tokens = before === undefined ? burst : Math.min(burst, before.tokens + (passed / 1000) * perSecond)
    this.buckets.delete(name)
    if (this.buckets.size >= this.most) this.buckets.delete(this.buckets.keys().next().value!)
    const taken = tokens >= 1
    this.buckets.set(name, { tokens: taken ? tokens - 1 : tokens, at: now })
    return taken ? 0 : (1 - tokens) / perSecond
  }

  get size(): number {
    return this.buckets.size
  }
}
