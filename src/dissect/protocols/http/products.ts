import type { Attribute, Identity } from '../../../model/observation.ts'
import { PRODUCTS, WINDOWS_NT } from './http.tables.ts'

/** Most characters of a product string that are kept. */
const TEXT_MOST = 300

/** What a Server field (RFC 9110 section 10.2.4) says of the sender: the text itself, and what its product names make certain. */
export function serverIdentity(field: string): Identity[] {
  const server = field.slice(0, TEXT_MOST)
  return server === '' ? [] : [fact('software', server, 0.9), ...known(server)]
}

/** What a User-Agent field (RFC 9110 section 10.1.5) says of the sender. */
export function agentIdentity(field: string): Identity[] {
  const agent = field.slice(0, TEXT_MOST)
  if (agent === '') return []
  const facts: Identity[] = []
  const nt = /Windows NT (\d+\.\d+)/.exec(agent)?.[1]
  const os =
    nt !== undefined
      ? (WINDOWS_NT[nt] ?? `Windows NT ${nt}`)
      : (/\((?:Macintosh; )?(?:Intel |PPC )?(Mac OS X[ 0-9_.]*)/.exec(agent)?.[1]?.replaceAll('_', '.') ??
        /\b(Android [0-9.]+|iPhone OS [0-9_]+|CrOS|Windows CE|FreeBSD|Linux)\b/.exec(agent)?.[1])
  if (os !== undefined) facts.push(fact('os', os.trim(), 0.5))
  // A browser says little of its host; any other program that asks a device is worth its name.
  if (!agent.startsWith('Mozilla/')) facts.push(fact('software', agent, 0.5))
  return [...facts, ...known(agent)]
}

function known(text: string): Identity[] {
  return PRODUCTS.filter(([form]) => form.test(text)).flatMap(([, says]) =>
    Object.entries(says).map(([attribute, value]) => fact(attribute as Attribute, value, 0.6)),
  )
}

function fact(attribute: Attribute, value: string, confidence: number): Identity {
  return { kind: 'identity', about: 'sender', attribute, value, confidence }
}
