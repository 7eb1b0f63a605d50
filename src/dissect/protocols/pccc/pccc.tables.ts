import type { Verb } from '../../../model/verb.ts'

/** Name of a command in Rockwell's words, and what it does. */
export type Command = readonly [name: string, verb: Verb]

/** Commands without a function code (Rockwell 1770-6.5.16, chapter 7): of PLC-2 and of unprotected access. */
export const COMMANDS: { readonly [command: number]: Command } = {
  0x00: ['Protected write', 'write'],
  0x01: ['Unprotected read', 'read'],
  0x02: ['Protected bit write', 'write'],
  0x04: ['Physical read', 'read'],
  0x05: ['Unprotected bit write', 'write'],
  0x08: ['Unprotected write', 'write'],
}

/** Functions of command 06: diagnostics and the link. */
const LINK: { readonly [code: number]: Command } = {
  0x00: ['Echo', 'diagnose'],
  0x01: ['Read diagnostic counters', 'diagnose'],
  0x02: ['Set variables', 'network-change'],
  0x03: ['Diagnostic status', 'identify'],
  0x04: ['Set timeout', 'network-change'],
  0x05: ['Set NAKs', 'network-change'],
  0x06: ['Set ENQs', 'network-change'],
  0x07: ['Reset diagnostic counters', 'diagnose'],
  0x08: ['Set data table size', 'config-change'],
  0x09: ['Read link parameters', 'read'],
  0x0a: ['Set link parameters', 'network-change'],
}

/** Functions of command 07: PLC-2 and 1774. */
const OUTPUTS: { readonly [code: number]: Command } = {
  0x00: ['Disable outputs', 'operate'],
  0x01: ['Enable outputs', 'operate'],
  0x03: ['Enable PLC scanning', 'start'],
  0x04: ['Enter download mode', 'mode-change'],
  0x05: ['Exit download/upload mode', 'mode-change'],
  0x06: ['Enter upload mode', 'mode-change'],
}

/** Functions of command 0F: PLC-3, PLC-5, SLC 500 and MicroLogix. */
const PROCESSOR: { readonly [code: number]: Command } = {
  0x00: ['Word range write', 'write'],
  0x01: ['Word range read', 'read'],
  0x02: ['Bit write', 'write'],
  0x03: ['File write', 'write'],
  0x04: ['File read', 'read'],
  0x05: ['Download request', 'program-download'],
  0x06: ['Upload', 'program-upload'],
  0x07: ['Shutdown', 'stop'],
  0x08: ['Physical write', 'write'],
  0x09: ['Physical read', 'read'],
  0x0a: ['Restart request', 'restart'],
  0x11: ['Get edit resource', 'lock'],
  0x12: ['Return edit resource', 'lock'],
  0x17: ['Read bytes physical', 'program-upload'],
  0x18: ['Write bytes physical', 'program-download'],
  0x26: ['Read-modify-write', 'write'],
  0x29: ['Read section size', 'read'],
  0x3a: ['Set CPU mode', 'mode-change'],
  0x41: ['Disable forces', 'force'],
  0x50: ['Download all request', 'program-download'],
  0x52: ['Download completed', 'program-download'],
  0x53: ['Upload all request', 'program-upload'],
  0x55: ['Upload completed', 'program-upload'],
  0x57: ['Initialize memory', 'program-delete'],
  0x5e: ['Modify PLC-2 compatibility file', 'config-change'],
  0x67: ['Typed write', 'write'],
  0x68: ['Typed read', 'read'],
  0x79: ['Read-modify-write N', 'write'],
  0x80: ['Change CPU mode', 'mode-change'],
  0x81: ['Open file', 'read'],
  0x82: ['Close file', 'read'],
  0x88: ['Execute multiple commands', 'write'],
  0x8f: ['Apply port configuration', 'network-change'],
  0xa1: ['Protected typed logical read with two address fields', 'read'],
  0xa2: ['Protected typed logical read with three address fields', 'read'],
  0xa7: ['Protected typed file read', 'read'],
  0xa9: ['Protected typed logical write with two address fields', 'write'],
  0xaa: ['Protected typed logical write with three address fields', 'write'],
  0xab: ['Protected typed logical masked write with three address fields', 'write'],
  0xaf: ['Protected typed file write', 'write'],
}

/** Functions by command, for the commands that have them. */
export const FUNCTIONS: { readonly [command: number]: { readonly [code: number]: Command } } = {
  0x06: LINK,
  0x07: OUTPUTS,
  0x0f: PROCESSOR,
}

/** File types (1770-6.5.16, chapter 13; MicroLogix 1762-RM001, appendix E): letter of addresses, and name. */
export const FILES: { readonly [type: number]: readonly [letter: string, name: string] } = {
  0x22: ['LAD', 'ladder logic'],
  0x49: ['CS', 'channel configuration'],
  0x4a: ['ES', 'EtherNet/IP function'],
  0x65: ['OE', 'online editing'],
  0x6a: ['IOS', 'I/O status function'],
  0x82: ['O', 'output'],
  0x83: ['I', 'input'],
  0x84: ['S', 'status'],
  0x85: ['B', 'bit'],
  0x86: ['T', 'timer'],
  0x87: ['C', 'counter'],
  0x88: ['R', 'control'],
  0x89: ['N', 'integer'],
  0x8a: ['F', 'float'],
  0x8b: ['O', 'output'],
  0x8c: ['I', 'input'],
  0x8d: ['ST', 'string'],
  0x8e: ['A', 'ASCII'],
  0x8f: ['D', 'BCD'],
  0x91: ['L', 'long'],
  0x92: ['MG', 'message'],
  0x93: ['PD', 'PID'],
  0x94: ['PLS', 'programmable limit switch'],
  0xa1: ['output force', 'output force'],
  0xa2: ['input force', 'input force'],
  0xe0: ['ES0', 'Ethernet status function'],
  0xe2: ['STI', 'selectable timed interrupt function'],
  0xe3: ['EII', 'event input interrupt function'],
  0xe4: ['RTC', 'real-time clock function'],
  0xe5: ['BHI', 'base hardware information function'],
  0xe6: ['MMI', 'memory module function'],
  0xec: ['LCD', 'display function'],
  0xed: ['PTO', 'pulse train output function'],
  0xee: ['PWM', 'pulse width modulation function'],
}
export const FORCE_FILES: ReadonlySet<number> = new Set([0xa1, 0xa2])
export const LADDER = 0x22
export const CLOCK_FILE = 0xe4

/** Modes of function 80 (SLC 500 and MicroLogix) and of function 3A (PLC-5, low bits of its flags). */
export const MODES_80: { readonly [mode: number]: string } = {
  0x01: 'remote program',
  0x06: 'remote run',
  0x07: 'remote test continuous',
  0x08: 'remote test single',
  0x09: 'remote test debug',
}
export const MODES_3A: { readonly [mode: number]: string } = { 0x00: 'program', 0x01: 'test', 0x02: 'run' }

/** Remote STS, upper nibble (1770-6.5.16, chapter 8). */
export const STATUSES: { readonly [status: number]: string } = {
  0x00: 'Success',
  0x10: 'Illegal command or format',
  0x20: 'Host has a problem and will not communicate',
  0x30: 'Remote node host is missing, disconnected, or shut down',
  0x40: 'Host could not complete function due to hardware fault',
  0x50: 'Addressing problem or memory protect rungs',
  0x60: 'Function not allowed due to command protection selection',
  0x70: 'Processor is in Program mode',
  0x80: 'Compatibility mode file missing or communication zone problem',
  0x90: 'Remote node cannot buffer command',
  0xa0: 'Wait ACK, buffer full',
  0xb0: 'Remote node problem due to download',
  0xc0: 'Wait ACK, buffer full',
  0xf0: 'Error code in the extended status',
}
export const EXTENDED = 0xf0

/** EXT STS of command 0F (1770-6.5.16, chapter 8). */
export const EXTENDED_STATUSES: { readonly [status: number]: string } = {
  0x01: 'A field has an illegal value',
  0x02: 'Less levels specified in address than minimum for any address',
  0x03: 'More levels specified in address than system supports',
  0x04: 'Symbol not found',
  0x05: 'Symbol is of improper format',
  0x06: 'Address does not point to something usable',
  0x07: 'File is wrong size',
  0x08: 'Situation has changed since the start of the command',
  0x09: 'Data or file is too large',
  0x0a: 'Transaction size plus word address is too large',
  0x0b: 'Access denied, improper privilege',
  0x0c: 'Condition cannot be generated, resource is not available',
  0x0d: 'Condition already exists, resource is already available',
  0x0e: 'Command cannot be executed',
  0x0f: 'Histogram overflow',
  0x10: 'No access',
  0x11: 'Illegal data type',
  0x12: 'Invalid parameter or invalid data',
  0x13: 'Address reference exists to deleted area',
  0x14: 'Command execution failure for unknown reason',
  0x15: 'Data conversion error',
  0x16: 'Scanner not able to communicate with rack adapter',
  0x17: 'Type mismatch',
  0x18: 'Module response was not valid',
  0x19: 'Duplicated label',
  0x1a: 'File is open; another node owns it',
  0x1b: 'Another node is the program owner',
  0x1e: 'Data table element protection violation',
  0x1f: 'Temporary internal problem',
  0x22: 'Remote rack fault',
  0x23: 'Timeout',
  0x24: 'Unknown error',
}
