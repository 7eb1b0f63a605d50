import { z } from '@hono/zod-openapi'
import { limits } from '../../base/limits.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { route } from '../route.ts'
import { json } from '../schemas.ts'

const healthSchema = z
  .object({
    status: z.enum(['ok', 'degraded']).describe('degraded: reading goes on, but nothing new is stored'),
    ingest: z.enum(['running', 'full', 'failed', 'closed']),
    reason: z.string().optional().describe('why nothing is stored; for people who are signed in'),
    version: z.string().optional(),
    limits: z.record(z.string(), z.record(z.string(), z.number())).optional(),
  })
  .meta({ id: 'Health' })

const health = route({
  method: 'get',
  path: '/health',
  needs: {
    public: 'whoever watches that the server runs needs no account; what it is and holds is not told',
  },
  summary: 'Whether all is well',
  tags: ['health'],
  responses: { 200: json(healthSchema, 'The state of the server') },
})

export function healthRoutes(api: Api, { store, version }: Platform): void {
  api.openapi(health, (context) => {
    const { ingest, reason } = store.state()
    const known = context.var.principal !== undefined
    return context.json(
      {
        status: ingest === 'running' ? ('ok' as const) : ('degraded' as const),
        ingest,
        ...(known ? { reason, version, limits } : {}),
      },
      200,
    )
  })
}
