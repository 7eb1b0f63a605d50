import { limits } from '../../../base/limits.ts'
import { type Message, PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation, Operation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, MAYBE, NO, protocol, SURE } from '../../protocol.ts'

/** One TFTP message. */
export interface Tftp {
  opcode: number
  /** File asked for, or why it is refused. */
  text: string
}

/** Opcodes (RFC 1350 section 5, RFC 2347). */
const READ = 1
const WRITE = 2
const DATA = 3
const ACK = 4
const ERROR = 5
const OPTIONS_ACK = 6
const OPCODES = [
  '',
  'Read Request',
  'Write Request',
  'Data',
  'Acknowledgment',
  'Error',
  'Option Acknowledgment',
] as const
/** Error codes (RFC 1350 appendix, RFC 2347). */
const ERRORS = [
  'Not defined',
  'File not found',
  'Access violation',
  'Disk full or allocation exceeded',
  'Illegal TFTP operation',
  'Unknown transfer ID',
  'File already exists',
  'No such user',
  'Option negotiation failed',
] as const
const MODES = ['octet', 'netascii', 'mail']
const MAX_NAME = 255
/** Opcode, block number and 512 bytes. */
const FULL_BLOCK = 516

/** TFTP: files and firmware that controllers and switches take without asking who sends them. */
export const tftp = protocol({
  id: 'tftp',
  title: 'Trivial File Transfer Protocol',
  spec: 'RFC 1350; options RFC 2347',
  family: 'it',
  carriedBy: { udp: [69] },
  looksLike(peek) {
    const opcode = peek.u16(0)
    if (opcode === READ || opcode === WRITE) return isRequest(peek) ? SURE : NO
    // The transfer itself runs between ports of its own: only its first full block is telling enough there.
    if (opcode === DATA) return peek.u16(2) === 1 && peek.length === FULL_BLOCK ? SURE : MAYBE
    if (opcode === ACK) return peek.length === 4 ? MAYBE : NO
    return opcode === ERROR || opcode === OPTIONS_ACK ? MAYBE : NO
  },
  glance(peek, glance) {
    const opcode = peek.u16(0)
    if (opcode === DATA || opcode === ACK) {
      glance.role = PUSH
      return mix(opcode, 1)
    }
    glance.role = opcode <= WRITE ? REQUEST : REPLY
    return FULL
  },
  read: readTftp,
  observe,
  examples: {
    'asks to read a file': `0001 ${text('config.bin')}00 ${text('octet')}00`,
    'asks to write a file': `0002 ${text('firmware.img')}00 ${text('octet')}00`,
    'asks with options': `0001 ${text('a')}00 ${text('octet')}00 ${text('blksize')}00 ${text('1024')}00`,
    'sends a block': `0003 0001 ${'ab'.repeat(512)}`,
    'sends the last block': '0003 0002 0102',
    acknowledges: '0004 0001',
    'answers with an error': `0005 0001 ${text('File not found')}00`,
    'agrees to options': `0006 ${text('blksize')}00 ${text('1024')}00`,
    'answers with an error of no words': '0005 0006 00',
    'cut in the name': `0002 ${text('firm')}`,
  },
})

/** A printable name and one of the three modes, each ended by a zero. */
function isRequest(peek: Peek): boolean {
  let at = 2
  while (at < Math.min(peek.length, MAX_NAME) && peek.u8(at) >= 0x20) at++
  if (at === 2 || peek.u8(at) !== 0) return false
  const first = peek.u8(at + 1) | 0x20
  return first === 0x6f || first === 0x6e || first === 0x6d ? endsMode(peek, at + 1) : false
}

function endsMode(peek: Peek, start: number): boolean {
  for (const mode of MODES) {
    let same = peek.u8(start + mode.length) === 0
    for (let i = 0; same && i < mode.length; i++) same = (peek.u8(start + i) | 0x20) === mode.charCodeAt(i)
    if (same) return true
  }
  return false
}
function readTftp(cursor: Cursor): Tftp {
  const opcode = cursor.u16('opcode')
  cursor.derive('opcode_name', OPCODES[opcode] ?? `opcode ${opcode}`, 2)
  cursor.expect('opcode', opcode >= READ && opcode <= OPTIONS_ACK, 'is one of 1 to 6')
  const message: Tftp = { opcode, text: '' }
  if (opcode === READ || opcode === WRITE) {
    message.text = word(cursor, 'fname')
    word(cursor, 'mode')
    options(cursor)
  } else if (opcode === DATA) {
    cursor.u16('block')
    cursor.rest('data')
  } else if (opcode === ACK) cursor.u16('block')
  else if (opcode === ERROR) {
    const code = cursor.u16('error_code')
    const words = word(cursor, 'error_msg')
    message.text = words === '' ? (ERRORS[code] ?? `error ${code}`) : words
  } else if (opcode === OPTIONS_ACK) options(cursor)
  return message
}

function options(cursor: Cursor): void {
  cursor.each('options', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    word(cursor, 'name')
    word(cursor, 'value')
  })
}

/** Text up to a zero byte. */
function word(cursor: Cursor, name: string): string {
  const zero = cursor.bytes.indexOf(0, cursor.at)
  const size = zero < 0 || zero >= cursor.end ? cursor.left + 1 : zero - cursor.at
  const value = cursor.text(name, size)
  cursor.skip(1)
  return value
}

function observe(message: Message<Tftp>): Observation[] {
  const { opcode, text } = message.value!
  if (opcode === READ || opcode === WRITE) return [asked(opcode, text, 'sender', 'asked')]
  const request = message.request?.value
  if (opcode === ERROR && request !== undefined)
    return [{ ...asked(request.opcode, request.text, 'receiver', 'refused'), reason: text }]
  return []
}

function asked(
  opcode: number,
  file: string,
  initiator: Operation['initiator'],
  outcome: Operation['outcome'],
): Operation {
  return {
    kind: 'operation',
    verb: opcode === WRITE ? 'file-write' : 'file-read',
    function: OPCODES[opcode] ?? '',
    initiator,
    object: file,
    outcome,
  }
}

function text(words: string): string {
  return Buffer.from(words, 'latin1').toString('hex')
}
