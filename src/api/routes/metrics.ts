import { z } from '@hono/zod-openapi'
import type { Measure } from '../../model/measure.ts'
import type { Api, Workings } from '../app.ts'
import { measureText, processMeasures } from '../metrics.ts'
import type { Platform } from '../platform.ts'
import { route } from '../route.ts'

const metrics = route({
  method: 'get',
  path: '/metrics',
  needs: ['metrics', 'settings', 'audit'],
  summary: 'Measurements of the server, as Prometheus reads them',
  tags: ['health'],
  responses: { 200: { description: 'Text format 0.0.4', content: { 'text/plain': { schema: z.string() } } } },
})

export function metricsRoutes(api: Api, platform: Platform, { requests, streams }: Workings): void {
  api.openapi(metrics, async (context) => {
    const measures = [
      ...ownMeasures(platform, streams.count),
      ...(await platform.measures()),
      ...processMeasures(),
    ]
    const text = measures.map(measureText).join('') + requests.text()
    return context.text(text, 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
}

function ownMeasures({ store, version }: Platform, streams: number): Measure[] {
  const { ingest } = store.state()
  return [
    {
      name: 'sightglass_build_info',
      help: 'The program that runs.',
      kind: 'gauge',
      values: [{ labels: { version }, value: 1 }],
    },
    {
      name: 'sightglass_ingest_state',
      help: 'What becomes of what is heard: 1 for the state that holds.',
      kind: 'gauge',
      values: (['running', 'full', 'failed', 'closed'] as const).map((state) => ({
        labels: { state },
        value: state === ingest ? 1 : 0,
      })),
    },
    {
      name: 'sightglass_event_streams',
      help: 'Open streams of events.',
      kind: 'gauge',
      values: [{ value: streams }],
    },
  ]
}
