import type { Context, MiddlewareHandler } from 'hono'
import { limits } from '../base/limits.ts'
import { addressOf } from './address.ts'
import type { Credentials, Platform } from './platform.ts'
import { Problem } from './problem.ts'
import type { ApiEnv } from './route.ts'
import { sessionSecretOf } from './session-cookie.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Finds out who asks and puts it into the context; whether that is enough is for each route to say. */
export function identifying({ access }: Pick<Platform, 'access'>): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const credentials = credentialsOf(context)
    const principal = credentials === undefined ? undefined : await access.identify(credentials)
    if (principal?.via === 'session' && !SAFE.has(context.req.method)) refuseForeign(context)
    context.set('principal', principal)
    await next()
  }
}

/** What a request brings to say who asks. A token counts before a cookie: who sends one means it. */
export function credentialsOf(context: Context): Credentials | undefined {
  const from = addressOf(context)
  const authorization = context.req.header('authorization')
  const short = (secret: string | undefined) =>
    secret !== undefined && secret.length > 0 && secret.length <= limits.api.secretCharacters
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
    return short(token) ? { token: token!, from } : undefined
  }
  const session = sessionSecretOf(context)
  return short(session) ? { session: session!, from } : undefined
}

/**
 * A browser sends the cookie whoever made it send the request; that it came from our own page only the browser can say. Every browser
 * since 2023 says so in Sec-Fetch-Site; older ones send Origin with what is not a plain link.
 */
export function refuseForeign(context: Context): void {
  const site = context.req.header('sec-fetch-site')
  if (site === 'same-origin') return
  if (site === undefined) {
    const origin = context.req.header('origin')
    if (origin !== undefined && origin === new URL(context.req.url).origin) return
  }
  throw new Problem('forbidden', 'A change that another page asked for is not made.')
}

/**
 * Signing in needs no session yet, and still nobody's page but ours may do it: it could sign a person in as somebody else. Programs, which
 * say nothing of a page, may.
 */
export function refuseOtherPages(context: Context): void {
  const { 'sec-fetch-site': site, origin } = context.req.header()
  if (site !== undefined || origin !== undefined) refuseForeign(context)
}
