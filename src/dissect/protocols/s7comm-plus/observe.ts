import type { Message } from '../../../model/message.ts'
import type { Identity, Observation } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import type { S7Plus } from './read.ts'
import {
  CLIENT_NAME,
  CREATE_OBJECT,
  DELETE_OBJECT,
  EXECUTION_UNIT,
  FIRST_BLOCK,
  FUNCTIONS,
  GET_MULTI,
  GET_STREAMED,
  LEGITIMATE,
  NOTIFICATION_CODE,
  OBJECT_NAME,
  OPERATING_STATE,
  PROGRAM,
  REQUEST_CODE,
  SESSION_VERSION,
  SESSIONS,
  SET_MULTI,
  SET_VARIABLE,
  STATES,
} from './s7comm-plus.tables.ts'
import type { Found } from './values.ts'

/** What a unit means: who does what to which point, block or object, and what the two parties say of themselves. */
export function observeS7Plus(message: Message<S7Plus>): Observation[] {
  const unit = message.value!
  if (unit.opcode === NOTIFICATION_CODE)
    return [
      { kind: 'operation', verb: 'report', function: 'Notification', initiator: 'receiver', outcome: 'done' },
    ]
  if (!unit.complete || FUNCTIONS[unit.function] === undefined) return []
  const answer = unit.opcode !== REQUEST_CODE
  const asked = message.request?.value as S7Plus | undefined
  const facts = answer ? serverFacts(unit) : clientFacts(unit)
  const about = answer ? asked : unit
  if (about === undefined || about.function !== unit.function || endsSession(about)) return facts
  if (!answer && writes(unit) && has(unit, LEGITIMATE)) facts.push({ kind: 'secret', what: 'password' })
  return [...facts, ...operations(about, unit, answer)]
}

function operations(about: S7Plus, unit: S7Plus, answer: boolean): Observation[] {
  const verb = verbOf(about)
  const points = perPoint(about) ? about.points : [about.points.join(' ')]
  const refused = answer && unit.result < 0
  return points.map((point) => {
    const object = objectOf(about, point)
    return {
      kind: 'operation',
      verb,
      function: FUNCTIONS[about.function]![0],
      initiator: answer ? 'receiver' : 'sender',
      ...(object === '' ? {} : { object }),
      ...(refused
        ? { outcome: 'refused', reason: `return value ${unit.result}` }
        : { outcome: answer ? 'done' : 'asked' }),
    }
  })
}

/** Points of data blocks and areas are told apart; attributes of an object belong together. */
function perPoint(unit: S7Plus): boolean {
  return unit.object === 0 && unit.points.length > 0
}

function objectOf(unit: S7Plus, point: string): string {
  if (unit.function === CREATE_OBJECT) {
    if (unit.object === SESSIONS) return 'session'
    return unit.found.find((one) => one.id === OBJECT_NAME)?.text || point
  }
  if (unit.own) return 'session'
  if (unit.function === SET_VARIABLE && operatingState(unit) !== undefined) return 'CPU operating state'
  return point
}

function verbOf(unit: S7Plus): Verb {
  const usual = FUNCTIONS[unit.function]![1]
  if (unit.function === CREATE_OBJECT) {
    if (unit.object === SESSIONS) return 'connect'
    if (unit.own) return 'subscribe'
    return unit.object === PROGRAM || isBlock(unit) ? 'program-download' : usual
  }
  if (unit.function === DELETE_OBJECT)
    return unit.own ? 'subscribe' : isBlock(unit) ? 'program-delete' : usual
  if (!writes(unit)) return usual
  if (has(unit, LEGITIMATE)) return 'login'
  // What a client writes into its own session and subscriptions only arranges how they talk.
  if (unit.own) return 'subscribe'
  return operatingState(unit) ?? usual
}

function writes(unit: S7Plus): boolean {
  return unit.function === SET_VARIABLE || unit.function === SET_MULTI
}

function has(unit: S7Plus, attribute: number): boolean {
  return unit.points.some((point) => point.endsWith(`/${attribute}`))
}

function isBlock(unit: S7Plus): boolean {
  return unit.object >= FIRST_BLOCK
}

/** A write to the operating state of the CPU: which verb the wanted state is. */
function operatingState(unit: S7Plus): Verb | undefined {
  if (unit.object !== EXECUTION_UNIT) return undefined
  const wanted = unit.found.find((one) => one.id === OPERATING_STATE)
  return wanted === undefined ? undefined : (STATES[wanted.number ?? 0] ?? 'mode-change')
}

/** Deleting the session that carries the request is how a client says good-bye. */
function endsSession(unit: S7Plus): boolean {
  return unit.function === DELETE_OBJECT && unit.own
}

function identity(attribute: Identity['attribute'], value: string, confidence: number): Identity {
  return { kind: 'identity', about: 'sender', attribute, value, confidence }
}

/** `1;6ES7 214-1HE30-0XB0 ;V2.2`: order number and firmware (without its last part), said when a session begins. */
const VERSION = /^\d+;([^;]+);(V[\d.]+)/

function serverFacts(unit: S7Plus): Observation[] {
  if (unit.function === GET_STREAMED) return unit.found.flatMap(nameplate)
  if (unit.function === GET_MULTI) return []
  const text = unit.found.find((one) => one.id === SESSION_VERSION)?.text ?? ''
  const [, order, firmware] = VERSION.exec(text) ?? []
  if (order === undefined || firmware === undefined) return []
  const facts = [identity('orderNumber', order.trim(), 1), identity('firmware', firmware, 0.85)]
  return [...facts, ...kindOf(order)]
}

/** What a Siemens order number tells of the kind of device. */
function kindOf(order: string): Identity[] {
  const facts = /^6(ES|AG|AV|GK)\d/.test(order) ? [identity('vendor', 'Siemens', 0.9)] : []
  if (/^6(ES|AG)\d [25]1\d/.test(order)) facts.push(identity('role', 'plc', 0.9))
  if (order.startsWith('6AV')) facts.push(identity('role', 'hmi', 0.9))
  return facts
}

/** Identification and maintenance record 0 (PROFIBUS and PROFINET International, I&M functions, clause 3.3): who made what. */
const RECORD_START = '002000380100'
const RECORD_SIZE = 60

function nameplate({ blob }: Found): Identity[] {
  if (blob === undefined || blob.length < RECORD_SIZE) return []
  const bytes = Buffer.from(blob)
  if (bytes.toString('hex', 0, 6) !== RECORD_START) return []
  const text = (from: number, to: number) => bytes.toString('latin1', from, to).trim()
  const [letter, major, minor, patch] = bytes.subarray(46, 50)
  return [
    identity('orderNumber', text(8, 28), 1),
    identity('serial', text(28, 44), 1),
    identity('hardware', String(bytes.readUInt16BE(44)), 1),
    identity('firmware', `${String.fromCharCode(letter!)}${major}.${minor}.${patch}`, 1),
  ].filter((one) => /^[ -~]+$/.test(one.value))
}

/** A client names its computer, with a number behind it that changes with each session. */
function clientFacts(unit: S7Plus): Observation[] {
  if (unit.function !== CREATE_OBJECT || unit.object !== SESSIONS) return []
  const name = unit.found.find((one) => one.id === CLIENT_NAME)?.text?.replace(/_\d+$/, '') ?? ''
  return /^[\w.-]{2,63}$/.test(name) ? [identity('name', name, 0.7)] : []
}
