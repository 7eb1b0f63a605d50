import { X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { observation } from '../store/testing.ts'
import type { Platform } from './platform.ts'
import { type RunningServer, ServeError, type ServeOptions, serveApi } from './server.ts'
import { as, fakePlatform, fakeStore } from './testing.ts'

let folder: string
let lines: string[] = []
const servers: RunningServer[] = []
const TIMES = { headersMs: 600, bodyStretchMs: 300, idleMs: 1000, stopMs: 300 }

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'server-'))
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  writeFileSync(
    join(folder, 'dist', 'index.html'),
    `<!doctype html><title>Sightglass</title>${' '.repeat(2000)}`,
  )
  writeFileSync(join(folder, 'dist', 'assets', 'index-Ab3_x9Zq.js'), 'export const a = 1\n'.repeat(200))
  writeFileSync(join(folder, 'dist', '.sources'), 'the secret of the build')
  writeFileSync(join(folder, 'secret.txt'), 'the secret beside the console')
})
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function serve(
  parts: Partial<Platform> = {},
  options: Partial<ServeOptions> = {},
): Promise<RunningServer> {
  lines = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const server = await serveApi(fakePlatform({ clock: { now: () => performance.now() }, ...parts }), {
    listen: '127.0.0.1:0',
    data: folder,
    console: join(folder, 'dist'),
    log: pino({}, sink),
    times: TIMES,
    ...options,
  })
  servers.push(server)
  return server
}

/** Sends bytes as they are and gives all that comes back until the other side closes. */
function raw(port: number, text: string, during?: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve) => {
    let got = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text)
      during?.(socket)
    })
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1')
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(got))
  })
}
const ask = (port: number, path: string, host = 'localhost') =>
  raw(port, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)

describe('a server', () => {
  test('gives the API and the console, each with careful headers', async () => {
    const { url } = await serve()
    const api = await fetch(`${url}/api/v1/sites`, { headers: as('read') })
    expect([api.status, await api.json()]).toEqual([200, [{ id: 'works', title: 'Water works' }]])
    const page = await fetch(`${url}/`)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    for (const { headers } of [api, page]) {
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('strict-transport-security')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
    }
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';/)
  })

  test('keeps hashed files for ever, asks again for the page, and compresses', async () => {
    const { url } = await serve()
    const script = await fetch(`${url}/assets/index-Ab3_x9Zq.js`)
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(script.headers.get('content-encoding')).toBe('gzip')
    expect((await script.text()).startsWith('export const a = 1')).toBe(true)
    const plain = await fetch(`${url}/`, { headers: { 'accept-encoding': 'identity' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(plain.headers.get('cache-control')).toBe('no-cache')
    const again = await fetch(`${url}/`, { headers: { 'if-none-match': plain.headers.get('etag')! } })
    expect(again.status).toBe(304)
  })

  test('gives the page for addresses inside the console, and not for files or routes there are not', async () => {
    const { url } = await serve()
    const deep = await fetch(`${url}/sites/works/assets/10`)
    const named = await fetch(`${url}/sites/works/assets/10.0.0.12`, { headers: { accept: 'text/html,*/*' } })
    expect([named.status, named.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect((await fetch(`${url}/sites/works/assets/10.0.0.12`)).status).toBe(404)
    expect([deep.status, await deep.text()]).toMatchObject([200, expect.stringContaining('Sightglass')])
    expect((await fetch(`${url}/assets/gone.js`)).status).toBe(404)
    expect((await fetch(`${url}/api/v2/sites`)).status).toBe(404)
    expect((await fetch(`${url}/`, { method: 'POST' })).status).toBe(404)
  })

  test('gives no file beside the console, whatever the path', async () => {
    const { port } = await serve()
    for (const path of [
      '/.sources',
      '/../secret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/..%5csecret.txt',
      '/assets/..\\..\\secret.txt',
      '//secret.txt',
      '/./../secret.txt',
      '/assets/%00/../../secret.txt',
      `/${join(folder, 'secret.txt')}`,
      'file:///etc/passwd',
      'http://localhost/../secret.txt',
    ]) {
      const got = await ask(port, path)
      expect({ path, got }).not.toMatchObject({ got: expect.stringMatching(/the secret|root:/) })
      expect({ path, status: got.slice(9, 12) }).toEqual({
        path,
        status: expect.stringMatching(/^(400|404)$/),
      })
    }
  })

  test('answers to no name but its own on loopback', async () => {
    const { port } = await serve()
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '10.0.0.1',
    ])
      for (const path of ['/', '/api/v1/health']) {
        const got = await ask(port, path, host)
        expect({ host, path, status: got.slice(9, 12) }).toEqual({ host, path, status: '421' })
        expect(got).not.toContain('<title>')
      }
    for (const host of ['localhost', `127.0.0.1:${port}`, `[::1]:${port}`])
      expect((await ask(port, '/api/v1/health', host)).slice(9, 12)).toBe('200')
  })

  test('says that there is no console when it is not built', async () => {
    const { url } = await serve({}, { console: join(folder, 'nothing') })
    const answer = await fetch(`${url}/`)
    expect([answer.status, await answer.text()]).toMatchObject([404, expect.stringContaining('is not built')])
  })
})

describe('a client that', () => {
  test('sends its headers too slowly is cut off', async () => {
    const { port } = await serve()
    const begin = performance.now()
    const got = await raw(port, 'GET / HTTP/1.1\r\nHost: local', (socket) => {
      const timer = setInterval(() => socket.write('h'), 100)
      socket.on('close', () => clearInterval(timer))
    })
    expect(got.slice(9, 12)).toBe('408')
    expect(performance.now() - begin).toBeLessThan(5000)
  })

  test('sends its body too slowly is cut off, also when it goes on sending', async () => {
    const { port } = await serve()
    const begin = performance.now()
    const head = `PUT /api/v1/sites/works HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\nAuthorization: ${as().authorization}\r\n\r\n{`
    await raw(port, head, (socket) => {
      const timer = setInterval(() => socket.write(' '), 50)
      socket.on('close', () => clearInterval(timer))
    })
    expect(performance.now() - begin).toBeLessThan(5000)
  })

  test('takes nothing of what it asked for is cut off', async () => {
    let pages = 0
    const item = { ...observation(1), function: 'x'.repeat(4000), sensor: 'mirror', sequence: 1, position: 0 }
    const endless = fakeStore(
      {},
      {
        list: () => {
          pages++
          return Promise.resolve({ items: Array(500).fill(item) as never[], next: '1' })
        },
      },
    )
    const { port } = await serve({ store: endless })
    const begin = performance.now()
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `GET /api/v1/sites/works/observations?format=ndjson HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${as().authorization}\r\n\r\n`,
        )
        socket.pause()
        const timer = setInterval(() => {
          const before = pages
          setTimeout(() => {
            if (pages > before || pages === 0) return
            clearInterval(timer)
            socket.resume()
          }, 1500)
        }, 1600)
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve())
    })
    expect(performance.now() - begin).toBeLessThan(15_000)
    expect(pages).toBeLessThan(200)
  })

  test('sends too large a body is refused, with and without saying its size', async () => {
    const { url } = await serve()
    const body = JSON.stringify({ title: 'x'.repeat(1_000_000) })
    const headers = { 'content-type': 'application/json', ...as() }
    expect((await fetch(`${url}/api/v1/sites/works`, { method: 'PUT', body, headers })).status).toBe(413)
    const stream = new Blob([body]).stream()
    const streamed = await fetch(`${url}/api/v1/sites/works`, {
      method: 'PUT',
      body: stream,
      headers,
      duplex: 'half',
    } as RequestInit)
    expect(streamed.status).toBe(413)
  })

  test('asks too often has to wait, and is told how long', async () => {
    const { url } = await serve({ clock: { now: () => 0 } })
    const statuses = new Map<number, number>()
    let retry: string | null = null
    for (let count = 0; count < 520; count++) {
      const answer = await fetch(`${url}/api/v1/health`)
      await answer.arrayBuffer()
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      retry ??= answer.headers.get('retry-after')
    }
    expect([...statuses]).toEqual([
      [200, 500],
      [429, 20],
    ])
    expect(retry).toBe('1')
  })

  test('sends headers without end is refused', async () => {
    const { port } = await serve()
    const got = await raw(port, `GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`)
    expect(got.slice(9, 12)).toBe('431')
  })
})

describe('the log', () => {
  test('has a line for each request, and no secret', async () => {
    const { url } = await serve()
    await fetch(`${url}/api/v1/sites?token=in-query`, {
      headers: { ...as('read'), cookie: 'sightglass=in-cookie' },
    })
    await fetch(`${url}/api/v1/sites`, { headers: { authorization: 'Bearer in-token' } })
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(told).toMatchObject([
      {
        method: 'GET',
        route: '/sites',
        path: '/api/v1/sites',
        status: 200,
        account: 'ada',
        from: '127.0.0.1',
      },
      { status: 401 },
    ])
    expect(lines.join('')).not.toMatch(/in-query|in-cookie|in-token|Bearer/)
  })

  test('stays a log whatever the names in it are', async () => {
    const { port } = await serve()
    const hostile = ['<img src=x onerror=alert(1)>', '\x1b[2Jgone', 'a\u202egnp', 'x'.repeat(4000)]
    for (const name of hostile)
      await ask(port, `/api/v1/sites/${Buffer.from(name.replaceAll(' ', '%20')).toString('latin1')}/assets`)
    const bidi = await ask(port, `/api/v1/sites/${encodeURIComponent('\u202e\r\n{"forged":1}')}/assets`)
    expect(bidi.slice(9, 12)).toBe('401')
    for (const line of lines) {
      expect(line).toMatch(/^[\x20-\x7e]{10,2000}\n$/)
      expect(() => JSON.parse(line)).not.toThrow()
    }
    expect(lines.length).toBeGreaterThan(2)
  })

  test('tells a fault of ours with its cause, while the answer does not', async () => {
    const { url } = await serve({
      store: fakeStore({}, { sites: () => Promise.reject(new Error('inside\nmatter')) }),
    })
    const answer = await fetch(`${url}/api/v1/sites`, { headers: as('read') })
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('matter')])
    expect(lines.join('')).toContain('matter')
  })
})

describe('TLS', () => {
  const get = (url: string, ca: string) =>
    new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
      httpsRequest(url, { ca, servername: 'localhost' }, (answer) => {
        answer.resume()
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }))
      })
        .on('error', reject)
        .end()
    })

  test('has a certificate of our own where others can listen in, whose key only its owner can read', async () => {
    const { port, url, fingerprint } = await serve({}, { listen: '0.0.0.0:0' })
    expect(url).toBe(`https://0.0.0.0:${port}`)
    const cert = readFileSync(join(folder, 'tls', 'cert.pem'), 'utf8')
    expect(statSync(join(folder, 'tls', 'key.pem')).mode & 0o777).toBe(0o600)
    expect(fingerprint).toBe(new X509Certificate(cert).fingerprint256)
    const { status, headers } = await get(`https://localhost:${port}/api/v1/health`, cert)
    expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000'])
    const again = await serve({}, { listen: '0.0.0.0:0' })
    expect(again.fingerprint).toBe(fingerprint)
  })

  test("takes the user's certificate, and says what is wrong with it", async () => {
    const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(folder, 'tls', name)) as [string, string]
    const { port } = await serve({}, { tls: { cert, key } })
    expect((await get(`https://localhost:${port}/`, readFileSync(cert, 'utf8'))).status).toBe(200)
    await expect(serve({}, { tls: { cert: key, key } })).rejects.toThrow('is no certificate in PEM')
    await expect(serve({}, { tls: { cert: join(folder, 'none'), key } })).rejects.toThrow(ServeError)
  })

  test('is left out elsewhere only when asked for', async () => {
    const { url } = await serve({}, { listen: '0.0.0.0:0', insecureHttp: true })
    expect(url).toMatch(/^http:/)
  })
})

describe('listening', () => {
  test('at no place, or a taken one, is refused in words', async () => {
    const { port } = await serve()
    await expect(serve({}, { listen: 'nowhere' })).rejects.toThrow("'nowhere' is no place to listen at")
    await expect(serve({}, { listen: `127.0.0.1:${port}` })).rejects.toThrow(
      'something else listens there already',
    )
  })

  test('ends in time though a client holds on to an answer', async () => {
    const endless = fakeStore(
      {},
      { list: () => new Promise((resolve) => setTimeout(() => resolve({ items: [], next: '1' }), 10)) },
    )
    const server = await serve({ store: endless })
    const reading = fetch(`${server.url}/api/v1/sites/works/assets?format=csv`, {
      headers: as('read', 'export'),
    })
    await (await reading).body?.getReader().read()
    const begin = performance.now()
    await servers.pop()!.close()
    expect(performance.now() - begin).toBeLessThan(2000)
  })
})
