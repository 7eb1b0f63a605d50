/** PDU types (RFC 3416 section 3, RFC 1157 section 4.1.6) by their context tag. */
export const PDUS: { readonly [tag: number]: string } = {
  160: 'get-request',
  161: 'get-next-request',
  162: 'response',
  163: 'set-request',
  164: 'trap',
  165: 'get-bulk-request',
  166: 'inform-request',
  167: 'snmpV2-trap',
  168: 'report',
}
export const SET = 0xa3
export const RESPONSE = 0xa2
export const TRAP_V1 = 0xa4
export const INFORM = 0xa6
export const TRAP_V2 = 0xa7
/** Version 3: the engine itself answers, with why it did not serve the request. */
export const REPORT = 0xa8

/** Value of the version field (RFC 3412 section 6.1). */
export const V3 = 3
/** msgFlags bit: the scoped PDU is encrypted (RFC 3412 section 6.4). */
export const PRIVACY = 2

/** Error status of a response (RFC 3416 section 3). */
export const ERRORS = [
  'noError',
  'tooBig',
  'noSuchName',
  'badValue',
  'readOnly',
  'genErr',
  'noAccess',
  'wrongType',
  'wrongLength',
  'wrongEncoding',
  'wrongValue',
  'noCreation',
  'inconsistentValue',
  'resourceUnavailable',
  'commitFailed',
  'undoFailed',
  'authorizationError',
  'notWritable',
  'inconsistentName',
]

/** Generic traps of version 1 (RFC 1157 section 4.1.6). */
export const GENERIC_TRAPS = [
  'coldStart',
  'warmStart',
  'linkDown',
  'linkUp',
  'authenticationFailure',
  'egpNeighborLoss',
  'enterpriseSpecific',
]

/** Objects of the system group (RFC 3418) that identify a device, and of the entity MIB (RFC 6933) its chassis. */
export const SYSTEM = {
  description: '1.3.6.1.2.1.1.1.0',
  objectId: '1.3.6.1.2.1.1.2.0',
  name: '1.3.6.1.2.1.1.5.0',
  location: '1.3.6.1.2.1.1.6.0',
} as const

/** entPhysicalTable columns, before the index of the part. */
export const ENTITY: {
  readonly [prefix: string]: 'hardware' | 'firmware' | 'software' | 'serial' | 'model' | 'vendor'
} = {
  '1.3.6.1.2.1.47.1.1.1.1.8.': 'hardware',
  '1.3.6.1.2.1.47.1.1.1.1.9.': 'firmware',
  '1.3.6.1.2.1.47.1.1.1.1.10.': 'software',
  '1.3.6.1.2.1.47.1.1.1.1.11.': 'serial',
  '1.3.6.1.2.1.47.1.1.1.1.12.': 'vendor',
  '1.3.6.1.2.1.47.1.1.1.1.13.': 'model',
}
/** The first part of an entity table is the chassis itself. */
export const CHASSIS_INDEX = '1'
