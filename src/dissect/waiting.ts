import { limits } from '../base/limits.ts'

/**
 * Requests that wait for their reply, found by their pair number, the newest first: hardly ever are more than a few under way, and then
 * looking is cheaper than hashing. When there are too many, the oldest counts as never answered.
 */
export class Waiting<T> {
  private readonly pairs: number[] = []
  private readonly requests: T[] = []

  get(pair: number): T | undefined {
    const at = this.find(pair)
    return at < 0 ? undefined : this.requests[at]
  }

  put(pair: number, request: T): void {
    const at = this.find(pair)
    if (at >= 0) {
      this.requests[at] = request
      return
    }
    if (this.pairs.length >= limits.dissect.requestsWaiting) {
      this.pairs.shift()
      this.requests.shift()
    }
    this.pairs.push(pair)
    this.requests.push(request)
  }

  drop(pair: number): void {
    const { pairs, requests } = this
    let at = this.find(pair)
    if (at < 0) return
    for (const last = pairs.length - 1; at < last; at++) {
      pairs[at] = pairs[at + 1]!
      requests[at] = requests[at + 1]!
    }
    pairs.pop()
    requests.pop()
  }

  private find(pair: number): number {
    const { pairs } = this
    let at = pairs.length - 1
    while (at >= 0 && pairs[at] !== pair) at--
    return at
  }
}
