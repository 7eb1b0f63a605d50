/**
 * A copy that shares nothing that can change with the original: lists, maps, sets and objects of our own classes, through and through.
 * For state that is data alone; functions are shared, and what a class hides behind `#` would be lost.
 */
export function deepCopy<T>(value: T): T {
  return copyOf(value, new Map()) as T
}

function copyOf(value: unknown, made: Map<object, object>): unknown {
  if (typeof value !== 'object' || value === null) return value
  const before = made.get(value)
  if (before !== undefined) return before
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>()
    made.set(value, copy)
    for (const [key, one] of value) copy.set(copyOf(key, made), copyOf(one, made))
    return copy
  }
  if (value instanceof Set) {
    const copy = new Set<unknown>()
    made.set(value, copy)
    for (const one of value) copy.add(copyOf(one, made))
    return copy
  }
  const copy: object = Array.isArray(value) ? [] : Object.create(Object.getPrototypeOf(value))
  made.set(value, copy)
  for (const key of Object.keys(value))
    (copy as Record<string, unknown>)[key] = copyOf((value as Record<string, unknown>)[key], made)
  return copy
}
