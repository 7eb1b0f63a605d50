import { z } from '@hono/zod-openapi'
import { limits } from '../../base/limits.ts'
import { isoOfMicros } from '../../base/time.ts'
import { type Document, everyDocument } from '../../model/document.ts'
import { nameSchema } from '../../model/site.ts'
import { VIEW, type View, viewContentSchema, viewSchema } from '../../model/view.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problem.ts'
import { principalOf, route } from '../route.ts'
import { json, siteParams } from '../schemas.ts'

const viewParams = siteParams.extend({ id: nameSchema })

const list = route({
  method: 'get',
  path: '/sites/{site}/views',
  needs: 'read',
  summary: 'Saved views of the site’s lists, by id',
  tags: ['views'],
  request: { params: siteParams },
  responses: { 200: json(z.object({ items: z.array(viewSchema) }), 'The views') },
})

const get = route({
  method: 'get',
  path: '/sites/{site}/views/{id}',
  needs: 'read',
  summary: 'One saved view',
  tags: ['views'],
  request: { params: viewParams },
  responses: { 200: json(viewSchema, 'The view') },
})

const put = route({
  method: 'put',
  path: '/sites/{site}/views/{id}',
  needs: 'annotate',
  summary: 'Keep a view, or another one in its place',
  tags: ['views'],
  request: { params: viewParams, body: { required: true, ...json(viewContentSchema, 'The view') } },
  responses: { 200: json(viewSchema, 'The view as it is kept') },
})

const remove = route({
  method: 'delete',
  path: '/sites/{site}/views/{id}',
  needs: 'annotate',
  summary: 'Forget a view',
  tags: ['views'],
  request: { params: viewParams },
  responses: { 204: { description: 'It is gone' } },
})

/** Saved views: everybody of a site sees them, and whoever may annotate keeps and forgets them. */
export function views(api: Api, { store, access, clock }: Platform): void {
  const find = async (site: string, id: string): Promise<Document> => {
    const found = await store.document(site, VIEW, id)
    if (found === undefined) throw new Problem('unknown', `There is no view '${id}' in ${site}.`)
    return found
  }
  api.openapi(list, async (context) => {
    const items: View[] = []
    for await (const one of everyDocument(store, context.req.valid('param').site, VIEW))
      items.push(...readable(one))
    return context.json({ items }, 200)
  })
  api.openapi(get, async (context) => {
    const { site, id } = context.req.valid('param')
    const [view] = readable(await find(site, id))
    if (view === undefined) throw new Problem('unknown', `View '${id}' cannot be read by this version.`)
    return context.json(view, 200)
  })
  api.openapi(put, async (context) => {
    const who = principalOf(context)
    const { site, id } = context.req.valid('param')
    const body = { ...context.req.valid('json'), by: who.account, at: isoOfMicros(clock.now() * 1000, 0) }
    const before = await store.document(site, VIEW, id)
    if (before === undefined && (await store.documents(site, VIEW)).length >= limits.api.views)
      throw new Problem('invalid', `A site keeps at most ${limits.api.views} views; forget one first.`)
    const revision = before?.revision ?? 0
    const change = { put: [{ site, kind: VIEW, id, revision, body }] }
    await access.change({ who, what: 'keep a view', details: { site, view: id } }, change)
    return context.json({ id, ...body }, 200)
  })
  api.openapi(remove, async (context) => {
    const who = principalOf(context)
    const { site, id } = context.req.valid('param')
    const { revision } = await find(site, id)
    const change = { remove: [{ site, kind: VIEW, id, revision }] }
    await access.change({ who, what: 'forget a view', details: { site, view: id } }, change)
    return context.body(null, 204)
  })
}

/** A document as a view; none when another version wrote what this one cannot read. */
function readable({ id, body }: Document): View[] {
  const read = viewSchema.safeParse({ ...(body as object), id })
  return read.success ? [read.data] : []
}
