import { createServer as createHttp, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { limits } from '../base/limits.ts'
import { type Answered, type Log, printable } from './access-log.ts'
import { isLoopback } from './address.ts'
import type { Platform } from './platform.ts'
import { SlowBodies } from './slow.ts'
import { type Certificate, fingerprintOf, givenCertificate, ownCertificate } from './tls.ts'
import { createWeb } from './web.ts'

export interface ServeOptions {
  /** `HOST:PORT`; port 0 is any that is free. */
  listen: string
  /** Folder that keeps the certificate we sign ourselves. */
  data: string
  /** Folder of the built console. */
  console?: string
  /** The user's certificate and key, in PEM. */
  tls?: { cert: string; key: string }
  /** Speak plain HTTP also where others can listen in, because something before us speaks TLS. */
  insecureHttp?: boolean
  log: Log
  /** Times that tests make shorter than `limits.api` has them. */
  times?: { headersMs: number; bodyStretchMs: number; idleMs: number; stopMs: number }
}

export interface RunningServer {
  /** Where it is reached, such as `https://192.0.2.1:8443`. */
  url: string
  port: number
  /** SHA-256 of the certificate when it is one of our own. */
  fingerprint?: string
  /** Takes no more requests, lets answers end for a moment, and lets go. */
  close(): Promise<void>
}

/** Why a server cannot be started as asked, in words. */
export class ServeError extends Error {}

/** Serves a platform over HTTP or HTTPS until closed. Throws a ServeError in words. */
export async function serveApi(platform: Platform, options: ServeOptions): Promise<RunningServer> {
  const { host, port } = placeOf(options.listen)
  const loopback = isLoopback(host)
  const certificate = await certificateOf(host, options)
  const { log } = options
  const closing = new AbortController()
  const web = createWeb(platform, {
    closing: closing.signal,
    ...(options.console === undefined ? {} : { console: options.console }),
    loopback,
    secure: certificate !== undefined,
    tell: (answered) => logAnswered(log, answered),
    report: (error) => log.error({ error: printable(stackOf(error)) }, 'fault'),
  })
  const times = options.times ?? limits.api
  const slow = new SlowBodies(times.bodyStretchMs)
  const bounds = { ...BOUNDS, headersTimeout: times.headersMs }
  const respond = getRequestListener(web.fetch)
  const server = certificate === undefined ? createHttp(bounds) : createHttps({ ...bounds, ...certificate })
  server.maxConnections = limits.api.connections
  server.setTimeout(times.idleMs)
  server.on('request', (request, response) => {
    slow.watch(request)
    void respond(request, response)
  })
  await listening(server, { host, port })
  const actual = (server.address() as AddressInfo).port
  const name = host.includes(':') ? `[${host}]` : host
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://${name}:${actual}`,
    port: actual,
    ...(certificate === undefined || options.tls !== undefined
      ? {}
      : { fingerprint: fingerprintOf(certificate) }),
    close: () => {
      closing.abort()
      return stop(server, slow, times.stopMs)
    },
  }
}

/** A whole request may take its time, since uploads are long; `SlowBodies` sees to it that it moves. */
const BOUNDS = {
  maxHeaderSize: limits.api.headerBytes,
  requestTimeout: 0,
  connectionsCheckingInterval: 500,
  keepAlive: true,
}

function placeOf(listen: string): { host: string; port: number } {
  const parts = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(listen)
  const host = parts?.[1] ?? parts?.[2]
  const port = Number(parts?.[3])
  if (parts === null || host === undefined || host === '' || port > 65_535)
    throw new ServeError(`'${listen}' is no place to listen at; such are 127.0.0.1:7777 and 0.0.0.0:8443`)
  return { host, port }
}

/** Loopback needs no TLS; everywhere else others can listen in. */
async function certificateOf(host: string, options: ServeOptions): Promise<Certificate | undefined> {
  const { tls, insecureHttp = false, data } = options
  try {
    if (tls !== undefined) return givenCertificate(tls.cert, tls.key)
    if (isLoopback(host) || insecureHttp) return undefined
    return await ownCertificate(join(data, 'tls'), host)
  } catch (error) {
    throw new ServeError(error instanceof Error ? error.message : String(error))
  }
}

function listening(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'something else listens there already' : error.message
      reject(new ServeError(`cannot listen at ${host}:${port}: ${why}`))
    })
    server.listen(port, host, resolve)
  })
}

async function stop(server: Server, slow: SlowBodies, stopMs: number): Promise<void> {
  slow.stop()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), stopMs)
  await closed
  clearTimeout(timer)
}

function logAnswered(log: Log, answered: Answered): void {
  if (answered.status >= 500) log.warn(answered, 'answered')
  else log.info(answered, 'answered')
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
