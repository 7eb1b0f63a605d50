import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { SignedIn } from '../../access/sessions.ts'
import { limits } from '../../base/limits.ts'
import { type Principal, permissionSchema, roleSchema, sideSchema } from '../../model/principal.ts'
import { nameSchema } from '../../model/site.ts'
import { addressOf } from '../address.ts'
import type { Api } from '../app.ts'
import type { Platform } from '../platform.ts'
import { refuseOtherPages } from '../principal.ts'
import { Problem, problemOf } from '../problem.ts'
import { principalOf, route } from '../route.ts'
import { json } from '../schemas.ts'
import { giveSession, sessionSecretOf, takeSession } from '../session-cookie.ts'

/** Longer names and passwords are of nobody; they are refused before any work. */
const NAME_CHARACTERS = 200
const typedName = z.string().min(1).max(NAME_CHARACTERS)
const typedPassword = z.string().min(1).max(limits.access.passwordMost)

const sessionSchema = z
  .object({
    name: z.string(),
    role: roleSchema,
    side: sideSchema,
    permissions: z.array(permissionSchema),
    via: z.enum(['session', 'token']),
    site: nameSchema.optional().describe('the only site that a token may touch; absent: all'),
    mustChange: z.boolean().optional().describe('nothing is allowed until the password was changed'),
  })
  .meta({ id: 'Session' })

const firstRun = route({
  method: 'post',
  path: '/first-run',
  needs: { public: 'whoever has the one-time link makes the first account with it' },
  summary: 'Make an admin with the one-time link, and sign in',
  tags: ['session'],
  request: {
    body: {
      required: true,
      ...json(
        z.object({
          secret: z.string().min(1).max(limits.api.secretCharacters),
          name: typedName,
          password: typedPassword,
        }),
        'The secret of the link, and the account to make',
      ),
    },
  },
  responses: { 200: json(sessionSchema, 'Signed in; the cookie is set') },
})

const signIn = route({
  method: 'post',
  path: '/session',
  needs: { public: 'nobody is known before signing in' },
  summary: 'Sign in',
  tags: ['session'],
  request: {
    body: { required: true, ...json(z.object({ name: typedName, password: typedPassword }), 'Who it is') },
  },
  responses: { 200: json(sessionSchema, 'Signed in; the cookie is set') },
})

const whoAmI = route({
  method: 'get',
  path: '/session',
  needs: { signedIn: 'everybody may know who they are and what they may do' },
  summary: 'Who is signed in, and what they may do',
  tags: ['session'],
  responses: { 200: json(sessionSchema, 'Who it is') },
})

const signOut = route({
  method: 'delete',
  path: '/session',
  needs: { signedIn: 'everybody may sign out' },
  summary: 'Sign out',
  tags: ['session'],
  responses: { 204: { description: 'Signed out; the cookie is gone' } },
})

const changePassword = route({
  method: 'post',
  path: '/session/password',
  needs: { signedIn: 'everybody may change their own password' },
  summary: 'Change the own password; all sessions end, and a new one begins',
  tags: ['session'],
  request: {
    body: {
      required: true,
      ...json(z.object({ current: typedPassword, password: typedPassword }), 'The present and the new one'),
    },
  },
  responses: { 200: json(sessionSchema, 'Changed; the cookie is set anew') },
})

export function sessionRoutes(api: Api, { access, clock }: Platform): void {
  const begin = (context: Context, { secret, expires, principal }: SignedIn) => {
    giveSession(context, secret, (expires - clock.now()) / 1000)
    return sessionOf(principal)
  }
  const browser = (context: Context) => ({ from: addressOf(context), old: sessionSecretOf(context) })
  api.openapi(firstRun, async (context) => {
    refuseOtherPages(context)
    const signedIn = await access.firstLink.use(context.req.valid('json'), browser(context))
    return context.json(begin(context, signedIn), 200)
  })
  api.openapi(signIn, async (context) => {
    refuseOtherPages(context)
    const signedIn = await access.sessions.signIn(context.req.valid('json'), browser(context))
    return context.json(begin(context, signedIn), 200)
  })
  api.openapi(whoAmI, (context) => {
    context.header('Cache-Control', 'no-store')
    return context.json(sessionOf(principalOf(context)), 200)
  })
  api.openapi(signOut, async (context) => {
    const secret = sessionSecretOf(context)
    if (principalOf(context).via === 'session' && secret !== undefined)
      await access.sessions.signOut(secret, principalOf(context))
    takeSession(context)
    return context.body(null, 204)
  })
  api.openapi(changePassword, async (context) => {
    const { current, password } = context.req.valid('json')
    const change = access.people.changeOwnPassword(principalOf(context), {
      present: current,
      chosen: password,
    })
    const signedIn = await change.catch((error: unknown) => {
      const problem = problemOf(error)
      // The session is sound; it is what was typed that is not.
      throw problem.kind === 'unidentified' ? new Problem('invalid', problem.message) : error
    })
    return context.json(begin(context, signedIn), 200)
  })
}

function sessionOf({ account, role, side, permissions, via, site, mustChange }: Principal) {
  return {
    ...{ name: account, role, side, permissions, via },
    ...(site !== undefined && { site }),
    ...(mustChange === true && { mustChange }),
  }
}
