import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { readBlockFunction } from './block-functions.ts'
import { readCpuFunction } from './cpu-functions.ts'
import { readDataItems } from './data.ts'
import { hexOf, readItems } from './items.ts'
import type { S7, UserData } from './model.ts'
import { readProgrammerCommand } from './programmer.ts'
import { CODINGS, RESULTS, SUCCESS } from './s7comm.tables.ts'
import { followSubscription } from './subscriptions.ts'
import { readTimestamp } from './time.ts'
import {
  BLOCKS,
  CPU,
  CYCLIC,
  FUNCTIONS,
  GROUPS,
  METHOD_RESPONSE,
  MODE,
  NC,
  PASSWORD,
  PBC,
  PROGRAMMER,
  PUSHES,
  REPLIES,
  REQUESTS,
  SECURITY,
  SET_CLOCK,
  TIME,
  UNSUBSCRIBE,
} from './userdata.tables.ts'

const HEAD = 0x000112
/** Forms of the parameters with and without the fields of an answer. */
const WITH_ERROR = 8

/** Reads the parameters of userdata, then its data. */
export function readUserData(
  cursor: Cursor,
  session: Session,
  unit: S7,
  parameters: number,
  data: number,
): UserData {
  const user = blank()
  let reference = 0
  let last = 0
  cursor.within('parameter', parameters, () => {
    const head = cursor.u24('head')
    const length = cursor.u8('length')
    const method = cursor.u8('method')
    const type = cursor.u8('type_and_group')
    nameFunction(cursor, user, type)
    // A mode transition has a head of its own.
    cursor.expect('head', head === HEAD || user.group === MODE, 'is 0x000112')
    user.sequence = cursor.u8('sequence_number')
    if (user.group === MODE || length < WITH_ERROR) return
    cursor.expect('method', method === METHOD_RESPONSE, 'is that of an answer')
    reference = cursor.u8('data_unit_reference')
    last = cursor.u8('last_data_unit')
    unit.error = cursor.u16('error_code')
  })
  followSubscription(session, user)
  if (data < 4) return user
  cursor.within('data', data, () => {
    user.result = cursor.u8('return_code')
    cursor.derive('return_code_name', RESULTS[user.result] ?? hexOf(user.result, 2))
    cursor.expect('coding', CODINGS[cursor.u8('coding')] !== undefined, 'is not a known coding')
    const size = cursor.u16('length')
    cursor.within('payload', size, () => readPieces(cursor, session, user, reference, last))
  })
  return user
}

function blank(): UserData {
  return {
    what: 'userdata',
    kind: 'push',
    group: 0,
    function: 0,
    sequence: 0,
    result: undefined,
    objects: [],
    results: [],
    job: 0,
    complete: true,
    szl: undefined,
    secret: false,
  }
}

function nameFunction(cursor: Cursor, user: UserData, type: number): void {
  const kind = type >> 4
  user.group = type & 0x0f
  user.kind = REQUESTS.has(kind) ? 'request' : REPLIES.has(kind) ? 'reply' : 'push'
  cursor.expect('type', user.kind !== 'push' || PUSHES.has(kind), 'is not a push, request or response')
  cursor.derive('group_name', GROUPS[user.group] ?? hexOf(user.group, 1), 1)
  user.function = cursor.u8('subfunction_code')
  const named = FUNCTIONS[user.group]?.[user.function]
  if (named !== undefined) cursor.derive('subfunction_name', named[0], 1)
}

/**
 * Data that do not fit one unit come in several, each asked for by name of the first. What the first request asked for is kept until the
 * last piece.
 */
function readPieces(cursor: Cursor, session: Session, user: UserData, reference: number, last: number): void {
  const key = `s7 pieces ${session.direction} ${reference}`
  const open = session.recall<boolean>(key) === true
  user.complete = last === 0
  if (user.kind !== 'reply' || (user.complete && !open)) {
    // A piece whose first one is missing cannot be understood; units that are whole have no number.
    if (user.kind === 'reply' && reference !== 0) cursor.rest('piece')
    else readPayload(cursor, session, user)
    return
  }
  const whole = session.assemble(key, cursor.rest('piece'), !open, user.complete)
  if (user.complete) session.forget(key)
  else session.remember(key, true)
  if (whole !== undefined) cursor.elsewhere('whole', whole, () => readPayload(cursor, session, user))
}

function readPayload(cursor: Cursor, session: Session, user: UserData): void {
  if (cursor.left === 0) return
  switch (user.group) {
    case PROGRAMMER:
      readProgrammerCommand(cursor, user)
      break
    case CYCLIC:
      readCyclic(cursor, user)
      break
    case BLOCKS:
      readBlockFunction(cursor, user, session)
      break
    case CPU:
      readCpuFunction(cursor, user)
      break
    case SECURITY:
      // The password itself is passed over: it is scrambled, not encrypted.
      user.secret = user.function === PASSWORD && user.kind === 'request'
      cursor.skip(cursor.left)
      cursor.derive('password', '(hidden)')
      break
    case TIME:
      readTime(cursor, user)
      break
    case PBC:
      readSend(cursor, user)
      break
    case NC:
      user.objects = user.kind === 'request' ? [cursor.text('filename', cursor.left)] : []
      cursor.rest('bytes')
      break
    default:
      cursor.rest('bytes')
  }
}

/** Subscriptions to items: what is wanted and how often, or their values. */
function readCyclic(cursor: Cursor, user: UserData): void {
  if (user.function === UNSUBSCRIBE) {
    if (user.kind !== 'request') return
    cursor.u8('function')
    user.objects = [`job ${cursor.u8('job')}`]
    return
  }
  const count = cursor.u16('item_count')
  if (user.kind !== 'request') {
    user.results = readDataItems(cursor, count)
    return
  }
  cursor.u8('interval_base')
  cursor.u8('interval_factor')
  user.objects = readItems(cursor, count).flatMap((item) => item.addresses)
}

function readTime(cursor: Cursor, user: UserData): void {
  if (cursor.left < 10) return
  cursor.u8('reserved')
  cursor.u8('century')
  const time = readTimestamp(cursor)
  if (SET_CLOCK.has(user.function)) user.objects = user.kind === 'request' ? [time] : []
}

/** Data that one controller sends another of its own accord (BSEND). */
function readSend(cursor: Cursor, user: UserData): void {
  cursor.expect('specification', cursor.u8('specification') === 0x12, 'is 0x12')
  cursor.within('address', cursor.u8('specification_length'), () => {
    cursor.u8('syntax_id')
    cursor.skip(1)
    user.objects = [`R_ID ${hexOf(cursor.u32('r_id'), 8)}`]
    cursor.rest('bytes')
  })
  cursor.rest('value')
}

/** Whether the data of an answer say that it was refused; an answer without data has the code for "nothing". */
export function refusedByResult(user: UserData): boolean {
  return user.kind === 'reply' && user.result !== undefined && user.result !== SUCCESS && user.result !== 0x0a
}
