import { limits } from '../../../base/limits.ts'
import { type Cursor, hex } from '../../cursor.ts'
import { DIAGNOSTICS, SUBFUNCTIONS } from './modbus-tcp.tables.ts'
import type { Pdu } from './pdu.ts'

const RUN_OFF = 0
const RUN_ON = 0xff

/** Reads what asks for a server's state: only Diagnostics has more than its function code. */
export function readDiagnosticRequest(cursor: Cursor, pdu: Pdu): void {
  if (pdu.code === DIAGNOSTICS) readSubfunction(cursor, pdu, 'request')
}

/** Reads a server's state: Modbus Application Protocol V1.1b3, clauses 6.7 to 6.10 and 6.13. */
export function readDiagnosticReply(cursor: Cursor, pdu: Pdu, asked: Pdu | undefined): void {
  switch (pdu.code) {
    case 7:
      cursor.u8('exception_status')
      return
    case DIAGNOSTICS:
      readSubfunction(cursor, pdu, 'response')
      if (asked !== undefined)
        cursor.expect('response_subfunction_code', asked.sub === pdu.sub, 'differs from the request')
      return
    case 11:
      readCounter(cursor)
      return
    case 12:
      readLog(cursor)
      return
    default:
      readServerId(cursor, pdu)
  }
}

function readSubfunction(cursor: Cursor, pdu: Pdu, side: 'request' | 'response'): void {
  const name = `${side}_subfunction_code`
  pdu.sub = cursor.u16(name)
  cursor.derive('subfunction_name', SUBFUNCTIONS[pdu.sub]?.name ?? `Sub-function ${pdu.sub}`, 2)
  cursor.expect(name, pdu.sub in SUBFUNCTIONS, 'is reserved')
  // Return Query Data gives back whatever it is sent; all others take one word, and statistics come as several.
  if (pdu.sub === 0 || pdu.sub === 21) cursor.rest(`${side}_data`)
  else cursor.u16(`${side}_data`)
}

function readCounter(cursor: Cursor): void {
  const status = cursor.u16('status')
  cursor.expect('status', status === 0 || status === 0xffff, 'is 0x0000 or 0xFFFF')
  cursor.u16('event_count')
}

function readLog(cursor: Cursor): void {
  const size = cursor.u8('byte_count')
  cursor.expect('byte_count', size === cursor.left, 'counts the bytes that follow')
  readCounter(cursor)
  cursor.u16('message_count')
  cursor.each('events', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const event = cursor.u8('event_code')
    cursor.derive('event', eventName(event), 1)
  })
}

/** Communication events, newest first (clause 6.10). */
function eventName(event: number): string {
  if ((event & 0x80) !== 0) return (event & 0x20) !== 0 ? 'received in listen only mode' : 'received'
  if ((event & 0x40) !== 0) return (event & 0x20) !== 0 ? 'sent in listen only mode' : 'sent'
  return event === 4 ? 'entered listen only mode' : event === 0 ? 'communication restarted' : 'reserved'
}

/**
 * Report Server ID leaves the form of its answer to the device: a number or a text, the run indicator (00 or FF), and perhaps more. The
 * text is taken to end at the run indicator, or else to follow it.
 */
function readServerId(cursor: Cursor, pdu: Pdu): void {
  const size = cursor.u8('byte_count')
  cursor.expect('byte_count', size === cursor.left, 'counts the bytes that follow')
  const bytes = cursor.raw('response_data', Math.min(size, cursor.left))
  const last = bytes.length - 1
  const textFirst = last > 1 && isIndicator(bytes[last]) && isText(bytes, 0, last)
  const at = textFirst ? last : bytes.findIndex((byte, index) => index > 0 && isIndicator(byte))
  const text = textFirst ? [0, last] : [at + 1, bytes.length]
  const spoken = at >= 0 && isText(bytes, text[0]!, text[1]!) ? textOf(bytes, text[0]!, text[1]!) : ''
  const running = at < 0 ? undefined : bytes[at] === RUN_ON
  if (!textFirst && at > 0) cursor.derive('server_id', hex(bytes.subarray(0, at)))
  if (running !== undefined) cursor.derive('run_indicator', running)
  if (spoken !== '') cursor.derive('server_text', spoken)
  pdu.server = { text: spoken, running }
}

function isIndicator(byte: number | undefined): boolean {
  return byte === RUN_OFF || byte === RUN_ON
}

/** At least three printable bytes, perhaps closed by NULs. */
function isText(bytes: Uint8Array, from: number, to: number): boolean {
  let end = to
  while (end > from && bytes[end - 1] === 0) end--
  return end - from >= 3 && bytes.subarray(from, end).every((byte) => byte >= 0x20 && byte < 0x7f)
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.subarray(from, to)).toString('latin1').replace(/\0+$/, '').trim()
}
