import { limits } from '../../../base/limits.ts'
import { readSecurityToken } from '../../spnego.ts'
import { NTLM_ACCOUNT } from '../ntlm/ntlm.ts'
import {
  type Context,
  carryPipe,
  closeFile,
  jump,
  type Reader,
  recallFile,
  recallShare,
  rememberFile,
  rememberShare,
  text,
} from './context.ts'
import { CMD, EXTENDED_SECURITY } from './smb.tables.ts'
import { isError } from './status.tables.ts'
import { readNtTransact, readSecondary, readTransaction, readTransaction2 } from './transact.ts'
import { joined } from './unit.ts'

/** Responses to a challenge have this size (or more, in version 2); a password of another size is written as it is typed. */
const LM_RESPONSE = 24

function negotiate({ cursor, reply, words, unicode, unit }: Context): (() => void) | undefined {
  if (!reply)
    return () => {
      cursor.each('dialects', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
        cursor.expect('format', cursor.u8('format') === 2, 'is always 2')
        text(cursor, 'dialect', false)
      })
    }
  cursor.u16le('dialect_index')
  if (words < 17) return undefined
  cursor.u8('security_mode')
  cursor.u16le('max_mpx')
  cursor.u16le('max_vcs')
  cursor.u32le('max_buffer')
  cursor.u32le('max_raw')
  cursor.u32le('session_key')
  const capabilities = cursor.u32le('capabilities')
  cursor.u64le('system_time')
  cursor.i16le('time_zone')
  const challenge = cursor.u8('challenge_size')
  return () => {
    if ((capabilities & EXTENDED_SECURITY) !== 0) {
      cursor.raw('server_guid', 16)
      return
    }
    cursor.skip(challenge)
    // These two stand where they stand, whatever the alignment elsewhere.
    const domain = text(cursor, 'domain', unicode, false)
    const server = cursor.left > 0 ? text(cursor, 'server', unicode, false) : ''
    unit.system = { os: '', manager: '', domain, server }
  }
}

function sessionSetup(context: Context): (() => void) | undefined {
  const { cursor, reply, words } = context
  context.unit.act = 'login'
  if (reply) {
    cursor.u16le('action')
    const blob = words >= 4 ? cursor.u16le('security_size') : 0
    return () => {
      if (blob > 0) readSecurityToken(cursor, context.session, blob)
      systemOf(context, true)
    }
  }
  cursor.u16le('max_buffer')
  cursor.u16le('max_mpx')
  cursor.u16le('vc_number')
  cursor.u32le('session_key')
  if (words === 12) return extendedSetup(context)
  const oem = cursor.u16le('oem_password_size')
  const wide = words >= 13 ? cursor.u16le('unicode_password_size') : 0
  cursor.u32le('reserved')
  if (words >= 13) cursor.u32le('capabilities')
  return () => plainSetup(context, oem, wide)
}

function extendedSetup(context: Context): () => void {
  const { cursor, session, unit } = context
  const size = cursor.u16le('security_size')
  cursor.u32le('reserved')
  cursor.u32le('capabilities')
  return () => {
    session.forget(NTLM_ACCOUNT)
    readSecurityToken(cursor, session, size)
    unit.account = session.recall<string>(NTLM_ACCOUNT) ?? ''
    systemOf(context, false)
  }
}

/** A log-in without a negotiated mechanism: responses to the challenge, or the password itself. */
function plainSetup(context: Context, oem: number, wide: number): void {
  const { cursor, unit, unicode } = context
  cursor.skip(oem + wide)
  cursor.derive('password', '(hidden)', oem + wide)
  const account = text(cursor, 'account', unicode)
  const domain = text(cursor, 'domain', unicode)
  unit.account = account === '' ? 'anonymous' : domain === '' ? account : `${domain}\\${account}`
  unit.clear = account !== '' && isTyped(oem) && isTyped(wide) && oem + wide > 1
  const os = text(cursor, 'native_os', unicode)
  const manager = cursor.left > 0 ? text(cursor, 'native_lan_manager', unicode) : ''
  unit.system = { os, manager, domain: '', server: '' }
}

function isTyped(size: number): boolean {
  return size < LM_RESPONSE
}

function systemOf(context: Context, withDomain: boolean): void {
  const { cursor, unicode, unit } = context
  if (cursor.left === 0) return
  const os = text(cursor, 'native_os', unicode)
  const manager = cursor.left > 0 ? text(cursor, 'native_lan_manager', unicode) : ''
  const domain = cursor.left > 0 ? text(cursor, 'primary_domain', unicode) : ''
  unit.system = { os, manager, domain: withDomain ? domain : '', server: '' }
}

function treeConnect(context: Context): (() => void) | undefined {
  const { cursor, reply, unit, unicode, session, tid, asked } = context
  unit.act = 'tree'
  if (reply) {
    if (asked !== undefined && !isError(context.status)) rememberShare(session, tid, asked.path)
    return () => {
      text(cursor, 'service', false)
      if (cursor.left > 0) text(cursor, 'native_file_system', unicode)
    }
  }
  cursor.u16le('flags')
  const size = cursor.u16le('password_size')
  return () => {
    cursor.skip(size)
    cursor.derive('password', '(hidden)', size)
    unit.clear = size > 1 && isTyped(size)
    unit.path = text(cursor, 'path', unicode)
    text(cursor, 'service', false)
  }
}

function ntCreate(context: Context): (() => void) | undefined {
  const { cursor, reply, session, unit, unicode, tid, asked } = context
  unit.act = 'open'
  if (reply) {
    cursor.u8('oplock')
    const fid = cursor.u16le('fid')
    cursor.u32le('action')
    if (asked !== undefined && !isError(context.status)) rememberFile(session, fid, asked.path)
    return undefined
  }
  cursor.skip(1)
  cursor.u16le('name_size')
  cursor.u32le('flags')
  cursor.u32le('root_fid')
  const access = cursor.u32le('desired_access')
  cursor.u64le('allocation_size')
  cursor.u32le('attributes')
  cursor.u32le('share_access')
  const disposition = cursor.u32le('disposition')
  const options = cursor.u32le('create_options')
  cursor.u32le('impersonation')
  cursor.u8('security_flags')
  unit.open = { access, disposition, options }
  return () => {
    unit.path = joined(recallShare(session, tid), text(cursor, 'path', unicode))
  }
}

/** Access of the older Open (MS-CIFS section 2.2.4.41): 0 read, 1 write, 2 both; open function 0x10 creates, 2 truncates. */
function openAndx(context: Context): (() => void) | undefined {
  const { cursor, reply, session, unit, unicode, tid, asked } = context
  unit.act = 'open'
  if (reply) {
    const fid = cursor.u16le('fid')
    if (asked !== undefined && !isError(context.status)) rememberFile(session, fid, asked.path)
    return undefined
  }
  cursor.u16le('flags')
  const mode = cursor.u16le('access_mode') & 7
  cursor.u16le('search_attributes')
  cursor.u16le('file_attributes')
  cursor.u32le('creation_time')
  const how = cursor.u16le('open_mode')
  cursor.u32le('allocation_size')
  cursor.u32le('timeout')
  cursor.skip(4)
  unit.open = { access: mode === 0 ? 1 : 3, disposition: (how & 0x12) !== 0 ? 5 : 1, options: 0 }
  return () => {
    unit.path = joined(recallShare(session, tid), text(cursor, 'path', unicode))
  }
}

function readAndx(context: Context): (() => void) | undefined {
  const { cursor, reply, session, unit, asked } = context
  unit.act = 'read'
  if (!reply) {
    const fid = cursor.u16le('fid')
    cursor.u32le('offset')
    cursor.u16le('max_count')
    unit.path = recallFile(session, fid)
    session.remember('fid read', fid)
    return undefined
  }
  cursor.skip(6)
  const size = cursor.u16le('data_size')
  const offset = cursor.u16le('data_offset')
  const fid = session.recall<number>('fid read') ?? 0
  return () => {
    if (size === 0) return
    jump(cursor, 'data_offset', offset)
    if ((asked?.path ?? '') === '' || /^\\PIPE\\/.test(asked?.path ?? ''))
      carryPipe(cursor, session, fid, size)
  }
}

function writeAndx(context: Context): (() => void) | undefined {
  const { cursor, reply, session, unit } = context
  unit.act = 'write'
  if (reply) return undefined
  const fid = cursor.u16le('fid')
  cursor.u32le('offset')
  cursor.u32le('timeout')
  cursor.u16le('write_mode')
  cursor.u16le('remaining')
  const high = cursor.u16le('data_size_high')
  const size = high * 65536 + cursor.u16le('data_size')
  const offset = cursor.u16le('data_offset')
  unit.path = recallFile(session, fid)
  return () => {
    if (size === 0) return
    jump(cursor, 'data_offset', offset)
    if (unit.path === '' || /^\\PIPE\\/.test(unit.path)) carryPipe(cursor, session, fid, size)
  }
}

function close({ cursor, reply, session, unit }: Context): (() => void) | undefined {
  if (!reply) unit.path = closeFile(session, cursor.u16le('fid'))
  return undefined
}

/** Commands that name one file in their bytes, behind a 4 for "text follows". */
function byName(act: 'delete' | 'write', bare = false): Reader {
  return ({ cursor, reply, session, unit, unicode, tid }) => {
    unit.act = act
    if (reply) return undefined
    if (!bare) cursor.u16le('search_attributes')
    return () => {
      cursor.expect('format', cursor.u8('format') === 4, 'is always 4')
      unit.path = joined(recallShare(session, tid), text(cursor, 'path', unicode))
    }
  }
}

function rename({ cursor, reply, session, unit, unicode, tid }: Context): (() => void) | undefined {
  unit.act = 'rename'
  if (reply) return undefined
  cursor.u16le('search_attributes')
  return () => {
    cursor.u8('format')
    const from = joined(recallShare(session, tid), text(cursor, 'old_name', unicode))
    cursor.u8('format')
    unit.path = `${from} to \\${text(cursor, 'new_name', unicode).replace(/^\\+/, '')}`
  }
}

/** How each command's parameters and bytes are read; commands not listed say nothing that matters here. */
export const READERS: { readonly [command: number]: Reader } = {
  [CMD.createDirectory]: byName('write', true),
  [CMD.deleteDirectory]: byName('delete', true),
  [CMD.close]: close,
  [CMD.delete]: byName('delete'),
  [CMD.rename]: rename,
  [CMD.transaction]: readTransaction,
  [CMD.transactionSecondary]: readSecondary,
  [CMD.openAndx]: openAndx,
  [CMD.readAndx]: readAndx,
  [CMD.writeAndx]: writeAndx,
  [CMD.transaction2]: readTransaction2,
  [CMD.transaction2Secondary]: readSecondary,
  [CMD.negotiate]: negotiate,
  [CMD.sessionSetup]: sessionSetup,
  [CMD.treeConnect]: treeConnect,
  [CMD.ntTransact]: readNtTransact,
  [CMD.ntTransactSecondary]: readSecondary,
  [CMD.ntCreate]: ntCreate,
}
