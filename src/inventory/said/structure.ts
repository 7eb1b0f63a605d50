import type { Author, Saying } from '../../model/word.ts'

/** A word that counts: it was not taken back. */
export type Spoken = Saying & Author & { id: string }

export type Merge = Extract<Spoken, { kind: 'merge' }>
export type Split = Extract<Spoken, { kind: 'split' }>
export type Naming = Exclude<Spoken, Merge | Split>

/**
 * What the words of a site say together. Where they contradict each other the latest counts: an asset is part of one other at most, and
 * two that were each merged into the other are what was said last, so that no circle can arise.
 */
export interface Structure {
  /** Asset → the one it is part of, and the word that says so. */
  readonly parents: ReadonlyMap<string, { into: string; word: Merge }>
  /** Asset → addresses that are no interfaces of it, in the order they were said. */
  readonly splits: ReadonlyMap<string, ReadonlyMap<string, Split>>
  /** Words of an asset that neither merge nor split, in the order they were said. */
  readonly namings: ReadonlyMap<string, readonly Naming[]>
  /** All assets that have to be looked at together with one, itself among them; undefined for one that nothing was said of. */
  together(id: string): readonly string[] | undefined
}

/** Reads the words of a site, which come in the order they were said. */
export function structureOf(words: readonly Spoken[]): Structure {
  const parents = new Map<string, { into: string; word: Merge }>()
  const splits = new Map<string, Map<string, Split>>()
  const namings = new Map<string, Naming[]>()
  for (const word of words) {
    if (word.kind === 'merge') for (const id of word.value) merge(parents, id, word)
    else if (word.kind === 'split') {
      // Whoever says that something stands alone says so of what was merged before, too.
      parents.delete(word.value)
      if (word.value !== word.asset)
        splits.set(word.asset, (splits.get(word.asset) ?? new Map<string, Split>()).set(word.value, word))
    } else {
      const before = namings.get(word.asset)
      if (before === undefined) namings.set(word.asset, [word])
      else before.push(word)
    }
  }
  const parts = partsOf(parents, splits, namings.keys())
  return { parents, splits, namings, together: (id) => parts.get(id) }
}

/** Makes one asset part of another; whatever that one was part of through it is so no more. */
function merge(parents: Map<string, { into: string; word: Merge }>, id: string, word: Merge): void {
  const into = word.asset
  if (id === into) return
  for (let at: string | undefined = into; at !== undefined; at = parents.get(at)?.into)
    if (at === id) {
      parents.delete(into)
      break
    }
  parents.set(id, { into, word })
}

/** Assets that words tie together, for each of them. */
function partsOf(
  parents: Structure['parents'],
  splits: Structure['splits'],
  named: Iterable<string>,
): Map<string, string[]> {
  const parts = new Map<string, string[]>()
  for (const id of named) parts.set(id, [id])
  const tie = (a: string, b: string): void => {
    const [one, other] = [parts.get(a) ?? [a], parts.get(b) ?? [b]]
    if (one === other) return
    const [large, small] = one.length < other.length ? [other, one] : [one, other]
    for (const id of small) {
      large.push(id)
      parts.set(id, large)
    }
    parts.set(a, large)
    parts.set(b, large)
  }
  for (const [id, { into }] of parents) tie(id, into)
  for (const [id, addresses] of splits) for (const address of addresses.keys()) tie(id, address)
  return parts
}

/** All assets that may be shown otherwise when one structure takes the place of another. */
export function affectedBy(before: Structure, now: Structure): Set<string> {
  const differing = new Set<string>()
  const compare = <T>(
    a: ReadonlyMap<string, T>,
    b: ReadonlyMap<string, T>,
    same: (x: T, y: T) => boolean,
  ) => {
    for (const id of [...a.keys(), ...b.keys()]) {
      const [x, y] = [a.get(id), b.get(id)]
      if (x === undefined || y === undefined || !same(x, y)) differing.add(id)
    }
  }
  compare(before.parents, now.parents, (x, y) => x.into === y.into && x.word.id === y.word.id)
  compare(before.splits, now.splits, (x, y) => sameWords([...x.values()], [...y.values()]))
  compare(before.namings, now.namings, sameWords)
  const affected = new Set<string>()
  for (const id of differing)
    for (const one of [id, ...(before.together(id) ?? []), ...(now.together(id) ?? [])]) affected.add(one)
  return affected
}

function sameWords(a: readonly Spoken[], b: readonly Spoken[]): boolean {
  return a.length === b.length && a.every((word, i) => word.id === b[i]?.id)
}
