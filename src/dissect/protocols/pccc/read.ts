import type { Cursor } from '../../cursor.ts'
import { plainText } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { type Address, readFile, readLogical, readSystem } from './address.ts'
import {
  COMMANDS,
  type Command,
  EXTENDED,
  EXTENDED_STATUSES,
  FUNCTIONS,
  MODES_3A,
  MODES_80,
  STATUSES,
} from './pccc.tables.ts'

/** One PCCC command or its reply. */
export interface Pccc {
  reply: boolean
  command: number
  /** Function code; -1 where the command has none. */
  code: number
  status: number
  extended: number
  address: string
  fileType: number
  /** Particulars in words: the mode that a processor shall go to. */
  note: string
  /** What a processor says of itself in its diagnostic status. */
  catalog: string
  series: string
}

export const REPLY_BIT = 0x40
const FUNCTION_SETS = new Set([0x06, 0x07, 0x0f])

/** Whether a command byte is followed by a function code. */
export function hasFunction(command: number): boolean {
  return FUNCTION_SETS.has(command)
}

/** Name and verb of a command. */
export function commandOf(command: number, code: number): Command | undefined {
  return hasFunction(command) ? FUNCTIONS[command]?.[code] : COMMANDS[command]
}

function blank(reply: boolean, command: number): Pccc {
  return {
    reply,
    command,
    code: -1,
    status: 0,
    extended: 0,
    address: '',
    fileType: 0,
    note: '',
    catalog: '',
    series: '',
  }
}

/** Reads a command or reply: command, status, transaction, then what the function wants (1770-6.5.16, chapter 7). */
export function readPccc(cursor: Cursor, session: Session): Pccc {
  const first = cursor.u8('command_code')
  const message = blank((first & REPLY_BIT) !== 0, first & 0x0f)
  message.status = cursor.u8('status')
  cursor.u16le('transaction')
  if (message.reply) readReply(cursor, message, session.request?.value as Pccc | undefined)
  else readRequest(cursor, message)
  if (cursor.left > 0) cursor.rest('data')
  return message
}

function readRequest(cursor: Cursor, message: Pccc): void {
  const { command } = message
  if (hasFunction(command)) message.code = cursor.u8('function_code')
  const known = commandOf(command, message.code)
  cursor.expect('function_code', known !== undefined, 'is not in the specification')
  cursor.derive('function', known?.[0] ?? 'unknown')
  if (command !== 0x0f) {
    if (!hasFunction(command)) {
      message.address = `word ${cursor.u16le('address') / 2}`
      if (command === 0x01 || command === 0x04) cursor.u8('size')
    }
    return
  }
  const address = readTarget(cursor, message)
  if (address === undefined) return
  message.address = address.text
  message.fileType = address.fileType
  cursor.derive('address', address.text)
}

function readTarget(cursor: Cursor, message: Pccc): Address | undefined {
  switch (message.code) {
    case 0xa1:
    case 0xa9:
      cursor.u8('byte_size')
      return readLogical(cursor, false)
    case 0xa2:
    case 0xaa:
      cursor.u8('byte_size')
      return readLogical(cursor, true)
    case 0xab: {
      cursor.u8('byte_size')
      const address = readLogical(cursor, true)
      cursor.u16le('mask')
      return address
    }
    case 0xa7:
    case 0xaf:
      cursor.u8('byte_size')
      cursor.u16le('tag')
      cursor.u16le('offset')
      cursor.u8('file_type')
      return undefined
    case 0x81:
      cursor.u8('memory_protection')
      return readFile(cursor)
    case 0x82:
      cursor.u16le('tag')
      return undefined
    case 0x00:
    case 0x01:
    case 0x03:
    case 0x04:
    case 0x67:
    case 0x68:
      cursor.u16le('packet_offset')
      cursor.u16le('total_transaction')
      return readSystem(cursor)
    case 0x02:
    case 0x26:
      return readSystem(cursor)
    case 0x08:
    case 0x09:
    case 0x17:
    case 0x18: {
      const at = cursor.u32le('physical_address')
      return { text: `physical address 0x${at.toString(16)}`, fileType: 0 }
    }
    case 0x3a:
    case 0x80:
      readMode(cursor, message)
      return undefined
    default:
      return undefined
  }
}

function readMode(cursor: Cursor, message: Pccc): void {
  const mode = cursor.u8('mode')
  const names = message.code === 0x80 ? MODES_80 : MODES_3A
  const known = names[message.code === 0x80 ? mode : mode & 3]
  message.note = known ?? `mode ${mode}`
}

/** A reply says neither what it answers nor with which function; its request does. */
function readReply(cursor: Cursor, message: Pccc, asked: Pccc | undefined): void {
  if (message.status === EXTENDED) message.extended = cursor.u8('extended_status')
  cursor.derive('status_text', statusText(message))
  if (asked === undefined || asked.command !== message.command) return
  message.code = asked.code
  message.address = asked.address
  message.fileType = asked.fileType
  message.note = asked.note
  cursor.derive('function', commandOf(asked.command, asked.code)?.[0] ?? 'unknown')
  if (asked.command === 0x06 && asked.code === 0x03 && message.status === 0) readDiagnostic(cursor, message)
}

/** Types of processors that put a catalogue number into their diagnostic status (SLC 500 and MicroLogix, interface EE). */
const NAMED_INTERFACE = 0xee

/**
 * Diagnostic status (1770-6.5.16, chapter 10): mode, type and series; SLC 500 and MicroLogix processors put their catalogue number
 * behind, in eleven characters.
 */
function readDiagnostic(cursor: Cursor, message: Pccc): void {
  cursor.u8('operating_status')
  const kind = cursor.u8('type_extender')
  if (kind !== NAMED_INTERFACE) return
  cursor.u8('extended_interface')
  cursor.u8('extended_processor')
  const series = cursor.u8('series_revision')
  // Upper bits: the series, A first; lower ones: its revision, A first.
  message.series = String.fromCharCode(65 + (series >> 5))
  cursor.derive('series', message.series, 1)
  const bytes = cursor.raw('bulletin_bytes', 11)
  message.catalog = cursor.derive('bulletin', plainText(bytes, 0, 11).trim(), 11)
  cursor.u16le('major_error')
  cursor.u8('processor_mode')
  cursor.u16le('program_id')
  cursor.u8('ram_size')
}

/** Why a command was refused, in the manual's words. */
export function statusText(message: Pccc): string {
  if (message.status !== EXTENDED)
    return STATUSES[message.status & 0xf0] ?? `status 0x${message.status.toString(16)}`
  return EXTENDED_STATUSES[message.extended] ?? `extended status 0x${message.extended.toString(16)}`
}
