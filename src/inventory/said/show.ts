import { limits } from '../../base/limits.ts'
import type { Asset } from '../../model/analysis.ts'
import type { Said } from '../../model/said.ts'
import { inOrderOf, sortedIds } from '../groups.ts'
import { mergeInto, takeApart, type Unit } from './parts.ts'
import type { Merge, Naming, Structure } from './structure.ts'

/** Assets that are one, the chosen one first. */
interface Group {
  head: string
  /** Those merged into it, in the order of their ids. */
  others: string[]
}

/**
 * Assets as they are shown: what is inferred, with everything that people said of it. A pure function of both, so words may be said and
 * taken back in any order. `inferred` must hold all that words tie together (`Structure.together`); assets that nothing was said of come
 * back as they are.
 */
export function showAssets(inferred: readonly Asset[], structure: Structure): Asset[] {
  const units = takeApart(inferred, structure)
  return inOrderOf(
    groupsOf(units, structure).map((group) => shownGroup(group, units, structure)),
    ({ id }) => id,
  )
}

/** Puts each asset to the topmost one it is part of, as far as they are there. */
function groupsOf(units: ReadonlyMap<string, Unit>, { parents }: Structure): Group[] {
  const groups = new Map<string, Group>()
  for (const id of units.keys()) {
    let head = id
    for (let at = parents.get(id)?.into; at !== undefined; at = parents.get(at)?.into)
      if (units.has(at)) head = at
    const group = groups.get(head) ?? { head, others: [] }
    if (id !== head) group.others.push(id)
    groups.set(head, group)
  }
  return [...groups.values()].map(({ head, others }) => ({ head, others: sortedIds(others) }))
}

function shownGroup({ head, others }: Group, units: ReadonlyMap<string, Unit>, structure: Structure): Asset {
  const { parents, namings } = structure
  const all = [head, ...others]
  const joined = others.reduce((sum, id) => mergeInto(sum, units.get(id)!.asset), units.get(head)!.asset)
  const said: Said[] = [
    ...mergesOf(others, parents),
    ...all.flatMap((id) =>
      units.get(id)!.splits.map(({ word, other }): Said => {
        const { id: name, by, at } = word
        return { word: name, attribute: 'split', value: other, by, at, inferred: null }
      }),
    ),
  ]
  const own = namings.get(head) ?? []
  const theirs = others.flatMap((id) => namings.get(id) ?? []).sort(bySaying)
  const asset: Asset = { ...joined, ...(others.length === 0 ? {} : { aliases: others }) }
  for (const kind of KINDS) {
    // What was said of the chosen asset itself counts before what was said of those merged into it.
    const word = own.findLast((one) => one.kind === kind) ?? theirs.findLast((one) => one.kind === kind)
    if (word !== undefined) said.push(apply(asset, joined, word))
  }
  const notes = [...own, ...theirs].filter((one) => one.kind === 'note').sort(bySaying)
  for (const word of notes.slice(-limits.said.notesShown)) said.push(spoken(word, 'note', null))
  if (said.length === 0) return others.length === 0 ? joined : asset
  return { ...asset, said }
}

const KINDS = ['rename', 'role', 'criticality', 'tags', 'owner', 'zone', 'level'] as const

/** Words are named by their number. */
function bySaying(a: { id: string }, b: { id: string }): number {
  return Number(a.id) - Number(b.id)
}

/** One entry for each word that made some of the assets part of the chosen one. */
function mergesOf(others: readonly string[], parents: Structure['parents']): Said[] {
  const words = new Map<Merge, string[]>()
  for (const id of others) {
    const word = parents.get(id)?.word
    if (word !== undefined) words.set(word, [...(words.get(word) ?? []), id])
  }
  return [...words]
    .sort(([a], [b]) => bySaying(a, b))
    .map(([{ id, by, at }, value]) => ({ word: id, attribute: 'merge', value, by, at, inferred: null }))
}

/** Puts what a word says in place of what is inferred, and tells both. */
function apply(asset: Asset, inferred: Asset, word: Naming): Said {
  const reason = `said by ${word.by} on ${word.at.slice(0, 10)}`
  switch (word.kind) {
    case 'rename':
      asset.name = word.value
      asset.names = [...new Set([word.value, ...inferred.names])]
      return spoken(word, 'name', inferred.names[0] ?? null)
    case 'role':
      asset.role = word.value
      asset.roleReason = reason
      return spoken(word, 'role', inferred.role)
    case 'criticality':
      asset.criticality = word.value
      return spoken(word, 'criticality', null)
    case 'tags':
      asset.tags = [...new Set(word.value)]
      return spoken(word, 'tags', null)
    case 'owner':
      asset.owner = word.value
      return spoken(word, 'owner', null)
    case 'zone':
      asset.zone = word.value
      asset.zoneReason = reason
      return spoken(word, 'zone', inferred.zone)
    case 'level':
      asset.level = word.value
      asset.levelReason = reason
      return spoken(word, 'level', inferred.level)
    case 'note':
      return spoken(word, 'note', null)
  }
}

function spoken(
  { id, value, by, at }: Naming,
  attribute: Said['attribute'],
  inferred: Said['inferred'],
): Said {
  return { word: id, attribute, value, by, at, inferred }
}
