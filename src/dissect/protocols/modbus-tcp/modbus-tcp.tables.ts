import type { Attribute } from '../../../model/observation.ts'
import type { Verb } from '../../../model/verb.ts'

/** Set in the function code of a reply that refuses (Modbus Application Protocol V1.1b3, clause 4.1). */
export const EXCEPTION_BIT = 0x80
/** Function code under which Schneider Electric controllers speak UMAS. */
export const UMAS = 0x5a
export const READ_HOLDING_REGISTERS = 3
export const READ_INPUT_REGISTERS = 4
export const DIAGNOSTICS = 8
export const READ_FILE_RECORD = 20
export const WRITE_FILE_RECORD = 21
export const READ_WRITE_REGISTERS = 23
export const ENCAPSULATED = 43

/** One function: its name, what it does, and what it addresses, as one thing and as several. */
export interface FunctionInfo {
  name: string
  verb: Verb
  one?: string
  many?: string
}

const COIL = { one: 'coil', many: 'coils' }
const INPUT = { one: 'discrete input', many: 'discrete inputs' }
const HOLDING = { one: 'holding register', many: 'holding registers' }
const INPUT_REGISTER = { one: 'input register', many: 'input registers' }

/**
 * Function codes: Modbus Application Protocol V1.1b3, clauses 5.1 and 6; 9, 10, 13, 14, 18 and 19 stand in the Modicon Modbus Protocol
 * Reference Guide PI-MBUS-300, appendix A; 125 and 126 are Modicon's own.
 */
export const FUNCTIONS: { readonly [code: number]: FunctionInfo } = {
  1: { name: 'Read Coils', verb: 'read', ...COIL },
  2: { name: 'Read Discrete Inputs', verb: 'read', ...INPUT },
  3: { name: 'Read Holding Registers', verb: 'read', ...HOLDING },
  4: { name: 'Read Input Registers', verb: 'read', ...INPUT_REGISTER },
  5: { name: 'Write Single Coil', verb: 'write', ...COIL },
  6: { name: 'Write Single Register', verb: 'write', ...HOLDING },
  7: { name: 'Read Exception Status', verb: 'diagnose' },
  8: { name: 'Diagnostics', verb: 'diagnose' },
  9: { name: 'Program 484', verb: 'program-edit' },
  10: { name: 'Poll 484', verb: 'diagnose' },
  11: { name: 'Get Comm Event Counter', verb: 'diagnose' },
  12: { name: 'Get Comm Event Log', verb: 'diagnose' },
  13: { name: 'Program Controller', verb: 'program-edit' },
  14: { name: 'Poll Controller', verb: 'diagnose' },
  15: { name: 'Write Multiple Coils', verb: 'write', ...COIL },
  16: { name: 'Write Multiple Registers', verb: 'write', ...HOLDING },
  17: { name: 'Report Server ID', verb: 'identify' },
  18: { name: 'Program 884/M84', verb: 'program-edit' },
  19: { name: 'Reset Comm Link', verb: 'comms-control' },
  20: { name: 'Read File Record', verb: 'file-read' },
  21: { name: 'Write File Record', verb: 'file-write' },
  22: { name: 'Mask Write Register', verb: 'write', ...HOLDING },
  23: { name: 'Read/Write Multiple Registers', verb: 'write', ...HOLDING },
  24: { name: 'Read FIFO Queue', verb: 'read', one: 'FIFO queue', many: 'FIFO queues' },
  43: { name: 'Encapsulated Interface Transport', verb: 'diagnose' },
  90: { name: 'UMAS', verb: 'diagnose' },
  125: { name: 'Firmware Replacement', verb: 'firmware-update' },
  126: { name: 'Program 584/984', verb: 'program-edit' },
}

/** A function in words, also when no document names it. */
export function functionName(code: number): string {
  return FUNCTIONS[code]?.name ?? `Function ${code}`
}

/** Exception codes: Modbus Application Protocol V1.1b3, clause 7; 7 in PI-MBUS-300, appendix A. */
export const EXCEPTIONS: { readonly [code: number]: string } = {
  1: 'Illegal Function',
  2: 'Illegal Data Address',
  3: 'Illegal Data Value',
  4: 'Server Device Failure',
  5: 'Acknowledge',
  6: 'Server Device Busy',
  7: 'Negative Acknowledge',
  8: 'Memory Parity Error',
  10: 'Gateway Path Unavailable',
  11: 'Gateway Target Device Failed to Respond',
}
/** Not a refusal: the server has accepted and needs time (clause 7). */
export const ACKNOWLEDGE = 5

/** An exception in words, also when no document names it. */
export function exceptionName(code: number): string {
  return EXCEPTIONS[code] ?? `Exception ${code}`
}

/** Sub-functions of Diagnostics: Modbus Application Protocol V1.1b3, clause 6.8.1; 21 in PI-MBUS-300. */
export const SUBFUNCTIONS: { readonly [code: number]: { name: string; verb: Verb } } = {
  0: { name: 'Return Query Data', verb: 'diagnose' },
  1: { name: 'Restart Communications Option', verb: 'restart' },
  2: { name: 'Return Diagnostic Register', verb: 'diagnose' },
  3: { name: 'Change ASCII Input Delimiter', verb: 'config-change' },
  4: { name: 'Force Listen Only Mode', verb: 'comms-control' },
  10: { name: 'Clear Counters and Diagnostic Register', verb: 'diagnose' },
  11: { name: 'Return Bus Message Count', verb: 'diagnose' },
  12: { name: 'Return Bus Communication Error Count', verb: 'diagnose' },
  13: { name: 'Return Bus Exception Error Count', verb: 'diagnose' },
  14: { name: 'Return Server Message Count', verb: 'diagnose' },
  15: { name: 'Return Server No Response Count', verb: 'diagnose' },
  16: { name: 'Return Server NAK Count', verb: 'diagnose' },
  17: { name: 'Return Server Busy Count', verb: 'diagnose' },
  18: { name: 'Return Bus Character Overrun Count', verb: 'diagnose' },
  20: { name: 'Clear Overrun Counter and Flag', verb: 'diagnose' },
  21: { name: 'Get/Clear Modbus Plus Statistics', verb: 'diagnose' },
}

/** MEI types of Encapsulated Interface Transport (clause 6.19). */
export const CANOPEN = 13
export const DEVICE_IDENTIFICATION = 14
export const MEI_TYPES: { readonly [type: number]: string } = {
  [CANOPEN]: 'CANopen General Reference',
  [DEVICE_IDENTIFICATION]: 'Read Device Identification',
}

/** Read device id codes (clause 6.21). */
export const DEVICE_ID_CODES: { readonly [code: number]: string } = {
  1: 'basic',
  2: 'regular',
  3: 'extended',
  4: 'one object',
}

/** Conformity levels of Read Device Identification (clause 6.21); with 0x80 single objects can be read as well. */
export const CONFORMITY_LEVELS: { readonly [code: number]: string } = {
  1: 'basic, stream only',
  2: 'regular, stream only',
  3: 'extended, stream only',
  129: 'basic, stream and single objects',
  130: 'regular, stream and single objects',
  131: 'extended, stream and single objects',
}

/** Objects of Read Device Identification (clause 6.21), and what each tells of the device. */
export const DEVICE_OBJECTS: {
  readonly [id: number]: { name: string; attribute?: Attribute; confidence: number }
} = {
  0: { name: 'VendorName', attribute: 'vendor', confidence: 1 },
  1: { name: 'ProductCode', attribute: 'orderNumber', confidence: 1 },
  2: { name: 'MajorMinorRevision', attribute: 'firmware', confidence: 1 },
  3: { name: 'VendorUrl', confidence: 0 },
  // A model name, where there is one, says the same more exactly.
  4: { name: 'ProductName', attribute: 'model', confidence: 0.85 },
  5: { name: 'ModelName', attribute: 'model', confidence: 1 },
  6: { name: 'UserApplicationName', attribute: 'project', confidence: 1 },
}
