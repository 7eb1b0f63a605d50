/** PDU types (C706 section 12.6.4, MS-RPCE section 2.2.2). */
export const TYPES: { readonly [type: number]: string } = {
  0: 'request',
  2: 'response',
  3: 'fault',
  11: 'bind',
  12: 'bind_ack',
  13: 'bind_nak',
  14: 'alter_context',
  15: 'alter_context_response',
  16: 'auth3',
  17: 'shutdown',
  18: 'cancel',
  19: 'orphaned',
}
export const PDU = {
  request: 0,
  response: 2,
  fault: 3,
  bind: 11,
  bindAck: 12,
  bindNak: 13,
  alter: 14,
  alterResponse: 15,
  auth3: 16,
} as const
export const REPLIES: ReadonlySet<number> = new Set([2, 3, 12, 13, 15])
export const PUSHES: ReadonlySet<number> = new Set([16, 17, 18, 19])

/** Flags (C706 section 12.6.3.1). */
export const FLAG = { first: 1, last: 2, object: 0x80 } as const

/** Packet privacy: what is said is encrypted (MS-RPCE section 2.2.1.1.8). */
export const PRIVACY = 6

/** Why a call was not carried out (C706 appendix E, MS-RPCE section 2.2.2.1, MS-ERREF section 2.2). */
export const FAULTS: { readonly [status: number]: string } = {
  5: 'ERROR_ACCESS_DENIED',
  1722: 'RPC_S_SERVER_UNAVAILABLE',
  1728: 'RPC_S_PROTOCOL_ERROR',
  1783: 'RPC_X_BAD_STUB_DATA',
  469762049: 'nca_s_comm_failure',
  469762050: 'nca_s_op_rng_error',
  469762051: 'nca_s_unk_if',
  469762054: 'nca_s_wrong_boot_time',
  469762059: 'nca_s_proto_error',
  469827586: 'nca_op_rng_error',
  469827587: 'nca_unk_if',
  469827595: 'nca_proto_error',
}

/** Provider rejection reasons of a bind_nak (C706 section 12.6.4.5). */
export const REJECTIONS: { readonly [reason: number]: string } = {
  0: 'reason not specified',
  1: 'temporary congestion',
  2: 'local limit exceeded',
  4: 'protocol version not supported',
  8: 'authentication type not recognized',
  9: 'invalid checksum',
}
