import { type Message, REPLY, REQUEST } from '../../../model/message.ts'
import type { Identity, Observation, Operation } from '../../../model/observation.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, MAYBE, NO, protocol, SURE } from '../../protocol.ts'
import { FAST_PATH } from '../tpkt/tpkt.ts'
import { type Conference, readConference } from './conference.ts'
import { type DomainUnit, readDomainUnit } from './domain.ts'
import { examples } from './examples.ts'
import { type Negotiation, readNegotiation } from './negotiation.ts'
import { ATTACH, BUILDS, CONFIRMED, DOMAIN_UNITS, ENCRYPTED, INFO, RESULTS, SEND_DATA } from './rdp.tables.ts'

/** Any unit of this protocol. */
export type Rdp = Negotiation | Conference | DomainUnit

const CONFERENCE = 0x7f
/** Keeps what pairs here apart from references of the transport. */
const CONFERENCE_PAIR = 0x20000
const UNIT_PAIR = 0x20001

/** RDP: who opens a remote desktop on which host, from which computer and under which account. */
export const rdp = protocol({
  id: 'rdp',
  title: 'Remote Desktop Protocol',
  spec: '[MS-RDPBCGR] 2.2.1; ITU-T T.125 and T.124',
  family: 'it',
  carriedBy: { cotp: [] },
  looksLike(peek) {
    if (isNegotiation(peek)) return SURE
    if (peek.u8(0) === CONFERENCE) return peek.u8(1) === 0x65 || peek.u8(1) === 0x66 ? SURE : NO
    return isUnit(peek) ? MAYBE : NO
  },
  glance(peek, glance) {
    if (isNegotiation(peek)) return FULL
    if (peek.u8(0) === CONFERENCE) {
      glance.role = peek.u8(1) === 0x65 ? REQUEST : REPLY
      glance.pair = CONFERENCE_PAIR
      return FULL
    }
    const choice = peek.u8(0) >> 2
    glance.pair = UNIT_PAIR
    glance.role = ATTACH.has(choice) ? REQUEST : CONFIRMED.has(choice) ? REPLY : 0
    if (!SEND_DATA.has(choice)) return mix(choice, 1)
    const flags = peek.u16le(peek.u8(6) < 0x80 ? 7 : 8)
    return (flags & INFO) !== 0 && (flags & ENCRYPTED) === 0 ? FULL : mix(choice, peek.u16(3) + 2)
  },
  read(cursor, session): Rdp {
    const first = cursor.bytes[cursor.at] ?? 0
    if (first === CONFERENCE) {
      session.remember(FAST_PATH, true)
      return readConference(cursor)
    }
    return DOMAIN_UNITS[first >> 2] === undefined ? readNegotiation(cursor, session) : readDomainUnit(cursor)
  },
  observe,
  examples,
})

/** A cookie or routing token, an empty line, or a negotiation of eight bytes: what opens a connection. */
function isNegotiation(peek: Peek): boolean {
  const first = peek.u8(0)
  if (first >= 1 && first <= 3) return peek.u16le(2) === 8 && peek.u24(5) < 0x010000
  if (first === 0x0d) return peek.length === 2 && peek.u8(1) === 0x0a
  return peek.text(0, 'Cookie: ms') || peek.text(0, 'tsproxy://')
}

/** User channels of a conference have numbers from 1001 on (ITU-T T.125 clause 7). */
const FIRST_CHANNEL = 1001

function isUnit(peek: Peek): boolean {
  const first = peek.u8(0)
  switch (first >> 2) {
    case 1:
      return first === 0x04 && peek.length === 5
    case 8:
      return peek.length === 2
    case 10:
      return first === 0x28 && peek.length === 1
    case 11:
      return peek.length === 2 || peek.length === 4
    case 14:
      return first === 0x38 && peek.length === 5
    case 15:
      return peek.length === 6 || peek.length === 8
    case 25:
    case 26:
      return (first & 3) === 0 && peek.u16(3) >= FIRST_CHANNEL && (peek.u8(5) & 0x30) === 0x30
    default:
      return false
  }
}

function observe(message: Message<Rdp>): Observation[] {
  const value = message.value!
  if (value.what === 'negotiation') return negotiated(message, value)
  if (value.what === 'conference') return opened(message, value)
  if (value.account === '' && !value.password) return []
  const login: Operation = {
    kind: 'operation',
    verb: 'login',
    function: 'Client Info',
    initiator: 'sender',
    ...(value.account === '' ? {} : { object: value.account }),
    outcome: 'done',
  }
  const account = value.account === '' ? {} : { account: value.account }
  return value.password ? [login, { kind: 'secret', what: 'password', ...account }] : [login]
}

/** A client that names an account or a security protocol wants to log in; the server takes or refuses the way. */
function negotiated(message: Message<Rdp>, value: Negotiation): Operation[] {
  if (value.kind === 'none' && value.account === '') return []
  const asked = message.request?.value as Negotiation | undefined
  const answer = value.kind === 'response' || value.kind === 'failure'
  const account = answer ? (asked?.account ?? '') : value.account
  return [
    {
      kind: 'operation',
      verb: 'login',
      function: 'Connection Request',
      initiator: answer ? 'receiver' : 'sender',
      ...(account === '' ? {} : { object: account }),
      ...(value.kind === 'failure'
        ? { outcome: 'refused', reason: value.words }
        : { outcome: answer ? 'done' : 'asked' }),
    },
  ]
}

function opened(message: Message<Rdp>, value: Conference): Observation[] {
  const asked = message.request?.value as Conference | undefined
  const client = value.answer ? (asked?.client ?? '') : value.client
  const login: Operation = {
    kind: 'operation',
    verb: 'login',
    function: 'MCS Connect',
    initiator: value.answer ? 'receiver' : 'sender',
    ...(client === '' ? {} : { object: `from ${client}` }),
    ...(value.answer && value.result !== 0
      ? { outcome: 'refused', reason: RESULTS[value.result] ?? `result ${value.result}` }
      : { outcome: value.answer ? 'done' : 'asked' }),
  }
  return value.answer ? [login] : [login, ...clientFacts(value)]
}

function clientFacts(value: Conference): Identity[] {
  const facts: Identity[] = []
  const say = (attribute: Identity['attribute'], text: string, confidence: number) =>
    facts.push({ kind: 'identity', about: 'sender', attribute, value: text, confidence })
  if (value.client !== '') say('name', value.client, 0.8)
  const system = BUILDS.findLast(([from]) => value.build >= from)
  if (system !== undefined) say('os', `${system[1]} (build ${value.build})`, 0.6)
  return facts
}
