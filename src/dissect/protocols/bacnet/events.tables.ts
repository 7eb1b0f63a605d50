import {
  any,
  at,
  bits,
  characters,
  choice,
  double,
  enumerated,
  group,
  list,
  maybe,
  real,
  signed,
  unsigned,
} from './shape.ts'
import {
  dateTime,
  deviceObjectPropertyReference,
  deviceObjectReference,
  propertyValue,
  timeStamp,
} from './types.tables.ts'

const flags = at(1, 'status_flags', bits)

/** Values of an event by its type, whose number is the context tag (clause 21, BACnetNotificationParameters). */
export const eventValues = choice(
  at(0, 'change_of_bitstring', group(at(0, 'referenced_bitstring', bits), flags)),
  at(1, 'change_of_state', group(at(0, 'new_state', any), flags)),
  at(
    2,
    'change_of_value',
    group(at(0, 'new_value', choice(at(0, 'changed_bits', bits), at(1, 'changed_value', real))), flags),
  ),
  at(3, 'command_failure', group(at(0, 'command_value', any), flags, at(2, 'feedback_value', any))),
  at(
    4,
    'floating_limit',
    group(at(0, 'reference', real), flags, at(2, 'setpoint', real), at(3, 'error_limit', real)),
  ),
  at(
    5,
    'out_of_range',
    group(at(0, 'exceeding', real), flags, at(2, 'deadband', real), at(3, 'limit', real)),
  ),
  at(6, 'complex_event_type', list(propertyValue)),
  at(
    8,
    'change_of_life_safety',
    group(
      at(0, 'new_state', enumerated),
      at(1, 'new_mode', enumerated),
      at(2, 'status_flags', bits),
      at(3, 'operation_expected', enumerated),
    ),
  ),
  at(
    9,
    'extended',
    group(at(0, 'vendor_id', unsigned), at(1, 'extended_event_type', unsigned), at(2, 'parameters', any)),
  ),
  at(
    10,
    'buffer_ready',
    group(
      at(0, 'buffer', deviceObjectPropertyReference),
      at(1, 'previous', unsigned),
      at(2, 'current', unsigned),
    ),
  ),
  at(11, 'unsigned_range', group(at(0, 'exceeding', unsigned), flags, at(2, 'limit', unsigned))),
  at(
    13,
    'access_event',
    group(
      at(0, 'event', enumerated),
      flags,
      at(2, 'tag', unsigned),
      at(3, 'time', timeStamp),
      at(4, 'credential', deviceObjectReference),
      maybe(at(5, 'factor', any)),
    ),
  ),
  at(
    14,
    'double_out_of_range',
    group(at(0, 'exceeding', double), flags, at(2, 'deadband', double), at(3, 'limit', double)),
  ),
  at(
    15,
    'signed_out_of_range',
    group(at(0, 'exceeding', signed), flags, at(2, 'deadband', unsigned), at(3, 'limit', signed)),
  ),
  at(
    16,
    'unsigned_out_of_range',
    group(at(0, 'exceeding', unsigned), flags, at(2, 'deadband', unsigned), at(3, 'limit', unsigned)),
  ),
  at(
    17,
    'change_of_characterstring',
    group(at(0, 'changed_value', characters), flags, at(2, 'alarm_value', characters)),
  ),
  at(
    18,
    'change_of_status_flags',
    group(maybe(at(0, 'present_value', any)), at(1, 'referenced_flags', bits)),
  ),
  at(
    19,
    'change_of_reliability',
    group(at(0, 'reliability', enumerated), flags, at(2, 'values', list(propertyValue))),
  ),
  at(21, 'change_of_discrete_value', group(at(0, 'new_value', any), flags)),
  at(
    22,
    'change_of_timer',
    group(
      at(0, 'new_state', enumerated),
      flags,
      at(2, 'update_time', dateTime),
      maybe(at(3, 'last_state_change', enumerated)),
      maybe(at(4, 'initial_timeout', unsigned)),
      maybe(at(5, 'expiration_time', dateTime)),
    ),
  ),
)
