import type { Cursor } from '../../cursor.ts'
import type { Cip } from './message.ts'

/** Services of the File object (Volume 1, 5-42). */
const INITIATE_UPLOAD = 0x4b
const INITIATE_DOWNLOAD = 0x4c
const PARTIAL_READ = 0x4d
const PARTIAL_WRITE = 0x4e
const UPLOAD_TRANSFER = 0x4f
const DOWNLOAD_TRANSFER = 0x50

export function readFileRequest(cursor: Cursor, message: Cip): void {
  const { service } = message
  if (service === INITIATE_UPLOAD) cursor.u8('max_transfer_size')
  else if (service === INITIATE_DOWNLOAD) {
    message.note = `${cursor.u32le('file_size')} bytes`
    cursor.u16le('instance_format')
    cursor.u8('major_revision')
    cursor.u8('minor_revision')
    cursor.rest('file_name')
  } else if (service === PARTIAL_READ || service === PARTIAL_WRITE) {
    cursor.u32le('file_offset')
    cursor.u32le('file_size')
  } else if (service === UPLOAD_TRANSFER) cursor.u8('transfer_number')
  else if (service === DOWNLOAD_TRANSFER) readTransfer(cursor, message)
}

export function readFileReply(cursor: Cursor, message: Cip): void {
  if (message.status !== 0) return
  const { service } = message
  if (service === INITIATE_UPLOAD) {
    cursor.u32le('file_size')
    cursor.u8('transfer_size')
  } else if (service === INITIATE_DOWNLOAD) {
    cursor.u32le('incremental_burn')
    cursor.u16le('incremental_burn_time')
    cursor.u8('transfer_size')
  } else if (service === UPLOAD_TRANSFER) readTransfer(cursor, message)
  else if (service === DOWNLOAD_TRANSFER) cursor.u8('transfer_number')
}

/** Transfer packet types (5-42.5): where in the file a piece belongs. */
const PIECES = ['first', 'middle', 'last', 'abort', 'first and last'] as const

function readTransfer(cursor: Cursor, message: Cip): void {
  cursor.u8('transfer_number')
  const type = cursor.u8('transfer_type')
  cursor.derive('transfer_piece', PIECES[type] ?? `0x${type.toString(16)}`, 1)
  message.moved = cursor.rest('file_data').length
}

/** Services of the Modbus object (Volume 7, 4-2): Modbus functions in CIP clothes, numbers little-endian. */
const LAST_READ = 0x4e
const LAST_WRITE = 0x50

export function readModbusRequest(cursor: Cursor, message: Cip): void {
  if (message.service > LAST_WRITE) {
    message.note = `function ${cursor.u8('modbus_function')}`
    cursor.rest('modbus_data')
    return
  }
  const start = cursor.u16le('start_address')
  const quantity = cursor.u16le('quantity')
  message.note = quantity === 1 ? `${start}` : `${start}-${start + Math.max(quantity, 1) - 1}`
  if (message.service > LAST_READ) cursor.rest('values')
}

export function readModbusReply(cursor: Cursor, message: Cip): void {
  if (message.status !== 0) return
  if (message.service > LAST_WRITE) {
    cursor.u8('modbus_function')
    cursor.rest('modbus_data')
  } else if (message.service > LAST_READ) {
    cursor.u16le('start_address')
    cursor.u16le('quantity')
  } else cursor.rest('values')
}
