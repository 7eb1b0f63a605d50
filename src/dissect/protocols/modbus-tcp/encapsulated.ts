import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import {
  CANOPEN,
  CONFORMITY_LEVELS,
  DEVICE_ID_CODES,
  DEVICE_IDENTIFICATION,
  DEVICE_OBJECTS,
  MEI_TYPES,
} from './modbus-tcp.tables.ts'
import type { CanopenObject, DeviceObject, Pdu } from './pdu.ts'

/** Reads a request of Encapsulated Interface Transport: Modbus Application Protocol V1.1b3, clauses 6.19 to 6.21. */
export function readEncapsulatedRequest(cursor: Cursor, pdu: Pdu): void {
  readMeiType(cursor, pdu)
  if (pdu.sub === CANOPEN) pdu.canopen = readCanopen(cursor)
  else if (pdu.sub === DEVICE_IDENTIFICATION) {
    readIdCode(cursor, pdu)
    readObjectName(cursor, 'object_id_code')
  } else cursor.rest('request_data')
}

/** Reads the reply. What does not fit into one reply is asked for again from the next object on. */
export function readEncapsulatedReply(cursor: Cursor, pdu: Pdu): void {
  readMeiType(cursor, pdu)
  if (pdu.sub === CANOPEN) pdu.canopen = readCanopen(cursor)
  else if (pdu.sub === DEVICE_IDENTIFICATION) readIdentification(cursor, pdu)
  else cursor.rest('response_data')
}

function readMeiType(cursor: Cursor, pdu: Pdu): void {
  pdu.sub = cursor.u8('mei_type')
  cursor.derive('mei_type_name', MEI_TYPES[pdu.sub] ?? `MEI ${pdu.sub}`, 1)
  cursor.expect('mei_type', pdu.sub in MEI_TYPES, 'is not a type of the specification')
}

function readIdCode(cursor: Cursor, pdu: Pdu): void {
  pdu.idCode = cursor.u8('device_id_code')
  cursor.expect('device_id_code', pdu.idCode in DEVICE_ID_CODES, 'is 1 to 4')
}

function readIdentification(cursor: Cursor, pdu: Pdu): void {
  readIdCode(cursor, pdu)
  const level = cursor.u8('conformity_level_code')
  cursor.derive('conformity_level', CONFORMITY_LEVELS[level] ?? `level ${level}`, 1)
  cursor.expect('conformity_level_code', level in CONFORMITY_LEVELS, 'is 1 to 3, perhaps with 0x80')
  const more = cursor.u8('more_follows')
  cursor.expect('more_follows', more === 0 || more === 0xff, 'is 0x00 or 0xFF')
  cursor.u8('next_object_id')
  const count = cursor.u8('object_count')
  pdu.objects = cursor.each('objects', count, limits.dissect.listItems, () => readObject(cursor))
}

function readObject(cursor: Cursor): DeviceObject {
  const id = readObjectName(cursor, 'object_id_code')
  const size = cursor.u8('object_length')
  return { id, value: cursor.text('object_value', size).trim() }
}

function readObjectName(cursor: Cursor, name: string): number {
  const id = cursor.u8(name)
  cursor.derive('object_id', DEVICE_OBJECTS[id]?.name ?? (id < 0x80 ? `Reserved ${id}` : `Private ${id}`), 1)
  return id
}

/** Flags of the protocol control field (CiA 309-2, clause 6.2: CANopen general reference command). */
const LONG_CONTROL = 0x40
const WITH_COUNTER = 0x20
const WITH_NETWORK = 0x04
const WITH_ENCODED_DATA = 0x02
const WRITES = 0x01

/** Reads access to an object of a CANopen node's dictionary: CiA 309-2. */
function readCanopen(cursor: Cursor): CanopenObject {
  const control = cursor.u8('protocol_control')
  if ((control & LONG_CONTROL) !== 0) cursor.u8('protocol_control_extension')
  cursor.u8('reserved')
  if ((control & WITH_COUNTER) !== 0) cursor.u8('counter')
  if ((control & WITH_NETWORK) !== 0) cursor.u8('network')
  if ((control & WITH_ENCODED_DATA) !== 0) cursor.u8('encoded_data')
  const node = cursor.u8('node')
  const index = cursor.u16('index')
  const subindex = cursor.u8('subindex')
  cursor.u16('start')
  const size = cursor.u16('data_size')
  if (cursor.left > 0) {
    cursor.expect('data_size', size === cursor.left, 'counts the bytes that follow')
    cursor.rest('data')
  }
  return { node, index, subindex, write: (control & WRITES) !== 0 }
}
