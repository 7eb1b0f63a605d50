import { limits } from '../../../base/limits.ts'
import { type Cursor, hex } from '../../cursor.ts'
import {
  BEGIN_FROM_PLC,
  BLOCK_FROM_PLC,
  BLOCK_TO_PLC,
  DATA_DICTIONARY,
  END_FROM_PLC,
  END_TO_PLC,
  INIT_COMM,
  READ_CARD_INFO,
  READ_ID,
  READ_MEMORY_BLOCK,
  READ_PLC_INFO,
  READ_PROJECT_INFO,
  READ_VARIABLES,
  TAKE_RESERVATION,
  VALUE_SIZES,
  WRITE_VARIABLES,
} from './umas.tables.ts'

/** A variable by its place in the controller's memory. */
export interface Variable {
  block: number
  offset: number
}

/** One UMAS request or reply. */
export interface Umas {
  /** Function that is asked for, or that the reply answers; -1 when the request was not seen. */
  code: number
  /** Why it was refused, empty when it was not. */
  refusal: string
  model: string
  firmware: string
  project: string
  card: string
  /** Computer that takes the reservation. */
  client: string
  memoryBlock: number
  variables: Variable[]
  /** Bytes of the program in this message. */
  moved: number
}

type Reader = (cursor: Cursor, message: Umas) => void

/** Request payloads by function; what has no reader is kept as it is. */
export const REQUESTS: { readonly [code: number]: Reader } = {
  [READ_PROJECT_INFO]: (cursor) => void cursor.u8('subcode'),
  [READ_CARD_INFO]: (cursor) => void cursor.u8('subcode'),
  [INIT_COMM]: (cursor) => void cursor.u8('subcode'),
  [TAKE_RESERVATION](cursor, message) {
    cursor.raw('client_key', 4)
    message.client = cursor.text('client_name', cursor.u8('client_name_length'))
  },
  [READ_MEMORY_BLOCK](cursor, message) {
    cursor.u8('range')
    message.memoryBlock = cursor.u16le('block')
    cursor.u32le('offset')
    cursor.u16le('byte_count')
  },
  [READ_VARIABLES]: (cursor, message) => readVariables(cursor, message, false),
  [WRITE_VARIABLES]: (cursor, message) => readVariables(cursor, message, true),
  [DATA_DICTIONARY](cursor) {
    cursor.u16le('record_type')
    cursor.u8('index')
    cursor.u32le('hardware_id')
    cursor.u16le('block')
    cursor.u16le('offset')
    cursor.u16le('reserved')
  },
  [BLOCK_TO_PLC](cursor, message) {
    cursor.u16('marker')
    cursor.u16le('block')
    message.moved = cursor.u16le('byte_count')
    cursor.raw('program', message.moved)
  },
  [END_TO_PLC]: readEnd,
  [BEGIN_FROM_PLC](cursor) {
    cursor.u16('marker')
    cursor.u16le('largest_block')
  },
  [BLOCK_FROM_PLC](cursor) {
    cursor.u16('marker')
    cursor.u16le('block')
  },
  [END_FROM_PLC]: readEnd,
}

function readEnd(cursor: Cursor): void {
  cursor.u16('marker')
  cursor.u16le('blocks')
}

/** Payloads of accepting replies by the function that they answer. */
export const REPLIES: { readonly [code: number]: Reader } = {
  [INIT_COMM](cursor) {
    cursor.u16le('largest_frame')
    cursor.u16le('firmware_version')
    cursor.u32le('unknown')
    cursor.u32le('internal_code')
    cursor.text('host_name', cursor.u8('host_name_length'))
  },
  [READ_ID]: readId,
  [READ_PROJECT_INFO]: readProject,
  [READ_PLC_INFO](cursor) {
    cursor.raw('status', 3)
    cursor.each('checksums', cursor.u8('checksum_count'), limits.dissect.listItems, () =>
      cursor.u32le('value'),
    )
    cursor.rest('more')
  },
  [READ_CARD_INFO](cursor, message) {
    cursor.raw('card_state', 6)
    message.card = cursor.text('card_name', cursor.u8('card_name_length')).trim()
    cursor.rest('more')
  },
  [TAKE_RESERVATION]: (cursor) => void cursor.u8('granted_key'),
  [READ_MEMORY_BLOCK](cursor) {
    cursor.u8('range')
    cursor.raw('data', cursor.u16le('byte_count'))
  },
  [BEGIN_FROM_PLC](cursor) {
    cursor.u8('status')
    cursor.u32le('program_size')
  },
  [BLOCK_FROM_PLC](cursor, message) {
    cursor.u8('last')
    cursor.u8('status')
    message.moved = cursor.u16le('byte_count')
    cursor.raw('program', message.moved)
  },
}

/** The controller's nameplate: versions are binary coded decimal, the name is the CPU's order designation. */
function readId(cursor: Cursor, message: Umas): void {
  cursor.u16le('range')
  cursor.u32le('ident')
  cursor.u16le('model_code')
  const version = cursor.u16le('firmware_version')
  cursor.u16le('firmware_patch')
  cursor.u16le('internal_version')
  cursor.u16le('hardware_id')
  cursor.u16le('hardware_version')
  cursor.u32le('crash_code')
  message.model = cursor.text('model', cursor.u8('model_length')).trim()
  const digits = (byte: number) => byte.toString(16)
  message.firmware = `${digits(version >> 8)}.${digits(version & 0xff).padStart(2, '0')}`
  cursor.derive('firmware', message.firmware)
  cursor.each('memory_banks', cursor.u8('memory_bank_count'), limits.dissect.listItems, () => {
    cursor.u8('type')
    cursor.u8('folio')
    cursor.u16le('status')
    cursor.u32le('size')
  })
}

/** Sub-code 0: when the project was made and last changed, its revision and its name. Others are not understood. */
function readProject(cursor: Cursor, message: Umas): void {
  if (
    cursor.left < SHORTEST_PROJECT ||
    cursor.bytes[cursor.at + NAME_LENGTH_AT] !== cursor.left - SHORTEST_PROJECT
  ) {
    cursor.rest('data')
    return
  }
  cursor.raw('checksums', 18)
  readDate(cursor, 'created')
  readDate(cursor, 'modified')
  const [patch, minor, major] = cursor.raw('revision_bytes', 4)
  cursor.derive('revision', `${major}.${minor}.${patch}`, 4)
  message.project = cursor.text('project_name', cursor.u8('project_name_length')).trim()
}

/** Where the length of the project's name stands, and the bytes in front of the name. */
const NAME_LENGTH_AT = 38
const SHORTEST_PROJECT = 39

function readDate(cursor: Cursor, name: string): void {
  cursor.group(name, () => {
    cursor.u8('weekday')
    cursor.u8('second')
    cursor.u8('minute')
    cursor.u8('hour')
    cursor.u8('day')
    cursor.u8('month')
    cursor.u16le('year')
  })
}

function readVariables(cursor: Cursor, message: Umas, values: boolean): void {
  cursor.u32le('project_checksum')
  message.variables = cursor.each('variables', cursor.u8('variable_count'), limits.dissect.listItems, () =>
    readVariable(cursor, values),
  )
}

function readVariable(cursor: Cursor, values: boolean): Variable {
  const kind = cursor.u8('kind')
  const isArray = kind >> 4 !== 0
  const block = cursor.u16le('block')
  cursor.u8('reserved')
  const base = cursor.u16le('base_offset')
  const offset = cursor.u8('offset')
  const count = isArray ? cursor.u16le('array_length') : 1
  const size = VALUE_SIZES[kind & 15]
  cursor.expect('kind', size !== undefined, 'has an unknown size')
  if (values) cursor.raw('value', size === undefined ? cursor.left : size * count)
  return { block, offset: base * 256 + offset }
}

/** Reads why a request was refused: a code that nobody has published the meaning of. */
export function readRefusal(cursor: Cursor): string {
  return `error 0x${hex(cursor.rest('error_code').subarray(0, 4))}`
}
