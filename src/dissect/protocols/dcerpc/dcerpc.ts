import { type Message, PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation, Operation } from '../../../model/observation.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, MAYBE, MORE, NO, NOT_MINE, protocol, SURE } from '../../protocol.ts'
import { FAULTS, FLAG, PDU, PUSHES, REJECTIONS, REPLIES, TYPES } from './dcerpc.tables.ts'
import { INTERFACES } from './interfaces.ts'
import { awaitsMore, type Dcerpc, isQuiet, readDcerpc } from './read.ts'

/** DCE/RPC over connections and pipes: calls of Windows services and of OPC classic, told by their interface. */
export const dcerpc = protocol({
  id: 'dcerpc',
  title: 'DCE remote procedure call, connection-oriented',
  spec: 'C706 chapter 12, MS-RPCE section 2.2',
  family: 'it',
  carriedBy: { tcp: [135], smb: [], smb2: [] },
  looksLike: (peek, session) => (isPdu(peek) ? SURE : awaitsMore(session) ? MAYBE : NO),
  frameLength(peek) {
    if (peek.length < 10) return peek.u8(0) === 5 && (peek.length < 2 || peek.u8(1) <= 1) ? MORE : NOT_MINE
    return isPdu(peek) ? sizeOf(peek) : NOT_MINE
  },
  glance(peek, glance, session) {
    if (awaitsMore(session)) return FULL
    const type = peek.u8(2)
    glance.role = REPLIES.has(type) ? REPLY : PUSHES.has(type) ? PUSH : REQUEST
    const little = (peek.u8(4) & 0x10) !== 0
    glance.pair = (little ? peek.u32le(12) : peek.u32(12)) | 0
    if (type === PDU.response) return mix(type, peek.u8(3))
    if (type !== PDU.request) return FULL
    const context = little ? peek.u16le(20) : peek.u16(20)
    const opnum = little ? peek.u16le(22) : peek.u16(22)
    if (!isQuiet(session, context, opnum)) return FULL
    // Interface, number of the call and object; what a call that only looks is given is told once.
    const object = (peek.u8(3) & FLAG.object) !== 0 ? peek.hash(24, 40) : 0
    return mix(mix(peek.u32(20), object), peek.u8(3))
  },
  read: readDcerpc,
  observe,
  examples: {
    'binds to the service manager': bind('81bb7a364498f135ad3298f038001003', '02000000'),
    'binds to OPC synchronous access': bind('523ac1391e01d01196750020afd8adb3', '00000000'),
    'is bound': `05000c03 10000000 3c00 0000 01000000 b810 b810 01000000 0000 0000 01 000000 0000 0000 045d888aeb1cc9119fe808002b104860 02000000`,
    'is not bound': '05000d03 10000000 1400 0000 01000000 0400 0000',
    'creates a service': request(12, 'c0'.repeat(20) + text('updater') + text('Updater') + text('C:\\u.exe')),
    'writes values': request(4, `${'00'.repeat(32)} 02000000 02000000 07000000 09000000 ${'d0'.repeat(8)}`),
    'reads values': request(3, '00'.repeat(40)),
    answers: '05000203 10000000 1c00 0000 02000000 04000000 0000 00 00 00000000',
    'is refused': '05000303 10000000 2000 0000 02000000 00000000 0000 00 00 05000000 00000000',
    'cut in the header': '05000b03 1000',
  },
})

function sizeOf(peek: Peek): number {
  return (peek.u8(4) & 0x10) !== 0 ? peek.u16le(8) : peek.u16(8)
}

/** Version 5.0 or 5.1, a known type, a known byte order with zeros behind, and lengths that fit each other. */
function isPdu(peek: Peek): boolean {
  if (peek.u8(0) !== 5 || peek.u8(1) > 1 || !(peek.u8(2) in TYPES)) return false
  if ((peek.u8(4) & 0xef) !== 0 || peek.u8(5) > 3 || peek.u16(6) !== 0) return false
  const auth = (peek.u8(4) & 0x10) !== 0 ? peek.u16le(10) : peek.u16(10)
  const size = sizeOf(peek)
  return size >= 16 && auth >= 0 && auth < size
}

function nameOf(uuid: string): string {
  return INTERFACES[uuid]?.name ?? uuid
}

/** A call of an interface that is not known, or was bound before the capture began, says nothing that could be named. */
function callOf(
  call: { uuid: string; opnum: number },
  texts: readonly string[],
): Omit<Operation, 'outcome' | 'initiator'> | undefined {
  const known = INTERFACES[call.uuid]
  if (known === undefined) return undefined
  const [name, verb] = known.calls[call.opnum] ?? [`call ${call.opnum}`, 'read']
  const object = texts
    .filter((one) => one.length > 1)
    .slice(0, 3)
    .join(', ')
  return { kind: 'operation', verb, function: `${known.name} ${name}`, ...(object === '' ? {} : { object }) }
}

function observe(message: Message<Dcerpc>): Observation[] {
  const value = message.value!
  const { type, flags } = value
  const facts: Observation[] = loginOf(value)
  if (type === PDU.bind || type === PDU.alter) return [...facts, ...bindOf(value, 'sender', 'asked')]
  if (type === PDU.request) {
    const call = (flags & FLAG.first) !== 0 ? callOf(value, value.texts) : undefined
    return call === undefined ? facts : [...facts, { ...call, initiator: 'sender', outcome: 'asked' }]
  }
  const request = message.request?.value
  if (type === PDU.bindAck || type === PDU.alterResponse)
    return request === undefined ? facts : [...facts, ...bindOf(request, 'receiver', 'done')]
  if (type === PDU.bindNak && request !== undefined) {
    const reason = REJECTIONS[value.status] ?? `reason ${value.status}`
    return bindOf(request, 'receiver', 'done').map((one) => ({ ...one, outcome: 'refused', reason }))
  }
  if (type !== PDU.response && type !== PDU.fault) return facts
  return [...facts, ...answerOf(value, request)]
}

function answerOf(value: Dcerpc, request: Dcerpc | undefined): Observation[] {
  const facts: Observation[] = value.hosts
    .filter((name) => /[a-z]/i.test(name))
    .map((name) => ({ kind: 'identity', about: 'sender', attribute: 'name', value: name, confidence: 0.9 }))
  const asked = request ?? value.asked
  const call = asked === undefined ? undefined : callOf(asked, request?.texts ?? [])
  if (call === undefined || (value.flags & FLAG.last) === 0) return facts
  if (value.type === PDU.response) return [...facts, { ...call, initiator: 'receiver', outcome: 'done' }]
  const reason = FAULTS[value.status] ?? `fault 0x${value.status.toString(16)}`
  return [...facts, { ...call, initiator: 'receiver', outcome: 'refused', reason }]
}

/** A bind with a long list of made-up interfaces hides the one that is meant: only those with a name are told then. */
function bindOf(value: Dcerpc, initiator: Operation['initiator'], outcome: 'asked' | 'done'): Operation[] {
  const all = [...new Set(value.bound)]
  const told = all.length <= FEW ? all : all.filter((uuid) => uuid in INTERFACES)
  if (told.length === 0) return []
  return [
    {
      kind: 'operation',
      verb: 'connect',
      function: 'Bind',
      initiator,
      object: told.map(nameOf).join(', '),
      outcome,
    },
  ]
}
const FEW = 3

/** The last leg of a log-in needs no answer. */
function loginOf(value: Dcerpc): Operation[] {
  if (value.account === '') return []
  return [
    {
      kind: 'operation',
      verb: 'login',
      function: 'Authentication',
      initiator: 'sender',
      object: value.account,
      outcome: 'done',
    },
  ]
}

function hex16(value: number): string {
  return Buffer.from([value & 255, value >> 8]).toString('hex')
}

function bind(uuid: string, version: string): string {
  return `05000b03 10000000 4800 0000 01000000 b810 b810 00000000 01 000000 0000 01 00 ${uuid} ${version} 045d888aeb1cc9119fe808002b104860 02000000`
}

function request(opnum: number, stub: string): string {
  const size = 24 + stub.replaceAll(' ', '').length / 2
  return `05000003 10000000 ${hex16(size)} 0000 02000000 00000000 0000 ${hex16(opnum)} ${stub}`
}

/** A text argument: maximum, offset, length, characters, padding. */
function text(words: string): string {
  const count = Buffer.alloc(4)
  count.writeUInt32LE(words.length + 1)
  const body = Buffer.from(`${words}\0${words.length % 2 === 0 ? '\0' : ''}`, 'utf16le')
  return `${count.toString('hex')}00000000${count.toString('hex')}${body.toString('hex')}`
}
