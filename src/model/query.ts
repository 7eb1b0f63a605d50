import { z } from 'zod'
import { limits } from '../base/limits.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()])
export type Scalar = z.infer<typeof scalar>

/**
 * What a list shall hold, as data: the same grammar in the API, in saved views and in the store. Times are ISO 8601 text. A field with
 * several values (addresses, names, protocols) `is` a value when it has it.
 */
export type Filter =
  | { field: string; is: Scalar }
  | { field: string; in: Scalar[] }
  /** `from` is included, `until` is not. */
  | { field: string; from?: Scalar | undefined; until?: Scalar | undefined }
  /** Text anywhere in the field, capital or not. */
  | { field: string; contains: string }
  | { field: string; known: boolean }
  | { all: Filter[] }
  | { any: Filter[] }
  | { not: Filter }

const field = z.string().max(64)
const parts = z.lazy(() => z.array(filterSchema).max(limits.store.filterParts))

export const filterSchema: z.ZodType<Filter> = z.union([
  z.strictObject({ field, is: scalar }),
  z.strictObject({ field, in: z.array(scalar).max(limits.store.filterParts) }),
  z.strictObject({ field, contains: z.string() }),
  z.strictObject({ field, known: z.boolean() }),
  z.strictObject({ field, from: scalar.optional(), until: scalar.optional() }),
  z.strictObject({ all: parts }),
  z.strictObject({ any: parts }),
  z.strictObject({ not: z.lazy(() => filterSchema) }),
])

export const querySchema = z.strictObject({
  filter: filterSchema.optional(),
  sort: z.strictObject({ field, descending: z.boolean() }).optional(),
  limit: z.int().positive().max(limits.store.pageItems).optional(),
  after: z.string().max(4096).optional().describe('`next` of the page before, with the same filter and sort'),
})
export type Query = z.infer<typeof querySchema>

/**
 * A part of a list. It may hold fewer items than asked for, even none, while there is a `next`: looking for rare things ends after a
 * bounded amount of work and goes on from there.
 */
export interface Page<T> {
  items: T[]
  next: string | undefined
}
