import { type Message, REPLY } from '../../../model/message.ts'
import type { Identity, Observation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, type Glance, MAYBE, NO, protocol } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { exceptionName, UMAS } from '../modbus-tcp/modbus-tcp.tables.ts'
import { REPLIES, REQUESTS, readRefusal, type Umas } from './read.ts'
import {
  ACCEPTED,
  BLOCK_FROM_PLC,
  BLOCK_TO_PLC,
  FUNCTIONS,
  functionName,
  POLLED,
  READ_MEMORY_BLOCK,
  REFUSED,
} from './umas.tables.ts'

/** Place of the function, behind the session's key. */
const AT_FUNCTION = 1
/** Only Modbus refuses in one byte: its exception code. */
const EXCEPTION_SIZE = 1
const VARIABLES_NAMED = 4

/** UMAS: how engineering stations program, run and watch Schneider Electric's Modicon controllers, inside Modbus function 90. */
export const umas = protocol({
  id: 'umas',
  title: 'UMAS (Schneider Electric Unity)',
  spec: 'not published; see umas.tables.ts for the sources',
  family: 'ot',
  carriedBy: { 'modbus-tcp': [UMAS], 'modbus-rtu': [UMAS] },
  roles: { server: 'plc', client: 'engineering-workstation' },
  looksLike: (peek) => (peek.u8(AT_FUNCTION) in FUNCTIONS || peek.u8(AT_FUNCTION) >= REFUSED ? MAYBE : NO),
  glance,
  read,
  observe,
  examples: {
    'reads the identity': '00 02',
    'begins a session': '00 01 00',
    'reads the project': '00 03 00',
    'reads the state': '00 04',
    'reads the memory card': '00 06 06',
    'takes the reservation': '00 10 01020000 05 454e473037',
    'releases the reservation': '01 11',
    'reads a memory block': '00 20 00 1300 64000000 9c00',
    'reads two variables': '00 22 11223344 02 02 b300 01 0000 18 13 b400 01 0100 04 0300',
    'writes a variable': '01 23 11223344 01 02 b300 01 0000 18 0100',
    'reads coils': '00 24 00 0000 0100',
    'asks for the data dictionary': '00 26 02dd 00 11223344 ffff 0000 0000',
    'begins to load a program': '01 30 0001',
    'loads a block': '01 31 0001 0100 0400 41505800',
    'ends loading a program': '01 32 0001 0100',
    'begins to fetch the program': '01 33 0001 fb00',
    'fetches a block': '01 34 0001 0100',
    'ends fetching the program': '01 35 0001 3500',
    'starts the controller': '01 40 ff00',
    'stops the controller': '01 41 ff00',
    'watches variables': '01 50 150001 0b',
    accepts: '01 fe',
    refuses: '00 fd 83000000',
    'is refused by Modbus': '01',
    'uses a function nobody knows': '00 7e 01',
    'cut in the reservation': '00 10 0102',
  },
})

function glance(peek: Peek, glance: Glance): number {
  if (peek.length === EXCEPTION_SIZE) return FULL
  const code = peek.u8(AT_FUNCTION)
  // The request decides whether its reply is worth reading: what it was is part of the reply's key.
  if (glance.role === REPLY) return code === ACCEPTED ? mix(code, 1) : FULL
  return POLLED.has(code) ? peek.hash(AT_FUNCTION, peek.length) : FULL
}

function read(cursor: Cursor, session: Session): Umas {
  const asked = session.request?.value as Umas | undefined
  const message = blank(asked?.code ?? -1)
  if (cursor.left === EXCEPTION_SIZE) {
    message.refusal = exceptionName(cursor.u8('exception_code'))
    return message
  }
  cursor.u8('session_key')
  const code = cursor.u8('umas_func')
  if (session.role === REPLY) {
    cursor.derive('umas_func_name', message.code < 0 ? 'reply' : functionName(message.code), 1)
    cursor.expect('umas_func', code === ACCEPTED || code === REFUSED, 'is 0xFE or 0xFD in a reply')
    if (code === REFUSED) message.refusal = readRefusal(cursor)
    else REPLIES[message.code]?.(cursor, message)
  } else {
    message.code = code
    cursor.derive('umas_func_name', functionName(code), 1)
    cursor.expect('umas_func', code in FUNCTIONS, 'is not a known function')
    REQUESTS[code]?.(cursor, message)
  }
  if (cursor.left > 0) cursor.rest('data')
  return message
}

function blank(code: number): Umas {
  return {
    code,
    refusal: '',
    model: '',
    firmware: '',
    project: '',
    card: '',
    client: '',
    memoryBlock: -1,
    variables: [],
    moved: 0,
  }
}

function observe(message: Message<Umas>): Observation[] {
  const value = message.value!
  const reply = message.role === REPLY
  const facts: Observation[] = identities(value)
  if (value.code < 0) return facts
  const asked = reply ? (message.request?.value ?? value) : value
  const object = objectOf(asked)
  facts.push({
    kind: 'operation',
    verb: FUNCTIONS[value.code]?.verb ?? 'diagnose',
    function: functionName(value.code),
    initiator: reply ? 'receiver' : 'sender',
    ...(object === '' ? {} : { object }),
    ...(value.refusal === ''
      ? { outcome: reply ? 'done' : 'asked' }
      : { outcome: 'refused', reason: value.refusal }),
  })
  const moves = value.code === (reply ? BLOCK_FROM_PLC : BLOCK_TO_PLC)
  if (moves && value.moved > 0)
    facts.push({ kind: 'transfer', name: 'program', toward: 'receiver', bytes: value.moved })
  return facts
}

/** Program blocks are counted, not named: a program is one thing. */
function objectOf({ code, memoryBlock, variables }: Umas): string {
  if (code === READ_MEMORY_BLOCK && memoryBlock >= 0) return `memory block ${memoryBlock}`
  const named = variables
    .slice(0, VARIABLES_NAMED)
    .map(({ block, offset }) => `block ${block} offset ${offset}`)
  const more = variables.length - named.length
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function identities(value: Umas): Identity[] {
  const facts: Identity[] = []
  const say = (attribute: Identity['attribute'], text: string, confidence: number) => {
    if (text !== '') facts.push({ kind: 'identity', about: 'sender', attribute, value: text, confidence })
  }
  say('model', value.model, 1)
  say('firmware', value.firmware, 1)
  // Nobody else's controllers speak UMAS.
  if (value.model !== '') say('vendor', 'Schneider Electric (Modicon)', 0.4)
  if (value.model !== '') say('role', 'plc', 0.9)
  say('project', value.project, 1)
  say('name', value.client, 0.9)
  if (value.card !== '') {
    const about = { within: 'sender', part: 'module', id: 'memory card' } as const
    facts.push({ kind: 'identity', about, attribute: 'model', value: value.card, confidence: 1 })
  }
  return facts
}
