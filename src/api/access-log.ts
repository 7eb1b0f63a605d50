import type { MiddlewareHandler } from 'hono'
import { limits } from '../base/limits.ts'
import { addressOf } from './address.ts'
import type { ApiEnv } from './route.ts'

/** One answered request, as it is logged and measured. */
export interface Answered {
  method: string
  /** The route that answered, such as `/sites/{site}/assets`; `console` for its files, `none` for what there is not. */
  route: string
  /** As it was sent, without the query, and nothing in it but printable ASCII. */
  path: string
  status: number
  milliseconds: number
  /** Who asked; absent: nobody known. */
  account?: string
  from: string
}

/** Where a server writes what happens; a pino logger is one. */
export interface Log {
  info(what: object, message: string): void
  warn(what: object, message: string): void
  error(what: object, message: string): void
}

/** Tells of each request when its answer begins. Queries, bodies, cookies and tokens are never told. */
export function telling(tell: (answered: Answered) => void): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    const begin = performance.now()
    await next()
    const account = context.var.principal?.account
    tell({
      method: context.req.method.slice(0, 16),
      route: context.var.route ?? 'none',
      path: printable(context.req.path),
      status: context.res.status,
      milliseconds: Math.round((performance.now() - begin) * 10) / 10,
      ...(account === undefined ? {} : { account }),
      from: addressOf(context),
    })
  }
}

/** Text in which nothing can turn a terminal's lines around, colour them or end them. */
export function printable(text: string): string {
  const short =
    text.length > limits.api.loggedCharacters ? `${text.slice(0, limits.api.loggedCharacters)}…` : text
  return short.replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
