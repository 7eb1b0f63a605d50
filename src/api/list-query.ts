import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { limits } from '../base/limits.ts'
import { nearestWord } from '../base/nearest.ts'
import type { Fields } from '../model/field.ts'
import { FilterError, parseFilter } from '../model/filter-text.ts'
import type { Filter, Query } from '../model/query.ts'
import { FIELDS, type ListName } from '../store/contract.ts'
import type { Clock } from './platform.ts'
import { Problem } from './problem.ts'

/** `filter` in the query of an address, for whatever takes one. */
export const filterText = z
  .string()
  .max(limits.api.filterCharacters)
  .optional()
  .describe('what shall be in it, as docs/api.md has it')
  .openapi({ example: 'role = plc and (vendor ~ siemens or zone = "Cell 3")' })

/** What can be said of every list in the query of its address. */
export const listQuery = z.object({
  filter: filterText,
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
    .optional()
    .describe(
      `items on a page, ${limits.api.pageItems} if nothing is said and at most ${limits.store.pageItems}; a page may hold fewer while there is a next`,
    ),
  after: z.string().max(4096).optional().describe('`next` of the page before, with the same filter and sort'),
  format: z
    .enum(['json', 'csv', 'ndjson'])
    .optional()
    .describe('csv and ndjson give the whole list; else the Accept header says'),
})
export type ListQuery = z.infer<typeof listQuery>

/** The query that a request means. Refuses in words what the list does not have. */
export function queryOf(list: ListName, asked: ListQuery, clock: Clock): Query {
  const filter = filterOf(list, asked.filter, clock)
  const sort = asked.sort === undefined ? undefined : sortOf(list, asked.sort)
  const after = asked.after === undefined ? undefined : placeOf(asked.after, markOf(list, asked))
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(sort === undefined ? {} : { sort }),
    ...(after === undefined ? {} : { after }),
  }
}

/** The filter that a text means for a list. Refuses with the place of what is not understood. */
export function filterOf(list: ListName, text: string | undefined, clock: Clock): Filter | undefined {
  try {
    return parseFilter(text ?? '', { fields: FIELDS[list], now: clock.now() })
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    const { message, position, length, expected, nearest } = error
    throw new Problem('invalid', message, {
      filter: { position, length, expected: [...expected], ...(nearest === undefined ? {} : { nearest }) },
    })
  }
}

function sortOf(list: ListName, text: string): NonNullable<Query['sort']> {
  const descending = text.startsWith('-')
  const field = descending ? text.slice(1) : text
  const fields: Fields = FIELDS[list]
  const sorting = Object.keys(fields).filter((name) => fields[name]?.sorts === true)
  if (sorting.includes(field)) return { field, descending }
  const nearest = nearestWord(field, sorting)
  const hint = nearest === undefined ? `possible are ${sorting.join(', ')}` : `nearest is '${nearest}'`
  throw new Problem('invalid', `The ${list} cannot be sorted by '${field}'; ${hint}.`)
}

/** Where the next page begins, for whoever asks for it with the same filter and sort. */
export function cursorOf(list: ListName, asked: ListQuery, next: string | undefined): string | null {
  return next === undefined ? null : `${markOf(list, asked)}.${next}`
}

/** What a cursor holds besides the place: which list, filter and sort it belongs to. */
function markOf(list: ListName, { filter = '', sort = '' }: ListQuery): string {
  return createHash('sha256')
    .update(JSON.stringify([list, filter, sort]))
    .digest('base64url')
    .slice(0, 12)
}

function placeOf(cursor: string, mark: string): string {
  if (!cursor.startsWith(`${mark}.`))
    throw new Problem('invalid', "'after' must be the 'next' of a page with the same filter and sort.")
  return cursor.slice(mark.length + 1)
}
