import { limits } from '../../../base/limits.ts'
import { type Cursor, hex } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { CONTROL_STATUS, OPERATION_TYPES, TRIP_CLOSE } from './dnp3.tables.ts'
import { readFile } from './files.ts'
import type { Fragment } from './fragment.ts'
import { ATTRIBUTE_NAMES } from './objects.tables.ts'
import { readAuthentication } from './security.ts'

/** Where an object stands: its header's group and variation, its index, and what the message has told so far. */
export interface Place {
  group: number
  variation: number
  index: number
  fragment: Fragment
  session: Session
}

type Reader = (cursor: Cursor, place: Place) => void

/** Objects with a shape of their own, by group. Each reads one object up to its end or, behind a size, up to the cursor's. */
export const SPECIAL: { readonly [group: number]: Reader } = {
  0: readAttribute,
  12: readControl,
  41: readAnalogOutput,
  70: readFile,
  82: (cursor) => cursor.rest('device_profile'),
  83: readPrivate,
  85: readDescriptor,
  86: readDescriptor,
  87: readValues,
  88: readValues,
  90: (cursor, { fragment }) => fragment.names.push(cursor.text('application', cursor.left)),
  91: readActivation,
  120: readAuthentication,
}

/** Whether a variation of a special group can stand without a size in front. */
export function standsAlone(group: number, variation: number): boolean {
  if (group === 12) return variation < 3
  if (group === 120) return variation === 3 || variation === 4
  return group === 0 || group === 41 || group === 83
}

/** Types of an attribute's value (clause A.1). */
const VISIBLE_STRING = 1
const UNSIGNED = 2
const SIGNED = 3
const FLOATING = 4

function readAttribute(cursor: Cursor, { variation, index, fragment }: Place): void {
  cursor.derive('attribute', ATTRIBUTE_NAMES[variation] ?? `attribute ${variation}`)
  const type = cursor.u8('data_type')
  const size = cursor.u8('length')
  // The longer list type counts 256 bytes more than its length says.
  const value = cursor.within('content', type === 255 ? size + 256 : size, () => attributeValue(cursor, type))
  fragment.attributes.push({ set: index, variation, value })
}

function attributeValue(cursor: Cursor, type: number): string {
  const size = cursor.left
  if (type === VISIBLE_STRING) return cursor.text('value', size).trim()
  if (type === FLOATING && size === 4) return String(cursor.f32le('value'))
  if (type === FLOATING && size === 8) return String(cursor.f64le('value'))
  if (type === UNSIGNED || type === SIGNED) {
    const bytes = cursor.raw('value_bytes', size)
    let value = type === SIGNED && (bytes[size - 1] ?? 0) > 127 ? -1 : 0
    for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[i]!
    return String(cursor.derive('value', value, size))
  }
  return hex(cursor.rest('value'))
}

const QUEUE = 0x10
const CLEAR = 0x20

/** Control relay output block, or the pattern control block of the same shape (clauses A.8.1 and A.8.2). */
function readControl(cursor: Cursor, { group, variation, index, fragment }: Place): void {
  const from = cursor.at
  const code = cursor.u8('control_code')
  const type = code & 0x0f
  const trip = code >> 6
  cursor.derive('operation_type', OPERATION_TYPES[type] ?? `reserved ${type}`, 1)
  cursor.derive('queue', (code & QUEUE) !== 0, 1)
  cursor.derive('clear_bit', (code & CLEAR) !== 0, 1)
  cursor.derive('trip_control_code', TRIP_CLOSE[trip]!, 1)
  cursor.expect('control_code', type < OPERATION_TYPES.length && trip < 3, 'is a reserved control')
  cursor.u8('execute_count')
  cursor.u32le('on_time')
  cursor.u32le('off_time')
  const content = hex(cursor.bytes.subarray(from, cursor.at))
  const action = [
    OPERATION_TYPES[type] ?? `type ${type}`,
    TRIP_CLOSE[trip]!,
    (code & CLEAR) !== 0 ? 'clear' : '',
  ]
    .filter((word) => word !== '')
    .join(', ')
  fragment.controls.push({ group, variation, index, action, content, status: readStatus(cursor) })
}

function readAnalogOutput(cursor: Cursor, { group, variation, index, fragment }: Place): void {
  const from = cursor.at
  if (variation === 1) cursor.i32le('value')
  else if (variation === 2) cursor.i16le('value')
  else if (variation === 3) cursor.f32le('value')
  else cursor.f64le('value')
  const content = hex(cursor.bytes.subarray(from, cursor.at))
  fragment.controls.push({ group, variation, index, action: '', content, status: readStatus(cursor) })
}

function readStatus(cursor: Cursor): number {
  const status = cursor.u8('status_code')
  const code = status & 0x7f
  cursor.derive('status', CONTROL_STATUS[code] ?? `status ${code}`, 1)
  cursor.expect('status_code', status < 0x80, 'has its reserved bit set')
  return code
}

/** Private registration object and its description (clause A.38). */
function readPrivate(cursor: Cursor, { variation }: Place): void {
  cursor.text('vendor', 4)
  cursor.u16le('object_id')
  const size = cursor.u16le('length')
  cursor.within('content', size, () => cursor.rest(variation === 1 ? 'data' : 'specification'))
}

/** Elements of a data set's prototype or descriptor (clauses A.39 and A.40). */
function readDescriptor(cursor: Cursor, { group, variation }: Place): void {
  if (group === 86 && variation > 1) {
    cursor.rest('characteristics')
    return
  }
  cursor.each('elements', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const size = cursor.u8('length')
    cursor.within('element', size, () => {
      cursor.u8('descriptor_code')
      cursor.u8('data_type')
      cursor.u8('max_length')
      cursor.rest('ancillary')
    })
  })
}

/** Values of a data set in the order of its descriptor (clauses A.41 and A.42). */
function readValues(cursor: Cursor): void {
  cursor.each('elements', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const size = cursor.u8('length')
    cursor.raw('value', size)
  })
}

/** Status of an activation of configurations: a delay, then one status for each (clause A.44). */
function readActivation(cursor: Cursor): void {
  cursor.u32le('time_delay')
  cursor.rest('status_codes')
}
