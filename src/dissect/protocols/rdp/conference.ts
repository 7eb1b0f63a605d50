import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { BLOCKS, CLIENT_CORE, SERVER_CORE, SERVER_SECURITY } from './rdp.tables.ts'

/** The conference that a client opens: who it is, and what the server answers. */
export interface Conference {
  what: 'conference'
  answer: boolean
  /** Name and Windows build of the client; empty and 0 where it does not say. */
  client: string
  build: number
  /** Result of an answer; 0 for success. */
  result: number
}

const CONNECT_INITIAL = 0x65
const OCTETS = 0x04
/** Bytes of connect data in front of its length, and from there to the user data ([MS-RDPBCGR] 4.1.3, ITU-T T.124 clause 8.7). */
const KEY_SIZE = 7
const REQUEST_HEAD = 12
const RESPONSE_HEAD = 13
/** Bytes of core data up to the client's name's end. */
const NAME_BYTES = 32

/** Reads Connect Initial and Connect Response (ITU-T T.125 clause 7 in basic encoding). */
export function readConference(cursor: Cursor): Conference {
  cursor.u8('application_tag')
  const answer = cursor.u8('kind') !== CONNECT_INITIAL
  const conference: Conference = { what: 'conference', answer, client: '', build: 0, result: 0 }
  readLength(cursor, 'length')
  if (answer) {
    conference.result = readElement(cursor, 'result')
    readElement(cursor, 'connect_id')
    readElement(cursor, 'domain_parameters')
  } else
    for (const name of ['calling_domain', 'called_domain', 'upward', 'target', 'minimum', 'maximum'])
      readElement(cursor, name)
  cursor.expect('user_data', cursor.u8('user_data_tag') === OCTETS, 'is a string of octets')
  cursor.within('user_data', readLength(cursor, 'user_data_length'), () => readUserData(cursor, conference))
  return conference
}

/** Passes an element; gives its last byte, which is all of a small number. */
function readElement(cursor: Cursor, name: string): number {
  cursor.u8(`${name}_tag`)
  return cursor.raw(name, readLength(cursor, `${name}_length`)).at(-1) ?? 0
}

/** A length in basic encoding. */
function readLength(cursor: Cursor, name: string): number {
  const short = cursor.u8(name)
  if (short < 0x80) return short
  return short === 0x81 ? cursor.u8(`${name}_long`) : cursor.u16(`${name}_long`)
}

/** A length in packed encoding: two bytes when the uppermost bit is set. */
export function readPackedLength(cursor: Cursor, name: string): number {
  const first = cursor.u8(name)
  return first < 0x80 ? first : ((first & 0x7f) << 8) | cursor.u8(`${name}_low`)
}

function readUserData(cursor: Cursor, conference: Conference): void {
  if (cursor.left === 0) return
  cursor.raw('key', KEY_SIZE)
  readPackedLength(cursor, 'connect_length')
  cursor.raw('conference', conference.answer ? RESPONSE_HEAD : REQUEST_HEAD)
  readPackedLength(cursor, 'blocks_length')
  cursor.each('blocks', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const type = cursor.u16le('type')
    const size = cursor.u16le('size')
    cursor.expect('size', size >= 4, 'counts its own four bytes')
    cursor.within(BLOCKS[type] ?? 'block', Math.max(0, size - 4), () => readBlock(cursor, type, conference))
  })
}

function readBlock(cursor: Cursor, type: number, conference: Conference): void {
  if (type === CLIENT_CORE) {
    cursor.u32le('version')
    cursor.u16le('desktop_width')
    cursor.u16le('desktop_height')
    cursor.u16le('color_depth')
    cursor.u16le('access_sequence')
    cursor.u32le('keyboard_layout')
    conference.build = cursor.u32le('client_build')
    conference.client = cursor.text('client_name', NAME_BYTES, 'utf16le')
    if (cursor.left < 12) return
    cursor.u32le('keyboard_type')
    cursor.u32le('keyboard_subtype')
    cursor.u32le('function_keys')
  } else if (type === SERVER_CORE) {
    cursor.u32le('version')
    if (cursor.left >= 4) cursor.u32le('requested_protocols')
  } else if (type === SERVER_SECURITY) {
    cursor.u32le('encryption_method')
    cursor.u32le('encryption_level')
  }
  cursor.rest('rest')
}
