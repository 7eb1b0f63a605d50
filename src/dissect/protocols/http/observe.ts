import type { Message } from '../../../model/message.ts'
import type { Observation, Operation } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'
import { FILE_ENDS, METHODS, REASONS } from './http.tables.ts'
import { agentIdentity, serverIdentity } from './products.ts'
import type { Credential, Http } from './read.ts'

/** Pages whose title names the device rather than the page. */
const FRONT_PAGE = /^\/?$|(^|\/)(index|home|main|default|login|start|portal|welcome)[^/]*$/i

/** What a message means: who is who, what was done, and whether a password passed in clear. */
export function observe(message: Message<Http>): Observation[] {
  const value = message.value!
  if (value.kind === 'request')
    return [...secretOf(value.credential), ...requestFacts(value), ...asked(value)]
  if (value.kind === 'content') return pageFacts(value, value.path)
  const request = message.request?.value
  const server = serverIdentity(value.headers.get('server') ?? '')
  const page = pageFacts(value, value.status === 200 ? request?.path : undefined)
  return [...server, ...page, ...answered(value, request)]
}

function secretOf(credential: Credential | undefined): Observation[] {
  if (credential?.clear === undefined) return []
  const { account, clear } = credential
  return [{ kind: 'secret', what: clear, ...(account === '' ? {} : { account }) }]
}

function requestFacts(value: Http): Observation[] {
  const facts: Observation[] = agentIdentity(value.headers.get('user-agent') ?? '')
  const host = (value.headers.get('host') ?? '').replace(/:\d+$/, '')
  if (isName(host) && value.method !== 'CONNECT' && !value.path.includes('://'))
    facts.push({ kind: 'identity', about: 'receiver', attribute: 'name', value: host, confidence: 0.6 })
  return facts
}

/** A host that is a name: not empty, no address. */
function isName(host: string): boolean {
  return /^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(host) && /[a-z]/i.test(host) && host.length <= 253
}

/** `path`: the page that was asked for, where it is known and was found. */
function pageFacts(value: Http, path: string | undefined): Observation[] {
  if (value.page === undefined) return []
  const facts: Observation[] = value.page.facts.map(({ attribute, value: text }) => ({
    kind: 'identity',
    about: 'sender',
    attribute,
    value: text,
    confidence: 0.6,
  }))
  const front = path !== undefined && path !== '' && FRONT_PAGE.test(path)
  if (value.page.title !== '' && front)
    facts.push({
      kind: 'identity',
      about: 'sender',
      attribute: 'description',
      value: value.page.title,
      confidence: 0.4,
    })
  return facts
}

/** Name of the action that a SOAP request calls: behind the number sign of its SOAPAction (UPnP) or the last part of a path. */
function actionOf(value: Http): string {
  const action = (value.headers.get('soapaction') ?? '').replaceAll('"', '')
  return action.slice(Math.max(action.lastIndexOf('#'), action.lastIndexOf('/')) + 1).slice(0, 100)
}

function verbOf(value: Http): Verb {
  const verb = METHODS[value.method] ?? 'write'
  if (value.method === 'POST' && /^(get|browse|read|query|probe|list|find)/i.test(actionOf(value)))
    return 'read'
  return verb === 'read' && FILE_ENDS.test(value.path) ? 'file-read' : verb
}

function functionOf(value: Http): string {
  const action = actionOf(value)
  return action === '' ? value.method : `${value.method} ${action}`
}

function loginOf(credential: Credential): Pick<Operation, 'kind' | 'verb' | 'function' | 'object'> {
  const object = credential.account
  const name = credential.scheme === 'form' ? 'Form login' : `${credential.scheme} authentication`
  return { kind: 'operation', verb: 'login', function: name, ...(object === '' ? {} : { object }) }
}

function asked(value: Http): Operation[] {
  const initiator = 'sender'
  const outcome = 'asked'
  const operation: Operation = {
    kind: 'operation',
    verb: verbOf(value),
    function: functionOf(value),
    initiator,
    object: value.path,
    outcome,
  }
  const login: Operation[] =
    value.credential === undefined ? [] : [{ ...loginOf(value.credential), initiator, outcome }]
  return [...login, operation]
}

/** A reply without its request only tells that something was answered, which is nothing. */
function answered(value: Http, request: Http | undefined): Operation[] {
  if (request === undefined || (value.status < 200 && value.status !== 101)) return []
  const initiator = 'receiver'
  const refused = value.status >= 400
  const reason = `${value.status} ${value.reason || REASONS[value.status] || ''}`.trim()
  const end = refused ? ({ outcome: 'refused', reason } as const) : ({ outcome: 'done' } as const)
  const operation: Operation = {
    kind: 'operation',
    verb: verbOf(request),
    function: functionOf(request),
    initiator,
    object: request.path,
    ...end,
  }
  if (request.credential === undefined) return [operation]
  const denied = value.status === 401 || value.status === 403 || value.status === 407
  const login: Operation = {
    ...loginOf(request.credential),
    initiator,
    ...(denied ? { outcome: 'refused', reason } : { outcome: 'done' }),
  }
  return [login, operation]
}
