import type { Verb } from '../../../model/verb.ts'

/** Association modes (RFC 5905 figure 10). */
export const MODES = [
  'reserved',
  'symmetric active',
  'symmetric passive',
  'client',
  'server',
  'broadcast',
  'control',
  'private',
] as const
export const CLIENT = 3
export const SERVER = 4
export const CONTROL = 6
export const PRIVATE = 7

/** What a code of the control or private mode stands for: its name, and what it does to the server. */
export interface Deed {
  name: string
  verb: Verb
}

/** Control operations (RFC 9327 section 2, table 1). */
export const CONTROL_OPERATIONS: { readonly [code: number]: Deed } = {
  1: { name: 'Read Status', verb: 'read' },
  2: { name: 'Read Variables', verb: 'identify' },
  3: { name: 'Write Variables', verb: 'config-change' },
  4: { name: 'Read Clock Variables', verb: 'read' },
  5: { name: 'Write Clock Variables', verb: 'config-change' },
  6: { name: 'Set Trap Address/Port', verb: 'subscribe' },
  7: { name: 'Trap Response', verb: 'report' },
  8: { name: 'Runtime Configuration', verb: 'config-change' },
  9: { name: 'Export Configuration', verb: 'file-write' },
  10: { name: 'Retrieve Remote Address Statistics', verb: 'enumerate' },
  11: { name: 'Retrieve Ordered List', verb: 'enumerate' },
  12: { name: 'Request Nonce', verb: 'read' },
  31: { name: 'Unset Trap', verb: 'subscribe' },
}

/** Error codes of a refused control operation (RFC 9327 section 3.4). */
export const CONTROL_ERRORS: { readonly [code: number]: string } = {
  1: 'authentication failure',
  2: 'invalid message length or format',
  3: 'invalid opcode',
  4: 'unknown association identifier',
  5: 'unknown variable name',
  6: 'invalid variable value',
  7: 'administratively prohibited',
}

function reads(name: string): Deed {
  return { name, verb: 'read' }
}
function lists(name: string): Deed {
  return { name, verb: 'enumerate' }
}
function sets(name: string): Deed {
  return { name, verb: 'config-change' }
}

/** Requests of the private mode of the reference implementation (ntpd, header ntp_request.h), under the names of ntpdc's manual. */
export const PRIVATE_REQUESTS: { readonly [code: number]: Deed } = {
  0: lists('Peer List'),
  1: lists('Peer List Summary'),
  2: reads('Peer Information'),
  3: reads('Peer Statistics'),
  4: reads('System Information'),
  5: reads('System Statistics'),
  6: reads('I/O Statistics'),
  7: reads('Memory Statistics'),
  8: reads('Loop Information'),
  9: reads('Timer Statistics'),
  10: sets('Configure'),
  11: sets('Unconfigure'),
  12: sets('Set System Flag'),
  13: sets('Clear System Flag'),
  14: sets('Monitor'),
  15: sets('No Monitor'),
  16: lists('Get Restrictions'),
  17: sets('Add Restriction'),
  18: sets('Remove Restriction'),
  19: sets('Delete Restriction'),
  20: lists('Monitor List'),
  21: sets('Reset Statistics'),
  22: sets('Reset Peer Statistics'),
  23: sets('Reread Keys'),
  26: sets('Trust Key'),
  27: sets('Untrust Key'),
  28: reads('Authentication Information'),
  29: lists('Traps'),
  30: sets('Add Trap'),
  31: sets('Clear Trap'),
  32: sets('Set Request Key'),
  33: sets('Set Control Key'),
  34: reads('Control Statistics'),
  36: reads('Clock Information'),
  37: sets('Set Clock Fudge'),
  38: reads('Kernel Information'),
  39: reads('Clock Debugging Information'),
  41: sets('Set Precision'),
  42: lists('Monitor List'),
  43: reads('Host Name'),
  44: lists('Interface Statistics'),
  45: sets('Reload Interfaces'),
}

/** Errors of a private response (ntp_request.h). */
export const PRIVATE_ERRORS: { readonly [code: number]: string } = {
  1: 'incompatible implementation',
  2: 'unknown request code',
  3: 'format error',
  4: 'no data available',
  7: 'authentication failure',
}
