import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import {
  AREAS,
  CREATE_OBJECT,
  DATA_BLOCK,
  DELETE_OBJECT,
  EXPLORE,
  FUNCTIONS,
  GET_MULTI,
  GET_STREAMED,
  GET_VARIABLE,
  LEGITIMATE,
  NOTIFICATION_CODE,
  OPCODES,
  REQUEST_CODE,
  SET_MULTI,
  SET_STREAMED,
  SET_VARIABLE,
} from './s7comm-plus.tables.ts'
import { type Found, readLowWord, readNumber, readObjects, readValue } from './values.ts'

/** One unit, or a piece of one. */
export interface S7Plus {
  version: number
  opcode: number
  function: number
  /** Object that a request acts upon; 0 where several or none. */
  object: number
  /** Whether the object is the client's own: its session, or what it created in it. */
  own: boolean
  /** Points, attributes or the name of what is created, in words. */
  points: string[]
  found: Found[]
  /** Return value of a response; below 0 for a refusal. */
  result: number
  /** False for a piece; what its unit is stands in the message that the last piece carries. */
  complete: boolean
}

export const PROTOCOL = 0x72
export const HEADER = 4
/** Selector under which this protocol carries its own reassembled units. */
export const ASSEMBLED = 0
/** Versions: session set-up, signed and keep-alive or event units. */
const WITH_DIGEST = 3
const EVENT = 0xfe
const DIGEST_SIZE = 0x20

/** Reads a unit behind its header. Without a trailer it is a piece; pieces are put together first. */
export function readS7Plus(cursor: Cursor, session: Session): S7Plus {
  cursor.expect('protocol_id', cursor.u8('protocol_id') === PROTOCOL, 'is 0x72')
  const unit: S7Plus = {
    version: cursor.u8('version'),
    opcode: 0,
    function: 0,
    object: 0,
    own: false,
    points: [],
    found: [],
    result: 0,
    complete: true,
  }
  const size = cursor.u16('length')
  if (unit.version === EVENT) {
    cursor.within('event', size, () => cursor.rest('bytes'))
    return unit
  }
  const last = cursor.left > size
  const key = `s7plus pieces ${session.direction}`
  const open = session.recall<boolean>(key) === true
  let whole: Uint8Array | undefined
  cursor.within('data', size, () => {
    if (unit.version === WITH_DIGEST && cursor.bytes[cursor.at] === DIGEST_SIZE && cursor.left > DIGEST_SIZE)
      cursor.raw('digest', DIGEST_SIZE + 1)
    if (last && !open) {
      readUnit(cursor, session, unit)
      return
    }
    unit.complete = false
    whole = session.assemble(key, takeRest(cursor), !open, last)
  })
  if (last) session.forget(key)
  else session.remember(key, true)
  if (last) cursor.expect('trailer', cursor.u8('trailer') === PROTOCOL, 'is a trailer of this protocol')
  // What was put together is a unit of its own: only it shows who asks and what is answered.
  if (whole !== undefined) session.carryBytes(framed(unit.version, whole), ASSEMBLED)
  return unit
}

/** All bytes left, without showing them: a piece may hold a part of a password. */
function takeRest(cursor: Cursor): Uint8Array {
  const bytes = cursor.bytes.subarray(cursor.at, cursor.end)
  cursor.skip(cursor.left)
  return bytes
}

/** A unit around data that came in pieces; of more than a header can announce, the front. */
function framed(version: number, data: Uint8Array): Uint8Array {
  const kept = data.subarray(0, 0xffff)
  const header = Uint8Array.of(PROTOCOL, version, kept.length >> 8, kept.length & 0xff)
  return Buffer.concat([header, kept, Uint8Array.of(PROTOCOL, version, 0, 0)])
}

function readUnit(cursor: Cursor, session: Session, unit: S7Plus): void {
  unit.opcode = cursor.u8('opcode')
  cursor.derive('opcode_name', OPCODES[unit.opcode] ?? 'unknown', 1)
  cursor.expect('opcode', OPCODES[unit.opcode] !== undefined, 'is a request, response or notification')
  if (unit.opcode === NOTIFICATION_CODE) {
    unit.object = cursor.u32('subscription_id')
    cursor.rest('rest')
    return
  }
  cursor.u16('reserved')
  unit.function = cursor.u16('function_code')
  cursor.derive('function_name', FUNCTIONS[unit.function]?.[0] ?? 'unknown', 2)
  cursor.expect('function_code', FUNCTIONS[unit.function] !== undefined, 'is not a known function')
  cursor.u16('reserved_2')
  cursor.u16('sequence')
  if (unit.opcode === REQUEST_CODE) {
    const own = cursor.u32('session_id')
    cursor.u8('transport_flags')
    readRequest(cursor, unit)
    unit.own =
      unit.object !== 0 &&
      (unit.object === own || isDynamic(unit.object) || session.recall(createdKey(unit.object)) === true)
  } else {
    cursor.u8('transport_flags')
    readResponse(cursor, session, unit)
  }
  // Behind what is read stand qualifiers and counters that say nothing of what is done.
  cursor.rest('rest')
}

function readRequest(cursor: Cursor, unit: S7Plus): void {
  switch (unit.function) {
    case CREATE_OBJECT:
      unit.object = cursor.u32('object_id')
      readValue(cursor, 0, [])
      cursor.u32('reserved_3')
      unit.points = [objectName(readObjects(cursor, unit.found))]
      break
    case SET_MULTI:
    case GET_MULTI:
      unit.object = cursor.u32('object_id')
      readAddresses(cursor, unit)
      if (unit.function === SET_MULTI && unit.object !== 0) readWritten(cursor, unit)
      break
    case SET_VARIABLE:
      unit.object = cursor.u32('object_id')
      unit.points = cursor.each('attributes', readNumber(cursor, 'count'), limits.dissect.listItems, () =>
        attributeName(unit.object, readNumber(cursor, 'attribute')),
      )
      readValue(cursor, attributeOf(unit), unit.found)
      break
    case GET_VARIABLE:
    case GET_STREAMED:
    case SET_STREAMED: {
      unit.object = cursor.u32('object_id')
      const path: Found[] = []
      readValue(cursor, 0, path)
      unit.points = path.map((one) => attributeName(unit.object, one.number ?? 0))
      break
    }
    case DELETE_OBJECT:
    case EXPLORE:
      unit.object = cursor.u32('object_id')
      unit.points = [objectName(unit.object)]
      break
    default:
      if (cursor.left >= 4) unit.object = cursor.u32('object_id')
  }
}

/** Attributes of one object, or full addresses of points in data blocks and areas. */
function readAddresses(cursor: Cursor, unit: S7Plus): void {
  const count = readNumber(cursor, 'item_count')
  readNumber(cursor, 'field_count')
  unit.points = cursor.each('items', count, limits.dissect.listItems, () => {
    if (unit.object !== 0) return attributeName(unit.object, readNumber(cursor, 'attribute'))
    readNumber(cursor, 'symbol_checksum')
    const area = readNumber(cursor, 'area')
    const steps = readNumber(cursor, 'step_count')
    readNumber(cursor, 'sub_area')
    const path = cursor.each('steps', Math.max(0, steps - 1), limits.dissect.listItems, () =>
      readNumber(cursor, 'step'),
    )
    return [objectName(area), ...path].join('.')
  })
}

/** Values written to attributes of one object, each behind its place in the list of addresses. */
function readWritten(cursor: Cursor, unit: S7Plus): void {
  const ids = unit.points.map((point) => Number(point.split('/')[1]))
  cursor.each('values', ids.length, limits.dissect.listItems, () => {
    const place = readNumber(cursor, 'item_number')
    readValue(cursor, ids[place - 1] ?? 0, unit.found)
  })
}

function readResponse(cursor: Cursor, session: Session, unit: S7Plus): void {
  unit.result = readLowWord(cursor, 'return_value')
  if (unit.function === CREATE_OBJECT) {
    const created = cursor.each('objects', cursor.u8('object_count'), limits.dissect.listItems, () =>
      readNumber(cursor, 'object'),
    )
    for (const id of created) session.remember(createdKey(id), true)
    if (cursor.left > HEADER) readObjects(cursor, unit.found)
  } else if (unit.function === GET_STREAMED && unit.result >= 0 && cursor.left > HEADER) {
    cursor.u8('reserved_3')
    readValue(cursor, 0, unit.found)
  }
}

/** Numbers that controllers of the newer kind give to sessions and subscriptions. */
function isDynamic(id: number): boolean {
  return id >>> 24 === 0x70
}

function createdKey(id: number): string {
  return `s7plus object ${id}`
}

function attributeName(object: number, attribute: number): string {
  return `${objectName(object)}/${attribute}`
}

/** The attribute that a single value belongs to; one that holds a password outweighs others. */
function attributeOf(unit: S7Plus): number {
  const ids = unit.points.map((point) => Number(point.split('/')[1] ?? 0))
  return ids.includes(LEGITIMATE) ? LEGITIMATE : (ids[0] ?? 0)
}

/** An object in words: a data block, a memory area, or its number. */
export function objectName(id: number): string {
  if (id >>> 16 === DATA_BLOCK) return `DB${id & 0xffff}`
  return AREAS[id] ?? (id > 0xffff ? `object 0x${id.toString(16)}` : `object ${id}`)
}
