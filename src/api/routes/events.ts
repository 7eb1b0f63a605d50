import { z } from '@hono/zod-openapi'
import { nameSchema } from '../../model/site.ts'
import type { Api, Workings } from '../app.ts'
import type { Platform } from '../platform.ts'
import { credentialsOf } from '../principal.ts'
import { principalOf, route } from '../route.ts'

const NEEDS = 'read'
const number = z.coerce.number().int().nonnegative()

const events = route({
  method: 'get',
  path: '/events',
  needs: NEEDS,
  summary: 'What happens, as it happens',
  description:
    'Server-sent events. Each has an id; who comes back with the last one in `Last-Event-ID` gets what came since. `ready`: what came before was told; `reset`: too much came since, look at everything anew; the others are `assets`, `operations`, `sensors`, `job` and `state`, whose data is `{ site, data }`.',
  tags: ['events'],
  request: {
    query: z.object({
      site: nameSchema.optional().describe('only what is of this site, or of all'),
      after: number.optional().describe('as Last-Event-ID, for who cannot send it'),
    }),
    headers: z.object({ 'last-event-id': z.string().max(64).optional() }),
  },
  responses: {
    200: { description: 'A stream without end', content: { 'text/event-stream': { schema: z.string() } } },
  },
})

export function eventRoutes(api: Api, { access }: Platform, { streams }: Workings): void {
  api.openapi(events, (context) => {
    const { site, after } = context.req.valid('query')
    const credentials = credentialsOf(context)
    const still = async () => {
      if (credentials === undefined) return false
      const principal = await access.identify({ ...credentials, watching: true })
      return principal?.permissions.includes(NEEDS) ?? false
    }
    const stream = streams.stream({
      account: principalOf(context).account,
      site,
      after: numberOf(context.req.valid('header')['last-event-id']) ?? after,
      still,
    })
    return context.body(stream, 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    })
  })
}

/** A browser sends back what it was given last; what we never gave means nothing. */
function numberOf(id: string | undefined): number | undefined {
  return id !== undefined && /^\d{1,16}$/.test(id) ? Number(id) : undefined
}
