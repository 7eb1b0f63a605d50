import { z } from '@hono/zod-openapi'
import { nameSchema, siteSchema } from '../../model/site.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { principalOf, route } from '../route.ts'
import { json, siteParams } from '../schemas.ts'

const list = route({
  method: 'get',
  path: '/sites',
  needs: 'read',
  summary: 'All sites',
  tags: ['sites'],
  responses: { 200: json(z.array(siteSchema), 'The sites, by id') },
})

const put = route({
  method: 'put',
  path: '/sites/{site}',
  needs: 'settings',
  summary: 'Add a site, or rename it',
  tags: ['sites'],
  request: {
    params: siteParams,
    body: { required: true, ...json(siteSchema.pick({ title: true }), 'Its title') },
  },
  responses: { 200: json(siteSchema, 'The site as it is now') },
})

export function sites(api: Api, { store, access }: Platform): void {
  api.openapi(list, async (context) => context.json(await store.sites(), 200))
  api.openapi(put, async (context) => {
    const site = { id: nameSchema.parse(context.req.valid('param').site), ...context.req.valid('json') }
    await access.change({ who: principalOf(context), what: 'site-set', details: site }, { place: site })
    return context.json(site, 200)
  })
}
