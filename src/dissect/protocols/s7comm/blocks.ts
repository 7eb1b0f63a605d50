import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import type { Transfer } from './model.ts'
import {
  BLOCK_TYPES,
  DOWNLOAD_BLOCK,
  DOWNLOAD_ENDED,
  END_UPLOAD,
  FILE_SYSTEMS,
  REQUEST_DOWNLOAD,
  START_UPLOAD,
  UPLOAD,
} from './s7comm.tables.ts'

/** Type (two hexadecimal digits), number (five decimal digits) and file system of a block. */
const BLOCK_NAME = /^([0-9A-F]{2})([0-9]{5})([A-Z])$/

/** `0A00001P` → `DB1`; other names (files of a numerical control) stay as they are. */
export function blockOf(name: string): string {
  const [, type, number] = BLOCK_NAME.exec(name) ?? []
  const letters = type === undefined ? undefined : BLOCK_TYPES[Number.parseInt(type, 16)]
  return letters === undefined ? name : `${letters}${Number(number)}`
}

/** Reads a file name with its length in front: an identifier (`_` for a whole block), then the block. */
function readFileName(cursor: Cursor): string {
  const name = cursor.text('filename', cursor.u8('filename_length'))
  const block = blockOf(name.slice(1))
  if (block !== name.slice(1)) {
    cursor.derive('block', block)
    cursor.derive('destination_filesystem', FILE_SYSTEMS[name.at(-1) ?? ''] ?? 'unknown')
  }
  return block === name.slice(1) ? name : block
}

/** Reads a job that moves a block. Any but a download's start comes from whoever receives the data. */
export function readTransferJob(cursor: Cursor, code: number, session: Session): Transfer {
  const transfer: Transfer = { what: 'transfer', function: code, file: '', upload: 0, bytes: 0 }
  cursor.u8('function_status')
  cursor.u16(code === DOWNLOAD_ENDED || code === END_UPLOAD ? 'error_code' : 'reserved')
  const number = cursor.u32(code >= START_UPLOAD ? 'session_id' : 'reserved')
  if (code === UPLOAD || code === END_UPLOAD) {
    transfer.upload = number
    transfer.file = session.recall<string>(uploadKey(number)) ?? ''
    return transfer
  }
  transfer.file = readFileName(cursor)
  if (code === REQUEST_DOWNLOAD && cursor.left > 0)
    cursor.within('lengths', cursor.u8('lengths_length'), () => {
      cursor.text('load_memory', Math.min(7, cursor.left))
      cursor.text('mc7_code', cursor.left)
    })
  return transfer
}

/** Reads the answer; the start of an upload gives the number that its later steps name it by. */
export function readTransferAnswer(
  cursor: Cursor,
  code: number,
  session: Session,
  asked: Transfer | undefined,
): Transfer {
  const file = asked?.file ?? ''
  const transfer: Transfer = { what: 'transfer', function: code, file, upload: asked?.upload ?? 0, bytes: 0 }
  if (cursor.left > 0) cursor.u8('function_status')
  if (code === START_UPLOAD && cursor.left > 0) {
    cursor.u16('reserved')
    transfer.upload = cursor.u32('session_id')
    if (cursor.left > 0) cursor.text('blocklength', cursor.u8('blocklength_length'))
    if (file !== '') session.remember(uploadKey(transfer.upload), file)
  }
  return transfer
}

function uploadKey(number: number): string {
  return `s7 upload ${number}`
}

/** Reads the piece of a block in the answer to Download block and Upload. */
export function readBlockData(cursor: Cursor, transfer: Transfer): void {
  if (transfer.function !== DOWNLOAD_BLOCK && transfer.function !== UPLOAD) {
    cursor.rest('data')
    return
  }
  transfer.bytes = cursor.u16('length')
  cursor.u16('reserved')
  cursor.within('block_data', transfer.bytes, () => cursor.rest('bytes'))
}
