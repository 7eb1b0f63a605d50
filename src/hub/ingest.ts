import { limits } from '../base/limits.ts'
import { joinAssets } from '../inventory/join.ts'
import type { Asset } from '../model/analysis.ts'
import type { Batch } from '../model/batch.ts'
import type { Appended, Store } from '../store/contract.ts'
import type { Events } from './events.ts'
import type { Judgement } from './judgement.ts'
import { Turns } from './turns.ts'
import { Words } from './words.ts'

/**
 * The way into the store for all that knows only a part: what a batch says of an asset is joined with what the site knew of it, and shown
 * as people said it. One after the other, so that two who tell of the same asset at the same time do not undo each other.
 */
export class Ingest {
  /** What people say of assets; takes its turns with what is heard. */
  readonly words: Words
  private readonly store: Store
  private readonly now: () => number
  private readonly turns = new Turns()

  /** `now` gives milliseconds since 1970; `events` are told what people say. */
  constructor(
    store: Store,
    { now = () => Date.now(), events }: { now?: () => number; events?: Events } = {},
  ) {
    this.store = store
    this.now = now
    this.words = new Words(store, this.turns, events)
  }

  /** Joins and stores a batch; refuses as `Store.append` does. `judgement` is that of the analysis it comes from, while it goes on. */
  append(batch: Batch, judgement?: Judgement): Promise<Appended> {
    // Without assets there is nothing to undo, and the store may commit several at once.
    if (batch.assets.length === 0) return this.store.append(batch)
    return this.turns.take(() => this.join(batch, judgement))
  }

  private async join(batch: Batch, judgement: Judgement | undefined): Promise<Appended> {
    const assets = await this.withKnown(batch, judgement)
    return await this.store.append({ ...batch, ...(await this.words.shown(batch.site, assets)) })
  }

  /** The assets of a batch, each joined with what was inferred of it before. */
  private async withKnown({ site, assets }: Batch, judgement: Judgement | undefined): Promise<Asset[]> {
    const joined: Asset[] = []
    for (let from = 0; from < assets.length; from += limits.hub.assetsAskedAtOnce) {
      const some = assets.slice(from, from + limits.hub.assetsAskedAtOnce)
      const items = await this.store.inferred(
        site,
        some.map((one) => one.id),
      )
      const known = new Map(items.map((one) => [one.id, one]))
      for (const asset of some) {
        const before = known.get(asset.id)
        const both = before === undefined ? asset : joinAssets(before, asset)
        joined.push(judgement?.of(both, before, this.now()) ?? both)
      }
    }
    return joined
  }
}

/** Makes sure that a site is there; one that is keeps its title. */
export async function ensureSite(store: Store, site: string): Promise<void> {
  if (!(await store.sites()).some((one) => one.id === site)) await store.putSite({ id: site, title: site })
}
