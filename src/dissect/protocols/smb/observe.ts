import type { Attribute, Identity, Observation, Operation } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import { isError, MORE_PROCESSING, statusText } from './status.tables.ts'
import { isPipe, type Open, type Unit } from './unit.ts'

/** Access rights (MS-SMB2 section 2.2.13.1). */
const READ_DATA = 0x00000001 | 0x00000020 | 0x80000000 | 0x10000000
const WRITE_DATA = 0x00000002 | 0x00000004 | 0x40000000 | 0x10000000
/** Create dispositions (MS-SMB2 section 2.2.13) that make or replace a file. */
const SUPERSEDE = 0
const CREATE = 2
const OPEN_IF = 3
const OVERWRITE = 4
/** Create options. */
const DIRECTORY = 0x00000001
const DELETE_ON_CLOSE = 0x00001000

const VERBS: { readonly [act: string]: Verb } = {
  login: 'login',
  tree: 'connect',
  delete: 'file-delete',
  rename: 'file-write',
  list: 'enumerate',
  look: 'identify',
  // Nobody knows what a reserved function does; it counts as a change.
  probe: 'write',
}

function openVerb(open: Open | undefined): Verb {
  if (open === undefined) return 'file-read'
  if ((open.options & DELETE_ON_CLOSE) !== 0) return 'file-delete'
  const makes = open.disposition === SUPERSEDE || open.disposition === CREATE || open.disposition >= OVERWRITE
  if ((open.options & DIRECTORY) !== 0) return makes ? 'file-write' : 'enumerate'
  if (makes || (open.access & WRITE_DATA) !== 0) return 'file-write'
  return (open.access & READ_DATA) !== 0 || open.disposition === OPEN_IF ? 'file-read' : 'identify'
}

/** Pipes carry calls: what is called there has its own operations, so that here only the use of the pipe is told. */
function verbOf(unit: Unit): Verb {
  if (unit.act === 'open') return isPipe(unit.path) ? 'connect' : openVerb(unit.open)
  if (unit.act === 'read') return isPipe(unit.path) ? 'read' : 'file-read'
  if (unit.act === 'write') return isPipe(unit.path) ? 'read' : 'file-write'
  return VERBS[unit.act] ?? 'read'
}

/** Reads and writes on a pipe are how calls travel; they say nothing of their own. */
function isSilent(unit: Unit): boolean {
  return (
    unit.act === 'none' ||
    ((unit.act === 'read' || unit.act === 'write') && (isPipe(unit.path) || unit.path === ''))
  )
}

/** What the commands of one message mean. `asked` are the commands of the request that a reply answers. */
export function meaningOf(
  units: readonly Unit[],
  asked: readonly Unit[] | undefined,
  reply: boolean,
  status: (index: number) => number,
): Observation[] {
  const facts: Observation[] = units.flatMap((unit) => [...identityOf(unit, reply), ...secretOf(unit)])
  if (!reply) return [...facts, ...units.flatMap((unit) => askedBy(unit))]
  for (const [index, unit] of (asked ?? []).entries()) facts.push(...answerTo(unit, status(index)))
  return facts
}

function operation(unit: Unit, outcome: 'asked' | 'done'): Operation {
  const object = unit.act === 'login' ? unit.account : unit.path
  return {
    kind: 'operation',
    verb: verbOf(unit),
    function: unit.name,
    initiator: outcome === 'asked' ? 'sender' : 'receiver',
    ...(object === '' ? {} : { object }),
    outcome,
  }
}

/** The first leg of a log-in names no account yet and is no attempt of its own. */
function askedBy(unit: Unit): Operation[] {
  return isSilent(unit) || (unit.act === 'login' && unit.account === '') ? [] : [operation(unit, 'asked')]
}

function answerTo(unit: Unit, status: number): Operation[] {
  if (isSilent(unit) || status === MORE_PROCESSING) return []
  const done = operation(unit, 'done')
  return [isError(status) ? { ...done, outcome: 'refused', reason: statusText(status) } : done]
}

function secretOf(unit: Unit): Observation[] {
  if (!unit.clear) return []
  return [{ kind: 'secret', what: 'password', ...(unit.account === '' ? {} : { account: unit.account }) }]
}

/** A server's own words count more than a client's, which are what its program was given. */
function identityOf(unit: Unit, reply: boolean): Identity[] {
  const facts: Identity[] = []
  const say = (
    about: Identity['about'],
    attribute: Attribute,
    value: string | undefined,
    confidence: number,
  ) => {
    if (value) facts.push({ kind: 'identity', about, attribute, value, confidence })
  }
  const { system } = unit
  if (system !== undefined) {
    // Broken log-ins put anything here; a system's name is a word in plain letters.
    if (/^[ -~]{3,}$/.test(system.os)) say('sender', 'os', system.os, reply ? 0.8 : 0.5)
    // Windows repeats its own name here; what else there is names the server's software.
    if (!system.manager.startsWith('Windows')) say('sender', 'software', system.manager, reply ? 0.7 : 0.4)
    say('sender', 'name', system.server, 0.9)
    if (reply) say('sender', 'description', system.domain && `member of ${system.domain}`, 0.6)
  }
  const host = unit.act === 'tree' && !reply ? /^\\\\([^\\]+)\\/.exec(unit.path)?.[1] : undefined
  if (host !== undefined && !/^[\d.:]+$/.test(host)) say('receiver', 'name', host, 0.6)
  return facts
}
