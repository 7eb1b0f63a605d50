import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Pdu, Range } from './pdu.ts'
import { MOST_BITS, MOST_REGISTERS } from './shape.ts'

/** Most that one request may write (Modbus Application Protocol V1.1b3, clauses 6.11, 6.12 and 6.17). */
const MOST_BITS_WRITTEN = 1968
const MOST_REGISTERS_WRITTEN = 123
const MOST_WRITTEN_WITH_READ = 121
/** Most registers in a queue (clause 6.18). */
const MOST_QUEUED = 31

/** Reads a request for coils, inputs or registers: clauses 6.1 to 6.6, 6.11, 6.12, 6.16 to 6.18. */
export function readDataRequest(cursor: Cursor, pdu: Pdu): void {
  switch (pdu.code) {
    case 1:
    case 2:
      pdu.read = range(cursor, MOST_BITS)
      return
    case 3:
    case 4:
      pdu.read = range(cursor, MOST_REGISTERS)
      return
    case 15:
      pdu.written = range(cursor, MOST_BITS_WRITTEN)
      bits(cursor, 'request_values', pdu.written.count)
      return
    case 16:
      pdu.written = range(cursor, MOST_REGISTERS_WRITTEN)
      registers(cursor, 'request_values', pdu.written.count)
      return
    case 23:
      pdu.read = range(cursor, MOST_REGISTERS, 'read_start_address', 'read_quantity')
      pdu.written = range(cursor, MOST_WRITTEN_WITH_READ, 'write_start_address', 'write_quantity')
      registers(cursor, 'write_registers', pdu.written.count)
      return
    case 24:
      pdu.read = { start: cursor.u16('address'), count: 1 }
      return
    default:
      pdu.written = single(cursor, pdu.code)
  }
}

/** Reads the reply; `asked` tells how many values are due. */
export function readDataReply(cursor: Cursor, pdu: Pdu, asked: Pdu | undefined): void {
  switch (pdu.code) {
    case 1:
    case 2:
      bits(cursor, 'response_values', asked?.read?.count)
      return
    case 3:
    case 4:
      registers(cursor, 'response_values', asked?.read?.count)
      return
    case 23:
      registers(cursor, 'read_registers', asked?.read?.count)
      return
    case 15:
    case 16:
      pdu.written = range(cursor, MOST_BITS_WRITTEN)
      break
    case 24:
      queue(cursor)
      return
    default:
      pdu.written = single(cursor, pdu.code)
  }
  const due = asked?.written
  if (due !== undefined)
    cursor.expect(
      'address',
      due.start === pdu.written.start && due.count === pdu.written.count,
      'differs from the request',
    )
}

function range(cursor: Cursor, most: number, address = 'address', quantity = 'quantity'): Range {
  const start = cursor.u16(address)
  const count = cursor.u16(quantity)
  cursor.expect(quantity, count > 0 && count <= most, `is 1 to ${most}`)
  cursor.expect(quantity, start + count <= 0x10000, 'goes beyond address 65535')
  return { start, count }
}

/** Write Single Coil, Write Single Register and Mask Write Register: the reply is an echo of the request. */
function single(cursor: Cursor, code: number): Range {
  const start = cursor.u16('address')
  if (code === 22) {
    cursor.u16('and_mask')
    cursor.u16('or_mask')
  } else {
    const value = cursor.u16('value')
    if (code === 5) cursor.expect('value', value === 0 || value === 0xff00, 'is 0x0000 or 0xFF00')
  }
  return { start, count: 1 }
}

/** Byte count and bits, first one in the lowest bit; shown as 0 and 1 in the order of addresses. */
function bits(cursor: Cursor, name: string, due: number | undefined): void {
  const size = cursor.u8('byte_count')
  if (due !== undefined)
    cursor.expect('byte_count', size === (due + 7) >> 3, `is ${(due + 7) >> 3} for ${due} bits`)
  const bytes = cursor.raw(`${name}_bytes`, size)
  if (!cursor.traced) return
  let text = ''
  for (let i = 0; i < Math.min(due ?? size * 8, size * 8); i++) text += (bytes[i >> 3]! >> (i & 7)) & 1
  cursor.derive(name, text, size)
}

function registers(cursor: Cursor, name: string, due: number | undefined): void {
  const size = cursor.u8('byte_count')
  if (due !== undefined) cursor.expect('byte_count', size === 2 * due, `is ${2 * due} for ${due} registers`)
  cursor.expect('byte_count', size % 2 === 0, 'is even')
  cursor.each(name, size >> 1, limits.dissect.listItems, () => cursor.u16('value'))
}

function queue(cursor: Cursor): void {
  const size = cursor.u16('byte_count')
  const count = cursor.u16('fifo_count')
  cursor.expect('byte_count', size === 2 + 2 * count, 'counts the count and the values')
  cursor.expect('fifo_count', count <= MOST_QUEUED, `is at most ${MOST_QUEUED}`)
  cursor.each('response_values', count, limits.dissect.listItems, () => cursor.u16('value'))
}
