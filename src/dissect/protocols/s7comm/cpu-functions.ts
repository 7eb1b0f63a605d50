import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import { readDataItems } from './data.ts'
import { hexOf } from './items.ts'
import type { UserData } from './model.ts'
import { EVENTS } from './szl.tables.ts'
import { readSzl, readSzlRequest, szlName } from './szl.ts'
import { readTimestamp } from './time.ts'
import {
  ALARM_PUSHES,
  ALARM_QUERY,
  DIAGNOSTIC_MESSAGE,
  MESSAGE_SERVICE,
  READ_SZL,
} from './userdata.tables.ts'

/** What a client may subscribe to, one bit each. */
const SUBSCRIPTIONS: readonly (readonly [bit: number, name: string])[] = [
  [1, 'mode transitions'],
  [2, 'system diagnostics'],
  [4, 'user messages'],
  [8, 'bit 3'],
  [16, 'bit 4'],
  [32, 'bit 5'],
  [64, 'bit 6'],
  [128, 'alarms'],
]
/** A message object with states has them behind its number; the syntax says which. */
const SYNTAX_ACKNOWLEDGE = 0x19
const BY_TYPE = 1
/** Bytes of the shortest state of an alarm. */
const STATES_HEADER = 8

/** Reads functions of the CPU: system status lists, messages and alarms. */
export function readCpuFunction(cursor: Cursor, user: UserData): void {
  if (user.function === READ_SZL) {
    user.szl = user.kind === 'request' ? readSzlRequest(cursor) : readSzl(cursor)
    user.objects = [szlName(user.szl)]
  } else if (user.function === MESSAGE_SERVICE && user.kind === 'request') readSubscription(cursor, user)
  else if (user.function === DIAGNOSTIC_MESSAGE) readDiagnosticMessage(cursor, user)
  else if (user.function === ALARM_QUERY) readAlarmQuery(cursor, user)
  else if (ALARM_PUSHES.has(user.function) && (user.kind !== 'reply' || cursor.left > 4))
    readAlarm(cursor, user)
  else cursor.rest('bytes')
}

function readSubscription(cursor: Cursor, user: UserData): void {
  const bits = cursor.u8('events')
  cursor.u8('reserved')
  cursor.text('subscriber', Math.min(8, cursor.left))
  if (cursor.left > 0) cursor.u8('alarm_type')
  cursor.rest('reserved_end')
  user.objects = SUBSCRIPTIONS.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name)
}

/** A diagnostic event as it happens: the same record as in the diagnostic buffer. */
function readDiagnosticMessage(cursor: Cursor, user: UserData): void {
  const event = cursor.u16('event')
  cursor.u8('priority_class')
  cursor.u8('ob_number')
  cursor.u16('data_id')
  cursor.u16('info_1')
  cursor.u32('info_2')
  readTimestamp(cursor)
  const named = EVENTS[event]
  user.objects = [named === undefined ? `event ${hexOf(event, 4)}` : `event ${hexOf(event, 4)}: ${named}`]
}

/** Alarms that come and go (with the time), and their locking and acknowledgement by a client. */
function readAlarm(cursor: Cursor, user: UserData): void {
  if (user.kind === 'push') readTimestamp(cursor)
  cursor.u8('function_identifier')
  const count = cursor.u8('object_count')
  user.objects = cursor.each('objects', count, limits.dissect.listItems, () => readAlarmObject(cursor))
  cursor.rest('reserved')
}

/** A question for the alarms that are, by type or by number, and its answer: their states without values. */
function readAlarmQuery(cursor: Cursor, user: UserData): void {
  cursor.u8('function_identifier')
  const count = cursor.u8('object_count')
  if (user.kind === 'request') {
    user.objects = cursor.each('objects', count, limits.dissect.listItems, () => {
      cursor.expect('specification', cursor.u8('specification') === 0x12, 'is 0x12')
      return cursor.within('address', cursor.u8('specification_length'), () => {
        cursor.u8('syntax_id')
        cursor.skip(1)
        const by = cursor.u8('query_type')
        cursor.skip(1)
        return by === BY_TYPE
          ? `alarm type ${cursor.u32('alarm_type')}`
          : `event ${hexOf(cursor.u32('event'), 8)}`
      })
    })
    return
  }
  cursor.u8('return_code')
  cursor.u8('coding')
  cursor.u16('states_length')
  if (cursor.left < STATES_HEADER) {
    cursor.rest('reserved')
    return
  }
  cursor.each('states', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
    cursor.within('state', cursor.u8('state_length') + 1, () => {
      cursor.u16('reserved')
      cursor.u8('alarm_type')
      cursor.u32('event_id')
      cursor.rest('signals')
    }),
  )
}

function readAlarmObject(cursor: Cursor): string {
  cursor.expect('specification', cursor.u8('specification') === 0x12, 'is 0x12')
  let values = 0
  let event = 0
  cursor.within('address', cursor.u8('specification_length'), () => {
    const syntax = cursor.u8('syntax_id')
    const number = cursor.u8('value_count')
    // An acknowledgement has no values; the byte is a reserved one there.
    values = syntax === SYNTAX_ACKNOWLEDGE ? 0 : number
    event = cursor.u32('event_id')
    cursor.rest('states')
  })
  if (cursor.left > 0) readDataItems(cursor, values)
  return `event ${hexOf(event, 8)}`
}
