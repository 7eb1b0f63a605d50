import { limits } from '../../../base/limits.ts'
import type { Verb } from '../../../model/verb.ts'
import { AUTH_REQUEST, AUTH_REQUEST_NO_ACK, FUNCTIONS, OPEN_FILE, READ, WRITE } from './dnp3.tables.ts'
import type { Control, FileDeed, Fragment, ObjectHeader } from './fragment.ts'
import { ALL } from './qualifier.ts'

/** What a request wants done, before anybody has answered. */
export interface Deed {
  verb: Verb
  function: string
  object?: string
  /** The command that a response answers with a status of its own. */
  control?: Control
}

/** Object headers and indexes named in one operation; more are told by "…". */
const NAMED = 8

/** Functions whose verb does not depend on their objects. */
const VERBS: { readonly [code: number]: Verb } = {
  3: 'operate',
  4: 'operate',
  5: 'operate',
  6: 'operate',
  // A freeze overwrites the frozen counters, and clearing loses the running ones.
  7: 'write',
  8: 'write',
  9: 'write',
  10: 'write',
  11: 'write',
  12: 'write',
  13: 'restart',
  14: 'restart',
  // Initial data replaces what the outstation had; an initialized application waits to be started.
  15: 'config-change',
  16: 'mode-change',
  17: 'start',
  18: 'stop',
  19: 'config-change',
  20: 'subscribe',
  // Events stay in the outstation until somebody asks: who relies on being told sees no alarm.
  21: 'alarm-suppress',
  22: 'config-change',
  23: 'diagnose',
  // First half of setting the clock over a LAN (clause 10.3.2); the second writes g50v3.
  24: 'time-set',
  31: 'config-change',
}

/** Verbs of a write by the group that is written. */
const WRITES: { readonly [group: number]: Verb } = {
  0: 'config-change',
  10: 'operate',
  12: 'operate',
  34: 'config-change',
  41: 'operate',
  50: 'time-set',
  60: 'config-change',
  70: 'file-write',
  86: 'config-change',
}
const TIME_SCHEDULE = 4

/** Functions of file control; what a close or abort ends is told by how the file was opened. */
const FILE_FUNCTIONS: { readonly [code: number]: Verb | undefined } = {
  25: undefined,
  26: undefined,
  27: 'file-delete',
  28: 'read',
  29: 'login',
  30: undefined,
}

/** Everything that a request asks for, one deed for each point, file or kind of object. */
export function deedsOf(fragment: Fragment): Deed[] {
  const code = fragment.function
  const name = FUNCTIONS[code]
  if (name === undefined) return []
  if (code === AUTH_REQUEST || code === AUTH_REQUEST_NO_ACK) return authenticationDeeds(fragment)
  if (code in FILE_FUNCTIONS) return fragment.files.map((file) => fileDeed(code, name, file))
  if (fragment.files.some((one) => one.variation === BLOCK)) return blockDeeds(fragment, name)
  if (fragment.controls.length > 0) return fragment.controls.map((one) => controlDeed(fragment, name, one))
  if (code === WRITE) return writeDeeds(fragment, name)
  const attributes =
    code === READ && fragment.objects.length > 0 && fragment.objects.every((one) => one.group === 0)
  const verb = attributes ? 'identify' : code === READ ? 'read' : VERBS[code]
  if (verb === undefined) return []
  const object =
    fragment.names.length > 0 ? fragment.names.slice(0, NAMED).join(' ') : headersText(fragment.objects)
  return [{ verb, function: name, ...(object === '' ? {} : { object }) }]
}

function controlDeed(fragment: Fragment, name: string, control: Control): Deed {
  const { group, variation, index, action } = control
  const written = fragment.function === WRITE ? (WRITES[group] ?? 'write') : undefined
  return {
    verb: written ?? VERBS[fragment.function] ?? 'operate',
    function: action === '' ? name : `${name} (${action})`,
    object: `g${group}v${variation} index ${index}`,
    control,
  }
}

function writeDeeds(fragment: Fragment, name: string): Deed[] {
  return fragment.objects.slice(0, limits.observe.factsPerMessage).map((one) => {
    const { group, variation } = one
    if (group === 80) return { verb: 'write', function: `${name} (clear restart)`, object: headerText(one) }
    const verb = group === 50 && variation === TIME_SCHEDULE ? 'config-change' : (WRITES[group] ?? 'write')
    return { verb, function: name, object: headerText(one) }
  })
}

const BLOCK = 5
const FILE_WRITE_MODE = 2

/** Blocks of a file go by the plain functions read and write. */
function blockDeeds(fragment: Fragment, name: string): Deed[] {
  const verb = fragment.function === READ ? 'file-read' : 'file-write'
  return fragment.files.map((file) => ({ verb, function: name, object: fileText(file) }))
}

function fileDeed(code: number, name: string, file: FileDeed): Deed {
  const byMode = file.mode >= FILE_WRITE_MODE ? 'file-write' : 'file-read'
  const verb = FILE_FUNCTIONS[code] ?? byMode
  const mode =
    code !== OPEN_FILE ? '' : file.mode === FILE_WRITE_MODE ? ' (write)' : file.mode === 3 ? ' (append)' : ''
  return {
    verb,
    function: `${name}${mode}`,
    object: verb === 'login' ? `user ${file.account}` : fileText(file),
  }
}

function fileText(file: FileDeed): string {
  return file.name === '' ? `file handle ${file.handle}` : file.name
}

/** What a secure authentication asks for, by the variation of its object. */
const AUTHENTICATION: { readonly [variation: number]: readonly [Verb, string] } = {
  2: ['login', 'challenge reply'],
  4: ['login', 'session key status'],
  6: ['login', 'session key change'],
  8: ['config-change', 'user certificate'],
  10: ['config-change', 'user status change'],
  11: ['password-change', 'update key change'],
  13: ['password-change', 'update key change'],
  14: ['password-change', 'update key change'],
}

function authenticationDeeds(fragment: Fragment): Deed[] {
  return fragment.authentications.flatMap((one) => {
    const [verb, what] = AUTHENTICATION[one.variation] ?? []
    if (verb === undefined) return []
    const who = one.name !== '' ? one.name : one.user >= 0 ? String(one.user) : ''
    const name = `${FUNCTIONS[fragment.function]} (${what})`
    return [{ verb, function: name, ...(who === '' ? {} : { object: `user ${who}` }) }]
  })
}

/** Object headers as people of the field write them: "g1v2 0-9, g60v2". */
export function headersText(headers: readonly ObjectHeader[]): string {
  const named = headers.slice(0, NAMED).map(headerText)
  return headers.length > NAMED ? `${named.join(', ')}, …` : named.join(', ')
}

function headerText({ group, variation, qualifier, start, stop, count, indexes }: ObjectHeader): string {
  const object = `g${group}v${variation}`
  if (start >= 0) return start === stop ? `${object} index ${start}` : `${object} ${start}-${stop}`
  if (indexes.length > 0)
    return `${object} index ${indexes.slice(0, NAMED).join(' ')}${indexes.length > NAMED ? ' …' : ''}`
  return (qualifier & 15) === ALL || count < 2 ? object : `${object} count ${count}`
}

/** Kinds of objects that a message brings, without their points: for reports, whose points differ each time. */
export function kindsText(headers: readonly ObjectHeader[]): string {
  const kinds = [...new Set(headers.map(({ group, variation }) => `g${group}v${variation}`))].sort()
  return kinds.length > NAMED ? `${kinds.slice(0, NAMED).join(' ')} …` : kinds.join(' ')
}
