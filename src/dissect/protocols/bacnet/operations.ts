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

/** What confirmed services do, by service number. */
const CONFIRMED: { readonly [service: number]: Teller } = {
  0: one('alarm-suppress'),
  1: cov,
  2: one('report'),
  3: one('read'),
  4: one('read'),
  5: one('subscribe'),
  6: one('file-read'),
  7: one('file-write'),
  8: write,
  9: write,
  10: (p) => [creating(p)],
  11: (p) => [deleting(objectIn(p))],
  12: (p) => [reading(objectIn(p), [p])],
  13: one('read'),
  14: (p) => groupsIn(p, 'reads').map((each) => reading(objectIn(each), groupsIn(each, 'properties'))),
  15: write,
  16: (p) =>
    groupsIn(p, 'writes').flatMap((each) =>
      groupsIn(each, 'values').map((value) => writing(objectIn(each), value)),
    ),
  17: (p) => [controlling(p)],
  18: transfer,
  19: one('report'),
  20: (p) => [reinitializing(numberOf(p.device_state))],
  21: one('login'),
  22: one('operate'),
  23: one('operate'),
  24: one('login'),
  25: one('config-change'),
  26: (p) => [reading(objectIn(p), [p])],
  27: (p) => [lifeSafety(p)],
  28: one('subscribe'),
  29: one('read'),
  30: (p) => groupsIn(p, 'subscriptions').map((each) => about('subscribe', each)),
  31: covMultiple,
  32: one('report'),
  33: one('read'),
  34: one('login'),
}

/** What unconfirmed services do, by service number. */
const UNCONFIRMED: { readonly [service: number]: Teller } = {
  0: (p) => [{ verb: 'report', object: objectIn(p, 'device_id')?.text ?? '' }],
  1: one('report'),
  2: cov,
  3: one('report'),
  4: transfer,
  5: one('report'),
  6: one('time-set'),
  7: (p) => [{ verb: 'enumerate', object: objectIn(p)?.text ?? textOf(p.object_name) }],
  8: one('enumerate'),
  9: one('time-set'),
  10: (p) => [{ verb: 'write', object: `group ${numberOf(p.group_number)}` }],
  11: covMultiple,
  12: one('report'),
  13: one('enumerate'),
  14: (p) => [{ verb: 'config-change', object: objectIn(p, 'device_id')?.text ?? '' }],
}

/** Services whose object lists are too long for a line each. */
const MEANINGS_PER_REQUEST = 64

/** What a request does, with the service's name and subfunction: one meaning for each thing it does it to. */
export function meaningsOf(apdu: Apdu): (Meaning & { function: string })[] {
  const confirmed = apdu.type === CONFIRMED_REQUEST
  const tell = (confirmed ? CONFIRMED : UNCONFIRMED)[apdu.service]
  if (tell === undefined || apdu.segment) return []
  return tell(apdu.parameters)
    .slice(0, MEANINGS_PER_REQUEST)
    .map((meaning) => ({ ...meaning, function: functionOf(apdu.name, meaning) }))
}

/** What a reply does whose request was not seen, as far as its own words go. */
export function meaningsOfReply(apdu: Apdu): (Meaning & { function: string })[] {
  const own = apdu.type === COMPLEX_ACK ? ownMeanings(apdu) : []
  if (own.length > 0) return own.map((meaning) => ({ ...meaning, function: apdu.name }))
  const verb = ALONE[apdu.service]
  return verb === undefined ? [] : [{ verb, function: apdu.name }]
}

const READ_PROPERTY = 12
const READ_PROPERTY_MULTIPLE = 14
const READ_RANGE = 26

/** Results of reads name what was read. */
function ownMeanings({ service, parameters }: Apdu): Meaning[] {
  if (service === READ_PROPERTY || service === READ_RANGE)
    return [reading(objectIn(parameters), [parameters])]
  if (service !== READ_PROPERTY_MULTIPLE) return []
  return groupsIn(parameters, 'reads').map((each) => reading(objectIn(each), groupsIn(each, 'results')))
}

/** What a service does at the least, whatever its parameters were. */
const ALONE: { readonly [service: number]: Verb } = {
  0: 'alarm-suppress',
  1: 'report',
  2: 'report',
  3: 'read',
  4: 'read',
  5: 'subscribe',
  6: 'file-read',
  7: 'file-write',
  8: 'config-change',
  9: 'config-change',
  10: 'config-change',
  11: 'config-change',
  12: 'read',
  14: 'read',
  15: 'write',
  16: 'write',
  17: 'comms-control',
  18: 'operate',
  19: 'report',
  20: 'restart',
  21: 'login',
  26: 'read',
  28: 'subscribe',
  29: 'read',
  30: 'subscribe',
  31: 'report',
  32: 'report',
  33: 'read',
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
