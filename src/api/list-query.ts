import { z } from '@hono/zod-openapi'
import { limits } from '../base/limits.ts'
import type { Query } from '../model/query.ts'
import { FIELDS, type Field, type ListName } from '../store/contract.ts'
import { Problem } from './problem.ts'

/** What can be said of every list in the query of its address. */
export const listQuery = z.object({
  sort: z
    .string()
    .max(65)
    .optional()
    .describe('a field, or -field for the other way round')
    .openapi({ example: '-lastSeen' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(limits.store.pageItems)
    .default(limits.api.pageItems)
    .describe('items on a page; a page may hold fewer while there is a next'),
  after: z.string().max(4096).optional().describe('`next` of the page before, with the same filter and sort'),
})
export type ListQuery = z.infer<typeof listQuery>

/** The query that a request means. Refuses in words what the list does not have. */
export function queryOf(list: ListName, asked: ListQuery): Query {
  return {
    limit: asked.limit,
    ...(asked.after === undefined ? {} : { after: asked.after }),
    ...(asked.sort === undefined ? {} : { sort: sortOf(list, asked.sort) }),
  }
}

function sortOf(list: ListName, text: string): NonNullable<Query['sort']> {
  const descending = text.startsWith('-')
  const field = descending ? text.slice(1) : text
  const fields: Readonly<Record<string, Field>> = FIELDS[list]
  if (!Object.hasOwn(fields, field) || fields[field]?.sorts !== true) {
    const sorting = Object.keys(fields).filter((name) => fields[name]?.sorts === true)
    throw new Problem('invalid', `${list} cannot be sorted by '${field}'; possible are ${sorting.join(', ')}`)
  }
  return { field, descending }
}
