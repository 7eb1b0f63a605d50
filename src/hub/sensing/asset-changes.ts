import { hash } from 'node:crypto'
import { limits } from '../../base/limits.ts'
import { type Instant, microsOf } from '../../base/time.ts'
import type { Asset, Evidence } from '../../model/analysis.ts'
import type { RecordedObservation } from '../../model/recorded-observation.ts'

interface Told {
  /** Of everything but when it was last seen. */
  digest: string
  lastSeen: number
  claims: Set<string>
}

/** Which assets changed from one look to the next, and what was claimed of them for the first time. */
export class AssetChanges {
  private readonly told = new Map<string, Told>()

  /**
   * Assets that changed, or that were not told to be alive for a while. With `all`, also those that are known by their hardware address
   * alone and have just come: most of them show an IP address in a moment, and are then named after it.
   */
  take(
    assets: readonly Asset[],
    now: Instant,
    all: boolean,
  ): { assets: Asset[]; claims: RecordedObservation[] } {
    const changed: Asset[] = []
    const claims: RecordedObservation[] = []
    for (const asset of assets) {
      if (!all && isSettling(asset, now)) continue
      const digest = hash('md5', JSON.stringify({ ...asset, lastSeen: '' }))
      const lastSeen = secondsOf(asset.lastSeen)
      const told = this.told.get(asset.id)
      const seenAgain = all ? 0 : limits.hub.seenAgainSeconds
      if (told?.digest === digest && lastSeen - told.lastSeen <= seenAgain) continue
      const known = told?.claims ?? new Set<string>()
      if (told?.digest !== digest)
        for (const one of asset.evidence) {
          const key = `${one.attribute}|${one.protocol}|${one.value}`
          if (known.has(key)) continue
          known.add(key)
          claims.push(claimObserved(asset, one))
        }
      this.told.set(asset.id, { digest, lastSeen, claims: known })
      changed.push(asset)
    }
    return { assets: changed, claims }
  }
}

function isSettling(asset: Asset, now: Instant): boolean {
  return (
    asset.interfaces.every((one) => one.ip === undefined) &&
    now.seconds - secondsOf(asset.firstSeen) < limits.hub.settleSeconds
  )
}

function claimObserved(
  asset: Asset,
  { attribute, value, protocol, confidence, ...proof }: Evidence,
): RecordedObservation {
  const common = { time: asset.lastSeen, kind: 'identity', asset: asset.id, peer: '', protocol } as const
  return { ...common, attribute, value, confidence, ...proof }
}

function secondsOf(text: string): number {
  return (microsOf(text)?.micros ?? 0) / 1e6
}
