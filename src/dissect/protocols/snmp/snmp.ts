import type { Message } from '../../../model/message.ts'
import type { Identity, Observation } from '../../../model/observation.ts'
import { identityOfDescription } from '../../description.ts'
import { MAYBE, NO, protocol, SURE } from '../../protocol.ts'
import { glanceSnmp } from './glance.ts'
import { readSnmp, type Snmp } from './read.ts'
import {
  CHASSIS_INDEX,
  ENTITY,
  ERRORS,
  GENERIC_TRAPS,
  INFORM,
  PDUS,
  REPORT,
  RESPONSE,
  SET,
  SYSTEM,
  TRAP_V1,
  TRAP_V2,
  V3,
} from './snmp.tables.ts'

/** SNMP: what switches, printers and power supplies tell of themselves, and who changes them. */
export const snmp = protocol({
  id: 'snmp',
  title: 'Simple Network Management Protocol',
  spec: 'RFC 1157, RFC 3416 (v2c), RFC 3412 and RFC 3414 (v3)',
  family: 'it',
  carriedBy: { udp: [161, 162] },
  looksLike(peek) {
    if (peek.u8(0) !== 0x30) return NO
    const size = peek.u8(1)
    const at = size < 0x80 ? 2 : size === 0x81 ? 3 : size === 0x82 ? 4 : -1
    if (at < 0 || peek.u8(at) !== 2 || peek.u8(at + 1) !== 1 || peek.u8(at + 2) > 3) return NO
    const whole = size < 0x80 ? size : size === 0x81 ? peek.u8(2) : peek.u16(2)
    return at + whole === peek.length ? SURE : MAYBE
  },
  glance: glanceSnmp,
  read: (cursor) => readSnmp(cursor),
  observe,
  examples: {
    'asks for the description':
      '3026 020101 0404 61626364 a01b 020401020304 020100 020100 300d 300b 06072b060102010101 0500',
    'answers with a name':
      '3028 020101 0404 61626364 a21d 020101 020100 020100 3012 3010 06082b06010201010500 0404 73773031',
    'answers with its serial number':
      '302c 020101 0404 61626364 a221 020101 020100 020100 3016 3014 060c2b060102012f01010101 0b01 0404 41423132',
    'sets a name':
      '3028 020100 0404 61626364 a31d 020101 020100 020100 3012 3010 06082b06010201010500 0404 65766c31',
    'is refused': '3024 020100 0404 61626364 a219 020101 020102 020101 300e 300c 06082b06010201010500 0500',
    'started cold': '3026 020100 0404 61626364 a41b 06042b060104 4004c0000201 020100 020100 430101 3000',
    'carries an encrypted payload':
      '3032 020103 300d 020101 02020400 040103 020103 0410 300e 0400 020101 020101 0402 6f70 0400 0400 040c 00112233445566778899aabb',
    'cut in the list': '3026 020101 0404 61626364 a01b 0204010203',
  },
})

function observe(message: Message<Snmp>): Observation[] {
  const value = message.value!
  const reply = value.pdu === RESPONSE
  const facts: Observation[] = []
  // Whoever receives the community string is whom it opens; replies only echo it.
  if (value.version !== V3 && !reply) facts.push({ kind: 'secret', what: 'community' })
  if (reply) for (const one of value.bindings) facts.push(...identityOf(one.oid, one.value))
  const asked = message.request?.value as Snmp | undefined
  const pdu = reply ? (asked?.pdu ?? 0) : value.pdu
  if (value.encrypted || pdu === 0) return facts
  const trap = pdu === TRAP_V1 || pdu === TRAP_V2 || pdu === REPORT
  facts.push({
    kind: 'operation',
    verb: pdu === SET ? 'config-change' : trap || pdu === INFORM ? 'report' : 'read',
    function:
      trap && value.genericTrap >= 0
        ? (GENERIC_TRAPS[value.genericTrap] ?? 'trap')
        : (PDUS[pdu] ?? 'unknown'),
    initiator: reply ? 'receiver' : 'sender',
    object: pdu === SET ? value.bindings.map((one) => one.oid).join(' ') : subtree(value.bindings[0]?.oid),
    ...(reply && value.error !== 0
      ? { outcome: 'refused', reason: ERRORS[value.error] ?? `error ${value.error}` }
      : { outcome: reply || trap ? 'done' : 'asked' }),
  })
  return facts
}

/** Reads are told apart by the group they look at, not by each object: a walk is one line. */
function subtree(oid: string | undefined): string {
  return oid === undefined ? '' : oid.split('.').slice(0, 7).join('.')
}

function identityOf(oid: string, value: string): Identity[] {
  const said = (attribute: Identity['attribute'], confidence: number): Identity[] =>
    value === '' ? [] : [{ kind: 'identity', about: 'sender', attribute, value, confidence }]
  if (oid === SYSTEM.description) return identityOfDescription('sender', value, 0.9)
  if (oid === SYSTEM.name) return said('name', 0.9)
  if (oid === SYSTEM.location) return said('location', 0.9)
  for (const [prefix, attribute] of Object.entries(ENTITY))
    if (oid === `${prefix}${CHASSIS_INDEX}`) return said(attribute, 0.95)
  return []
}
