import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { limits } from '../../base/limits.ts'
import { assetSchema, conversationSchema, operationSchema } from '../../model/analysis.ts'
import { attributeChangeSchema } from '../../model/attribute-change.ts'
import { storedObservationSchema } from '../../model/recorded-observation.ts'
import type { ListName, Lists, Store } from '../../store/contract.ts'
import type { Api } from '../app.ts'
import { EXPORT_FORMATS, EXPORT_TYPES, type ExportFormat, exportOf } from '../export.ts'
import { cursorOf, type ListQuery, listQuery, queryOf } from '../list-query.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problem.ts'
import { type ApiEnv, principalOf, route } from '../route.ts'
import { json, siteParams } from '../schemas.ts'

/** Every list has the same shape: a page of nouns, as filtered and sorted, and where the next page begins. */
function listRoute<L extends ListName, T extends z.ZodType<Lists[L]>>(list: L, summary: string, schema: T) {
  const next = z.string().nullable().describe('null: this was the last page')
  const page = json(z.object({ items: z.array(schema), next }), 'A page of the list, or all of it')
  const whole = { schema: z.string() }
  return route({
    method: 'get',
    path: `/sites/{site}/${list}`,
    needs: 'read',
    summary,
    description: 'As CSV or NDJSON it is the whole list, as a stream, and needs the permission `export` too.',
    tags: [list],
    request: { params: siteParams, query: listQuery },
    responses: {
      200: { ...page, content: { ...page.content, 'text/csv': whole, 'application/x-ndjson': whole } },
    },
  })
}

const assets = listRoute('assets', 'What is there', assetSchema)
const changes = listRoute('changes', 'How the assets changed', attributeChangeSchema)
const conversations = listRoute('conversations', 'Who talked to whom, by the hour', conversationSchema)
const operations = listRoute('operations', 'Who did what to which thing, by the day', operationSchema)
const observations = listRoute('observations', 'Single facts, as they were heard', storedObservationSchema)

const asset = route({
  method: 'get',
  path: '/sites/{site}/assets/{id}',
  needs: 'read',
  summary: 'One asset with all that is known of it',
  tags: ['assets'],
  request: { params: siteParams.extend({ id: z.string().max(300) }) },
  responses: { 200: json(assetSchema, 'The asset') },
})

export function lists(api: Api, platform: Platform): void {
  const { store } = platform
  api.openapi(assets, (context) => answerList('assets', context, context.req.valid('query'), platform))
  api.openapi(changes, (context) => answerList('changes', context, context.req.valid('query'), platform))
  api.openapi(conversations, (context) =>
    answerList('conversations', context, context.req.valid('query'), platform),
  )
  api.openapi(operations, (context) =>
    answerList('operations', context, context.req.valid('query'), platform),
  )
  api.openapi(observations, (context) =>
    answerList('observations', context, context.req.valid('query'), platform),
  )
  api.openapi(asset, async (context) => {
    const { site, id } = context.req.valid('param')
    const found = await findOne(store, 'assets', site, { field: 'id', value: id })
    if (found === undefined) throw new Problem('unknown', `There is no asset '${id}' in ${site}.`)
    return context.json(found, 200)
  })
}

/** One page as JSON, or the whole list as a stream of another format. */
async function answerList(
  list: ListName,
  context: Context<ApiEnv>,
  asked: ListQuery,
  { store, clock }: Platform,
): Promise<Response> {
  const site = context.req.param('site') ?? ''
  const query = queryOf(list, asked, clock)
  const format = asked.format ?? acceptedFormat(context)
  if (format === 'json') {
    const limit = Math.min(asked.limit ?? limits.api.pageItems, limits.store.pageItems)
    const { items, next } = await store.list(list, site, { ...query, limit })
    return context.json({ items, next: cursorOf(list, asked, next) }, 200)
  }
  if (!principalOf(context).permissions.includes('export'))
    throw new Problem('forbidden', 'To take a whole list out needs the permission export.')
  const stream = await exportOf(store, { list, site, query, most: asked.limit }, format)
  return context.body(stream, 200, {
    'Content-Type': `${EXPORT_TYPES[format]}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${site}-${list}.${format}"`,
    'Cache-Control': 'no-store',
  })
}

/** What the Accept header asks for: JSON unless it says otherwise. */
function acceptedFormat(context: Context): ExportFormat | 'json' {
  const types = ['application/json', ...Object.values(EXPORT_TYPES)]
  const type = accepts(context, { header: 'Accept', supports: types, default: 'application/json' })
  return EXPORT_FORMATS.find((format) => EXPORT_TYPES[format] === type) ?? 'json'
}

/** The first item of a list whose field is a value. */
export async function findOne<L extends ListName>(
  store: Store,
  list: L,
  site: string,
  { field, value }: { field: string; value: string },
): Promise<Lists[L] | undefined> {
  let after: string | undefined
  for (let pages = 0; pages < limits.api.pagesLookedAt; pages++) {
    const { items, next } = await store.list(list, site, {
      filter: { field, is: value },
      limit: 1,
      ...(after === undefined ? {} : { after }),
    })
    if (items.length > 0 || next === undefined) return items[0]
    after = next
  }
  return undefined
}
