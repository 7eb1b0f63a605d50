import {
  COMMUNICATION,
  type ConfirmedService,
  LIFE_SAFETY_OPERATIONS,
  REINITIALIZE,
  SEGMENTATION,
  type UnconfirmedService,
} from './codes.tables.ts'
import {
  auditNotification,
  auditQuery,
  covNotification,
  covNotificationMultiple,
  eventNotification,
  eventSummary,
  type Parameters,
  privateTransfer,
  textMessage,
} from './notifications.tables.ts'
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
  secret,
  signed,
  time,
  unsigned,
} from './shape.ts'
import {
  error,
  errorMembers,
  eventState,
  eventType,
  objectType,
  property,
  propertyReference,
  propertyValue,
  recipientProcess,
  timeStamp,
} from './types.tables.ts'

const target: Parameters = [
  at(0, 'object', objectId),
  at(1, 'property', property),
  maybe(at(2, 'array_index', unsigned)),
]

const readAccessResult = group(
  at(0, 'object', objectId),
  maybe(
    at(
      1,
      'results',
      list(
        group(
          at(2, 'property', property),
          maybe(at(3, 'array_index', unsigned)),
          maybe(at(4, 'value', any)),
          maybe(at(5, 'error', error)),
        ),
      ),
    ),
  ),
)

const streamData = group(of('start', signed), of('data', octets))
const recordData = group(of('start', signed), of('count', unsigned), of('records', list(octets)))
const fileData = of('access', choice(at(0, 'stream', streamData), at(1, 'records', recordData)))

/** Parameters of confirmed requests (clauses 13 to 17 and 21). */
export const REQUESTS: Readonly<Partial<Record<ConfirmedService, Parameters>>> = {
  AcknowledgeAlarm: [
    at(0, 'process', unsigned),
    at(1, 'object', objectId),
    at(2, 'event_state', eventState),
    at(3, 'timestamp', timeStamp),
    at(4, 'source', characters),
    at(5, 'time_of_acknowledgment', timeStamp),
  ],
  ConfirmedCOVNotification: covNotification,
  ConfirmedEventNotification: eventNotification,
  GetAlarmSummary: [],
  GetEnrollmentSummary: [
    at(0, 'acknowledgment_filter', enumerated),
    maybe(at(1, 'enrollment', recipientProcess)),
    maybe(at(2, 'event_state_filter', enumerated)),
    maybe(at(3, 'event_type', eventType)),
    maybe(at(4, 'priority_range', group(at(0, 'low', unsigned), at(1, 'high', unsigned)))),
    maybe(at(5, 'notification_class', unsigned)),
  ],
  SubscribeCOV: [
    at(0, 'process', unsigned),
    at(1, 'object', objectId),
    maybe(at(2, 'confirmed', boolean)),
    maybe(at(3, 'lifetime', unsigned)),
  ],
  AtomicReadFile: [
    of('object', objectId),
    of(
      'access',
      choice(
        at(0, 'stream', group(of('start', signed), of('count', unsigned))),
        at(1, 'records', group(of('start', signed), of('count', unsigned))),
      ),
    ),
  ],
  AtomicWriteFile: [of('object', objectId), fileData],
  AddListElement: [...target, at(3, 'value', any)],
  RemoveListElement: [...target, at(3, 'value', any)],
  CreateObject: [
    at(0, 'specifier', choice(at(0, 'object_type', objectType), at(1, 'object', objectId))),
    maybe(at(1, 'values', list(propertyValue))),
  ],
  DeleteObject: [of('object', objectId)],
  ReadProperty: target,
  ReadPropertyConditional: [maybe(of('parameters', any))],
  ReadPropertyMultiple: [
    of('reads', list(group(at(0, 'object', objectId), at(1, 'properties', list(propertyReference))))),
  ],
  WriteProperty: [...target, at(3, 'value', any), maybe(at(4, 'priority', unsigned))],
  WritePropertyMultiple: [
    of('writes', list(group(at(0, 'object', objectId), at(1, 'values', list(propertyValue))))),
  ],
  DeviceCommunicationControl: [
    maybe(at(0, 'time_duration', unsigned)),
    at(1, 'device_state', named('state', COMMUNICATION)),
    maybe(at(2, 'password', secret)),
  ],
  ConfirmedPrivateTransfer: privateTransfer,
  ConfirmedTextMessage: textMessage,
  ReinitializeDevice: [at(0, 'device_state', named('state', REINITIALIZE)), maybe(at(1, 'password', secret))],
  'VT-Open': [of('vt_class', enumerated), of('local_session', unsigned)],
  'VT-Close': [of('sessions', list(unsigned))],
  'VT-Data': [of('session', unsigned), of('data', secret), of('flag', unsigned)],
  Authenticate: [
    at(0, 'pseudo_random_number', unsigned),
    maybe(at(1, 'expected_invoke_id', unsigned)),
    maybe(at(2, 'operator_name', characters)),
    maybe(at(3, 'password', secret)),
    maybe(at(4, 'start_encyphered', boolean)),
  ],
  RequestKey: [maybe(of('parameters', any))],
  ReadRange: [
    ...target,
    maybe(
      of(
        'range',
        choice(
          at(3, 'by_position', group(of('index', unsigned), of('count', signed))),
          at(6, 'by_sequence', group(of('sequence', unsigned), of('count', signed))),
          at(7, 'by_time', group(of('date', date), of('time', time), of('count', signed))),
        ),
      ),
    ),
  ],
  LifeSafetyOperation: [
    at(0, 'process', unsigned),
    at(1, 'source', characters),
    at(2, 'operation', named('operation', LIFE_SAFETY_OPERATIONS)),
    maybe(at(3, 'object', objectId)),
  ],
  SubscribeCOVProperty: [
    at(0, 'process', unsigned),
    at(1, 'object', objectId),
    maybe(at(2, 'confirmed', boolean)),
    maybe(at(3, 'lifetime', unsigned)),
    at(4, 'monitored', propertyReference),
    maybe(at(5, 'increment', real)),
  ],
  GetEventInformation: [maybe(at(0, 'last_object', objectId))],
  SubscribeCOVPropertyMultiple: [
    at(0, 'process', unsigned),
    maybe(at(1, 'confirmed', boolean)),
    maybe(at(2, 'lifetime', unsigned)),
    maybe(at(3, 'max_delay', unsigned)),
    at(
      4,
      'subscriptions',
      list(
        group(
          at(0, 'object', objectId),
          at(
            1,
            'references',
            list(
              group(
                at(0, 'monitored', propertyReference),
                maybe(at(1, 'increment', real)),
                at(2, 'timestamped', boolean),
              ),
            ),
          ),
        ),
      ),
    ),
  ],
  ConfirmedCOVNotificationMultiple: covNotificationMultiple,
  ConfirmedAuditNotification: [at(0, 'notifications', list(auditNotification))],
  AuditLogQuery: [
    at(0, 'object', objectId),
    at(1, 'query', auditQuery),
    maybe(at(2, 'start', unsigned)),
    at(3, 'count', unsigned),
  ],
  AuthRequest: [maybe(of('parameters', any))],
}

/** Results of confirmed services that give some. */
export const RESULTS: Readonly<Partial<Record<ConfirmedService, Parameters>>> = {
  GetAlarmSummary: [
    maybe(
      of(
        'alarms',
        list(group(of('object', objectId), of('event_state', eventState), of('acked_transitions', bits))),
      ),
    ),
  ],
  GetEnrollmentSummary: [
    maybe(
      of(
        'enrollments',
        list(
          group(
            of('object', objectId),
            of('event_type', eventType),
            of('event_state', eventState),
            of('priority', unsigned),
            maybe(of('notification_class', unsigned)),
          ),
        ),
      ),
    ),
  ],
  AtomicReadFile: [of('end_of_file', boolean), fileData],
  AtomicWriteFile: [of('written', choice(at(0, 'start', signed), at(1, 'start_record', signed)))],
  CreateObject: [of('object', objectId)],
  ReadProperty: [...target, at(3, 'value', any)],
  ReadPropertyConditional: [maybe(of('parameters', any))],
  ReadPropertyMultiple: [of('reads', list(readAccessResult))],
  ConfirmedPrivateTransfer: [
    at(0, 'vendor_id', unsigned),
    at(1, 'service_number', unsigned),
    maybe(at(2, 'result', any)),
  ],
  'VT-Open': [of('remote_session', unsigned)],
  'VT-Data': [at(0, 'all_accepted', boolean), maybe(at(1, 'accepted_octets', unsigned))],
  ReadRange: [
    ...target,
    at(3, 'result_flags', bits),
    at(4, 'item_count', unsigned),
    at(5, 'value', any),
    maybe(at(6, 'first_sequence', unsigned)),
  ],
  GetEventInformation: [at(0, 'events', list(eventSummary)), at(1, 'more_events', boolean)],
  AuditLogQuery: [
    at(0, 'object', objectId),
    at(1, 'records', list(group(at(0, 'sequence', unsigned), at(1, 'record', any)))),
    at(2, 'no_more_items', boolean),
  ],
  AuthRequest: [maybe(of('parameters', any))],
}

/** Parameters of unconfirmed services (clauses 13 to 16). */
export const UNCONFIRMED: Readonly<Partial<Record<UnconfirmedService, Parameters>>> = {
  'I-Am': [
    of('device_id', objectId),
    of('max_apdu', unsigned),
    of('segmentation', named('segmentation', SEGMENTATION)),
    of('vendor', unsigned),
  ],
  'I-Have': [of('device_id', objectId), of('object', objectId), of('object_name', characters)],
  UnconfirmedCOVNotification: covNotification,
  UnconfirmedEventNotification: eventNotification,
  UnconfirmedPrivateTransfer: privateTransfer,
  UnconfirmedTextMessage: textMessage,
  TimeSynchronization: [of('date', date), of('time', time)],
  'Who-Has': [
    maybe(at(0, 'range_low', unsigned)),
    maybe(at(1, 'range_high', unsigned)),
    maybe(at(2, 'object', objectId)),
    maybe(at(3, 'object_name', characters)),
  ],
  'Who-Is': [maybe(at(0, 'range_low', unsigned)), maybe(at(1, 'range_high', unsigned))],
  UTCTimeSynchronization: [of('date', date), of('time', time)],
  WriteGroup: [
    at(0, 'group_number', unsigned),
    at(1, 'priority', unsigned),
    at(
      2,
      'changes',
      list(group(at(0, 'channel', unsigned), maybe(at(1, 'priority', unsigned)), of('value', any))),
    ),
    maybe(at(3, 'inhibit_delay', boolean)),
  ],
  UnconfirmedCOVNotificationMultiple: covNotificationMultiple,
  UnconfirmedAuditNotification: [at(0, 'notifications', list(auditNotification))],
  'Who-Am-I': [of('vendor', unsigned), of('model_name', characters), of('serial_number', characters)],
  'You-Are': [
    of('vendor', unsigned),
    of('model_name', characters),
    of('serial_number', characters),
    maybe(of('device_id', objectId)),
    maybe(of('mac', octets)),
  ],
}

/** Most errors are class and code alone (clause 21, BACnet-Error). */
export const PLAIN_ERROR: Parameters = errorMembers
/** Some say more: [0] holds class and code, then comes what failed. */
export const LONG_ERROR: Parameters = [
  at(0, 'error', error),
  maybe(at(1, 'failed', any)),
  maybe(at(1, 'failed_element', unsigned)),
]
export const PRIVATE_TRANSFER_ERROR: Parameters = [
  at(0, 'error', error),
  at(1, 'vendor_id', unsigned),
  at(2, 'service_number', unsigned),
  maybe(at(3, 'parameters', any)),
]
