import { limits } from '../../base/limits.ts'
import type { FieldValue, Span } from '../../model/message.ts'
import type { TreeField } from '../../model/packet-tree.ts'

/** Gives where in the packet bytes of a message lie; undefined: not in this packet. */
export type PlaceOf = (start: number, size: number) => { start: number; end: number } | undefined

/** How many fields may still be shown. */
export interface Allowance {
  left: number
}

/**
 * The fields of a message as a tree, each with its place in the packet. Spans stand in the order in which fields were read, which is the
 * order in which fields of one name are found.
 */
export function treeOf(
  fields: { [name: string]: FieldValue },
  spans: readonly Span[],
  placeOf: PlaceOf,
  allowance: Allowance,
): TreeField[] {
  const bySpan = new Map<string, Span[]>()
  const groups = new Set<string>()
  for (const span of spans) {
    for (let dot = span.path.indexOf('.'); dot >= 0; dot = span.path.indexOf('.', dot + 1))
      groups.add(span.path.slice(0, dot))
    const before = bySpan.get(span.path)
    if (before === undefined) bySpan.set(span.path, [span])
    else before.push(span)
  }
  const taken = new Map<string, number>()
  const next = (path: string): Span | undefined => {
    const at = taken.get(path) ?? 0
    taken.set(path, at + 1)
    return bySpan.get(path)?.[at]
  }
  const one = (name: string, value: FieldValue, path: string, inside: string): TreeField[] => {
    if (--allowance.left < 0) return []
    if (typeof value === 'object' && !Array.isArray(value)) {
      const children = Object.entries(value).flatMap(([key, each]) => several(key, each, `${inside}.`))
      return [{ name, value: '', ...around(children), fields: children }]
    }
    if (Array.isArray(value)) return value.flatMap((each, i) => one(`${name}[${i}]`, each, path, inside))
    const span = next(path)
    return [{ name, value: textOf(value), ...(span && placeOf(span.start, span.size)) }]
  }
  const several = (name: string, value: FieldValue, prefix: string): TreeField[] => {
    const path = prefix + name
    if (!Array.isArray(value)) return one(name, value, path, path)
    // Items of a counted list are read under their number, fields that only repeat under one name.
    return value.flatMap((each, i) => {
      const numbered = `${path}[${i}]`
      const counted = bySpan.has(numbered) || groups.has(numbered)
      return one(
        `${name}[${i}]`,
        each,
        counted && bySpan.has(numbered) ? numbered : path,
        counted ? numbered : path,
      )
    })
  }
  return Object.entries(fields).flatMap(([name, value]) => several(name, value, ''))
}

/** From the first to the last byte of a group; nothing when none of it is in the packet. */
function around(fields: readonly TreeField[]): { start?: number; end?: number } {
  const starts = fields.flatMap(({ start }) => start ?? [])
  const ends = fields.flatMap(({ end }) => end ?? [])
  if (starts.length === 0) return {}
  return {
    start: starts.reduce((a, b) => Math.min(a, b)),
    end: ends.reduce((a, b) => Math.max(a, b)),
  }
}

function textOf(value: FieldValue): string {
  const text = String(value)
  const most = limits.dissect.treeValueCharacters
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length} characters)`
}
