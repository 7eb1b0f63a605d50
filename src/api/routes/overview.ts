import { overviewOf } from '../../hub/overview.ts'
import { overviewSchema } from '../../model/overview.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { route } from '../route.ts'
import { json, siteParams } from '../schemas.ts'

const read = route({
  method: 'get',
  path: '/sites/{site}/overview',
  needs: 'read',
  summary: 'The site at a glance: what is abnormal, what is there, what changed, what cannot be seen',
  description: 'Of the last day; where nothing was heard for a day, of the last day that was heard.',
  tags: ['sums'],
  request: { params: siteParams },
  responses: { 200: json(overviewSchema, 'The overview') },
})

export function overview(api: Api, { store, clock, sensors }: Platform): void {
  api.openapi(read, async (context) => {
    const { site } = context.req.valid('param')
    const seen = await overviewOf(store, site, { now: clock.now(), sensors: sensors.list(site) })
    return context.json(seen, 200)
  })
}
