/** `set`: several values, each of which a filter may name. */
export type FieldType = 'text' | 'number' | 'time' | 'flag' | 'set'

/** Something that a list can be filtered by. */
export interface Field {
  readonly type: FieldType
  /** A list can be sorted by it. */
  readonly sorts?: true
  /** All values that it can have, where there are no others. */
  readonly words?: readonly string[]
  /** Its words have an order, from the least on: it sorts and compares by that. */
  readonly ranked?: true
}

/** The fields of a list, by name. */
export type Fields = Readonly<Record<string, Field>>
