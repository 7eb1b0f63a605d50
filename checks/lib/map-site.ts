import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MapAnswer } from '../../console/src/pages/map/plant.ts'
import { as, fakeApi } from '../../src/api/testing.ts'
import type { Store } from '../../src/store/contract.ts'

const DIST = fileURLToPath(new URL('../../console/dist', import.meta.url))
const API = '/api/v1'
const EVENTS = 'text/event-stream'
const KINDS: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"

/** Answers what the console asks of the API; the path begins below it. */
export type Answering = (path: string, query: URLSearchParams) => Response | Promise<Response>

/** The built console under the policy of the real server, over an API. Gives its address and how to close it. */
export async function serveConsole(answer: Answering): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (!pathname.startsWith(API)) sendFile(pathname, response)
    else
      Promise.resolve(answer(pathname.slice(API.length), searchParams)).then(
        (said) => pass(said, response),
        () => response.destroy(),
      )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => closeNow(server) }
}

function closeNow(server: Server): void {
  server.closeAllConnections()
  server.close()
}

async function pass(said: Response, response: ServerResponse): Promise<void> {
  response.writeHead(said.status, Object.fromEntries(said.headers))
  if (said.headers.get('content-type') === EVENTS) {
    response.write(await said.text())
    return
  }
  response.end(Buffer.from(await said.arrayBuffer()))
}

/** The real API over a store, for somebody who is signed in. */
export function ofStore(store: Store): Answering {
  const api = fakeApi({ store })
  return (path, query) => around(path) ?? api.request(`${path}?${query}`, { headers: as() })
}

/** Made-up answers for one site, for what no store would hold. */
export function madeUp(answer: MapAnswer): Answering {
  return (path) => {
    if (path === '/sites') return Response.json([{ id: 'works', title: 'Water works' }])
    if (path === '/sites/works/map') return Response.json(answer)
    return around(path) ?? Response.json({ title: 'Not found', status: 404 }, { status: 404 })
  }
}

/** What belongs to a person and not to a site. The stream of events stays open and tells nothing. */
function around(path: string): Response | undefined {
  const permissions = ['read', 'export', 'packets', 'import', 'annotate', 'sensors']
  if (path === '/session') return Response.json({ name: 'ada', role: 'ot-engineer', side: 'ot', permissions })
  if (path === '/events') return new Response(': here\n\n', { headers: { 'content-type': EVENTS } })
  return undefined
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
