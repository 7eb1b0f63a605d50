import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { printable } from '../api/access-log.ts'
import { ServeError, serveApi } from '../api/server.ts'
import { FolderInUse } from '../hub/lock.ts'
import { StoreRefusal } from '../store/contract.ts'
import { EXIT_OK, print } from './output.ts'
import { openPlatform } from './platform.ts'
import { EXIT_FAILED } from './refusing.ts'

/** The built console, beside the program. */
const CONSOLE = fileURLToPath(new URL('../../console/dist', import.meta.url))

export interface ServeCommand {
  data: string
  listen: string
  tlsCert?: string
  tlsKey?: string
  insecureHttp?: boolean
  /** Also log requests that were answered well. */
  logRequests?: boolean
}

/** Runs the platform of a data folder and serves it until somebody asks the program to stop. Gives the exit code. */
export async function serve(options: ServeCommand): Promise<number> {
  const log = pino(
    { level: options.logRequests === true ? 'info' : 'warn' },
    pino.destination({ fd: 2, sync: true }),
  )
  try {
    return await run(options, log)
  } catch (error) {
    const inWords =
      error instanceof ServeError || error instanceof FolderInUse || error instanceof StoreRefusal
    if (!inWords) throw error
    process.stderr.write(`sightglass: ${error.message}\n`)
    return EXIT_FAILED
  }
}

async function run(options: ServeCommand, log: pino.Logger): Promise<number> {
  const { data, listen, tlsCert, tlsKey, insecureHttp = false } = options
  const report = (error: unknown): void =>
    log.error(
      { error: printable(error instanceof Error ? (error.stack ?? error.message) : String(error)) },
      'fault',
    )
  const running = await openPlatform(data, { report })
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
      await print(wordsOf(server, secret))
      await untilAsked()
    } finally {
      await server.close()
    }
  } finally {
    await running.close()
  }
  return EXIT_OK
}

/** What a person at the screen needs to know. */
function wordsOf(
  { url, fingerprint }: { url: string; fingerprint?: string },
  secret: string | undefined,
): string {
  const certificate =
    fingerprint === undefined
      ? ''
      : `  The certificate is signed by Sightglass itself; your browser will ask. Its SHA-256 fingerprint is\n  ${fingerprint}\n`
  const first =
    secret === undefined
      ? ''
      : `  Nobody can sign in yet. This link, for one use, makes the first account:\n  ${url}/welcome#${secret}\n`
  return `Sightglass runs at ${url}\n${certificate}${first}`
}

function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
