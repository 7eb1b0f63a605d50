import { z } from '@hono/zod-openapi'
import { signInPolicySchema } from '../../access/sessions.ts'
import { RETENTION_AT, retentionChange } from '../../hub/hub.ts'
import { WHOLE } from '../../model/document.ts'
import { DEFAULT_RETENTION, retentionSchema } from '../../model/retention.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { principalOf, route } from '../route.ts'
import { json } from '../schemas.ts'

const settingsSchema = z
  .object({ retention: retentionSchema, signIn: signInPolicySchema })
  .meta({ id: 'Settings' })

const read = route({
  method: 'get',
  path: '/settings',
  needs: 'settings',
  summary: 'How long things are kept, and how long people stay signed in',
  tags: ['settings'],
  responses: { 200: json(settingsSchema, 'The settings') },
})

const write = route({
  method: 'put',
  path: '/settings',
  needs: 'settings',
  summary: 'Change settings; what is not given stays',
  tags: ['settings'],
  request: { body: { required: true, ...json(settingsSchema.partial(), 'What shall be different') } },
  responses: { 200: json(settingsSchema, 'The settings as they are now') },
})

export function settingsRoutes(api: Api, { store, access }: Platform): void {
  const stored = () => store.document(WHOLE, RETENTION_AT.kind, RETENTION_AT.id)
  const settings = async () => {
    const kept = retentionSchema.safeParse((await stored())?.body)
    return { retention: kept.data ?? DEFAULT_RETENTION, signIn: await access.sessions.policy() }
  }
  api.openapi(read, async (context) => context.json(await settings(), 200))
  api.openapi(write, async (context) => {
    const who = principalOf(context)
    const { retention, signIn } = context.req.valid('json')
    if (retention !== undefined) {
      const change = await retentionChange(store, retention)
      await access.change({ who, what: 'retention-changed', details: retention }, change)
    }
    if (signIn !== undefined) await access.sessions.setPolicy(who, signIn)
    return context.json(await settings(), 200)
  })
}
