import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { READ_FILE_RECORD } from './modbus-tcp.tables.ts'
import type { FileRange, Pdu } from './pdu.ts'

/** Reference type of every file access (Modbus Application Protocol V1.1b3, clauses 6.14 and 6.15). */
const REFERENCE_TYPE = 6
const LAST_RECORD = 0x270f
const LEAST_READ = 7
const LEAST_WRITTEN = 9

/** Reads Read File Record or Write File Record: groups of file, first record, how many, and when writing the values. */
export function readFileRequest(cursor: Cursor, pdu: Pdu): void {
  const reads = pdu.code === READ_FILE_RECORD
  const size = cursor.u8('byte_count')
  cursor.expect('byte_count', size >= (reads ? LEAST_READ : LEAST_WRITTEN), 'holds at least one group')
  cursor.expect('byte_count', size === cursor.left, 'counts the bytes that follow')
  pdu.files = cursor.each('groups', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
    readGroup(cursor, !reads),
  )
}

/** Reads the reply: values by group when reading; writing is answered with an echo. */
export function readFileReply(cursor: Cursor, pdu: Pdu): void {
  if (pdu.code !== READ_FILE_RECORD) {
    readFileRequest(cursor, pdu)
    return
  }
  const size = cursor.u8('byte_count')
  cursor.expect('byte_count', size > 0, 'holds at least one group')
  cursor.expect('byte_count', size === cursor.left, 'counts the bytes that follow')
  cursor.each('groups', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const length = cursor.u8('length')
    expectType(cursor)
    cursor.raw('response_values', length - 1)
  })
}

function readGroup(cursor: Cursor, values: boolean): FileRange {
  expectType(cursor)
  const file = cursor.u16('file_number')
  cursor.expect('file_number', file > 0, 'counts from 1')
  const start = cursor.u16('record_number')
  cursor.expect('record_number', start <= LAST_RECORD, `is at most ${LAST_RECORD}`)
  const count = cursor.u16('record_length')
  if (values) cursor.raw('request_values', 2 * count)
  return { file, start, count }
}

function expectType(cursor: Cursor): void {
  cursor.expect('reference_type', cursor.u8('reference_type') === REFERENCE_TYPE, 'is 6')
}
