import { type Message, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation } from '../../../model/observation.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, NO, protocol, SURE } from '../../protocol.ts'
import { meaningOf } from './observe.ts'
import { readSmb, type Smb } from './read.ts'
import { CMD, REPLY_FLAG } from './smb.tables.ts'
import { awaited } from './transact.ts'

/** SMB version 1: who logs in where, which shares, files and pipes are used, and what the machines say of themselves. */
export const smb = protocol({
  id: 'smb',
  title: 'Server Message Block, version 1',
  spec: 'MS-CIFS section 2.2, MS-SMB section 2.2',
  family: 'it',
  carriedBy: { nbss: [] },
  looksLike: (peek) => (peek.u8(0) === 0xff && peek.text(1, 'SMB') ? SURE : NO),
  glance(peek, glance, session) {
    const command = peek.u8(4)
    const reply = (peek.u8(9) & REPLY_FLAG) !== 0
    glance.role = reply ? REPLY : REQUEST
    glance.pair = (peek.u16le(30) << 16) | Math.max(0, peek.u16le(26))
    if (command === CMD.echo) return mix(command, peek.u32le(5))
    if (command === CMD.readAndx && !reply) return mix(command, peek.u16le(37))
    if (command === CMD.writeAndx && reply) return mix(command, peek.u32le(5))
    if (command === CMD.writeAndx && !isCall(peek, peek.u16le(55))) return mix(command, peek.u16le(37))
    if (command === CMD.readAndx && !isCall(peek, peek.u16le(45))) return mix(command, peek.u32le(5))
    // A reply without words says no more than its status, unless it is held against the transaction that waits for it.
    if (reply && peek.u8(WORD_COUNT) === 0 && awaited(session, command) === undefined)
      return mix(mix(command, peek.u32le(5)), peek.u16le(10))
    return FULL
  },
  read: readSmb,
  observe,
  examples: {
    'offers dialects': `${head('72', 0)} 00 0c00 02 4e54204c4d20302e313200`,
    'answers with its name': `${head('72', 0, true)} 11 0000 03 3200 0100 04110000 00000100 00000000 fde30000 0000000000000000 c4ff 08 1a00 1122334455667788 5700470000005300520056002d0031000000`,
    'logs in with a name': `${head('73', 0)} 0d ff 00 0000 0411 3200 0000 00000000 1800 0000 00000000 d4000000 3500 ${'ab'.repeat(24)} 00 61006e006e0061000000 0000 570069006e000000 570069006e000000`,
    'is logged in': `${head('73', 0, true)} 03 ff 00 0000 0000 2300 00 570069006e0064006f0077007300200035002e0031000000 4c004d000000 570047000000`,
    'is refused': `${head('73', 0xc000006d, true)} 00 0000`,
    'connects to a share': `${head('75', 0)} 04 ff 00 0000 0000 0100 1600 00 5c005c0053005c0043002400 0000 3f3f3f3f3f00 00`,
    'is connected': `${head('75', 0, true)} 03 ff 00 0000 0000 0700 413a00 00 4e00 00`,
    'opens a file to write': `${head('a2', 0)} 18 ff 00 0000 00 0800 00000000 00000000 02000000 0000000000000000 80000000 03000000 05000000 40000000 02000000 00 0d00 00 5c0061002e00620069006e00`,
    'has opened it': `${head('a2', 0, true)} 22 ff 00 0000 00 0140 02000000 ${'00'.repeat(57)} 0000`,
    'writes into it': `${head('2f', 0)} 0c ff 00 0000 0140 00000000 00000000 0000 0000 0000 0400 3b00 0400 74657374`,
    'deletes a file': `${head('06', 0)} 01 0600 0f00 04 5c0061002e0074006d0070000000`,
    'uses a reserved subcommand': `${head('32', 0)} 0f 0c00 0000 0100 0000 00 00 0000 a6d9a440 0000 0c00 4200 0000 4e00 01 00 0e00 0d00 000000 ${'00'.repeat(12)}`,
    'cut in the header': 'ff534d42 72 0000',
  },
})

/** Offset of the first command's count of parameter words, behind the header (MS-CIFS section 2.2.3.1). */
const WORD_COUNT = 32

/** Whether the data of a read or write starts a remote procedure call: version 5.0. */
function isCall(peek: Peek, offset: number): boolean {
  return peek.u8(offset) === 5 && peek.u8(offset + 1) === 0
}

function observe(message: Message<Smb>): Observation[] {
  const { units, reply, status } = message.value!
  return meaningOf(units, message.request?.value?.units, reply, () => status)
}

/** A header for the examples. */
function head(command: string, status: number, reply = false): string {
  const code = Buffer.alloc(4)
  code.writeUInt32LE(status)
  return `ff534d42 ${command} ${code.toString('hex')} ${reply ? '88' : '08'} 01c0 0000 ${'00'.repeat(8)} 0000 0008 0100 0008 4000`
}
