import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { FILE_MODES, FILE_STATUS, OPEN_FILE } from './dnp3.tables.ts'
import type { FileDeed, Fragment } from './fragment.ts'
import type { Place } from './special.ts'

/** Objects of group 70 (IEEE 1815-2012, clause A.29): a file's whole life passes through them. */
export function readFile(cursor: Cursor, { variation, fragment, session }: Place): void {
  const deed: FileDeed = {
    variation,
    name: '',
    handle: 0,
    mode: -1,
    status: 0,
    bytes: 0,
    account: '',
    password: false,
    key: false,
  }
  const read = READERS[variation]
  fragment.files.push(deed)
  if (read === undefined) {
    cursor.expect('variation', false, 'is not in the object library')
    cursor.rest('data')
    return
  }
  read(cursor, deed)
  if (variation === SPECIFICATION) fragment.names.push(deed.name)
  nameByHandle(session, fragment, deed)
}

type Reader = (cursor: Cursor, deed: FileDeed) => void

const COMMAND = 3
const COMMAND_STATUS = 4
const SPECIFICATION = 8
const LAST_BLOCK = 0x8000_0000

const READERS: { readonly [variation: number]: Reader } = {
  2: readAuthentication,
  3: readCommand,
  4: (cursor, deed) => {
    deed.handle = cursor.u32le('handle')
    cursor.u32le('size')
    cursor.u16le('max_block_size')
    cursor.u16le('request_id')
    readStatus(cursor, deed)
  },
  5: (cursor, deed) => {
    deed.handle = cursor.u32le('handle')
    readBlock(cursor)
    deed.bytes = cursor.left
    cursor.rest('data')
  },
  6: (cursor, deed) => {
    deed.handle = cursor.u32le('handle')
    readBlock(cursor)
    readStatus(cursor, deed)
  },
  7: readDescriptor,
  8: (cursor, deed) => {
    deed.name = cursor.text('file_name', cursor.left)
  },
}

function readBlock(cursor: Cursor): void {
  const block = cursor.u32le('block')
  cursor.derive('block_number', block % LAST_BLOCK, 4)
  cursor.derive('last_block', block >= LAST_BLOCK, 4)
}

function readStatus(cursor: Cursor, deed: FileDeed): void {
  deed.status = cursor.u8('status_code')
  cursor.derive('status', FILE_STATUS[deed.status] ?? `status ${deed.status}`, 1)
  cursor.text('status_text', cursor.left)
}

/** User name and password; the password and the key that it buys are passed over. */
function readAuthentication(cursor: Cursor, deed: FileDeed): void {
  cursor.u16le('user_name_offset')
  const userSize = cursor.u16le('user_name_size')
  cursor.u16le('password_offset')
  const passwordSize = cursor.u16le('password_size')
  skipKey(cursor, deed)
  deed.account = cursor.text('user_name', userSize)
  cursor.skip(passwordSize)
  cursor.derive('password', '(hidden)')
  deed.password = passwordSize > 0
}

const KEY_SIZE = 4

/** The key that an authentication returned opens the file for whoever knows it. */
function skipKey(cursor: Cursor, deed: FileDeed): void {
  const at = cursor.at
  cursor.skip(KEY_SIZE)
  deed.key = cursor.bytes.subarray(at, at + KEY_SIZE).some((byte) => byte !== 0)
  cursor.derive('authentication_key', '(hidden)')
}

function readCommand(cursor: Cursor, deed: FileDeed): void {
  cursor.u16le('file_name_offset')
  const size = cursor.u16le('file_name_size')
  cursor.u48le('creation_time')
  cursor.u16le('permissions')
  skipKey(cursor, deed)
  cursor.u32le('size')
  deed.mode = cursor.u16le('mode')
  cursor.derive('mode_name', FILE_MODES[deed.mode] ?? `mode ${deed.mode}`, 2)
  cursor.u16le('max_block_size')
  cursor.u16le('request_id')
  deed.name = cursor.text('file_name', size)
}

function readDescriptor(cursor: Cursor, deed: FileDeed): void {
  cursor.u16le('file_name_offset')
  const size = cursor.u16le('file_name_size')
  cursor.u16le('file_type')
  cursor.u32le('size')
  cursor.u48le('creation_time')
  cursor.u16le('permissions')
  cursor.u16le('request_id')
  deed.name = cursor.text('file_name', size)
}

/** A handle stands for the name that the request to open had; later messages only know the handle. */
function nameByHandle(session: Session, fragment: Fragment, deed: FileDeed): void {
  if (deed.variation < COMMAND_STATUS || deed.name !== '') return
  const key = `file ${session.recall<number>('outstation') ?? ''} ${deed.handle}`
  const asked = session.request?.value as Fragment | undefined
  const opened =
    asked?.function === OPEN_FILE ? asked.files.find((one) => one.variation === COMMAND) : undefined
  if (opened !== undefined && deed.variation === COMMAND_STATUS && fragment.iin >= 0)
    session.remember(key, { name: opened.name, mode: opened.mode })
  const known = session.recall<{ name: string; mode: number }>(key)
  if (known === undefined) return
  deed.name = known.name
  deed.mode = known.mode
}
