import { limits } from '../base/limits.ts'
import { addressOf } from '../inventory/said/parts.ts'
import { showAssets } from '../inventory/said/show.ts'
import { affectedBy, type Spoken, type Structure, structureOf } from '../inventory/said/structure.ts'
import type { Asset } from '../model/analysis.ts'
import type { Amendment } from '../model/batch.ts'
import { type Change, everyEntry, type Json } from '../model/document.ts'
import { type Author, type Saying, WORDS, type Word, type WordEntry, wordEntrySchema } from '../model/word.ts'
import { type Store, StoreRefusal } from '../store/contract.ts'
import type { Events } from './events.ts'
import type { Turns } from './turns.ts'

/** What was said of the assets of a site, read from its journal. */
interface SiteWords {
  /** Number of the last entry that was read. */
  through: number
  words: Map<string, { word: Word; spoken: Spoken }>
  /** How many of them count. */
  spoken: number
  structure: Structure
}

/** Writes a change; what stands in the audit log writes it together with its entry there. */
export type Commit = (change: Change) => Promise<void>

/** How assets are to be written: as they are shown, and what is inferred of those that people said otherwise of. */
export type Shown = Pick<Amendment, 'assets' | 'inferred' | 'gone'>

/**
 * A person's word on assets. Words are a journal of their site, to which is only added; what is shown follows from what is inferred and
 * from the words that nobody took back, and is written in the same step as the word.
 */
export class Words {
  private readonly store: Store
  private readonly turns: Turns
  private readonly commit: Commit
  private readonly events: Events | undefined
  private readonly sites = new Map<string, SiteWords>()

  /** `events` are told which assets are shown otherwise because of a word. */
  constructor(store: Store, turns: Turns, events?: Events) {
    this.store = store
    this.turns = turns
    this.commit = (change) => store.commit(change)
    this.events = events
  }

  /** All words of a site, those taken back among them, in the order they were said. */
  async all(site: string): Promise<Word[]> {
    const { words } = await this.turns.take(() => this.read(site))
    return [...words.values()].map(({ word }) => word)
  }

  /** Says something of an asset. Refuses as `unknown` what names no asset, and as `invalid` what cannot be. */
  say(site: string, saying: Saying, author: Author, commit: Commit = this.commit): Promise<Word> {
    return this.turns.take(async () => {
      const known = await this.read(site)
      if (known.words.size >= limits.said.words)
        throw new StoreRefusal(
          'invalid',
          `${limits.said.words} words were said of this site; no more are kept`,
        )
      const entry = { say: await this.meant(site, saying), ...author }
      return await this.write(site, { known, entry, commit })
    })
  }

  /** Takes a word back: what is inferred, or what was said before, counts again. */
  undo(site: string, id: string, author: Author, commit: Commit = this.commit): Promise<Word> {
    return this.turns.take(async () => {
      const known = await this.read(site)
      const word = known.words.get(id)?.word
      if (word === undefined) throw new StoreRefusal('unknown', `there is no word '${id}' in ${site}`)
      if (word.undone !== undefined)
        throw new StoreRefusal('conflict', `${word.undone.by} took it back at ${word.undone.at}`)
      return await this.write(site, { known, entry: { undo: Number(id), ...author }, commit })
    })
  }

  /** How assets are shown that were just inferred. Only for whoever has the turn. */
  async shown(site: string, inferred: readonly Asset[]): Promise<Shown> {
    const { spoken, structure } = await this.read(site)
    if (spoken === 0) return { assets: [...inferred] }
    const ids = new Set<string>()
    const untouched: Asset[] = []
    for (const asset of inferred) {
      const tied = structure.together(asset.id)
      if (tied === undefined) untouched.push(asset)
      else for (const id of tied) ids.add(id)
    }
    const { assets, ...rest } = await this.amended(site, structure, { ids, fresh: inferred })
    return { assets: [...untouched, ...assets], ...rest }
  }

  /** What is to be written so that some assets are shown as a structure says. `fresh`: inferred and not stored yet. */
  private async amended(
    site: string,
    structure: Structure,
    { ids, fresh = [] }: { ids: ReadonlySet<string>; fresh?: readonly Asset[] },
  ): Promise<Shown> {
    const known = new Map(fresh.filter((one) => ids.has(one.id)).map((one) => [one.id, one]))
    const missing = [...ids].filter((id) => !known.has(id))
    for (const asset of await this.store.inferred(site, missing)) known.set(asset.id, asset)
    const assets = showAssets([...known.values()], structure)
    const as = new Map(assets.map((one) => [one.id, one]))
    return {
      assets,
      inferred: [...known.values()].filter((one) => as.get(one.id) !== one),
      gone: [...ids].filter((id) => !as.has(id)),
    }
  }

  /** Writes an entry together with what it changes; gives the word that it says or takes back. */
  private async write(
    site: string,
    { known, entry, commit }: { known: SiteWords; entry: WordEntry; commit: Commit },
  ): Promise<Word> {
    const sequence = known.through + 1
    const next = added(known, { site, sequence, entry })
    const ids = affectedBy(known.structure, next.structure)
    const amendment = await this.amended(site, next.structure, { ids })
    const most = limits.said.mergedInAll
    if (amendment.assets.some((one) => (one.aliases?.length ?? 0) > most))
      throw new StoreRefusal('invalid', `at most ${most} assets can be merged into one`)
    await commit({
      append: [{ site, journal: WORDS, sequence, body: entry as Json }],
      amend: { site, time: entry.at, ...amendment },
    })
    this.sites.set(site, next)
    this.tell(site, amendment)
    return next.words.get(String('say' in entry ? sequence : entry.undo))!.word
  }

  private tell(site: string, { assets, gone = [] }: Shown): void {
    const changed = [...assets.map(({ id }) => id), ...gone]
    const ids = changed.slice(0, limits.hub.idsPerEvent)
    this.events?.publish('assets', site, { ids, count: changed.length })
  }

  /** What was said so far, also by others that write to the same store. */
  private async read(site: string): Promise<SiteWords> {
    let known = this.sites.get(site) ?? NOTHING_SAID
    const entries: Numbered[] = []
    for await (const { sequence, body } of everyEntry(this.store, site, WORDS, known.through)) {
      const entry = wordEntrySchema.safeParse(body)
      entries.push({ site, sequence, entry: entry.data })
    }
    if (entries.length > 0) known = added(known, ...entries)
    this.sites.set(site, known)
    return known
  }

  /** A saying about the asset that is really meant. Refuses what names nothing. */
  private async meant(site: string, saying: Saying): Promise<Saying> {
    const asset = await this.assetOf(site, saying.asset)
    if (saying.kind === 'merge') {
      const value = [...new Set(saying.value)].filter((id) => id !== asset.id)
      if (value.length === 0) throw new StoreRefusal('invalid', 'an asset cannot be merged into itself')
      for (const id of value) await this.assetOf(site, id)
      return { ...saying, asset: asset.id, value }
    }
    if (saying.kind === 'split') return await this.splitOf(site, asset, saying.value)
    if (saying.kind === 'tags') return { ...saying, asset: asset.id, value: [...new Set(saying.value)] }
    return { ...saying, asset: asset.id }
  }

  /** An address is taken from the asset that it was inferred of; one that is all that was merged leaves as a whole. */
  private async splitOf(site: string, asset: Asset, address: string): Promise<Saying> {
    const members = [asset.id, ...(asset.aliases ?? [])]
    if (!asset.interfaces.some((one) => addressOf(one) === address) && !members.includes(address))
      throw new StoreRefusal('unknown', `${asset.id} has no interface ${address}`)
    const whole: Saying = { kind: 'split', asset: address, value: address }
    if (address !== asset.id && members.includes(address)) return whole
    const inferred = await this.store.inferred(site, members)
    const holder = inferred.find((one) => one.interfaces.some((each) => addressOf(each) === address))
    if (holder === undefined) throw new StoreRefusal('unknown', `${asset.id} has no interface ${address}`)
    const addresses = new Set(holder.interfaces.map(addressOf))
    if (holder.id !== asset.id && addresses.size === 1)
      return { ...whole, asset: holder.id, value: holder.id }
    if (addresses.size === 1)
      throw new StoreRefusal('invalid', `${address} is the only interface of ${asset.id}`)
    if (holder.id === address)
      throw new StoreRefusal('invalid', `${address} names the asset; split its other interfaces from it`)
    return { kind: 'split', asset: holder.id, value: address }
  }

  /** The asset as it is shown, also by an id that was merged into it. */
  private async assetOf(site: string, id: string): Promise<Asset> {
    const { items } = await this.store.list('assets', site, { filter: { field: 'id', is: id }, limit: 1 })
    const [asset] = items
    if (asset === undefined) throw new StoreRefusal('unknown', `there is no asset '${id}' in ${site}`)
    return asset
  }
}

const NOTHING_SAID: SiteWords = { through: 0, words: new Map(), spoken: 0, structure: structureOf([]) }

/** An entry with its number; undefined when this version cannot read it. */
interface Numbered {
  site: string
  sequence: number
  entry: WordEntry | undefined
}

function added(known: SiteWords, ...entries: readonly Numbered[]): SiteWords {
  const words = new Map(known.words)
  let { through } = known
  for (const { site, sequence, entry } of entries) {
    through = sequence
    if (entry === undefined) continue
    const { by, at } = entry
    if ('say' in entry) {
      const id = String(sequence)
      words.set(id, { word: { id, site, ...entry.say, by, at }, spoken: { ...entry.say, id, by, at } })
    } else {
      const id = String(entry.undo)
      const said = words.get(id)
      if (said?.word.undone === undefined && said !== undefined)
        words.set(id, { ...said, word: { ...said.word, undone: { by, at } } })
    }
  }
  const live = [...words.values()].flatMap(({ word, spoken }) => (word.undone === undefined ? [spoken] : []))
  return { through, words, spoken: live.length, structure: structureOf(live) }
}
