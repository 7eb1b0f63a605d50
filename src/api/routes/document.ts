import { z } from '@hono/zod-openapi'
import type { Api } from '../app.ts'
import { documentOf } from '../document.ts'
import { route } from '../route.ts'
import { json } from '../schemas.ts'

const document = route({
  method: 'get',
  path: '/openapi.json',
  needs: { public: 'it stands in the source for everybody to read' },
  summary: 'This document',
  tags: ['health'],
  responses: { 200: json(z.record(z.string(), z.unknown()), 'OpenAPI 3.1') },
})

export function documentRoutes(api: Api): void {
  let made: Record<string, unknown> | undefined
  api.openapi(document, (context) => {
    made ??= documentOf(api)
    return context.json(made, 200)
  })
}
