/** PDU types (ASHRAE 135-2020 clause 20.1.1), the high nibble of an APDU's first octet. */
export const CONFIRMED_REQUEST = 0
export const UNCONFIRMED_REQUEST = 1
export const SIMPLE_ACK = 2
export const COMPLEX_ACK = 3
export const SEGMENT_ACK = 4
export const ERROR = 5
export const REJECT = 6
export const ABORT = 7
export const PDU_TYPES = [
  'Confirmed-REQ',
  'Unconfirmed-REQ',
  'SimpleACK',
  'ComplexACK',
  'SegmentACK',
  'Error',
  'Reject',
  'Abort',
] as const

/** Flags in the low nibble of an APDU's first octet (20.1.2 to 20.1.9). */
export const SEGMENTED = 8
export const MORE_FOLLOWS = 4
export const RESPONSE_SEGMENTS_ACCEPTED = 2
export const NEGATIVE_ACK = 2
export const SENT_BY_SERVER = 1

/** Largest APDU that a requester takes, by the low nibble of the second octet (20.1.2.5). */
export const MAX_APDU = [50, 128, 206, 480, 1024, 1476]
/** Most segments that a requester takes, by the bits above (20.1.2.4); 0 is unspecified, 65 more than 64. */
export const MAX_SEGMENTS = [0, 2, 4, 8, 16, 32, 64, 65]

/** Confirmed services (clause 21, BACnetConfirmedServiceChoice). */
export const CONFIRMED_SERVICES = [
  'AcknowledgeAlarm',
  'ConfirmedCOVNotification',
  'ConfirmedEventNotification',
  'GetAlarmSummary',
  'GetEnrollmentSummary',
  'SubscribeCOV',
  'AtomicReadFile',
  'AtomicWriteFile',
  'AddListElement',
  'RemoveListElement',
  'CreateObject',
  'DeleteObject',
  'ReadProperty',
  'ReadPropertyConditional',
  'ReadPropertyMultiple',
  'WriteProperty',
  'WritePropertyMultiple',
  'DeviceCommunicationControl',
  'ConfirmedPrivateTransfer',
  'ConfirmedTextMessage',
  'ReinitializeDevice',
  'VT-Open',
  'VT-Close',
  'VT-Data',
  'Authenticate',
  'RequestKey',
  'ReadRange',
  'LifeSafetyOperation',
  'SubscribeCOVProperty',
  'GetEventInformation',
  'SubscribeCOVPropertyMultiple',
  'ConfirmedCOVNotificationMultiple',
  'ConfirmedAuditNotification',
  'AuditLogQuery',
  'AuthRequest',
] as const
export type ConfirmedService = (typeof CONFIRMED_SERVICES)[number]

/** Unconfirmed services (clause 21, BACnetUnconfirmedServiceChoice). */
export const UNCONFIRMED_SERVICES = [
  'I-Am',
  'I-Have',
  'UnconfirmedCOVNotification',
  'UnconfirmedEventNotification',
  'UnconfirmedPrivateTransfer',
  'UnconfirmedTextMessage',
  'TimeSynchronization',
  'Who-Has',
  'Who-Is',
  'UTCTimeSynchronization',
  'WriteGroup',
  'UnconfirmedCOVNotificationMultiple',
  'UnconfirmedAuditNotification',
  'Who-Am-I',
  'You-Are',
] as const
export type UnconfirmedService = (typeof UNCONFIRMED_SERVICES)[number]

/** Object types (clause 21, BACnetObjectType), in the order of their numbers. */
const OBJECT_TYPES = `
  analog-input analog-output analog-value binary-input binary-output binary-value calendar command device event-enrollment file group loop
  multi-state-input multi-state-output notification-class program schedule averaging multi-state-value trend-log life-safety-point
  life-safety-zone accumulator pulse-converter event-log global-group trend-log-multiple load-control structured-view access-door timer
  access-credential access-point access-rights access-user access-zone credential-data-input network-security bitstring-value
  characterstring-value date-pattern-value date-value datetime-pattern-value datetime-value integer-value large-analog-value
  octetstring-value positive-integer-value time-pattern-value time-value notification-forwarder alert-enrollment channel lighting-output
  binary-lighting-output network-port elevator-group escalator lift staging audit-log audit-reporter color color-temperature
`
  .trim()
  .split(/\s+/)
/** The object that stands for the device itself. */
export const DEVICE = 8
export const FILE = 10
export const PROGRAM = 16
/** Instance of a device that has not been given one, and the end of Who-Is ranges (12.11). */
export const UNCONFIGURED_INSTANCE = 0x3fffff

/** The standard's name of an object type, or `object-type 130` for one that only its vendor knows. */
export function objectTypeName(type: number): string {
  return OBJECT_TYPES[type] ?? `object-type ${type}`
}

/** Error classes (clause 18). */
const ERROR_CLASSES = [
  'device',
  'object',
  'property',
  'resources',
  'security',
  'services',
  'vt',
  'communication',
]

export function errorClassName(code: number): string {
  return ERROR_CLASSES[code] ?? `error-class ${code}`
}

/** Error codes (clause 18), in the order of their numbers; a dash stands for a number that is not assigned. */
const ERROR_CODES = `
  other authentication-failed configuration-in-progress device-busy dynamic-creation-not-supported file-access-denied
  incompatible-security-levels inconsistent-parameters inconsistent-selection-criterion invalid-data-type invalid-file-access-method
  invalid-file-start-position invalid-operator-name invalid-parameter-data-type invalid-timestamp key-generation-error
  missing-required-parameter no-objects-of-specified-type no-space-for-object no-space-to-add-list-element no-space-to-write-property
  no-vt-sessions-available property-is-not-a-list object-deletion-not-permitted object-identifier-already-exists operational-problem
  password-failure read-access-denied security-not-supported service-request-denied timeout unknown-object unknown-property -
  unknown-vt-class unknown-vt-session unsupported-object-type value-out-of-range vt-session-already-closed vt-session-termination-failure
  write-access-denied character-set-not-supported invalid-array-index cov-subscription-failed not-cov-property
  optional-functionality-not-supported invalid-configuration-data datatype-not-supported duplicate-name duplicate-object-id
  property-is-not-an-array abort-buffer-overflow abort-invalid-apdu-in-this-state abort-preempted-by-higher-priority-task
  abort-segmentation-not-supported abort-proprietary abort-other invalid-tag network-down reject-buffer-overflow
  reject-inconsistent-parameters reject-invalid-parameter-data-type reject-invalid-tag reject-missing-required-parameter
  reject-parameter-out-of-range reject-too-many-arguments reject-undefined-enumeration reject-unrecognized-service reject-proprietary
  reject-other unknown-device unknown-route value-not-initialized invalid-event-state no-alarm-configured log-buffer-full
  logged-value-purged no-property-specified not-configured-for-triggered-logging unknown-subscription parameter-out-of-range
  list-element-not-found busy communication-disabled success access-denied bad-destination-address bad-destination-device-id bad-signature
  bad-source-address bad-timestamp cannot-use-key cannot-verify-message-id correct-key-revision destination-device-id-required
  duplicate-message encryption-not-configured encryption-required incorrect-key invalid-key-data key-update-in-progress malformed-message
  not-key-server security-not-configured source-security-required too-many-keys unknown-authentication-type unknown-key
  unknown-key-revision unknown-source-message not-router-to-dnet router-busy unknown-network-message message-too-long security-error
  addressing-error write-bdt-failed read-bdt-failed register-foreign-device-failed read-fdt-failed delete-fdt-entry-failed
  distribute-broadcast-failed unknown-file-size abort-apdu-too-long abort-application-exceeded-reply-time abort-out-of-resources
  abort-tsm-timeout abort-window-size-out-of-range file-full inconsistent-configuration inconsistent-object-type internal-error
  not-configured out-of-memory value-too-long abort-insufficient-security abort-security-error duplicate-entry invalid-value-in-this-state
  invalid-operation-in-this-state list-item-not-numbered list-item-not-timestamped invalid-data-encoding bvlc-function-unknown
  bvlc-proprietary-function-unknown header-encoding-error header-not-understood message-incomplete not-a-bacnet-sc-hub payload-expected
  unexpected-data node-duplicate-vmac http-unexpected-response-code http-no-upgrade http-resource-not-local
  http-proxy-authentication-failed http-response-timeout http-response-syntax-error http-response-value-error http-response-missing-header
  http-websocket-header-error http-upgrade-required http-upgrade-error http-temporary-unavailable http-not-a-server http-error
  websocket-scheme-not-supported websocket-unknown-control-message websocket-close-error websocket-closed-by-peer
  websocket-endpoint-leaves websocket-protocol-error websocket-data-not-accepted websocket-closed-abnormally websocket-data-inconsistent
  websocket-data-against-policy websocket-frame-too-long websocket-extension-missing websocket-request-unavailable websocket-error
  tls-client-certificate-error tls-server-certificate-error tls-client-authentication-failed tls-server-authentication-failed
  tls-client-certificate-expired tls-server-certificate-expired tls-client-certificate-revoked tls-server-certificate-revoked tls-error
  dns-unavailable dns-name-resolution-failed dns-resolver-failure dns-error tcp-connect-timeout tcp-connection-refused tcp-closed-by-local
  tcp-closed-other tcp-error ip-address-not-reachable ip-error
`
  .trim()
  .split(/\s+/)

export function errorCodeName(code: number): string {
  const name = ERROR_CODES[code]
  return name === undefined || name === '-' ? `error-code ${code}` : name
}

/** Reasons of a Reject PDU (18.9). */
export const REJECT_REASONS = [
  'other',
  'buffer-overflow',
  'inconsistent-parameters',
  'invalid-parameter-data-type',
  'invalid-tag',
  'missing-required-parameter',
  'parameter-out-of-range',
  'too-many-arguments',
  'undefined-enumeration',
  'unrecognized-service',
  'invalid-data-encoding',
]

/** Reasons of an Abort PDU (18.10). */
export const ABORT_REASONS = [
  'other',
  'buffer-overflow',
  'invalid-apdu-in-this-state',
  'preempted-by-higher-priority-task',
  'segmentation-not-supported',
  'security-error',
  'insufficient-security',
  'window-size-out-of-range',
  'application-exceeded-reply-time',
  'out-of-resources',
  'tsm-timeout',
  'apdu-too-long',
]

/** What DeviceCommunicationControl asks for (16.1). */
export const COMMUNICATION = ['enable', 'disable', 'disable-initiation']
/** States that ReinitializeDevice asks for (16.4). */
export const REINITIALIZE = [
  'coldstart',
  'warmstart',
  'start-backup',
  'end-backup',
  'start-restore',
  'end-restore',
  'abort-restore',
  'activate-changes',
]
/** What a program object is told by its program-change property (12.22). */
export const PROGRAM_REQUESTS = ['ready', 'load', 'run', 'halt', 'restart', 'unload']
/** Life safety operations (clause 21, BACnetLifeSafetyOperation). */
export const LIFE_SAFETY_OPERATIONS = [
  'none',
  'silence',
  'silence-audible',
  'silence-visual',
  'reset',
  'reset-alarm',
  'reset-fault',
  'unsilence',
  'unsilence-audible',
  'unsilence-visual',
]
/** States of events (clause 21, BACnetEventState). */
export const EVENT_STATES = ['normal', 'fault', 'offnormal', 'high-limit', 'low-limit', 'life-safety-alarm']
/** Types of events (clause 21, BACnetEventType); 12 is not assigned. */
export const EVENT_TYPES = [
  'change-of-bitstring',
  'change-of-state',
  'change-of-value',
  'command-failure',
  'floating-limit',
  'out-of-range',
  'complex-event-type',
  'buffer-ready (deprecated)',
  'change-of-life-safety',
  'extended',
  'buffer-ready',
  'unsigned-range',
  'event-type 12',
  'access-event',
  'double-out-of-range',
  'signed-out-of-range',
  'unsigned-out-of-range',
  'change-of-characterstring',
  'change-of-status-flags',
  'change-of-reliability',
  'none',
  'change-of-discrete-value',
  'change-of-timer',
]
export const NOTIFY_TYPES = ['alarm', 'event', 'ack-notification', 'event-trigger']
export const SEGMENTATION = ['segmented-both', 'segmented-transmit', 'segmented-receive', 'no-segmentation']
export const MESSAGE_PRIORITIES = ['normal', 'urgent']
