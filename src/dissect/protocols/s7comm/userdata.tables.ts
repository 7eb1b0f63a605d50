import type { Verb } from '../../../model/verb.ts'

/** Kinds of user data, the upper four bits of the byte that holds the group; a numerical control has its own. */
export const PUSHES: ReadonlySet<number> = new Set([0, 3])
export const REQUESTS: ReadonlySet<number> = new Set([4, 7])
export const REPLIES: ReadonlySet<number> = new Set([8, 11])
/** Form of the parameters: a request, or an answer (also one that asks for the next piece). */
export const METHOD_REQUEST = 0x11
export const METHOD_RESPONSE = 0x12

export const GROUPS: { readonly [code: number]: string } = {
  0: 'Mode-transition',
  1: 'Programmer commands',
  2: 'Cyclic services',
  3: 'Block functions',
  4: 'CPU functions',
  5: 'Security',
  6: 'PBC BSEND/BRECV',
  7: 'Time functions',
  15: 'NC programming',
}
export const MODE = 0
export const PROGRAMMER = 1
export const CYCLIC = 2
export const BLOCKS = 3
export const CPU = 4
export const SECURITY = 5
export const PBC = 6
export const TIME = 7
export const NC = 15

export const VARIABLE_STATUS = 2
export const MODIFY_VARIABLE = 8
export const FORCE = 9
export const JOB_LIST = 16
export const LIST_OF_TYPE = 2
export const BLOCK_INFO = 3
export const READ_SZL = 1
export const MESSAGE_SERVICE = 2
export const DIAGNOSTIC_MESSAGE = 3
export const PASSWORD = 1
export const SET_CLOCK: ReadonlySet<number> = new Set([2, 4])
export const CYCLIC_DATA = 1
export const CHANGE_DRIVEN: ReadonlySet<number> = new Set([5, 7])
export const UNSUBSCRIBE = 4
/** Jobs that act upon another job: disable, enable, delete, read, replace. */
export const JOBS_ON_JOBS: ReadonlySet<number> = new Set([13, 14, 15, 17, 18])
export const ALARM_QUERY = 19
/** Alarm services whose data are message objects. */
export const ALARM_PUSHES: ReadonlySet<number> = new Set([5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 22])

/** One function of a group and what it does to the controller. */
export type Function = readonly [name: string, verb: Verb]

/** Functions by group. A function that only ends or looks at something of its own has the quiet verb of what it ends. */
export const FUNCTIONS: { readonly [group: number]: { readonly [code: number]: Function } } = {
  // The function of a mode transition is the mode that was reached.
  [MODE]: {
    0: ['STOP', 'report'],
    1: ['Warm restart', 'report'],
    2: ['RUN', 'report'],
    3: ['Hot restart', 'report'],
    4: ['HOLD', 'report'],
    6: ['Cold restart', 'report'],
    9: ['RUN_R', 'report'],
    11: ['LINK-UP', 'report'],
    12: ['UPDATE', 'report'],
  },
  [PROGRAMMER]: {
    1: ['Block status', 'diagnose'],
    2: ['Variable status', 'read'],
    3: ['Output ISTACK', 'diagnose'],
    4: ['Output BSTACK', 'diagnose'],
    5: ['Output LSTACK', 'diagnose'],
    6: ['Time measurement from to', 'diagnose'],
    7: ['Force selection', 'force'],
    8: ['Modify variable', 'write'],
    9: ['Force', 'force'],
    // A breakpoint takes the CPU to HOLD, and exit leads out of it.
    10: ['Breakpoint', 'mode-change'],
    11: ['Exit HOLD', 'mode-change'],
    // Memory reset deletes the user program and starts the CPU anew.
    12: ['Memory reset', 'program-delete'],
    13: ['Disable job', 'diagnose'],
    14: ['Enable job', 'diagnose'],
    15: ['Delete job', 'diagnose'],
    16: ['Read job list', 'diagnose'],
    17: ['Read job', 'diagnose'],
    18: ['Replace job', 'diagnose'],
    19: ['Block status v2', 'diagnose'],
    22: ['Flash LED', 'diagnose'],
  },
  [CYCLIC]: {
    1: ['Cyclic transfer', 'subscribe'],
    4: ['Unsubscribe', 'subscribe'],
    5: ['Change driven transfer', 'subscribe'],
    7: ['Change driven transfer modify', 'subscribe'],
    8: ['RDREC', 'read'],
  },
  [BLOCKS]: {
    1: ['List blocks', 'enumerate'],
    2: ['List blocks of type', 'enumerate'],
    3: ['Get block info', 'enumerate'],
  },
  [CPU]: {
    1: ['Read SZL', 'diagnose'],
    2: ['Message service', 'subscribe'],
    3: ['Diagnostic message', 'report'],
    5: ['ALARM_8 indication', 'report'],
    6: ['NOTIFY indication', 'report'],
    7: ['ALARM_8 lock', 'alarm-suppress'],
    8: ['ALARM_8 unlock', 'alarm-suppress'],
    9: ['SCAN indication', 'report'],
    11: ['ALARM ack', 'alarm-suppress'],
    12: ['ALARM ack indication', 'report'],
    13: ['ALARM lock indication', 'report'],
    14: ['ALARM unlock indication', 'report'],
    17: ['ALARM_SQ indication', 'report'],
    18: ['ALARM_S indication', 'report'],
    19: ['ALARM query', 'read'],
    22: ['NOTIFY_8 indication', 'report'],
  },
  [SECURITY]: {
    1: ['PLC password', 'login'],
    2: ['End of legitimation', 'login'],
  },
  [PBC]: {},
  [TIME]: {
    1: ['Read clock', 'read'],
    2: ['Set clock', 'time-set'],
    3: ['Read clock (following)', 'read'],
    4: ['Set clock (following)', 'time-set'],
  },
  [NC]: {
    1: ['NC request download', 'program-download'],
    2: ['NC download block', 'program-download'],
    3: ['NC continue download', 'program-download'],
    4: ['NC download ended', 'program-download'],
    6: ['NC start upload', 'program-upload'],
    7: ['NC upload', 'program-upload'],
    8: ['NC continue upload', 'program-upload'],
  },
}

/** Memory areas of variable status and modify variable: the area in the upper four bits, the width in the lower. */
export const STATUS_AREAS: { readonly [code: number]: readonly [address: string, size: number] } = {
  0: ['M', 1],
  1: ['MB', 1],
  2: ['MW', 2],
  3: ['MD', 4],
  16: ['I', 1],
  17: ['IB', 1],
  18: ['IW', 2],
  19: ['ID', 4],
  32: ['Q', 1],
  33: ['QB', 1],
  34: ['QW', 2],
  35: ['QD', 4],
  49: ['PIB', 1],
  50: ['PIW', 2],
  51: ['PID', 4],
  84: ['T', 2],
  100: ['C', 2],
  112: ['DBX', 1],
  113: ['DBB', 1],
  114: ['DBW', 2],
  115: ['DBD', 4],
}

/** When a programmer's job does its work. */
export const TRIGGERS: { readonly [code: number]: string } = {
  0: 'immediately',
  256: 'system trigger',
  512: 'start of cycle',
  768: 'end of cycle',
  1024: 'transition from RUN to STOP',
  1280: 'after a code address',
  1536: 'area of code addresses',
  1537: 'area of code addresses with call environment',
  1792: 'data address',
  2048: 'area of data addresses',
  2304: 'local data address',
  2560: 'area of local data addresses',
  2816: 'range trigger',
  3072: 'before a code address',
}
