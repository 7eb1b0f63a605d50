import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MapAnswer } from '../../console/src/pages/map/plant.ts'

const DIST = fileURLToPath(new URL('../../console/dist', import.meta.url))
const KINDS: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"

/** The built console over one made-up site, under the policy of the real server. Gives its address and how to close it. */
export async function serveMap(answer: MapAnswer): Promise<{ url: string; close: () => void }> {
  const body = JSON.stringify(answer)
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname.startsWith('/api/v1')) answerApi(pathname.slice(7), searchParams, { answer, body }, response)
    else sendFile(pathname, response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => closeNow(server) }
}

function closeNow(server: Server): void {
  server.closeAllConnections()
  server.close()
}

function answerApi(
  path: string,
  query: URLSearchParams,
  { answer, body }: { answer: MapAnswer; body: string },
  response: ServerResponse,
): void {
  const json = (value: unknown) =>
    send(response, 200, typeof value === 'string' ? value : JSON.stringify(value))
  const permissions = ['read', 'export', 'packets', 'import', 'annotate', 'sensors']
  if (path === '/session') json({ name: 'ada', role: 'ot-engineer', side: 'ot', permissions })
  else if (path === '/sites') json([{ id: 'works', title: 'Water works' }])
  else if (path === '/health') json({ status: 'ok', ingest: 'running' })
  else if (path === '/events')
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': here\n\n')
  else if (path === '/sites/works/map') json(inTime(answer, query) ?? body)
  else if (path === '/sites/works/timeline') json(timeline(answer))
  else send(response, 404, JSON.stringify({ title: 'Not found', status: 404 }))
}

/** What was heard in the time asked for; nothing when no time is. */
function inTime(answer: MapAnswer, query: URLSearchParams): MapAnswer | undefined {
  const [from, until] = [query.get('from'), query.get('until')]
  if (from === null && until === null) return undefined
  const edges = answer.edges.filter((edge) => edge.last >= (from ?? '') && edge.first <= (until ?? '9'))
  return { ...answer, edges }
}

function timeline({ edges }: MapAnswer): { buckets: { time: string; counts: Record<string, number> }[] } {
  const days = Map.groupBy(edges, (edge) => edge.first.slice(0, 10))
  return {
    buckets: [...days].map(([time, some]) => ({
      time: `${time}T00:00:00Z`,
      counts: { conversations: some.length },
    })),
  }
}

function sendFile(pathname: string, response: ServerResponse): void {
  const path = join(DIST, normalize(pathname))
  const file =
    path.startsWith(DIST) && existsSync(path) && statSync(path).isFile() ? path : join(DIST, 'index.html')
  response.writeHead(200, {
    'content-type': KINDS[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': POLICY,
  })
  createReadStream(file).pipe(response)
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}
