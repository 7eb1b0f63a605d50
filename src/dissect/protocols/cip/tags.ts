import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { readAttribute } from './attributes.ts'
import type { Cip } from './message.ts'
import { type Path, target } from './path.ts'

/** Tag services of Logix controllers (Rockwell 1756-PM020, "CIP services"). */
const READ = 0x4c
const WRITE = 0x4d
const MODIFY = 0x4e
const READ_FRAGMENT = 0x52
const WRITE_FRAGMENT = 0x53
const LIST_INSTANCES = 0x55
const SYMBOL = 0x6b
const TEMPLATE = 0x6c
/** Data type codes (Volume 1, Appendix C-6.1; structures 1756-PM020). */
const TYPES: { readonly [code: number]: string } = {
  0xc1: 'BOOL',
  0xc2: 'SINT',
  0xc3: 'INT',
  0xc4: 'DINT',
  0xc5: 'LINT',
  0xc6: 'USINT',
  0xc7: 'UINT',
  0xc8: 'UDINT',
  0xc9: 'ULINT',
  0xca: 'REAL',
  0xcb: 'LREAL',
  0xd0: 'STRING',
  0xd1: 'BYTE',
  0xd2: 'WORD',
  0xd3: 'DWORD',
  0xd4: 'LWORD',
  0xda: 'SHORT_STRING',
  0x2a0: 'STRUCT',
}
const STRUCT = 0x2a0

/** Whether a path names a tag, by its name or by its symbol's number. */
export function isTag(path: Path): boolean {
  const object = target(path)
  return object === undefined ? path.tag !== '' : object.class === SYMBOL
}

/** Reads the body of a request on a tag, a list of symbols or a template. */
export function readTagRequest(cursor: Cursor, message: Cip): void {
  const { service } = message
  if (service === LIST_INSTANCES) {
    const count = cursor.u16le('attribute_count')
    message.listed = cursor.each('attributes', count, limits.dissect.listItems, () =>
      cursor.u16le('attribute_id'),
    )
  } else if (target(message.path!)?.class === TEMPLATE) {
    if (service !== READ || cursor.left < 6) return
    cursor.u32le('template_offset')
    cursor.u16le('template_bytes')
  } else if (service === READ) cursor.u16le('element_count')
  else if (service === READ_FRAGMENT) {
    cursor.u16le('element_count')
    cursor.u32le('byte_offset')
  } else if (service === WRITE || service === WRITE_FRAGMENT) {
    readType(cursor)
    cursor.u16le('element_count')
    if (service === WRITE_FRAGMENT) cursor.u32le('byte_offset')
    cursor.rest('tag_data')
  } else if (service === MODIFY) {
    const size = cursor.u16le('mask_size')
    cursor.raw('or_mask', size)
    cursor.raw('and_mask', size)
  }
}

function readType(cursor: Cursor): void {
  const code = cursor.u16le('data_type_code')
  cursor.derive('data_type', TYPES[code] ?? `0x${code.toString(16)}`, 2)
  if (code === STRUCT) cursor.u16le('structure_handle')
}

/** Reads the body of a reply; `asked` is its request. */
export function readTagReply(cursor: Cursor, message: Cip, asked: Cip): void {
  const { service } = message
  if (message.status !== 0 && message.status !== 6) return
  if (service === LIST_INSTANCES) {
    const classId = target(asked.path!)?.class ?? SYMBOL
    let lost = false
    cursor.each('instances', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
      if (!lost) cursor.u32le('instance_id')
      for (const id of asked.listed) {
        if (lost) break
        lost = readAttribute(cursor, classId, 1, id) === undefined
      }
      if (lost) cursor.rest('instance_data')
    })
  } else if (target(asked.path!)?.class === TEMPLATE) cursor.rest('template_data')
  else if ((service === READ || service === READ_FRAGMENT) && cursor.left > 0) {
    readType(cursor)
    cursor.rest('tag_data')
  }
}
