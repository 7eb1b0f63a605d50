import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** The network address that a request came from; empty when there is none, as in tests. */
export function addressOf(context: Context): string {
  const bindings = context.env as Partial<HttpBindings> | undefined
  return bindings?.incoming?.socket?.remoteAddress ?? ''
}

/** What counts as one correspondent: an IPv4 address, or the 64 bits of an IPv6 address that its owner can fill at will. */
export function correspondentOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped !== null) return mapped[1]!
  if (!address.includes(':')) return address
  const [head = '', tail = ''] = address.split('%')[0]!.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const gap = address.includes('::') ? Math.max(0, 8 - left.length - right.length) : 0
  return [...left, ...Array<string>(gap).fill('0'), ...right].slice(0, 4).join(':')
}

/** Whether a host, as people write it or as it stands in a Host header, is this machine itself. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  return name === 'localhost' || name === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
}
