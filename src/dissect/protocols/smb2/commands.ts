import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { readSecurityToken } from '../../spnego.ts'
import { NTLM_ACCOUNT } from '../ntlm/ntlm.ts'
import {
  carryPipe,
  closeFile,
  jump,
  recallFile,
  recallShare,
  rememberFile,
  rememberShare,
} from '../smb/context.ts'
import { isError } from '../smb/status.tables.ts'
import { isPipe, joined, type Unit } from '../smb/unit.ts'
import { CMD, DIALECTS, FILE_INFO, FSCTL, PIPE_TRANSCEIVE } from './smb2.tables.ts'

/** What reading the body of one command needs to know of its header. Offsets in a body count from the header. */
export interface Context {
  cursor: Cursor
  session: Session
  reply: boolean
  status: number
  tree: number
  /** Offset of this command's header from the message's first byte. */
  start: number
  unit: Unit
  asked: Unit | undefined
  /** File opened by an earlier command of the same message, meant by a handle of all ones. */
  opened: string
}

type Reader = (context: Context) => void

const NAME_MOST = 260

/** A name of `size` bytes that stands `offset` bytes behind the header. */
function nameAt({ cursor, start }: Context, name: string, offset: number, size: number): string {
  if (size === 0) return ''
  jump(cursor, `${name}_offset`, start + offset)
  return cursor.text(name, size, 'utf16le').slice(0, NAME_MOST)
}

/** A handle; its second half is enough to tell files apart. All ones: the file of the command before. */
function handle(cursor: Cursor): string {
  cursor.u64le('persistent')
  return cursor.u64le('file_id').toString(16)
}
const SAME_FILE = 'ffffffffffffffff'

function pathOf(context: Context): string {
  const file = handle(context.cursor)
  return file === SAME_FILE ? context.opened : recallFile(context.session, file)
}

function negotiate({ cursor, session, reply, start }: Context): void {
  if (!reply) {
    const count = cursor.u16le('dialect_count')
    cursor.u16le('security_mode')
    cursor.skip(2)
    cursor.u32le('capabilities')
    cursor.raw('client_guid', 16)
    cursor.skip(8)
    cursor.each('dialects', count, limits.dissect.listItems, () => dialect(cursor))
    return
  }
  cursor.u16le('security_mode')
  dialect(cursor)
  cursor.skip(2)
  cursor.raw('server_guid', 16)
  cursor.u32le('capabilities')
  cursor.u32le('max_transact')
  cursor.u32le('max_read')
  cursor.u32le('max_write')
  cursor.u64le('system_time')
  cursor.u64le('start_time')
  token(cursor, session, start, cursor.u16le('security_offset'), cursor.u16le('security_size'))
}

function dialect(cursor: Cursor): void {
  const code = cursor.u16le('dialect')
  cursor.derive('dialect_name', DIALECTS[code] ?? 'unknown', 2)
}

function token(cursor: Cursor, session: Session, start: number, offset: number, size: number): void {
  if (size === 0) return
  jump(cursor, 'security_offset', start + offset)
  readSecurityToken(cursor, session, size)
}

function sessionSetup({ cursor, session, reply, start, unit }: Context): void {
  unit.act = 'login'
  if (reply) {
    cursor.u16le('session_flags')
    token(cursor, session, start, cursor.u16le('security_offset'), cursor.u16le('security_size'))
    return
  }
  cursor.u8('flags')
  cursor.u8('security_mode')
  cursor.u32le('capabilities')
  cursor.u32le('channel')
  const offset = cursor.u16le('security_offset')
  const size = cursor.u16le('security_size')
  cursor.u64le('previous_session')
  session.forget(NTLM_ACCOUNT)
  token(cursor, session, start, offset, size)
  unit.account = session.recall<string>(NTLM_ACCOUNT) ?? ''
}

function treeConnect(context: Context): void {
  const { cursor, session, reply, unit, asked, tree } = context
  unit.act = 'tree'
  if (reply) {
    cursor.u8('share_type')
    if (asked !== undefined && !isError(context.status)) rememberShare(session, tree, asked.path)
    return
  }
  cursor.u16le('flags')
  unit.path = nameAt(context, 'path', cursor.u16le('path_offset'), cursor.u16le('path_size'))
}

function create(context: Context): void {
  const { cursor, session, reply, unit, asked } = context
  unit.act = 'open'
  if (reply) {
    cursor.u8('oplock')
    cursor.u8('flags')
    cursor.u32le('action')
    cursor.raw('times', 32)
    cursor.u64le('allocation_size')
    cursor.u64le('end_of_file')
    cursor.u32le('attributes')
    cursor.skip(4)
    const file = handle(cursor)
    if (asked !== undefined && !isError(context.status)) rememberFile(session, file, asked.path)
    return
  }
  cursor.u8('security_flags')
  cursor.u8('oplock')
  cursor.u32le('impersonation')
  cursor.skip(16)
  const access = cursor.u32le('desired_access')
  cursor.u32le('attributes')
  cursor.u32le('share_access')
  const disposition = cursor.u32le('disposition')
  const options = cursor.u32le('create_options')
  unit.open = { access, disposition, options }
  const offset = cursor.u16le('name_offset')
  const size = cursor.u16le('name_size')
  cursor.u32le('contexts_offset')
  cursor.u32le('contexts_size')
  unit.path = joined(recallShare(session, context.tree), nameAt(context, 'path', offset, size))
}

function close(context: Context): void {
  const { cursor, reply, unit } = context
  if (reply) return
  cursor.u16le('flags')
  cursor.skip(4)
  const file = handle(cursor)
  unit.path = file === SAME_FILE ? context.opened : closeFile(context.session, file)
}

function read(context: Context): void {
  const { cursor, session, reply, unit, asked, start } = context
  unit.act = 'read'
  if (!reply) {
    cursor.skip(2)
    cursor.u32le('length')
    cursor.u64le('offset')
    unit.path = pathOf(context)
    return
  }
  const offset = cursor.u8('data_offset')
  cursor.skip(1)
  const size = cursor.u32le('data_size')
  if (size === 0 || (asked !== undefined && asked.path !== '' && !isPipe(asked.path))) return
  jump(cursor, 'data_offset', start + offset)
  carryPipe(cursor, session, asked?.path ?? '', size)
}

function write(context: Context): void {
  const { cursor, session, reply, unit, start } = context
  unit.act = 'write'
  if (reply) return
  const offset = cursor.u16le('data_offset')
  const size = cursor.u32le('length')
  cursor.u64le('offset')
  unit.path = pathOf(context)
  if (size === 0 || (unit.path !== '' && !isPipe(unit.path))) return
  jump(cursor, 'data_offset', start + offset)
  carryPipe(cursor, session, unit.path, size)
}

function ioctl(context: Context): void {
  const { cursor, session, reply, unit, start } = context
  cursor.skip(2)
  const code = cursor.u32le('control_code')
  unit.name = `Ioctl ${cursor.derive('control', FSCTL[code] ?? `0x${code.toString(16)}`)}`
  unit.path = pathOf(context)
  const input = [cursor.u32le('input_offset'), cursor.u32le('input_size')] as const
  if (!reply) cursor.u32le('max_input_reply')
  const output = [cursor.u32le('output_offset'), cursor.u32le('output_size')] as const
  const [offset, size] = reply ? output : input
  if (code !== PIPE_TRANSCEIVE || size === 0) return
  jump(cursor, 'data_offset', start + offset)
  carryPipe(cursor, session, unit.path, size)
}

function queryDirectory(context: Context): void {
  const { cursor, reply, unit } = context
  if (reply) return
  unit.act = 'list'
  cursor.u8('information_class')
  cursor.u8('flags')
  cursor.u32le('file_index')
  const folder = pathOf(context)
  const pattern = nameAt(context, 'pattern', cursor.u16le('pattern_offset'), cursor.u16le('pattern_size'))
  unit.path = folder === '' ? pattern : folder
}

/** Setting a disposition deletes, setting a rename renames; anything else changes attributes. */
function setInfo(context: Context): void {
  const { cursor, reply, unit, start } = context
  if (reply) return
  const type = cursor.u8('info_type')
  const kind = cursor.u8('file_info_class')
  const size = cursor.u32le('buffer_size')
  const offset = cursor.u16le('buffer_offset')
  cursor.skip(6)
  unit.path = pathOf(context)
  if (type !== 1 || size === 0) return
  jump(cursor, 'buffer_offset', start + offset)
  if (kind === FILE_INFO.disposition || kind === FILE_INFO.dispositionEx) {
    if ((cursor.u8('delete') & 1) === 1) unit.act = 'delete'
  } else if (kind === FILE_INFO.rename) {
    cursor.skip(16)
    unit.act = 'rename'
    const to = cursor.text('new_name', Math.min(cursor.u32le('new_name_size'), cursor.left), 'utf16le')
    unit.path = `${unit.path} to \\${to.slice(0, NAME_MOST).replace(/^\\+/, '')}`
  }
}

/** How each command's body is read behind its size; commands not listed say nothing that matters here. */
export const READERS: { readonly [command: number]: Reader } = {
  [CMD.negotiate]: negotiate,
  [CMD.sessionSetup]: sessionSetup,
  [CMD.treeConnect]: treeConnect,
  [CMD.create]: create,
  [CMD.close]: close,
  [CMD.read]: read,
  [CMD.write]: write,
  [CMD.ioctl]: ioctl,
  [CMD.queryDirectory]: queryDirectory,
  [CMD.setInfo]: setInfo,
}
