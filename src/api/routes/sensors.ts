import { z } from '@hono/zod-openapi'
import type { SensorCommit } from '../../hub/sensors/sensors.ts'
import type { Principal } from '../../model/principal.ts'
import { type SensorSettings, sensorSettingsSchema, sensorStateSchema } from '../../model/sensing.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { principalOf, route } from '../route.ts'
import { json, siteParams } from '../schemas.ts'

const one = siteParams.extend({ id: z.string().max(64) })
const interfaceSchema = z
  .object({ name: z.string(), up: z.boolean().describe('packets can be captured only while it is') })
  .meta({ id: 'Interface' })

const interfaces = route({
  method: 'get',
  path: '/interfaces',
  needs: 'sensors',
  summary: 'The interfaces of this machine, which a sensor could listen on',
  tags: ['sensors'],
  responses: { 200: json(z.array(interfaceSchema), 'The interfaces, by name') },
})

const list = route({
  method: 'get',
  path: '/sites/{site}/sensors',
  needs: 'read',
  summary: 'Who listens, and how they are doing',
  tags: ['sensors'],
  request: { params: siteParams },
  responses: { 200: json(z.array(sensorStateSchema), 'The sensors') },
})

const add = route({
  method: 'post',
  path: '/sites/{site}/sensors',
  needs: 'sensors',
  summary: 'Add a sensor on interfaces of this machine, and start it',
  tags: ['sensors'],
  request: {
    params: siteParams,
    body: { required: true, ...json(sensorSettingsSchema, 'What to listen on') },
  },
  responses: { 201: json(sensorStateSchema, 'The sensor; it may still be starting') },
})

const change = route({
  method: 'patch',
  path: '/sites/{site}/sensors/{id}',
  needs: 'sensors',
  summary: 'Start or stop a sensor',
  tags: ['sensors'],
  request: {
    params: one,
    body: { required: true, ...json(z.strictObject({ runs: z.boolean() }), 'Whether it shall listen') },
  },
  responses: { 200: json(sensorStateSchema, 'The sensor') },
})

const remove = route({
  method: 'delete',
  path: '/sites/{site}/sensors/{id}',
  needs: 'sensors',
  summary: 'Stop a sensor and forget it; what it told and the packets it kept stay',
  tags: ['sensors'],
  request: { params: one },
  responses: { 204: { description: 'It is gone' } },
})

/** Sensors are changed together with the entry in the audit log that says who did it. */
export function sensors(api: Api, { sensors, interfaces: machine, access }: Platform): void {
  const telling =
    (who: Principal, what: string, of: { site: string } & Partial<SensorSettings>): SensorCommit =>
    (change, id) =>
      access.change({ who, what, details: { id, ...of } }, change)
  api.openapi(interfaces, (context) => context.json(machine(), 200))
  api.openapi(list, (context) => context.json(sensors.list(context.req.valid('param').site), 200))
  api.openapi(add, async (context) => {
    const { site } = context.req.valid('param')
    const settings = context.req.valid('json')
    const tell = telling(principalOf(context), 'sensor-added', { site, ...settings })
    const added = await sensors.add(site, settings, 'live', tell)
    return context.json(added, 201)
  })
  api.openapi(change, async (context) => {
    const { site, id } = context.req.valid('param')
    const { runs } = context.req.valid('json')
    const tell = telling(principalOf(context), runs ? 'sensor-started' : 'sensor-stopped', { site })
    const state = await (runs ? sensors.start(site, id, tell) : sensors.stop(site, id, tell))
    return context.json(state, 200)
  })
  api.openapi(remove, async (context) => {
    const { site, id } = context.req.valid('param')
    await sensors.remove(site, id, telling(principalOf(context), 'sensor-removed', { site }))
    return context.body(null, 204)
  })
}
