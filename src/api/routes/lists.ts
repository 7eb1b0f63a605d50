import { z } from '@hono/zod-openapi'
import { limits } from '../../base/limits.ts'
import { assetSchema, conversationSchema, operationSchema } from '../../model/analysis.ts'
import { attributeChangeSchema } from '../../model/attribute-change.ts'
import { storedObservationSchema } from '../../model/recorded-observation.ts'
import type { ListName, Lists, Store } from '../../store/contract.ts'
import type { Api } from '../app.ts'
import { listQuery, queryOf } from '../list-query.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problem.ts'
import { route } from '../route.ts'
import { json, siteParams } from '../schemas.ts'

/** Every list has the same shape: a page of nouns, as filtered and sorted, and where the next page begins. */
function listRoute<L extends ListName, T extends z.ZodType<Lists[L]>>(list: L, summary: string, schema: T) {
  return route({
    method: 'get',
    path: `/sites/{site}/${list}`,
    needs: 'read',
    summary,
    tags: [list],
    request: { params: siteParams, query: listQuery },
    responses: {
      200: json(
        z.object({
          items: z.array(schema),
          next: z.string().nullable().describe('null: this was the last page'),
        }),
        'A page of the list',
      ),
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

export function lists(api: Api, { store }: Platform): void {
  const page = async <L extends ListName>(
    list: L,
    asked: { site: string; query: z.infer<typeof listQuery> },
  ) => {
    const { items, next } = await store.list(list, asked.site, queryOf(list, asked.query))
    return { items, next: next ?? null }
  }
  const asked = (
    request: { valid(part: 'param'): { site: string } } & { valid(part: 'query'): z.infer<typeof listQuery> },
  ) => ({
    site: request.valid('param').site,
    query: request.valid('query'),
  })
  api.openapi(assets, async (context) => context.json(await page('assets', asked(context.req)), 200))
  api.openapi(changes, async (context) => context.json(await page('changes', asked(context.req)), 200))
  api.openapi(conversations, async (context) =>
    context.json(await page('conversations', asked(context.req)), 200),
  )
  api.openapi(operations, async (context) => context.json(await page('operations', asked(context.req)), 200))
  api.openapi(observations, async (context) =>
    context.json(await page('observations', asked(context.req)), 200),
  )
  api.openapi(asset, async (context) => {
    const { site, id } = context.req.valid('param')
    const found = await findOne(store, 'assets', site, { field: 'id', value: id })
    if (found === undefined) throw new Problem('unknown', `There is no asset '${id}' in ${site}.`)
    return context.json(found, 200)
  })
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
