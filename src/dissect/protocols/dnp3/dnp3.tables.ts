/** Application functions (IEEE 1815-2012, table 4-2). */
export const FUNCTIONS: { readonly [code: number]: string } = {
  0: 'Confirm',
  1: 'Read',
  2: 'Write',
  3: 'Select',
  4: 'Operate',
  5: 'Direct Operate',
  6: 'Direct Operate No Acknowledgment',
  7: 'Immediate Freeze',
  8: 'Immediate Freeze No Acknowledgment',
  9: 'Freeze and Clear',
  10: 'Freeze and Clear No Acknowledgment',
  11: 'Freeze at Time',
  12: 'Freeze at Time No Acknowledgment',
  13: 'Cold Restart',
  14: 'Warm Restart',
  15: 'Initialize Data',
  16: 'Initialize Application',
  17: 'Start Application',
  18: 'Stop Application',
  19: 'Save Configuration',
  20: 'Enable Unsolicited Responses',
  21: 'Disable Unsolicited Responses',
  22: 'Assign Class',
  23: 'Delay Measurement',
  24: 'Record Current Time',
  25: 'Open File',
  26: 'Close File',
  27: 'Delete File',
  28: 'Get File Information',
  29: 'Authenticate File',
  30: 'Abort File Transfer',
  31: 'Activate Configuration',
  32: 'Authentication Request',
  33: 'Authentication Request No Acknowledgment',
  129: 'Response',
  130: 'Unsolicited Response',
  131: 'Authentication Response',
}
export const CONFIRM = 0x00
export const READ = 0x01
export const WRITE = 0x02
export const SELECT = 0x03
export const OPERATE = 0x04
export const DIRECT_OPERATE = 0x05
export const DIRECT_OPERATE_NO_ACK = 0x06
export const FREEZE_AT_TIME = 0x0b
export const FREEZE_AT_TIME_NO_ACK = 0x0c
export const OPEN_FILE = 0x19
export const AUTH_REQUEST = 0x20
export const AUTH_REQUEST_NO_ACK = 0x21
export const RESPONSE = 0x81
export const UNSOLICITED = 0x82
export const AUTH_RESPONSE = 0x83

/** Requests that no response follows (table 4-2). */
export const UNANSWERED: ReadonlySet<number> = new Set([
  CONFIRM,
  DIRECT_OPERATE_NO_ACK,
  0x08,
  0x0a,
  FREEZE_AT_TIME_NO_ACK,
  AUTH_REQUEST_NO_ACK,
])

/** Requests whose object headers name points without bringing data (table 4-2 with clause 4.2.2.7). */
export const WITHOUT_DATA: ReadonlySet<number> = new Set([
  READ,
  0x07,
  0x08,
  0x09,
  0x0a,
  0x0b,
  0x0c,
  0x14,
  0x15,
  0x16,
])

/** Application control (clause 4.2.2.4). */
export const FIR = 0x80
export const FIN = 0x40
export const CON = 0x20
export const UNS = 0x10
export const SEQUENCE = 0x0f

/** Internal indications (clause 4.2.2.6) by bit, IIN1 in the high byte. */
export const INDICATIONS: readonly (readonly [bit: number, name: string])[] = [
  [0x0100, 'broadcast'],
  [0x0200, 'class 1 events'],
  [0x0400, 'class 2 events'],
  [0x0800, 'class 3 events'],
  [0x1000, 'need time'],
  [0x2000, 'local control'],
  [0x4000, 'device trouble'],
  [0x8000, 'device restart'],
  [0x0001, 'no function code support'],
  [0x0002, 'object unknown'],
  [0x0004, 'parameter error'],
  [0x0008, 'event buffer overflow'],
  [0x0010, 'already executing'],
  [0x0020, 'configuration corrupt'],
]
export const IIN_EVENTS = 0x0e00
export const IIN_RESTART = 0x8000
export const IIN_RESERVED = 0x00c0
/** Indications that refuse the request, and those that describe the device's own state. */
export const IIN_REFUSES = 0x0017
export const IIN_STATE = 0x6020

/** Status of a control (table 11-6, clause A.8.1). */
export const CONTROL_STATUS: { readonly [code: number]: string } = {
  0: 'success',
  1: 'timeout',
  2: 'no select',
  3: 'format error',
  4: 'not supported',
  5: 'already active',
  6: 'hardware error',
  7: 'local',
  8: 'too many objects',
  9: 'not authorized',
  10: 'automation inhibit',
  11: 'processing limited',
  12: 'out of range',
  13: 'downstream local',
  14: 'already complete',
  15: 'blocked',
  16: 'cancelled',
  17: 'blocked by other master',
  18: 'downstream fail',
  126: 'non-participating',
  127: 'undefined',
}

/** Operation type and trip-close code of a control relay output block (clause A.8.1). */
export const OPERATION_TYPES = ['nul', 'pulse on', 'pulse off', 'latch on', 'latch off']
export const TRIP_CLOSE = ['', 'close', 'trip', 'reserved']

/** Status of a file request (clause A.29.4) and of a block (A.29.6). */
export const FILE_STATUS: { readonly [code: number]: string } = {
  0: 'success',
  1: 'permission denied',
  2: 'invalid mode',
  3: 'file not found',
  4: 'file locked',
  5: 'too many open files',
  6: 'invalid handle',
  7: 'write block size',
  8: 'communications lost',
  9: 'cannot abort',
  16: 'handle not opened',
  17: 'handle expired',
  18: 'buffer overrun',
  19: 'fatal error',
  20: 'block sequence',
  255: 'undefined',
}
export const FILE_MODES = ['null', 'read', 'write', 'append']

/** Error of an authentication (clause A.45.7). */
export const AUTH_ERRORS: { readonly [code: number]: string } = {
  1: 'authentication failed',
  2: 'unexpected response',
  3: 'no response',
  4: 'aggressive mode not supported',
  5: 'MAC algorithm not supported',
  6: 'key wrap algorithm not supported',
  7: 'authorization failed',
  8: 'update key change method not permitted',
  9: 'invalid signature',
  10: 'invalid certification data',
  11: 'unknown user',
  12: 'max session key status requests exceeded',
}
