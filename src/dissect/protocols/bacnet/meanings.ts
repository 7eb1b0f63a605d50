import type { Verb } from '../../../model/verb.ts'
import {
  COMMUNICATION,
  DEVICE,
  errorClassName,
  errorCodeName,
  FILE,
  LIFE_SAFETY_OPERATIONS,
  objectTypeName,
  PROGRAM,
  PROGRAM_REQUESTS,
  REINITIALIZE,
} from './codes.tables.ts'
import { type Datum, type Group, ObjectId } from './primitives.ts'
import { propertyName, propertyNumber } from './properties.tables.ts'

/** What one request does to one thing. */
export interface Meaning {
  verb: Verb
  /** Subfunction, shown behind the service's name. */
  detail?: string
  object?: string
}

const numbers = (...names: string[]): ReadonlySet<number> => new Set(names.map(propertyNumber))

/** Properties of the device object that say what a device is. */
const NAMEPLATE = numbers(
  'all',
  'application-software-version',
  'description',
  'firmware-revision',
  'location',
  'model-name',
  'object-identifier',
  'object-name',
  'protocol-revision',
  'protocol-version',
  'serial-number',
  'vendor-identifier',
  'vendor-name',
)
/** Properties that list what is there or what it can do. */
const LISTS = numbers(
  'object-list',
  'property-list',
  'protocol-object-types-supported',
  'protocol-services-supported',
  'structured-object-list',
)

/** Properties that decide whether and to whom an object reports alarms. */
const ALARMING = numbers(
  'event-algorithm-inhibit',
  'event-detection-enable',
  'event-enable',
  'limit-enable',
  'recipient-list',
  'reliability-evaluation-inhibit',
)
const NETWORKING = numbers(
  'bacnet-ip-mode',
  'bacnet-ip-udp-port',
  'bacnet-ipv6-mode',
  'bacnet-ipv6-udp-port',
  'bbmd-accept-fd-registrations',
  'bbmd-broadcast-distribution-table',
  'bbmd-foreign-device-table',
  'fd-bbmd-address',
  'ip-address',
  'ip-default-gateway',
  'ip-dhcp-enable',
  'ip-dns-server',
  'ip-subnet-mask',
  'ipv6-address',
  'ipv6-default-gateway',
  'link-speed',
  'mac-address',
  'max-master',
  'network-number',
  'routing-table',
)
const CLOCK = numbers('local-date', 'local-time', 'utc-offset', 'daylight-savings-status')
/** Values of the process and commands to it. */
const PROCESS = numbers('present-value', 'setpoint', 'adjust-value', 'tracking-value', 'count')
const COMMANDS = numbers(
  'lighting-command',
  'car-door-command',
  'making-car-call',
  'landing-call-control',
  'trigger',
)
const OUT_OF_SERVICE = propertyNumber('out-of-service')
const PROGRAM_CHANGE = propertyNumber('program-change')
const MODE = propertyNumber('mode')
const PRESENT_VALUE = propertyNumber('present-value')
/** Object types whose present value sets something going at once. */
const COMMANDING: ReadonlySet<string> = new Set(['command', 'access-door', 'load-control', 'channel'])

/** program-change by its value: load brings a program in, unload takes it out (12.22.8). */
const PROGRAM_VERBS: readonly Verb[] = [
  'config-change',
  'program-download',
  'start',
  'stop',
  'restart',
  'program-delete',
]

/** What writing this value to this property does. */
function writeVerb(type: number, property: number, value: Datum | undefined): Verb {
  const first = Array.isArray(value) ? value[0] : undefined
  if (property === PROGRAM_CHANGE && type === PROGRAM)
    return (typeof first === 'number' ? PROGRAM_VERBS[first] : undefined) ?? 'program-edit'
  if (property === OUT_OF_SERVICE) return 'force'
  if (ALARMING.has(property)) return 'alarm-suppress'
  if (NETWORKING.has(property)) return 'network-change'
  if (CLOCK.has(property) && type === DEVICE) return 'time-set'
  if (property === MODE) return 'mode-change'
  if (COMMANDS.has(property)) return 'operate'
  if (property === PRESENT_VALUE && COMMANDING.has(objectTypeName(type))) return 'operate'
  return PROCESS.has(property) ? 'write' : 'config-change'
}

function readVerb(type: number, properties: readonly number[]): Verb {
  if (properties.some((one) => LISTS.has(one))) return 'enumerate'
  const nameplate = type === DEVICE && properties.length > 0 && properties.every((one) => NAMEPLATE.has(one))
  return nameplate ? 'identify' : 'read'
}

/** Meaning of one write: a property reference with its value and priority inside `group`. */
export function writing(object: ObjectId | undefined, group: Group): Meaning {
  const property = numberOf(group.property)
  const { value } = group
  const priority = typeof group.priority === 'number' ? ` @${group.priority}` : ''
  const meaning: Meaning = {
    verb: writeVerb(object?.type ?? -1, property, value),
    object: `${object?.text ?? ''} ${referenceText(group)}${priority}`.trim(),
  }
  const first = Array.isArray(value) ? value[0] : undefined
  if (property === PROGRAM_CHANGE && typeof first === 'number')
    return { ...meaning, detail: PROGRAM_REQUESTS[first] ?? `request ${first}` }
  // Null gives up a value that was commanded at a priority (19.2.1).
  if (first === null && PROCESS.has(property)) return { ...meaning, detail: 'relinquish' }
  return meaning
}

/** Meaning of reading some properties of one object. The object is the point: which of its properties were read tells the verb. */
export function reading(object: ObjectId | undefined, references: readonly Group[]): Meaning {
  const properties = references.map((one) => numberOf(one.property))
  return { verb: readVerb(object?.type ?? -1, properties), object: object?.text ?? '' }
}

/** A property with its array index, as `priority-array[8]`. */
function referenceText(group: Group): string {
  const index = group.array_index
  return `${propertyName(numberOf(group.property))}${typeof index === 'number' ? `[${index}]` : ''}`
}

const REINITIALIZE_VERBS: readonly Verb[] = [
  'restart',
  'restart',
  'program-upload',
  'mode-change',
  'program-download',
  'mode-change',
  'mode-change',
  'network-change',
]

/** What ReinitializeDevice does depends on the state asked for: a backup reads the device out, a restore overwrites it (19.1). */
export function reinitializing(state: number): Meaning {
  return { verb: REINITIALIZE_VERBS[state] ?? 'restart', detail: REINITIALIZE[state] ?? `state ${state}` }
}

export function controlling(parameters: Group): Meaning {
  const state = numberOf(parameters.device_state)
  const minutes = parameters.time_duration
  const duration = typeof minutes === 'number' ? ` for ${minutes} min` : ''
  return { verb: 'comms-control', detail: `${COMMUNICATION[state] ?? `state ${state}`}${duration}` }
}

/** Silencing takes an alarm from people's ears; resets and un-silencing act on the alarm itself. */
export function lifeSafety(parameters: Group): Meaning {
  const operation = numberOf(parameters.operation)
  const detail = LIFE_SAFETY_OPERATIONS[operation] ?? `operation ${operation}`
  const object = objectIn(parameters)
  const verb = detail.startsWith('silence') ? 'alarm-suppress' : 'operate'
  return object === undefined ? { verb, detail } : { verb, detail, object: object.text }
}

/** Creating or deleting an object; files and programs are more than configuration. */
export function deleting(object: ObjectId | undefined): Meaning {
  const verb =
    object?.type === FILE ? 'file-delete' : object?.type === PROGRAM ? 'program-delete' : 'config-change'
  return { verb, object: object?.text ?? '' }
}

export function objectIn(group: Group, name = 'object'): ObjectId | undefined {
  const value = group[name]
  return value instanceof ObjectId ? value : undefined
}

export function numberOf(value: Datum | undefined): number {
  return typeof value === 'number' ? value : -1
}

/** Class and code of an error, wherever the service puts them. */
export function errorIn(parameters: Group): Group {
  return groupIn(parameters, 'error') ?? parameters
}

/** Code and class, as `write-access-denied (property)`. */
export function errorText(error: Group): string {
  return `${errorCodeName(numberOf(error.error_code))} (${errorClassName(numberOf(error.error_class))})`
}

/** Groups of a list parameter. */
export function groupsIn(group: Group, name: string): Group[] {
  const value = group[name]
  return Array.isArray(value) ? value.filter(isGroup) : []
}

export function groupIn(group: Group, name: string): Group | undefined {
  const value = group[name]
  return value !== undefined && isGroup(value) ? value : undefined
}

function isGroup(value: Datum): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ObjectId)
}
