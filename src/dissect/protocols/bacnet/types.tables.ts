import {
  EVENT_STATES,
  EVENT_TYPES,
  errorClassName,
  errorCodeName,
  NOTIFY_TYPES,
  objectTypeName,
} from './codes.tables.ts'
import { propertyName, propertyNumber } from './properties.tables.ts'
import {
  any,
  at,
  bits,
  boolean,
  characters,
  choice,
  date,
  enumerated,
  group,
  list,
  maybe,
  named,
  objectId,
  octets,
  of,
  real,
  type Shape,
  signed,
  time,
  unsigned,
} from './shape.ts'

/** Constructed types of clause 21 that several services and properties share. */
export const property = named('property', propertyName)
export const objectType = named('object-type', objectTypeName)
export const eventState = named('event-state', EVENT_STATES)
export const eventType = named('event-type', EVENT_TYPES)
export const notifyType = named('notify-type', NOTIFY_TYPES)

export const errorMembers = [
  of('error_class', named('error-class', errorClassName)),
  of('error_code', named('error-code', errorCodeName)),
]
export const error = group(...errorMembers)

export const dateTime = group(of('date', date), of('time', time))
export const timeStamp = choice(
  at(0, 'time', time),
  at(1, 'sequence', unsigned),
  at(2, 'date_time', dateTime),
)

export const address = group(of('network', unsigned), of('mac', octets))
export const recipient = choice(at(0, 'device', objectId), at(1, 'address', address))
export const recipientProcess = group(at(0, 'recipient', recipient), at(1, 'process', unsigned))

export const propertyReference = group(at(0, 'property', property), maybe(at(1, 'array_index', unsigned)))
export const objectPropertyReference = group(
  at(0, 'object', objectId),
  at(1, 'property', property),
  maybe(at(2, 'array_index', unsigned)),
)
export const deviceObjectPropertyReference = group(
  at(0, 'object', objectId),
  at(1, 'property', property),
  maybe(at(2, 'array_index', unsigned)),
  maybe(at(3, 'device', objectId)),
)
export const deviceObjectReference = group(maybe(at(0, 'device', objectId)), at(1, 'object', objectId))
export const propertyValue = group(
  at(0, 'property', property),
  maybe(at(1, 'array_index', unsigned)),
  at(2, 'value', any),
  maybe(at(3, 'priority', unsigned)),
)

const dateRange = group(of('start', date), of('end', date))
const calendarEntry = choice(
  at(0, 'date', date),
  at(1, 'date_range', dateRange),
  at(2, 'week_and_day', octets),
)
const timeValue = group(of('time', time), of('value', any))
const dailySchedule = group(at(0, 'day', list(timeValue)))
const specialEvent = group(
  of('period', choice(at(0, 'entry', calendarEntry), at(1, 'calendar', objectId))),
  at(2, 'values', list(timeValue)),
  at(3, 'priority', unsigned),
)
const destination = group(
  of('valid_days', bits),
  of('from_time', time),
  of('to_time', time),
  of('recipient', recipient),
  of('process', unsigned),
  of('confirmed', boolean),
  of('transitions', bits),
)
const addressBinding = group(of('device', objectId), of('network', unsigned), of('mac', octets))
const covSubscription = group(
  at(0, 'recipient', recipientProcess),
  at(1, 'monitored', objectPropertyReference),
  at(2, 'confirmed', boolean),
  at(3, 'time_remaining', unsigned),
  maybe(at(4, 'increment', real)),
)
const logDatum = choice(
  at(0, 'status', bits),
  at(1, 'boolean', boolean),
  at(2, 'real', real),
  at(3, 'enumerated', enumerated),
  at(4, 'unsigned', unsigned),
  at(5, 'signed', signed),
  at(6, 'bits', bits),
  at(7, 'null', octets),
  at(8, 'failure', error),
  at(9, 'time_change', real),
  at(10, 'value', any),
)
const logRecord = group(
  at(0, 'timestamp', dateTime),
  at(1, 'datum', logDatum),
  maybe(at(2, 'status_flags', bits)),
)
const actionCommand = group(
  maybe(at(0, 'device', objectId)),
  at(1, 'object', objectId),
  at(2, 'property', property),
  maybe(at(3, 'array_index', unsigned)),
  at(4, 'value', any),
  maybe(at(5, 'priority', unsigned)),
  maybe(at(6, 'post_delay', unsigned)),
  at(7, 'quit_on_failure', boolean),
  at(8, 'successful', boolean),
)
const prescale = group(at(0, 'multiplier', unsigned), at(1, 'modulo', unsigned))
const scale = choice(at(0, 'real', real), at(1, 'integer', signed))
const setpoint = group(maybe(at(0, 'reference', objectPropertyReference)))
const hostAddress = choice(at(0, 'none', octets), at(1, 'ip', octets), at(2, 'name', characters))
const hostAndPort = group(at(0, 'host', hostAddress), at(1, 'port', unsigned))
const bdtEntry = group(at(0, 'bbmd', hostAndPort), maybe(at(1, 'mask', octets)))
const fdtEntry = group(
  at(0, 'foreign', octets),
  at(1, 'time_to_live', unsigned),
  maybe(at(2, 'time_remaining', unsigned)),
)

/** Values tagged by context, by property (clauses 12 and 21); lists and arrays are their elements one after the other. */
const SHAPES: { readonly [name: string]: Shape } = {
  'active-cov-subscriptions': list(covSubscription),
  action: list(group(at(0, 'commands', list(actionCommand)))),
  'bbmd-broadcast-distribution-table': list(bdtEntry),
  'bbmd-foreign-device-table': list(fdtEntry),
  'controlled-variable-reference': list(objectPropertyReference),
  'date-list': list(calendarEntry),
  'device-address-binding': list(addressBinding),
  'event-time-stamps': list(timeStamp),
  'exception-schedule': list(specialEvent),
  'fd-bbmd-address': hostAndPort,
  'list-of-group-members': list(
    group(at(0, 'object', objectId), at(1, 'properties', list(propertyReference))),
  ),
  'list-of-object-property-references': list(deviceObjectPropertyReference),
  'log-buffer': list(logRecord),
  'log-device-object-property': list(deviceObjectPropertyReference),
  'manipulated-variable-reference': list(objectPropertyReference),
  'manual-slave-address-binding': list(addressBinding),
  'member-of': list(deviceObjectReference),
  'object-property-reference': list(deviceObjectPropertyReference),
  prescale,
  'recipient-list': list(destination),
  'restart-notification-recipients': list(recipient),
  scale,
  'setpoint-reference': setpoint,
  'slave-address-binding': list(addressBinding),
  'structured-object-list': list(objectId),
  'subordinate-list': list(deviceObjectReference),
  'time-of-device-restart': timeStamp,
  'time-synchronization-recipients': list(recipient),
  'update-time': dateTime,
  'utc-time-synchronization-recipients': list(recipient),
  'weekly-schedule': list(dailySchedule),
  'zone-members': list(deviceObjectReference),
  'object-type': list(objectType),
  'event-state': list(eventState),
  'notify-type': list(notifyType),
  'property-list': list(property),
}
const BY_NUMBER = new Map(Object.entries(SHAPES).map(([name, shape]) => [propertyNumber(name), shape]))

/** Shape of a property's value, where its tags alone do not tell it. */
export function valueShape(number: number): Shape | undefined {
  return BY_NUMBER.get(number)
}
