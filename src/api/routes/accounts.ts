import { z } from '@hono/zod-openapi'
import { accountNameSchema } from '../../access/account.ts'
import type { Person } from '../../access/people.ts'
import { ROLES } from '../../access/permissions.ts'
import { limits } from '../../base/limits.ts'
import { roleSchema, sideSchema } from '../../model/principal.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { principalOf, route } from '../route.ts'
import { json } from '../schemas.ts'

const accountSchema = z
  .object({
    name: z.string(),
    fullName: z.string(),
    role: roleSchema,
    side: sideSchema,
    disabled: z.boolean(),
    mustChange: z.boolean().describe('the password was set by somebody else and has to be changed first'),
    created: z.string(),
    passwordChanged: z.string(),
    lastSignIn: z.string().optional(),
  })
  .meta({ id: 'Account' })

const fullName = z.string().max(200)
const password = z.string().min(1).max(limits.access.passwordMost)
const params = z.object({ name: accountNameSchema })

const list = route({
  method: 'get',
  path: '/accounts',
  needs: 'accounts',
  summary: 'All accounts',
  tags: ['accounts'],
  responses: { 200: json(z.array(accountSchema), 'The accounts, by name') },
})

const create = route({
  method: 'post',
  path: '/accounts',
  needs: 'accounts',
  summary: 'Add an account; its password has to be changed at the first sign-in',
  tags: ['accounts'],
  request: {
    body: {
      required: true,
      ...json(
        z.object({ name: accountNameSchema, fullName: fullName.optional(), role: roleSchema, password }),
        'The account',
      ),
    },
  },
  responses: { 200: json(accountSchema, 'The account as it is now') },
})

const change = route({
  method: 'patch',
  path: '/accounts/{name}',
  needs: 'accounts',
  summary: 'Change an account; another role, a new password or being disabled ends its sessions',
  tags: ['accounts'],
  request: {
    params,
    body: {
      required: true,
      ...json(
        z.object({
          fullName: fullName.optional(),
          role: roleSchema.optional(),
          disabled: z.boolean().optional(),
          password: password.optional(),
        }),
        'What shall be different',
      ),
    },
  },
  responses: { 200: json(accountSchema, 'The account as it is now') },
})

const remove = route({
  method: 'delete',
  path: '/accounts/{name}',
  needs: 'accounts',
  summary: 'Remove an account with its sessions and tokens',
  tags: ['accounts'],
  request: { params },
  responses: { 204: { description: 'Removed' } },
})

export function accountRoutes(api: Api, { access }: Platform): void {
  api.openapi(list, (context) => context.json(access.people.list().map(accountOf), 200))
  api.openapi(create, async (context) => {
    const created = await access.people.create(principalOf(context), context.req.valid('json'))
    return context.json(accountOf(created), 200)
  })
  api.openapi(change, async (context) => {
    const { name } = context.req.valid('param')
    const changed = await access.people.change(principalOf(context), name, context.req.valid('json'))
    return context.json(accountOf(changed), 200)
  })
  api.openapi(remove, async (context) => {
    await access.people.remove(principalOf(context), context.req.valid('param').name)
    return context.body(null, 204)
  })
}

function accountOf(person: Person) {
  return { ...person, side: ROLES[person.role].side }
}
