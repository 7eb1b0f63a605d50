/** Kinds of transport units, the upper four bits of the code (ISO 8073 clause 13, table 8). */
export const KINDS: { readonly [code: number]: string } = {
  1: 'ED Expedited Data',
  2: 'EA Expedited Data Acknowledgement',
  5: 'RJ Reject',
  6: 'AK Data Acknowledgement',
  7: 'ER TPDU Error',
  8: 'DR Disconnect Request',
  12: 'DC Disconnect Confirm',
  13: 'CC Connection Confirm',
  14: 'CR Connection Request',
  15: 'DT Data',
}
export const ERROR = 7
export const DISCONNECT = 8
export const DISCONNECTED = 12
export const CONFIRM = 13
export const CONNECT = 14
export const DATA = 15

/** Parameters of the variable part (ISO 8073 clause 13.3.4). All codes have the uppermost bit set. */
export const PARAMETERS: { readonly [code: number]: string } = {
  133: 'acknowledge_time',
  134: 'residual_error_rate',
  135: 'priority',
  136: 'transit_delay',
  137: 'throughput',
  138: 'subsequence_number',
  139: 'reassignment_time',
  140: 'flow_control_confirmation',
  192: 'tpdu_size',
  193: 'calling_tsap',
  194: 'called_tsap',
  195: 'checksum',
  196: 'version',
  197: 'protection',
  198: 'additional_options',
  199: 'alternative_classes',
  224: 'clearing_information',
  240: 'preferred_tpdu_size',
  242: 'inactivity_timer',
}
export const TPDU_SIZE = 192
export const CALLING_TSAP = 193
export const CALLED_TSAP = 194

/** Reasons of a disconnect request (ISO 8073 clause 13.5.3). */
export const REASONS: { readonly [code: number]: string } = {
  0: 'reason not specified',
  1: 'congestion at TSAP',
  2: 'session entity not attached to TSAP',
  3: 'address unknown',
  128: 'normal disconnect',
  129: 'remote transport entity congestion at connect request',
  130: 'connection negotiation failed',
  131: 'duplicate source reference',
  132: 'mismatched references',
  133: 'protocol error',
  135: 'reference overflow',
  136: 'connection request refused on this network connection',
  138: 'header or parameter length invalid',
}

/** Causes of an error unit (ISO 8073 clause 13.12.3). */
export const CAUSES: readonly string[] = [
  'reason not specified',
  'invalid parameter code',
  'invalid TPDU type',
  'invalid parameter value',
]

/** Who connects, the first byte of a SIMATIC TSAP (SIMATIC NET, Industrial Communication: S7 connections, TSAP assignment). */
export const SIMATIC_PARTIES: { readonly [code: number]: string } = { 1: 'PG', 2: 'OP', 3: 'S7 Basic' }
