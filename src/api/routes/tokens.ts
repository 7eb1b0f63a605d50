import { z } from '@hono/zod-openapi'
import type { Token } from '../../access/account.ts'
import { limits } from '../../base/limits.ts'
import { PERMISSIONS, permissionSchema } from '../../model/principal.ts'
import { nameSchema } from '../../model/site.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { principalOf, route } from '../route.ts'
import { json } from '../schemas.ts'

const tokenSchema = z
  .object({
    id: z.string(),
    account: z.string().describe('whose it is'),
    title: z.string().describe('what uses it'),
    permissions: z.array(permissionSchema),
    site: nameSchema.optional().describe('the only site it may touch; absent: all'),
    created: z.string(),
    expires: z.string(),
    used: z.string().optional().describe('when it was used last, to the minute'),
    usedFrom: z.string().optional(),
  })
  .meta({ id: 'Token' })

const OWN = 'everybody may have tokens for what they may do themselves'

const list = route({
  method: 'get',
  path: '/tokens',
  needs: { signedIn: OWN },
  summary: 'Your own tokens; all, if you manage accounts',
  tags: ['tokens'],
  responses: { 200: json(z.array(tokenSchema), 'The tokens, newest first') },
})

const create = route({
  method: 'post',
  path: '/tokens',
  needs: { signedIn: OWN },
  summary: 'Make a token for a part of what you may do',
  tags: ['tokens'],
  request: {
    body: {
      required: true,
      ...json(
        z.object({
          title: z.string().min(1).max(200),
          permissions: z.array(permissionSchema).min(1).max(PERMISSIONS.length),
          site: nameSchema.optional(),
          days: z.number().positive().max(limits.access.tokenDays),
        }),
        'What it is for, what it may do, and how long',
      ),
    },
  },
  responses: {
    200: json(tokenSchema.extend({ secret: z.string().describe('shown this once') }), 'The token'),
  },
})

const remove = route({
  method: 'delete',
  path: '/tokens/{id}',
  needs: { signedIn: OWN },
  summary: 'End a token',
  tags: ['tokens'],
  request: { params: z.object({ id: z.string().max(64) }) },
  responses: { 204: { description: 'Ended' } },
})

export function tokenRoutes(api: Api, { access }: Platform): void {
  api.openapi(list, (context) => context.json(access.tokens.list(principalOf(context)).map(tokenOf), 200))
  api.openapi(create, async (context) => {
    const { secret, token } = await access.tokens.create(principalOf(context), context.req.valid('json'))
    context.header('Cache-Control', 'no-store')
    return context.json({ ...tokenOf(token), secret }, 200)
  })
  api.openapi(remove, async (context) => {
    await access.tokens.remove(principalOf(context), context.req.valid('param').id)
    return context.body(null, 204)
  })
}

function tokenOf({ created, expires, used, ...token }: Token) {
  return {
    ...token,
    created: new Date(created).toISOString(),
    expires: new Date(expires).toISOString(),
    ...(used !== undefined && { used: new Date(used).toISOString() }),
  }
}
