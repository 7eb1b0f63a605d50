import type { Message } from '../../../model/message.ts'
import type { Identity, Observation } from '../../../model/observation.ts'
import { OPERATIONS } from './dns.tables.ts'
import type { DnsMessage } from './read.ts'

const A = 1
const AAAA = 28
const HINFO = 13

/** Names that address records give to third parties. `confidence` tells how far the service is trusted. */
export function namesOf(value: DnsMessage, confidence: number): Identity[] {
  if (!value.response) return []
  return value.answers
    .filter((one) => (one.type === A || one.type === AAAA) && one.text !== '' && one.name !== '')
    .map((one) => ({
      kind: 'identity',
      about: { ip: one.text },
      attribute: 'name',
      value: one.name,
      confidence,
    }))
}

/** What a unicast DNS message means: names of hosts, and dynamic updates as changes of the network. */
export function observeDns(message: Message<DnsMessage>): Observation[] {
  const value = message.value!
  const facts: Observation[] = namesOf(value, 0.6)
  if (value.operation !== 0) {
    facts.push({
      kind: 'operation',
      verb: value.operation === 5 ? 'network-change' : 'identify',
      function: OPERATIONS[value.operation] ?? `Operation ${value.operation}`,
      initiator: value.response ? 'receiver' : 'sender',
      object: value.questions[0]?.name ?? '',
      outcome: value.response ? (value.code === 0 ? 'done' : 'refused') : 'asked',
    })
  }
  return facts
}

/** What a multicast announcement means: the sender speaks of itself. */
export function observeAnnouncement(message: Message<DnsMessage>): Observation[] {
  const value = message.value!
  const facts: Observation[] = namesOf(value, 0.7)
  for (const one of value.response ? value.answers : [])
    if (one.type === HINFO && one.text !== '')
      facts.push({ kind: 'identity', about: 'sender', attribute: 'os', value: one.text, confidence: 0.6 })
  return facts
}
