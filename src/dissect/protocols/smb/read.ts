import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { READERS } from './commands.ts'
import type { Context } from './context.ts'
import { ANDX, CMD, COMMANDS, NO_MORE, REPLY_FLAG, UNICODE_FLAG } from './smb.tables.ts'
import { dosStatus, statusText } from './status.tables.ts'
import { checkReply } from './transact.ts'
import { type Unit, unitOf } from './unit.ts'

/** One SMB message with all its commands. */
export interface Smb {
  command: number
  reply: boolean
  status: number
  units: Unit[]
}

/** Commands in one chain; real chains have two or three. */
const CHAIN_MOST = 8
const NT_STATUS_FLAG = 0x4000

/** Reads the header and the chain of commands (MS-CIFS section 2.2.3). */
export function readSmb(cursor: Cursor, session: Session): Smb {
  cursor.text('signature', 4)
  const command = cursor.u8('command')
  cursor.derive('command_name', COMMANDS[command] ?? 'unknown')
  cursor.expect('command', command in COMMANDS, 'is not in the specification')
  const status = cursor.u32le('status')
  const flags = cursor.u8('flags')
  const flags2 = cursor.u16le('flags2')
  const reply = (flags & REPLY_FLAG) !== 0
  cursor.u16le('pid_high')
  cursor.raw('security_features', 8)
  cursor.skip(2)
  const tid = cursor.u16le('tid')
  cursor.u16le('pid')
  cursor.u16le('uid')
  const mid = cursor.u16le('mid')
  const nt = (flags2 & NT_STATUS_FLAG) !== 0
  const message: Smb = {
    command,
    reply,
    status: reply ? (nt ? status : dosStatus(status & 0xff, status >>> 16)) : 0,
    units: [],
  }
  if (reply) {
    cursor.derive('status_name', statusText(message.status))
    checkReply(cursor, session, command)
  }
  const asked = (session.request?.value as Smb | undefined)?.units ?? []
  const unicode = (flags2 & UNICODE_FLAG) !== 0
  readChain(cursor, message, (unit, index) => ({
    cursor,
    session,
    reply,
    unicode,
    status: message.status,
    tid,
    mid,
    words: 0,
    unit,
    asked: asked[index],
  }))
  return message
}

function readChain(cursor: Cursor, message: Smb, contextOf: (unit: Unit, index: number) => Context): void {
  let next = message.command
  cursor.each('commands', Number.POSITIVE_INFINITY, CHAIN_MOST, (index) => {
    if (next === NO_MORE) return
    const unit = unitOf(COMMANDS[next] ?? `command ${next}`)
    message.units.push(unit)
    next = readCommand(next, contextOf(unit, index))
  })
  cursor.skip(cursor.left)
}

/** Reads one command; gives the next one of its chain, having gone to where it starts. */
function readCommand(command: number, context: Context): number {
  const { cursor } = context
  context.words = cursor.u8('word_count')
  let next = NO_MORE
  let offset = 0
  let rest: (() => void) | undefined
  cursor.within('words', context.words * 2, () => {
    if (context.words === 0) {
      nameOnly(command, context)
      return
    }
    if (ANDX.has(command)) {
      next = cursor.u8('andx_command')
      cursor.skip(1)
      offset = cursor.u16le('andx_offset')
    }
    rest = READERS[command]?.(context)
  })
  const size = cursor.u16le('byte_count')
  const start = cursor.at
  // Reads and writes of more than 64 KiB, and answers cut to size, count modulo 65536: their data goes on to the end.
  const long = command === CMD.readAndx || command === CMD.writeAndx
  cursor.within('bytes', long && next === NO_MORE ? cursor.left : size, () => {
    if (context.words === 0 && !context.reply) rest = READERS[command]?.(context)
    rest?.()
    cursor.skip(cursor.left)
  })
  if (next === NO_MORE) return next
  const to = cursor.origin + offset
  if (!cursor.expect('andx_offset', to >= start && to < cursor.end, 'points forward into the message'))
    return NO_MORE
  cursor.at = to
  return next
}

/** A command without parameters: an error reply, or a request whose bytes say all. */
function nameOnly(command: number, { reply, unit, asked }: Context): void {
  if (reply && asked !== undefined) unit.name = asked.name
  else if (command === CMD.sessionSetup) unit.act = 'login'
}
