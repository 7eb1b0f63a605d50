import { limits } from '../base/limits.ts'
import type { Asset } from '../model/analysis.ts'

/** What is inferred of an asset, as against what it says itself. */
type Judged = Pick<Asset, 'role' | 'roleReason' | 'level' | 'levelReason' | 'zone' | 'zoneReason'>

/**
 * An analysis that has just begun has seen little: for a while, what was known of roles, levels and zones before it counts more than what
 * it thinks. So a restart changes nothing in the history of an asset.
 */
export class Judgement {
  private readonly until: number
  /** What was known of each asset when it was first told of; undefined: nothing. */
  private readonly before = new Map<string, Judged | undefined>()

  /** `now` in milliseconds. */
  constructor(now: number) {
    this.until = now + limits.hub.judgedAnewSeconds * 1000
  }

  /** The asset as it shall be stored, given what the store knows of it. */
  of(asset: Asset, known: Asset | undefined, now: number): Asset {
    if (now > this.until) {
      this.before.clear()
      return asset
    }
    if (!this.before.has(asset.id)) this.before.set(asset.id, judgedOf(known))
    const before = this.before.get(asset.id)
    return before === undefined ? asset : { ...asset, ...before }
  }
}

function judgedOf(known: Asset | undefined): Judged | undefined {
  if (known === undefined || known.role === 'unknown') return undefined
  const { role, roleReason, level, levelReason, zone, zoneReason } = known
  return { role, roleReason, level, levelReason, zone, zoneReason }
}
