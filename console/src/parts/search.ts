/** Reads what an address says of a page's state; what does not fit is left out, never an error. */
type Read<T> = (value: unknown) => T | undefined
type Shape = Readonly<Record<string, Read<unknown>>>
export type Search<S extends Shape> = { -readonly [K in keyof S]?: ReturnType<S[K]> }

export const text: Read<string> = (value) =>
  typeof value === 'string' && value !== ''
    ? value.slice(0, 4000)
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined

export const whole: Read<number> = (value) => {
  const number = Number(value)
  return value !== '' && value !== null && Number.isSafeInteger(number) ? number : undefined
}

export const flag: Read<true> = (value) => (value === true || value === 1 ? true : undefined)

export const oneOf =
  <const T extends string>(...words: T[]): Read<T> =>
  (value) =>
    words.find((word) => word === value)

/** For `validateSearch` of a route: `shape({ filter: text, sort: text })`. */
export const shape =
  <const S extends Shape>(reads: S) =>
  (given: Record<string, unknown>): Search<S> =>
    Object.fromEntries(
      Object.entries(reads)
        .map(([name, read]) => [name, read(given[name])] as const)
        .filter(([, value]) => value !== undefined),
    ) as Search<S>
