import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { readAll, readAttribute, readList } from './attributes.ts'
import { readFileReply, readFileRequest, readModbusReply, readModbusRequest } from './files.ts'
import type { Cip } from './message.ts'
import { target } from './path.ts'
import { readSafetyRequest } from './safety.ts'
import { GET_ALL, GET_LIST, GET_SINGLE, RESET, SET_ALL, SET_LIST, SET_SINGLE } from './services.ts'
import { isTag, readTagReply, readTagRequest } from './tags.ts'

const FIND_NEXT = 0x11
const FILE = 0x37
const SAFETY_SUPERVISOR = 0x39
const MODBUS = 0x44
const FIRST_SPECIFIC = 0x32
const TAG_DATA = 0x6a
const WRITE_DATA = 0x50
const MODIFY_DATA = 0x51
const MEMORY = 0x72
const READ_MEMORY = 0x4c
const FIRMWARE = 0xa1
const TRANSFER = 0x4d

/** Kinds of Identity Reset (Volume 1, 5-2.3.2). */
const RESETS = ['power cycle', 'out of box', 'out of box except communication'] as const

/** Reads what a request holds behind its path, by class and service. */
export function readRequestBody(cursor: Cursor, message: Cip): void {
  const { service } = message
  const path = message.path!
  const object = target(path)
  const classId = object?.class ?? -1
  const instance = object?.instance ?? 0
  if (service === GET_LIST) message.listed = readIds(cursor)
  else if (service === SET_LIST) {
    message.attributes = readList(cursor, classId, instance, false)
    message.listed = message.attributes.map((one) => one.id)
  } else if (service === SET_ALL) message.attributes = readAll(cursor, classId, instance)
  else if (service === SET_SINGLE) {
    const one =
      path.attribute === undefined ? undefined : readAttribute(cursor, classId, instance, path.attribute)
    if (one !== undefined) message.attributes = [one]
  } else if (service === RESET && classId === 1 && cursor.left > 0) {
    const kind = cursor.u8('reset_type')
    message.note = RESETS[kind] ?? `type ${kind}`
  } else if (service === FIND_NEXT && cursor.left > 0) cursor.u8('max_instances')
  else if (service >= FIRST_SPECIFIC) readSpecificRequest(cursor, message, classId)
  if (cursor.left > 0) cursor.rest('data')
}

function readSpecificRequest(cursor: Cursor, message: Cip, classId: number): void {
  if (isTag(message.path!) || classId === 0x6c) readTagRequest(cursor, message)
  else if (classId === FILE) readFileRequest(cursor, message)
  else if (classId === MODBUS) readModbusRequest(cursor, message)
  else if (classId === SAFETY_SUPERVISOR) readSafetyRequest(cursor, message)
  else if (classId === MEMORY && message.rockwell && cursor.left >= 6) {
    cursor.u32le('memory_address')
    if (message.service === READ_MEMORY) cursor.u16le('memory_size')
    else message.moved = cursor.left
  } else if (classId === TAG_DATA && message.rockwell && cursor.left >= 6) {
    if (message.service === WRITE_DATA) cursor.u8('write_flags')
    cursor.u32le('data_offset')
    const size = cursor.u16le('data_size')
    if (message.service === MODIFY_DATA) {
      cursor.raw('or_mask', size)
      cursor.raw('and_mask', size)
    }
  } else if (classId === FIRMWARE && message.rockwell) readFirmware(cursor, message)
}

/** Non-Volatile Storage: an update says the image's size, then its pieces follow, each with its place. */
function readFirmware(cursor: Cursor, message: Cip): void {
  if (cursor.left < 4) return
  if (message.service === TRANSFER) {
    cursor.u32le('image_offset')
    message.moved = cursor.rest('image_data').length
  } else message.note = `${cursor.u32le('image_size')} bytes`
}

/** Reads what a reply holds behind its status; what a refusal holds is kept as it is. */
export function readReplyBody(cursor: Cursor, message: Cip, asked: Cip): void {
  const { service } = message
  const path = asked.path!
  const object = target(path)
  const classId = object?.class ?? -1
  const instance = object?.instance ?? 0
  message.listed = asked.listed
  message.note = asked.note
  message.secret = asked.secret
  if (service === GET_LIST && cursor.left > 0) {
    message.attributes = readList(cursor, classId, instance, true)
  } else if (service === SET_LIST && cursor.left > 0) readStatuses(cursor)
  else if (service === GET_ALL && message.status === 0)
    message.attributes = readAll(cursor, classId, instance)
  else if (service === GET_SINGLE && message.status === 0 && path.attribute !== undefined) {
    const one = readAttribute(cursor, classId, instance, path.attribute)
    if (one !== undefined) message.attributes = [one]
  } else if (service === FIND_NEXT && cursor.left > 0) readIds(cursor)
  else if (service >= FIRST_SPECIFIC) {
    if (isTag(path) || classId === 0x6c) readTagReply(cursor, message, asked)
    else if (classId === FILE) readFileReply(cursor, message)
    else if (classId === MODBUS) readModbusReply(cursor, message)
  }
  if (cursor.left > 0) cursor.rest('data')
}

/** A count, then that many attribute or instance numbers. */
function readIds(cursor: Cursor): number[] {
  const count = cursor.u16le('attribute_count')
  return cursor.each('attributes', count, limits.dissect.listItems, () => cursor.u16le('attribute_id'))
}

/** Reply of Set_Attribute_List: each attribute with its status. */
function readStatuses(cursor: Cursor): void {
  const count = cursor.u16le('attribute_count')
  cursor.each('attributes', count, limits.dissect.listItems, () => {
    cursor.u16le('attribute_id')
    cursor.u16le('attribute_status')
  })
}
