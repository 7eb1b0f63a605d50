/** A nested value as pairs of a dotted name and a text. */
export function flat(value: unknown, name = ''): [string, string][] {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object')
    return [[name, typeof value === 'number' ? value.toLocaleString('en') : String(value)]]
  return Object.entries(value).flatMap(([key, inner]) => flat(inner, name === '' ? key : `${name}.${key}`))
}
