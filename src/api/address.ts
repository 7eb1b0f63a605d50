import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** The network address that a request came from; empty when there is none, as in tests. */
export function addressOf(context: Context): string {
  const bindings = context.env as Partial<HttpBindings> | undefined
  return bindings?.incoming?.socket?.remoteAddress ?? ''
}

/** Whether a host, as people write it or as it stands in a Host header, is this machine itself. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  return name === 'localhost' || name === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
}
