import { z } from '@hono/zod-openapi'
import { limits } from '../../base/limits.ts'
import { importJobSchema } from '../../model/import-job.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { principalOf, route } from '../route.ts'
import { json, siteParams } from '../schemas.ts'
import { tooLarge, uploadOf } from '../upload.ts'

const one = siteParams.extend({ id: z.string().max(64) })

const list = route({
  method: 'get',
  path: '/sites/{site}/captures',
  needs: 'read',
  summary: 'Captures that were given: what was read, what is being read, what waits',
  tags: ['captures'],
  request: { params: siteParams },
  responses: { 200: json(z.array(importJobSchema), 'The imports, the newest first') },
})

const add = route({
  method: 'post',
  path: '/sites/{site}/captures',
  needs: 'import',
  upload: true,
  summary: 'Give a capture, whose bytes are the body, to be read',
  description: 'pcap, pcapng or snoop, plain or compressed. Packets that the site has already count once.',
  tags: ['captures'],
  request: {
    params: siteParams,
    query: z.object({ name: z.string().max(1000).default('capture').describe('what the file is called') }),
  },
  responses: { 201: json(importJobSchema, 'The import, which waits its turn') },
})

const get = route({
  method: 'get',
  path: '/sites/{site}/captures/{id}',
  needs: 'read',
  summary: 'One import',
  tags: ['captures'],
  request: { params: one },
  responses: { 200: json(importJobSchema, 'The import') },
})

const remove = route({
  method: 'delete',
  path: '/sites/{site}/captures/{id}',
  needs: 'import',
  summary: 'Cancel an import, or forget one that is over together with the packets that were kept',
  tags: ['captures'],
  request: { params: one },
  responses: { 204: { description: 'It is cancelled or gone' } },
})

export function captures(api: Api, { jobs, access }: Platform): void {
  api.openapi(list, (context) => context.json(jobs.list(context.req.valid('param').site), 200))
  api.openapi(get, (context) => {
    const { site, id } = context.req.valid('param')
    return context.json(jobs.get(site, id), 200)
  })
  api.openapi(add, async (context) => {
    const { site } = context.req.valid('param')
    const { name } = context.req.valid('query')
    const size = sizeOf(context.req.header('content-length'))
    // Before the store looks for room for it.
    if (size !== undefined && size > limits.hub.uploadBytes) throw tooLarge(limits.hub.uploadBytes)
    const body = uploadOf(context, limits.hub.uploadBytes)
    const principal = principalOf(context)
    const job = await jobs.add(site, { name, by: principal.account, size, body })
    await access.audit(principal, 'capture-given', { site, id: job.id, name: job.name, bytes: job.size })
    return context.json(job, 201)
  })
  api.openapi(remove, async (context) => {
    const { site, id } = context.req.valid('param')
    await jobs.remove(site, id)
    await access.audit(principalOf(context), 'capture-removed', { site, id })
    return context.body(null, 204)
  })
}

function sizeOf(header: string | undefined): number | undefined {
  return header !== undefined && /^\d{1,15}$/.test(header) ? Number(header) : undefined
}
