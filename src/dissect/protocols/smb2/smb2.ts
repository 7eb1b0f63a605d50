import { type Message, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation } from '../../../model/observation.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, NO, protocol, SURE } from '../../protocol.ts'
import { ntlm } from '../ntlm/ntlm.ts'
import { meaningOf } from '../smb/observe.ts'
import { PENDING } from '../smb/status.tables.ts'
import { readSmb2, type Smb2 } from './read.ts'
import { CMD, REPLY_FLAG } from './smb2.tables.ts'

/** SMB versions 2 and 3: who logs in where, which shares, files and pipes are used. */
export const smb2 = protocol({
  id: 'smb2',
  title: 'Server Message Block, versions 2 and 3',
  spec: 'MS-SMB2 section 2.2',
  family: 'it',
  carriedBy: { nbss: [] },
  looksLike: (peek) => (peek.u8(0) >= 0xfc && peek.u8(0) <= 0xfe && peek.text(1, 'SMB') ? SURE : NO),
  glance(peek, glance) {
    if (peek.u8(0) !== 0xfe) return peek.u8(0)
    const command = peek.u16le(12)
    const status = peek.u32le(8)
    const reply = (peek.u8(16) & REPLY_FLAG) !== 0
    // "Pending" is not yet the answer: the request goes on waiting.
    if (reply && status === PENDING) return mix(command, PENDING)
    glance.role = reply ? REPLY : REQUEST
    glance.pair = peek.u32le(24) | 0
    if (peek.u32le(20) !== 0) return FULL
    if (command === CMD.echo || command === CMD.changeNotify) return mix(command, status)
    if (command === CMD.read) {
      if (!reply) return mix(command, peek.hash(80, 96))
      return isCall(peek, peek.u8(66)) ? FULL : mix(command, status)
    }
    if (command === CMD.write) {
      if (reply) return mix(command, status)
      return isCall(peek, peek.u16le(66)) ? FULL : mix(command, peek.hash(80, 96))
    }
    return FULL
  },
  read: readSmb2,
  observe,
  examples: {
    'offers dialects': `${head(0)} 2400 0200 0100 0000 00000000 ${'00'.repeat(16)} 0000000000000000 1002 1103`,
    'chooses a dialect': `${head(0, 0, 1)} 4100 0100 1103 0000 ${'11'.repeat(16)} 07000000 00001000 00001000 00001000 0000000000000000 0000000000000000 8000 0000 00000000`,
    'logs in with a name': `${head(1)} 1900 00 01 00000000 00000000 5800 ${hex16(login().length / 2)} 0000000000000000 ${login()}`,
    'connects to a share': `${head(3)} 0900 0000 4800 1200 5c005c00530052005600 5c0043002400 0000`,
    'is connected': `${head(3, 0, 1)} 1000 01 00 00000000 00000000 ff011f00`,
    'opens a file to write': `${head(5)} 3900 00 00 02000000 0000000000000000 0000000000000000 02000000 80000000 03000000 05000000 40000000 7800 0a00 00000000 00000000 61002e0062006900 6e00`,
    'is denied': `${head(5, 0xc0000022, 1)} 0900 0000 00000000 00`,
    'writes into it': `${head(9)} 3100 7000 04000000 0000000000000000 0100000000000000 0200000000000000 00000000 00000000 0000 0000 00000000 74657374`,
    'marks a file for deletion': `${head(17)} 2100 01 0d 01000000 6000 0000 00000000 0100000000000000 0200000000000000 01`,
    'lists a folder': `${head(14)} 2100 25 00 00000000 0100000000000000 0200000000000000 6000 0200 00000100 2a00`,
    'is encrypted': 'fd534d42 00112233445566778899aabbccddeeff 0011223344556677',
    'cut in the header': 'fe534d42 4000 0000',
  },
})

/** The NTLM example's log-in inside SPNEGO. */
function login(): string {
  const token = (ntlm.examples['logs in'] ?? '').replaceAll(' ', '')
  return wrap('a1', wrap('30', wrap('a2', wrap('04', token))))
}

function wrap(tag: string, contents: string): string {
  return `${tag}81${(contents.length / 2).toString(16).padStart(2, '0')}${contents}`
}

function hex16(value: number): string {
  return Buffer.from([value & 255, value >> 8]).toString('hex')
}

/** Whether the data of a read or write starts a remote procedure call: version 5.0. */
function isCall(peek: Peek, offset: number): boolean {
  return peek.u8(offset) === 5 && peek.u8(offset + 1) === 0
}

function observe(message: Message<Smb2>): Observation[] {
  const { units, reply, statuses } = message.value!
  return meaningOf(
    units,
    message.request?.value?.units,
    reply,
    (index) => statuses[index] ?? statuses.at(-1) ?? 0,
  )
}

/** A header for the examples. */
function head(command: number, status = 0, flags = 0): string {
  const bytes = Buffer.alloc(64)
  bytes.write('fe534d4240000100', 'hex')
  bytes.writeUInt32LE(status, 8)
  bytes.writeUInt16LE(command, 12)
  bytes.writeUInt32LE(flags, 16)
  bytes.writeUInt32LE(5, 36)
  return bytes.toString('hex')
}
