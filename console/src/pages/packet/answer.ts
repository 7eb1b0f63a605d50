import type { PacketAnswer, PacketField } from '../../api/use.ts'
import type { Node } from './tree.ts'

/** A packet as the server decoded it, as the tree shows it. What is wrong with a field stands at the field, else at its layer. */
export function nodesOf({ layers }: Pick<PacketAnswer, 'layers'>): Node[] {
  return layers.map(({ title, protocol, start, end, fields, anomalies }, place) => {
    const wrong = new Map(anomalies.map(({ field, why }) => [field, why]))
    const id = `${place}`
    const children = fields.map((field, index) => nodeOf(field, `${id}.${index}`, wrong, ''))
    const own = [...wrong].map(([field, why]) => (field === '' ? why : `${field} ${why}`)).join('; ')
    return {
      id,
      name: title === '' ? protocol : title,
      value: '',
      start,
      end,
      wrong: own === '' ? undefined : own,
      children,
    }
  })
}

/** Takes out of `wrong` what it could say at a field. */
function nodeOf(field: PacketField, id: string, wrong: Map<string, string>, before: string): Node {
  const path = before === '' ? field.name : `${before}.${field.name}`
  const why = wrong.get(path) ?? wrong.get(field.name)
  if (why !== undefined) for (const key of [path, field.name]) wrong.delete(key)
  const children = (field.fields ?? []).map((inner, index) => nodeOf(inner, `${id}.${index}`, wrong, path))
  return {
    id,
    name: field.name,
    value: field.value,
    start: field.start,
    end: field.end,
    wrong: why,
    children,
  }
}
