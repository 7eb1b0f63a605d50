import type { MiddlewareHandler } from 'hono'
import { limits } from '../base/limits.ts'
import type { Platform } from './platform.ts'
import type { ApiEnv } from './route.ts'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * No change goes untold: what a route has not written to the audit log itself, in its own words and in one commit with the change, stands
 * there afterwards as the request that it was.
 */
export function auditing({ access }: Pick<Platform, 'access'>): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    await next()
    const { principal } = context.var
    if (principal === undefined || READS.has(context.req.method) || !context.res.ok) return
    if (access.tells(principal)) return
    const path = context.req.path.slice(0, limits.api.loggedCharacters)
    await access.audit(principal, 'request-done', { method: context.req.method, path })
  }
}
