import type { FieldValue } from '../../src/model/message.ts'

/** All plain values of a field name at any depth of a message's fields, in reading order; groups of that name are only looked into. */
export function valuesOf(fields: FieldValue | undefined, name: string): FieldValue[] {
  if (Array.isArray(fields)) return fields.flatMap((one) => valuesOf(one, name))
  if (typeof fields !== 'object') return []
  return Object.entries(fields).flatMap(([key, value]) => {
    const items = Array.isArray(value) ? value : [value]
    return items.flatMap((one) => (typeof one === 'object' ? valuesOf(one, name) : key === name ? [one] : []))
  })
}
