import errors from '../../../../knowledge/s7-errors.json' with { type: 'json' }
import type { Message } from '../../../model/message.ts'
import type { Identity, Observation, Operation, Transfer } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import { hexOf } from './items.ts'
import type { Body, S7, Service, Transfer as Step, UserData, Variables } from './model.ts'
import {
  DOWNLOAD_BLOCK,
  DOWNLOAD_ENDED,
  ERROR_CLASSES,
  FUNCTIONS,
  JOB,
  PI_SERVICE,
  READ,
  RESULTS,
  START_UPLOAD,
  SUCCESS,
} from './s7comm.tables.ts'
import { OTHER_SERVICE, PROGRAM, SERVICES } from './services.tables.ts'
import { identifies } from './szl.ts'
import {
  FORCE,
  GROUPS,
  MODE,
  MODIFY_VARIABLE,
  PBC,
  PROGRAMMER,
  SECURITY,
  FUNCTIONS as USER_FUNCTIONS,
} from './userdata.tables.ts'
import { refusedByResult } from './userdata.ts'

const ERRORS: { readonly [code: string]: string } = errors

/** What a unit means: operations with their objects and outcomes, and what the controller says of itself. */
export function observeS7(message: Message<S7>): Observation[] {
  const unit = message.value!
  const { body } = unit
  if (body.what === 'userdata') return userData(message, unit, body)
  const answer = unit.rosctr !== JOB
  const asked = (message.request?.value as S7 | undefined)?.body
  const facts = jobFacts(answer ? answeredBody(body, asked) : body, unit, answer)
  if (body.what === 'service' && body.secret && !answer) facts.push({ kind: 'secret', what: 'password' })
  return facts
}

/** A refusal may carry nothing of the function; then the request says what was refused. */
function answeredBody(body: Body, asked: Body | undefined): Body {
  return body.what === 'bare' && asked !== undefined ? asked : body
}

function jobFacts(body: Body, unit: S7, answer: boolean): Observation[] {
  switch (body.what) {
    case 'variables':
      return variables(body, unit, answer)
    case 'transfer':
      return steps(body, unit, answer)
    case 'service':
      return [operation(serviceOf(body), answer, unit)]
    default:
      return []
  }
}

type What = { verb: Verb; function: string; object?: string | undefined }

function operation(what: What, answer: boolean, unit: S7): Operation {
  const { object } = what
  return {
    kind: 'operation',
    verb: what.verb,
    function: what.function,
    initiator: answer ? 'receiver' : 'sender',
    ...(object === undefined || object === '' ? {} : { object }),
    ...outcomeOf(answer, unit.error),
  }
}

function outcomeOf(answer: boolean, error: number): Pick<Operation, 'outcome' | 'reason'> {
  if (!answer) return { outcome: 'asked' }
  return error === 0 ? { outcome: 'done' } : { outcome: 'refused', reason: errorText(error) }
}

/** An error in words: its own, or at least those of its class. */
export function errorText(error: number): string {
  const code = hexOf(error, 4)
  const known = ERRORS[code]
  if (known !== undefined) return known
  const group = ERROR_CLASSES[error >> 8]
  return group === undefined ? `error ${code}` : `${group} (${code})`
}

/** One operation per address; each item of an answer has its own result. */
function variables(body: Variables, unit: S7, answer: boolean): Operation[] {
  const verb: Verb = body.function === READ ? 'read' : 'write'
  const name = FUNCTIONS[body.function]!
  if (body.items.length === 0) return [operation({ verb, function: name }, answer, unit)]
  return body.items.flatMap((item, index) =>
    item.addresses.map((object) => ({
      ...operation({ verb, function: name, object }, answer, unit),
      ...(answer && unit.error === 0 ? resultOf(body.results[index]) : {}),
    })),
  )
}

function resultOf(code: number | undefined): Pick<Operation, 'outcome' | 'reason'> {
  if (code === undefined || code === SUCCESS) return { outcome: 'done' }
  return { outcome: 'refused', reason: RESULTS[code] ?? `return code ${hexOf(code, 2)}` }
}

/**
 * A step of moving a block. In a download the controller fetches the pieces by jobs of its own: whoever answers them is who wanted the
 * download.
 */
function steps(body: Step, unit: S7, answer: boolean): Observation[] {
  const code = body.function
  const verb: Verb = code >= START_UPLOAD ? 'program-upload' : 'program-download'
  const step = operation({ verb, function: FUNCTIONS[code]!, object: body.file }, answer, unit)
  if (code === DOWNLOAD_BLOCK || code === DOWNLOAD_ENDED) step.initiator = answer ? 'sender' : 'receiver'
  if (body.bytes === 0) return [step]
  // The data lie in the answer, whichever way the block goes.
  const moved: Transfer = { kind: 'transfer', name: body.file, toward: 'receiver', bytes: body.bytes }
  return [step, moved]
}

function serviceOf(body: Service): What {
  if (body.function !== PI_SERVICE) return { verb: 'stop', function: FUNCTIONS[body.function]! }
  const verb = SERVICES[body.name] ?? OTHER_SERVICE
  if (body.name === PROGRAM) return { verb, function: `PI-Service ${body.name} (${body.argument})` }
  return { verb, function: `PI-Service ${body.name}`, object: body.argument }
}

function userData(message: Message<S7>, unit: S7, body: UserData): Observation[] {
  const facts: Observation[] = []
  if (body.secret) facts.push({ kind: 'secret', what: 'password' })
  if (body.szl !== undefined && body.kind !== 'request') facts.push(...told(body))
  if (body.group === MODE && body.kind === 'push') facts.push(stateOf(body))
  const before = message.request?.value as S7 | undefined
  const asked = before?.body.what === 'userdata' ? before.body : undefined
  const objects = body.kind === 'push' ? body.objects : (asked?.objects ?? body.objects)
  const what = userFunction(body, asked)
  if (!body.complete) return facts
  const answer = body.kind !== 'request'
  const refused = unit.error === 0 && refusedByResult(body) ? resultOf(body.result) : {}
  for (const [index, object] of (objects.length === 0 ? [undefined] : objects).entries()) {
    const one = { ...operation({ ...what, object }, answer, unit), ...refused }
    const result =
      unit.error === 0 && body.results.length === objects.length ? body.results[index] : undefined
    facts.push(result === undefined ? one : { ...one, ...resultOf(result) })
  }
  return facts
}

/** Name and verb of a function; a job upon another job does what that job does. */
function userFunction(body: UserData, asked: UserData | undefined): What {
  const named = USER_FUNCTIONS[body.group]?.[body.function]
  const job = body.job || asked?.job || 0
  if (body.group === MODE)
    return { verb: 'report', function: `Mode transition ${named?.[0] ?? body.function}` }
  if (named === undefined)
    return {
      verb: body.group === PBC || body.group === SECURITY ? 'write' : 'diagnose',
      function: `${GROUPS[body.group] ?? `group ${body.group}`} ${hexOf(body.function, 2)}`,
    }
  const [name, verb] = named
  if (body.group === PROGRAMMER && (job === FORCE || job === MODIFY_VARIABLE))
    return {
      verb: job === FORCE ? 'force' : 'write',
      function: `${name} (${USER_FUNCTIONS[PROGRAMMER]![job]![0]})`,
    }
  const szl = body.szl ?? asked?.szl
  if (szl !== undefined && identifies(szl.id)) return { verb: 'identify', function: name }
  return { verb: body.kind === 'push' && verb === 'subscribe' ? 'report' : verb, function: name }
}

function told(body: UserData): Identity[] {
  return body.szl!.told.map(({ attribute, value, part }) => ({
    kind: 'identity',
    about: part === undefined ? 'sender' : { within: 'sender', part: 'module', id: part },
    attribute,
    value,
    confidence: 1,
  }))
}

function stateOf(body: UserData): Identity {
  const value = USER_FUNCTIONS[MODE]![body.function]?.[0] ?? `mode ${body.function}`
  return { kind: 'identity', about: 'sender', attribute: 'state', value, confidence: 1 }
}
