import { type Message, PUSH, REPLY, REQUEST, type Role } from '../../../model/message.ts'
import type { Attribute, Identity, Observation, Operation } from '../../../model/observation.ts'
import { mix } from '../../peek.ts'
import { FULL, MAYBE, NO, protocol } from '../../protocol.ts'
import {
  CLIENT,
  CONTROL,
  CONTROL_OPERATIONS,
  type Deed,
  PRIVATE,
  PRIVATE_REQUESTS,
  SERVER,
} from './ntp.tables.ts'
import { type Ntp, readNtp } from './read.ts'

const HEADER = 48
const MAX_STRATUM = 16

/** NTP: who keeps whose time. Control messages ask a server about itself and its clients, or change it. */
export const ntp = protocol({
  id: 'ntp',
  title: 'Network Time Protocol',
  spec: 'RFC 5905 section 7.3; control messages RFC 9327; private messages as the reference implementation has them',
  family: 'it',
  carriedBy: { udp: [123] },
  looksLike(peek) {
    const version = (peek.u8(0) >> 3) & 7
    const mode = peek.u8(0) & 7
    if (version < 1 || version > 4 || mode === 0) return NO
    if (mode === CONTROL)
      return peek.length >= 12 && CONTROL_OPERATIONS[peek.u8(1) & 31] !== undefined ? MAYBE : NO
    if (mode === PRIVATE) return peek.length >= 4 && PRIVATE_REQUESTS[peek.u8(3)] !== undefined ? MAYBE : NO
    return peek.length >= HEADER && peek.u8(1) <= MAX_STRATUM ? MAYBE : NO
  },
  glance(peek, glance) {
    const mode = peek.u8(0) & 7
    glance.role = roleOf(mode, peek.u8(0), peek.u8(1))
    glance.pair = mode === CONTROL ? peek.u16(2) : mode === PRIVATE ? peek.u8(3) : 0
    // Control and private messages are rare and may change the server.
    if (mode >= CONTROL) return FULL
    return mix(mix(peek.u16(0), peek.u32(12)), 0x123)
  },
  read: readNtp,
  observe,
  examples: {
    'asks for the time': `23 00 06 ec ${'00'.repeat(36)} e5a1b2c3 00000000`,
    'answers from a reference clock': `24 01 06 ec 00000000 00000010 47505300 ${'e5a1b2c300000000'.repeat(4)}`,
    'answers as a second-level server': `24 02 06 ec 00000100 00000200 c0000207 ${'e5a1b2c300000000'.repeat(4)}`,
    'broadcasts the time': `25 02 06 ec 00000100 00000200 c0000207 ${'e5a1b2c300000000'.repeat(4)}`,
    'tells a client to slow down': `e4 00 06 ec 00000000 00000000 52415445 ${'00'.repeat(32)}`,
    'reads variables': '16 02 0001 0000 0000 0000 0000',
    'tells its version and system': `16 82 0001 0618 0000 0000 ${counted('version="ntpd 4.2.8p10@1.3728-o", processor="armv7l", system="Linux/4.9.11", leap=0')}`,
    'changes the running configuration': `16 08 0002 0000 0000 0000 ${counted('restrict default')}`,
    'refuses to be changed': '16 c8 0002 0100 0000 0000 0000',
    'asks privately for the list of clients': `17 00 03 2a 0000 0000`,
    'lists its clients': `97 00 03 2a 0001 0048 ${'00'.repeat(72)}`,
    'refuses privately': '97 00 03 0a 7000 0000',
    'cut in the time stamps': '23 00 06 ec 00000000 00000000',
  },
})

function roleOf(mode: number, first: number, second: number): Role {
  if (mode === CLIENT) return REQUEST
  if (mode === SERVER) return REPLY
  if (mode === CONTROL) return (second & 0x80) !== 0 ? REPLY : REQUEST
  if (mode === PRIVATE) return (first & 0x80) !== 0 ? REPLY : REQUEST
  return PUSH
}

function observe(message: Message<Ntp>): Observation[] {
  const value = message.value!
  if (value.mode === CONTROL) {
    const facts = value.response && value.refusal === '' ? identityOf(value.variables) : []
    return [...facts, operation(value, CONTROL_OPERATIONS[value.code], 'Control operation')]
  }
  if (value.mode === PRIVATE) return [operation(value, PRIVATE_REQUESTS[value.code], 'Private request')]
  // Stratum 0 in an answer is a refusal with its code in place of the reference (RFC 5905 section 7.4).
  if (value.mode === SERVER && value.stratum === 0 && value.reference !== '')
    return [
      {
        kind: 'operation',
        verb: 'read',
        function: 'Time',
        initiator: 'receiver',
        outcome: 'refused',
        reason: value.reference,
      },
    ]
  return []
}

function operation(value: Ntp, known: Deed | undefined, unknown: string): Operation {
  const { response, refusal, code } = value
  const pushes = known?.verb === 'report'
  return {
    kind: 'operation',
    verb: known?.verb ?? 'config-change',
    function: known?.name ?? `${unknown} ${code}`,
    initiator: response && !pushes ? 'receiver' : 'sender',
    outcome: refusal !== '' ? 'refused' : response ? 'done' : 'asked',
    ...(refusal === '' ? {} : { reason: refusal }),
  }
}

/** System variables that say what a server runs on (RFC 9327 section 5.1). */
const VARIABLES: readonly (readonly [RegExp, Attribute])[] = [
  [/\bversion="([^"]+)"/, 'software'],
  [/\bsystem="([^"]+)"/, 'os'],
]

function identityOf(variables: string): Identity[] {
  return VARIABLES.flatMap(([pattern, attribute]) => {
    const value = pattern.exec(variables)?.[1]?.trim() ?? ''
    return value === ''
      ? []
      : [{ kind: 'identity' as const, about: 'sender' as const, attribute, value, confidence: 1 }]
  })
}

/** A count and a text in hex, for examples. */
function counted(words: string): string {
  return words.length.toString(16).padStart(4, '0') + Buffer.from(words, 'latin1').toString('hex')
}
