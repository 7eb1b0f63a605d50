import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { blockOf } from './blocks.ts'
import { hexOf } from './items.ts'
import type { UserData } from './model.ts'
import { BLOCK_TYPES, LANGUAGES } from './s7comm.tables.ts'
import { BLOCK_INFO, LIST_OF_TYPE } from './userdata.tables.ts'

/** Reads the lists of blocks of a controller, and what it tells of one. */
export function readBlockFunction(cursor: Cursor, user: UserData, session: Session): void {
  if (user.function === BLOCK_INFO) readInfo(cursor, user)
  else if (user.function === LIST_OF_TYPE) readListOfType(cursor, user, session)
  else readCounts(cursor, user)
}

/** A block type as two hexadecimal digits in ASCII. */
function readType(cursor: Cursor): string {
  const digits = cursor.text('block_type', 2)
  return cursor.derive('block_type_name', BLOCK_TYPES[Number.parseInt(digits, 16)] ?? digits, 2)
}

function readCounts(cursor: Cursor, user: UserData): void {
  if (user.kind === 'request') return
  cursor.each('counts', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    readType(cursor)
    cursor.u16('block_count')
  })
}

function readListOfType(cursor: Cursor, user: UserData, session: Session): void {
  if (user.kind === 'request') {
    // Asking for the next piece names nothing.
    if (cursor.left >= 2) {
      user.objects = [readType(cursor)]
      session.remember('s7 blocks listed', user.objects)
    } else user.objects = session.recall<string[]>('s7 blocks listed') ?? []
    return
  }
  cursor.each('blocks', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    cursor.u16('block_number')
    cursor.u8('flags')
    const language = cursor.u8('language')
    cursor.derive('language_name', LANGUAGES[language] ?? hexOf(language, 2), 1)
  })
}

function readInfo(cursor: Cursor, user: UserData): void {
  if (user.kind === 'request') {
    user.objects = [cursor.derive('block', blockOf(cursor.text('filename', cursor.left)))]
    return
  }
  cursor.u16('kind')
  const size = cursor.u16('info_length')
  cursor.within('info', size, () => {
    cursor.u16('reserved')
    cursor.text('signature', 2)
    cursor.u8('version')
    cursor.u8('flags')
    const language = cursor.u8('language')
    cursor.derive('language_name', LANGUAGES[language] ?? hexOf(language, 2), 1)
    const type = cursor.u8('block_type')
    const number = cursor.u16('block_number')
    cursor.derive('block', `${BLOCK_TYPES[type] ?? hexOf(type, 2)}${number}`)
    cursor.u32('load_memory_size')
    cursor.u32('know_how_protection')
    cursor.raw('code_time', 6)
    cursor.raw('interface_time', 6)
    cursor.u16('system_data_size')
    cursor.u16('additional_size')
    cursor.u16('local_data_size')
    cursor.u16('code_size')
    cursor.text('author', 8)
    cursor.text('family', 8)
    cursor.text('header_name', 8)
    const version = cursor.u8('header_version')
    cursor.derive('header_version_name', `${version >> 4}.${version & 15}`, 1)
    cursor.skip(1)
    cursor.u16('checksum')
    cursor.rest('reserved_end')
  })
}
