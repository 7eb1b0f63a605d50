import type { Exchange } from '../exchange.ts'
import type { Peek } from '../peek.ts'
import { MAYBE, type Protocol, SURE } from '../protocol.ts'
import type { Registry } from '../registry.ts'
import type { Flow } from './flow.ts'

/**
 * Whose bytes these are: content decides, the port only helps. A protocol on its own port needs to be plausible; on any other port it
 * must be sure. Gives undefined when nobody knows them yet.
 */
export function recognize(
  registry: Registry,
  carrier: string,
  flow: Flow,
  direction: 0 | 1,
  peek: Peek,
  exchange: Exchange,
): Protocol | undefined {
  const ported = carrier === 'tcp' || carrier === 'udp'
  const near = registry.expected(carrier, ported ? flow.port(direction === 0 ? 1 : 0) : flow.selector)
  for (const one of near) if (one.looksLike(peek, exchange) >= MAYBE) return one
  if (ported)
    for (const one of registry.expected(carrier, flow.port(direction)))
      if (one.looksLike(peek, exchange) >= MAYBE) return one
  for (const one of registry.possible(carrier)) if (one.looksLike(peek, exchange) === SURE) return one
  return undefined
}
