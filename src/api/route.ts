import { createRoute, type RouteConfig } from '@hono/zod-openapi'
import type { Env, MiddlewareHandler } from 'hono'
import type { Permission, Principal } from '../model/principal.ts'
import { Problem, problemSchema } from './problem.ts'

/** What every handler finds in its context. */
export interface ApiEnv extends Env {
  Variables: {
    /** Who asks; undefined: nobody known. */
    principal: Principal | undefined
  }
}

/** A route that needs no permission says why. `signedIn`: anybody who is known may use it. */
export type Needs = Permission | readonly Permission[] | { public: string } | { signedIn: string }

/**
 * A route with what it needs of who asks: a permission, one of several, or nothing for a reason. It is checked before anything of the
 * request is read, and stands in the OpenAPI document as `x-permission`. Every route is made by this function; a test holds it.
 */
export function route<P extends string, D extends Omit<RouteConfig, 'path'> & { path: P; needs: Needs }>(
  definition: D,
): D {
  const { needs, ...config }: RouteConfig & { needs: Needs } = definition
  const made: RouteConfig = {
    ...config,
    'x-permission': wordsOf(needs),
    ...(isPublic(needs) ? { 'x-public': needs.public, security: [] } : {}),
    ...(isSignedIn(needs) ? { 'x-signed-in': needs.signedIn } : {}),
    middleware: [requires(needs), ...[config.middleware ?? []].flat()],
    responses: { ...config.responses, default: PROBLEM },
  }
  return createRoute(made) as unknown as D
}

const PROBLEM = {
  description: 'What went wrong',
  content: { 'application/problem+json': { schema: problemSchema } },
}

function isPublic(needs: Needs): needs is { public: string } {
  return typeof needs === 'object' && 'public' in needs
}

function isSignedIn(needs: Needs): needs is { signedIn: string } {
  return typeof needs === 'object' && 'signedIn' in needs
}

function permissionsOf(needs: Needs): readonly Permission[] {
  if (isPublic(needs) || isSignedIn(needs)) return []
  return typeof needs === 'string' ? [needs] : needs
}

/** `public`, `signed-in`, or the permissions of which one is enough. */
function wordsOf(needs: Needs): string[] {
  if (isPublic(needs)) return ['public']
  return isSignedIn(needs) ? ['signed-in'] : [...permissionsOf(needs)]
}

function requires(needs: Needs): MiddlewareHandler<ApiEnv> {
  const permissions = permissionsOf(needs)
  return async (context, next) => {
    if (!isPublic(needs)) {
      const { principal } = context.var
      if (principal === undefined) throw new Problem('unidentified', 'Sign in, or send a valid token.')
      if (permissions.length > 0 && !permissions.some((one) => principal.permissions.includes(one)))
        throw new Problem('forbidden', `This needs the permission ${permissions.join(' or ')}.`)
    }
    await next()
  }
}

/** Who asks, in a handler of a route that is not public. */
export function principalOf(context: { var: ApiEnv['Variables'] }): Principal {
  const { principal } = context.var
  if (principal === undefined) throw new Problem('unidentified', 'Sign in, or send a valid token.')
  return principal
}
