import type { HttpBindings } from '@hono/node-server'
import { createRoute, type RouteConfig } from '@hono/zod-openapi'
import type { Env, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { limits } from '../base/limits.ts'
import type { Permission, Principal } from '../model/principal.ts'
import { Problem, problemSchema } from './problem.ts'
import { tooLarge } from './upload.ts'

/** What every handler finds in its context. */
export interface ApiEnv extends Env {
  Bindings: Partial<HttpBindings>
  Variables: {
    /** Who asks; undefined: nobody known. */
    principal: Principal | undefined
    /** The path of the route that answers, as it is declared. */
    route: string | undefined
  }
}

/** A route that needs no permission says why. `signedIn`: anybody who is known may use it. */
export type Needs = Permission | readonly Permission[] | { public: string } | { signedIn: string }

type Definition = Omit<RouteConfig, 'path'> & {
  needs: Needs
  /** The body is a stream, which the handler reads with `uploadOf` and a bound of its own. */
  upload?: boolean
}

const smallBody = bodyLimit({
  maxSize: limits.api.bodyBytes,
  onError: () => {
    throw tooLarge(limits.api.bodyBytes)
  },
})

/**
 * A route with what it needs of who asks: a permission, one of several, or nothing for a reason. It is checked before anything of the
 * request is read, and stands in the OpenAPI document as `x-permission`. Every route is made by this function; a test holds it.
 */
export function route<P extends string, D extends Definition & { path: P }>(definition: D): D {
  const { needs, upload = false, ...config }: Definition & { path: string } = definition
  const made: RouteConfig = {
    ...config,
    'x-permission': wordsOf(needs),
    ...(isPublic(needs) ? { 'x-public': needs.public, security: [] } : {}),
    ...(isSignedIn(needs) ? { 'x-signed-in': needs.signedIn } : {}),
    middleware: [
      requires(config.path, needs),
      ...(upload ? [] : [smallBody]),
      ...[config.middleware ?? []].flat(),
    ],
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

function requires(path: string, needs: Needs): MiddlewareHandler<ApiEnv> {
  const permissions = permissionsOf(needs)
  return async (context, next) => {
    context.set('route', path)
    if (!isPublic(needs)) {
      const { principal } = context.var
      if (principal === undefined) throw new Problem('unidentified', 'Sign in, or send a valid token.')
      if (permissions.length > 0 && !permissions.some((one) => principal.permissions.includes(one)))
        throw new Problem('forbidden', `This needs the permission ${permissions.join(' or ')}.`)
      // What concerns no single site is closed to a token of one.
      const { site } = principal
      if (site !== undefined && permissions.length > 0 && context.req.param('site') !== site)
        throw new Problem('forbidden', `This token is for the site ${site} only.`)
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
