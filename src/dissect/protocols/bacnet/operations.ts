import type { Verb } from '../../../model/verb.ts'
import type { Apdu } from './apdu.ts'
import { COMPLEX_ACK, CONFIRMED_REQUEST, objectTypeName } from './codes.tables.ts'
import {
  controlling,
  deleting,
  groupIn,
  groupsIn,
  lifeSafety,
  type Meaning,
  numberOf,
  objectIn,
  reading,
  reinitializing,
  writing,
} from './meanings.ts'
import type { Group } from './primitives.ts'

type Teller = (parameters: Group) => Meaning[]

const one = (verb: Verb): Teller => {
  return (parameters) => [about(verb, parameters)]
}

/** The verb, and the object that the parameters name. */
function about(verb: Verb, parameters: Group): Meaning {
  const object = objectIn(parameters)
  return object === undefined ? { verb } : { verb, object: object.text }
}

const write: Teller = (p) => [writing(objectIn(p), p)]
const transfer: Teller = (p) => [
  { verb: 'operate', object: `vendor ${numberOf(p.vendor_id)} service ${numberOf(p.service_number)}` },
]
const cov: Teller = (p) => [about('report', p)]
const covMultiple: Teller = (p) => groupsIn(p, 'notifications').map((each) => about('report', each))

/** What confirmed services do. */
const CONFIRMED: { readonly [service: string]: Teller } = {
  AcknowledgeAlarm: one('alarm-suppress'),
  ConfirmedCOVNotification: cov,
  ConfirmedEventNotification: one('report'),
  GetAlarmSummary: one('read'),
  GetEnrollmentSummary: one('read'),
  SubscribeCOV: one('subscribe'),
  AtomicReadFile: one('file-read'),
  AtomicWriteFile: one('file-write'),
  AddListElement: write,
  RemoveListElement: write,
  CreateObject: (p) => [creating(p)],
  DeleteObject: (p) => [deleting(objectIn(p))],
  ReadProperty: (p) => [reading(objectIn(p), [p])],
  ReadPropertyConditional: one('read'),
  ReadPropertyMultiple: (p) =>
    groupsIn(p, 'reads').map((each) => reading(objectIn(each), groupsIn(each, 'properties'))),
  WriteProperty: write,
  WritePropertyMultiple: (p) =>
    groupsIn(p, 'writes').flatMap((each) =>
      groupsIn(each, 'values').map((value) => writing(objectIn(each), value)),
    ),
  DeviceCommunicationControl: (p) => [controlling(p)],
  ConfirmedPrivateTransfer: transfer,
  ConfirmedTextMessage: one('report'),
  ReinitializeDevice: (p) => [reinitializing(numberOf(p.device_state))],
  'VT-Open': one('login'),
  'VT-Close': one('operate'),
  'VT-Data': one('operate'),
  Authenticate: one('login'),
  RequestKey: one('config-change'),
  ReadRange: (p) => [reading(objectIn(p), [p])],
  LifeSafetyOperation: (p) => [lifeSafety(p)],
  SubscribeCOVProperty: one('subscribe'),
  GetEventInformation: one('read'),
  SubscribeCOVPropertyMultiple: (p) => groupsIn(p, 'subscriptions').map((each) => about('subscribe', each)),
  ConfirmedCOVNotificationMultiple: covMultiple,
  ConfirmedAuditNotification: one('report'),
  AuditLogQuery: one('read'),
  AuthRequest: one('login'),
}

/** What unconfirmed services do. */
const UNCONFIRMED: { readonly [service: string]: Teller } = {
  'I-Am': (p) => [{ verb: 'report', object: objectIn(p, 'device_id')?.text ?? '' }],
  'I-Have': one('report'),
  UnconfirmedCOVNotification: cov,
  UnconfirmedEventNotification: one('report'),
  UnconfirmedPrivateTransfer: transfer,
  UnconfirmedTextMessage: one('report'),
  TimeSynchronization: one('time-set'),
  'Who-Has': (p) => [{ verb: 'enumerate', object: objectIn(p)?.text ?? textOf(p.object_name) }],
  'Who-Is': one('enumerate'),
  UTCTimeSynchronization: one('time-set'),
  WriteGroup: (p) => [{ verb: 'write', object: `group ${numberOf(p.group_number)}` }],
  UnconfirmedCOVNotificationMultiple: covMultiple,
  UnconfirmedAuditNotification: one('report'),
  'Who-Am-I': one('enumerate'),
  'You-Are': (p) => [{ verb: 'config-change', object: objectIn(p, 'device_id')?.text ?? '' }],
}

/** Services whose object lists are too long for a line each. */
const MEANINGS_PER_REQUEST = 64

/** What a request does, with the service's name and subfunction: one meaning for each thing it does it to. */
export function meaningsOf(apdu: Apdu): (Meaning & { function: string })[] {
  const confirmed = apdu.type === CONFIRMED_REQUEST
  const tell = (confirmed ? CONFIRMED : UNCONFIRMED)[apdu.name]
  if (tell === undefined || apdu.segment) return []
  return tell(apdu.parameters)
    .slice(0, MEANINGS_PER_REQUEST)
    .map((meaning) => ({ ...meaning, function: functionOf(apdu.name, meaning) }))
}

/** What a reply does whose request was not seen, as far as its own words go. */
export function meaningsOfReply(apdu: Apdu): (Meaning & { function: string })[] {
  const own = apdu.type === COMPLEX_ACK ? ownMeanings(apdu) : []
  if (own.length > 0) return own.map((meaning) => ({ ...meaning, function: apdu.name }))
  const verb = ALONE[apdu.name]
  return verb === undefined ? [] : [{ verb, function: apdu.name }]
}

/** Results of reads name what was read. */
function ownMeanings({ name, parameters }: Apdu): Meaning[] {
  if (name === 'ReadProperty' || name === 'ReadRange') return [reading(objectIn(parameters), [parameters])]
  if (name !== 'ReadPropertyMultiple') return []
  return groupsIn(parameters, 'reads').map((each) => reading(objectIn(each), groupsIn(each, 'results')))
}

/** What a service does at the least, whatever its parameters were. */
const ALONE: { readonly [service: string]: Verb } = {
  AcknowledgeAlarm: 'alarm-suppress',
  ConfirmedCOVNotification: 'report',
  ConfirmedEventNotification: 'report',
  GetAlarmSummary: 'read',
  GetEnrollmentSummary: 'read',
  SubscribeCOV: 'subscribe',
  AtomicReadFile: 'file-read',
  AtomicWriteFile: 'file-write',
  AddListElement: 'config-change',
  RemoveListElement: 'config-change',
  CreateObject: 'config-change',
  DeleteObject: 'config-change',
  ReadProperty: 'read',
  ReadPropertyMultiple: 'read',
  WriteProperty: 'write',
  WritePropertyMultiple: 'write',
  DeviceCommunicationControl: 'comms-control',
  ConfirmedPrivateTransfer: 'operate',
  ConfirmedTextMessage: 'report',
  ReinitializeDevice: 'restart',
  'VT-Open': 'login',
  ReadRange: 'read',
  SubscribeCOVProperty: 'subscribe',
  GetEventInformation: 'read',
  SubscribeCOVPropertyMultiple: 'subscribe',
  ConfirmedCOVNotificationMultiple: 'report',
  ConfirmedAuditNotification: 'report',
  AuditLogQuery: 'read',
}

function functionOf(name: string, meaning: Meaning): string {
  return meaning.detail === undefined ? name : `${name} (${meaning.detail})`
}

function creating(parameters: Group): Meaning {
  const specifier = groupIn(parameters, 'specifier') ?? {}
  const type = specifier.object_type
  const object = objectIn(specifier)?.text ?? (typeof type === 'number' ? objectTypeName(type) : '')
  return { verb: 'config-change', object }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
