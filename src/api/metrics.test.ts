import { expect, test } from 'vitest'
import type { Measure } from '../model/measure.ts'
import { RequestMeasures } from './metrics.ts'
import { as, fakePlatform } from './testing.ts'
import { createWeb } from './web.ts'

const batches: Measure = {
  name: 'sightglass_ingest_batches_total',
  help: 'Batches stored.',
  kind: 'counter',
  values: [{ labels: { sensor: 'a"b\\c\nd' }, value: 7 }],
}
const SAMPLE = /^[a-z_]+(\{[a-z]+="([^"\\\n]|\\.)*"(,[a-z]+="([^"\\\n]|\\.)*")*\})? -?[\d.e+-]+$/

test('measurements are as Prometheus reads them', async () => {
  const web = createWeb(fakePlatform({ measures: () => Promise.resolve([batches]) }), {
    loopback: true,
    secure: false,
  })
  const get = (path: string) =>
    web.request(`http://localhost/api/v1${path}`, { headers: as('read', 'metrics') })
  await get('/sites')
  await get('/sites')
  await get('/sites/elsewhere/assets')
  await get('/nowhere')
  const answer = await get('/metrics')
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const lines = (await answer.text()).trimEnd().split('\n')
  for (const line of lines) expect(line).toMatch(line.startsWith('#') ? /^# (HELP|TYPE) [a-z_]+ \S/ : SAMPLE)
  for (const sample of [
    'sightglass_build_info{version="0.0.0-test"} 1',
    'sightglass_ingest_state{state="running"} 1',
    'sightglass_ingest_state{state="full"} 0',
    'sightglass_ingest_batches_total{sensor="a\\"b\\\\c\\nd"} 7',
    'sightglass_http_requests_total{method="GET",route="/sites",status="200"} 2',
    'sightglass_http_requests_total{method="GET",route="/sites/{site}/assets",status="404"} 1',
    'sightglass_http_requests_total{method="GET",route="none",status="404"} 1',
    'sightglass_http_request_duration_seconds_count{method="GET",route="/sites"} 2',
    'sightglass_http_request_duration_seconds_bucket{method="GET",route="/sites",le="+Inf"} 2',
  ])
    expect(lines).toContain(sample)
  const declared = lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2])
  expect(new Set(declared).size).toBe(declared.length)
})

test('measurements need a permission of their own', async () => {
  const web = createWeb(fakePlatform(), { loopback: true, secure: false })
  const status = async (headers: Record<string, string>) =>
    (await web.request('http://localhost/api/v1/metrics', { headers })).status
  expect([await status({}), await status(as('read')), await status(as('metrics'))]).toEqual([401, 403, 200])
})

test('durations add up in buckets, and invented methods count as one', () => {
  const measures = new RequestMeasures()
  const answered = { route: '/sites', path: '/api/v1/sites', status: 200, from: '' }
  for (const milliseconds of [1, 7, 600, 60_000])
    measures.answered({ ...answered, method: 'GET', milliseconds })
  for (let index = 0; index < 1000; index++)
    measures.answered({ ...answered, method: `M${index}`, milliseconds: 1 })
  const text = measures.text()
  for (const [bound, count] of [
    ['0.005', 1],
    ['0.01', 2],
    ['0.5', 2],
    ['1', 3],
    ['10', 3],
    ['+Inf', 4],
  ] as const)
    expect(text).toContain(`_bucket{method="GET",route="/sites",le="${bound}"} ${count}\n`)
  expect(text).toContain('requests_total{method="other",route="/sites",status="200"} 1000')
  expect(text.split('\n').length).toBeLessThan(40)
})
