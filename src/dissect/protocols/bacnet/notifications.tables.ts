import { MESSAGE_PRIORITIES } from './codes.tables.ts'
import { eventValues } from './events.tables.ts'
import {
  any,
  at,
  bits,
  boolean,
  characters,
  choice,
  enumerated,
  group,
  list,
  type Member,
  maybe,
  named,
  objectId,
  time,
  unsigned,
} from './shape.ts'
import {
  dateTime,
  error,
  eventState,
  eventType,
  notifyType,
  property,
  propertyReference,
  propertyValue,
  recipient,
  timeStamp,
} from './types.tables.ts'

/** Parameters of a service, in order. */
export type Parameters = readonly Member[]

/** Notifications and messages that services send confirmed and unconfirmed alike (clauses 13, 16 and 19.6). */
export const covNotification: Parameters = [
  at(0, 'process', unsigned),
  at(1, 'device_id', objectId),
  at(2, 'object', objectId),
  at(3, 'time_remaining', unsigned),
  at(4, 'values', list(propertyValue)),
]

export const eventNotification: Parameters = [
  at(0, 'process', unsigned),
  at(1, 'device_id', objectId),
  at(2, 'object', objectId),
  at(3, 'timestamp', timeStamp),
  at(4, 'notification_class', unsigned),
  at(5, 'priority', unsigned),
  at(6, 'event_type', eventType),
  maybe(at(7, 'message', characters)),
  at(8, 'notify_type', notifyType),
  maybe(at(9, 'ack_required', boolean)),
  maybe(at(10, 'from_state', eventState)),
  at(11, 'to_state', eventState),
  maybe(at(12, 'event_values', eventValues)),
]

export const covNotificationMultiple: Parameters = [
  at(0, 'process', unsigned),
  at(1, 'device_id', objectId),
  at(2, 'time_remaining', unsigned),
  maybe(at(3, 'timestamp', dateTime)),
  at(
    4,
    'notifications',
    list(
      group(
        at(0, 'object', objectId),
        at(
          1,
          'values',
          list(
            group(
              at(0, 'property', property),
              maybe(at(1, 'array_index', unsigned)),
              at(2, 'value', any),
              maybe(at(3, 'time', time)),
            ),
          ),
        ),
      ),
    ),
  ),
]

export const auditNotification = group(
  maybe(at(0, 'source_timestamp', timeStamp)),
  maybe(at(1, 'target_timestamp', timeStamp)),
  at(2, 'source_device', recipient),
  maybe(at(3, 'source_object', objectId)),
  at(4, 'operation', enumerated),
  maybe(at(5, 'source_comment', characters)),
  maybe(at(6, 'target_comment', characters)),
  maybe(at(7, 'audited_invoke_id', unsigned)),
  maybe(at(8, 'source_user_id', unsigned)),
  maybe(at(9, 'source_user_role', unsigned)),
  at(10, 'target_device', recipient),
  maybe(at(11, 'target_object', objectId)),
  maybe(at(12, 'target_property', propertyReference)),
  maybe(at(13, 'target_priority', unsigned)),
  maybe(at(14, 'target_value', any)),
  maybe(at(15, 'current_value', any)),
  maybe(at(16, 'result', error)),
)

export const textMessage: Parameters = [
  at(0, 'device_id', objectId),
  maybe(at(1, 'message_class', choice(at(0, 'number', unsigned), at(1, 'text', characters)))),
  at(2, 'message_priority', named('priority', MESSAGE_PRIORITIES)),
  at(3, 'message', characters),
]

export const auditQuery = choice(
  at(
    0,
    'by_target',
    group(
      at(0, 'device', objectId),
      maybe(at(1, 'address', any)),
      maybe(at(2, 'object', objectId)),
      maybe(at(3, 'property', property)),
      maybe(at(4, 'array_index', unsigned)),
      maybe(at(5, 'priority', unsigned)),
      maybe(at(6, 'operations', bits)),
      at(7, 'successful_only', boolean),
    ),
  ),
  at(
    1,
    'by_source',
    group(
      at(0, 'device', objectId),
      maybe(at(1, 'address', any)),
      maybe(at(2, 'object', objectId)),
      maybe(at(3, 'operations', bits)),
      at(4, 'successful_only', boolean),
    ),
  ),
)

export const eventSummary = group(
  at(0, 'object', objectId),
  at(1, 'event_state', eventState),
  at(2, 'acked_transitions', bits),
  at(3, 'timestamps', list(timeStamp)),
  at(4, 'notify_type', notifyType),
  at(5, 'event_enable', bits),
  at(6, 'priorities', list(unsigned)),
)

export const privateTransfer: Parameters = [
  at(0, 'vendor_id', unsigned),
  at(1, 'service_number', unsigned),
  maybe(at(2, 'parameters', any)),
]
