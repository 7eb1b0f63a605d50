import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

const NAME = 'sightglass'
const options = { path: '/', httpOnly: true, sameSite: 'Strict' } as const

/** Over TLS the name has the prefix that lets no other host and no plain page set it (RFC 6265bis, 4.1.3.2); browsers refuse that elsewhere. */
export function cookieName(context: Context): string {
  return isSecure(context) ? `__Host-${NAME}` : NAME
}

/** The session's secret that a browser sent. */
export function sessionSecretOf(context: Context): string | undefined {
  return getCookie(context, cookieName(context))
}

/** Gives the browser the secret of a session, for as long as it can last. */
export function giveSession(context: Context, secret: string, seconds: number): void {
  const maxAge = Math.max(1, Math.floor(seconds))
  setCookie(context, cookieName(context), secret, { ...options, secure: isSecure(context), maxAge })
}

/** Takes it back. */
export function takeSession(context: Context): void {
  deleteCookie(context, cookieName(context), { ...options, secure: isSecure(context) })
}

/** Also behind a proxy that speaks TLS; who says so of a plain request only makes the cookie stricter. */
function isSecure(context: Context): boolean {
  return new URL(context.req.url).protocol === 'https:' || context.req.header('x-forwarded-proto') === 'https'
}
