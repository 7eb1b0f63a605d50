import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { isError, MORE_PROCESSING, statusText } from '../smb/status.tables.ts'
import { type Unit, unitOf } from '../smb/unit.ts'
import { READERS } from './commands.ts'
import { ASYNC_FLAG, COMMANDS, REPLY_FLAG } from './smb2.tables.ts'

/** One SMB 2 or 3 message with all its commands, or the fact that it is encrypted. */
export interface Smb2 {
  encrypted: boolean
  reply: boolean
  units: Unit[]
  statuses: number[]
}

const HEADER_SIZE = 64
/** First bytes of a message: 0xFE plain, 0xFD encrypted, 0xFC compressed (MS-SMB2 sections 2.2.1, 2.2.41, 2.2.42). */
const PLAIN = 0xfe

/** Reads a message: commands may follow each other, each with a header of its own (MS-SMB2 section 3.2.4.1.4). */
export function readSmb2(cursor: Cursor, session: Session): Smb2 {
  const message: Smb2 = { encrypted: false, reply: false, units: [], statuses: [] }
  if (cursor.left > 0 && cursor.bytes[cursor.at] !== PLAIN) {
    message.encrypted = true
    cursor.derive('encrypted', true)
    cursor.skip(cursor.left)
    return message
  }
  const asked = (session.request?.value as Smb2 | undefined)?.units ?? []
  let last = false
  cursor.each('commands', Number.POSITIVE_INFINITY, limits.dissect.listItems, (index) => {
    if (last) return
    last = readOne(cursor, session, message, asked[index])
  })
  cursor.skip(cursor.left)
  return message
}

/** Reads one header and body; true when no other follows. */
function readOne(cursor: Cursor, session: Session, message: Smb2, asked: Unit | undefined): boolean {
  const start = cursor.offset
  cursor.text('signature', 4)
  cursor.expect('header_size', cursor.u16le('header_size') === HEADER_SIZE, 'is always 64')
  cursor.u16le('credit_charge')
  const status = cursor.u32le('status')
  const command = cursor.u16le('command')
  const name = cursor.derive('command_name', COMMANDS[command] ?? 'unknown')
  cursor.expect('command', command < COMMANDS.length, 'is not in the specification')
  cursor.u16le('credits')
  const flags = cursor.u32le('flags')
  const next = cursor.u32le('next_command')
  cursor.u64le('message_id')
  cursor.skip(4)
  const tree = cursor.u32le('tree_id')
  cursor.u64le('session_id')
  cursor.raw('security_features', 16)
  const reply = (flags & REPLY_FLAG) !== 0
  if (reply) cursor.derive('status_name', statusText(status))
  const unit = unitOf(name)
  const opened = message.units.findLast((one) => one.act === 'open')?.path ?? ''
  message.reply = reply
  message.units.push(unit)
  message.statuses.push(reply ? status : 0)
  const size = next > HEADER_SIZE ? next - HEADER_SIZE : cursor.left
  cursor.within('body', size, () => {
    cursor.u16le('structure_size')
    // An error answers with a body of its own; only a log-in goes on with a token in it.
    const failed = reply && isError(status) && status !== MORE_PROCESSING
    const trees = (flags & ASYNC_FLAG) !== 0 ? 0 : tree
    if (!failed)
      READERS[command]?.({ cursor, session, reply, status, tree: trees, start, unit, asked, opened })
    cursor.skip(cursor.left)
  })
  return next <= HEADER_SIZE
}
