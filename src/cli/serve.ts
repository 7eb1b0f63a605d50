import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { printable } from '../api/access-log.ts'
import { type RunningServer, ServeError, serveApi } from '../api/server.ts'
import type { Hub, HubOptions } from '../hub/hub.ts'
import { FolderInUse } from '../hub/lock.ts'
import { StoreRefusal } from '../store/contract.ts'
import { EXIT_OK, print } from './output.ts'
import { openPlatform } from './platform.ts'
import { EXIT_FAILED } from './refusing.ts'

/** The built console, beside the program. */
const CONSOLE = fileURLToPath(new URL('../../console/dist', import.meta.url))

/** Where and how a platform is served. */
export interface ServeOptions {
  listen: string
  tlsCert?: string
  tlsKey?: string
  insecureHttp?: boolean
  /** Also log requests that were answered well. */
  logRequests?: boolean
}

export interface ServeCommand extends ServeOptions {
  data: string
  site: string
  interface?: string[]
  filter?: string
}

/** A platform that runs and can be reached. */
export interface Serving {
  hub: Hub
  server: RunningServer
  /** Where the first account is made, once; undefined: somebody has one. */
  link: string | undefined
}

/** Runs the platform of a data folder and serves it until somebody asks the program to stop. Gives the exit code. */
export async function serve(options: ServeCommand): Promise<number> {
  return inWords(() =>
    serving(options.data, options, {}, async (running) => {
      await listenOn(running.hub, options)
      await print(wordsOf(running, options))
      await untilAsked()
    }),
  )
}

/** Does something that needs a platform, and gives the exit code; what speaks against it is said in one line. */
export async function inWords(work: () => Promise<void>): Promise<number> {
  try {
    await work()
    return EXIT_OK
  } catch (error) {
    const known = error instanceof ServeError || error instanceof FolderInUse || error instanceof StoreRefusal
    if (!known) throw error
    process.stderr.write(`sightglass: ${error.message}\n`)
    return EXIT_FAILED
  }
}

/** Opens a data folder, serves it while something is done, and closes it in order. */
export async function serving(
  data: string,
  options: ServeOptions,
  hubOptions: HubOptions,
  work: (serving: Serving) => Promise<void>,
): Promise<void> {
  const { listen, tlsCert, tlsKey, insecureHttp = false, logRequests = false } = options
  const log = pino({ level: logRequests ? 'info' : 'warn' }, pino.destination({ fd: 2, sync: true }))
  const report = (error: unknown): void => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log.error({ error: printable(words) }, 'fault')
  }
  const running = await openPlatform(data, { report, ...hubOptions })
  try {
    const server = await serveApi(running.platform, {
      listen,
      data,
      console: CONSOLE,
      insecureHttp,
      log,
      ...(tlsCert === undefined || tlsKey === undefined ? {} : { tls: { cert: tlsCert, key: tlsKey } }),
    })
    try {
      const secret = await running.access.firstLink.makeIfNeeded()
      const link = secret === undefined ? undefined : `${server.url}/welcome#${secret}`
      await work({ hub: running.hub, server, link })
    } finally {
      await server.close()
    }
  } finally {
    await running.close()
  }
}

/** Adds a sensor for the interfaces that none listens on yet. */
async function listenOn(hub: Hub, { interface: wanted = [], site, filter }: ServeCommand): Promise<void> {
  const heard = new Set(hub.sensors.list(site).flatMap((one) => one.interfaces.map(({ name }) => name)))
  const interfaces = wanted.filter((name) => !heard.has(name))
  if (interfaces.length === 0) return
  const title = `Interface ${interfaces.join(', ')}`
  await hub.sensors.add(site, { title, interfaces, ...(filter === undefined ? {} : { filter }) })
}

/** What a person at the screen needs to know. */
function wordsOf({ server, link, hub }: Serving, { site }: ServeCommand): string {
  const { url, fingerprint } = server
  const heard = hub.sensors.list(site).flatMap((one) => one.interfaces.map(({ name }) => name))
  const certificate =
    fingerprint === undefined
      ? ''
      : `  The certificate is signed by Sightglass itself; your browser will ask. Its SHA-256 fingerprint is\n  ${fingerprint}\n`
  const first =
    link === undefined
      ? ''
      : `  Nobody can sign in yet. This link, for one use, makes the first account:\n  ${link}\n`
  const listening =
    heard.length === 0
      ? '  No sensor listens: add one in the console, or name an interface with --interface.\n'
      : `  Sensors are set up on ${heard.join(', ')}; they send nothing.\n`
  return `Sightglass runs at ${url}\n${certificate}${first}${listening}`
}

/** Until somebody asks to stop. */
export function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
