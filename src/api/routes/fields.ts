import { z } from '@hono/zod-openapi'
import type { Fields } from '../../model/field.ts'
import { FIELDS } from '../../store/contract.ts'
import type { Api } from '../app.ts'
import { route } from '../route.ts'
import { json } from '../schemas.ts'

const fieldSchema = z
  .object({
    name: z.string(),
    type: z
      .enum(['text', 'number', 'time', 'flag', 'set'])
      .describe('set: several values, each of which counts'),
    sorts: z.boolean(),
    words: z.array(z.string()).optional().describe('all values that it can have, where there are no others'),
  })
  .meta({ id: 'Field' })
const ofList = z.array(fieldSchema)

const fields = route({
  method: 'get',
  path: '/fields',
  needs: 'read',
  summary: 'What each list can be filtered and sorted by',
  tags: ['lists'],
  responses: {
    200: json(
      z.object({
        assets: ofList,
        changes: ofList,
        conversations: ofList,
        operations: ofList,
        observations: ofList,
      }),
      'The fields of the lists',
    ),
  },
})

export function fieldRoutes(api: Api): void {
  const { assets, changes, conversations, operations, observations } = FIELDS
  const answer = {
    assets: told(assets),
    changes: told(changes),
    conversations: told(conversations),
    operations: told(operations),
    observations: told(observations),
  }
  api.openapi(fields, (context) => context.json(answer, 200))
}

function told(fields: Fields): z.infer<typeof ofList> {
  return Object.entries(fields).map(([name, { type, sorts = false, words }]) => ({
    name,
    type,
    sorts,
    ...(words === undefined ? {} : { words: [...words] }),
  }))
}
