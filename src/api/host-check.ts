import type { MiddlewareHandler } from 'hono'
import { isLoopback } from './address.ts'
import { Problem } from './problem.ts'

/**
 * Answers only to names of this machine. A page anywhere can let its own name point to 127.0.0.1 and then speak to us from the same origin;
 * what it cannot change is the name that the browser sends in Host.
 */
export function loopbackNamesOnly(): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? new URL(context.req.url).host
    if (!isLoopback(host.replace(/:\d{1,5}$/, '')))
      throw new Problem('misdirected', 'This server answers as localhost and 127.0.0.1 only.')
    await next()
  }
}
