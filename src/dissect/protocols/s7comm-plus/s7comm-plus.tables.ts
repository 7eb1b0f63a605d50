import type { Verb } from '../../../model/verb.ts'

/**
 * Codes of S7comm-plus, the protocol of S7-1200 and S7-1500. Siemens publishes none; these are what controllers and TIA Portal exchange,
 * as collected by the open driver S7CommPlusDriver (functions, opcodes, object and attribute numbers).
 */
export const REQUEST_CODE = 0x31
export const RESPONSE_CODE = 0x32
export const NOTIFICATION_CODE = 0x33
/** A response of older controllers to a request that needs no data. */
export const SHORT_RESPONSE_CODE = 0x02
export const OPCODES: { readonly [code: number]: string } = {
  [SHORT_RESPONSE_CODE]: 'Response 2',
  [REQUEST_CODE]: 'Request',
  [RESPONSE_CODE]: 'Response',
  [NOTIFICATION_CODE]: 'Notification',
}

export const EXPLORE = 0x04bb
export const CREATE_OBJECT = 0x04ca
export const DELETE_OBJECT = 0x04d4
export const SET_VARIABLE = 0x04f2
export const GET_VARIABLE = 0x04fc
export const SET_MULTI = 0x0542
export const GET_MULTI = 0x054c
export const BEGIN_SEQUENCE = 0x0556
export const END_SEQUENCE = 0x0560
export const SET_STREAMED = 0x057c
export const GET_STREAMED = 0x0586

/** Functions: name, and the verb where the object does not decide. */
export const FUNCTIONS: { readonly [code: number]: readonly [name: string, verb: Verb] } = {
  [EXPLORE]: ['Explore', 'enumerate'],
  [CREATE_OBJECT]: ['CreateObject', 'config-change'],
  [DELETE_OBJECT]: ['DeleteObject', 'config-change'],
  [SET_VARIABLE]: ['SetVariable', 'write'],
  [GET_VARIABLE]: ['GetVariable', 'read'],
  1286: ['AddLink', 'config-change'],
  1306: ['RemoveLink', 'config-change'],
  1316: ['GetLink', 'read'],
  [SET_MULTI]: ['SetMultiVariables', 'write'],
  [GET_MULTI]: ['GetMultiVariables', 'read'],
  // A sequence is the transaction around a change of the program.
  [BEGIN_SEQUENCE]: ['BeginSequence', 'program-edit'],
  [END_SEQUENCE]: ['EndSequence', 'program-edit'],
  1387: ['Invoke', 'operate'],
  [SET_STREAMED]: ['SetVarSubStreamed', 'write'],
  [GET_STREAMED]: ['GetVarSubStreamed', 'read'],
  1424: ['GetVariablesAddress', 'enumerate'],
  1434: ['Abort', 'diagnose'],
  1459: ['InitSsl', 'connect'],
}

/** Objects with fixed numbers. */
export const SESSIONS = 285
export const PROGRAM = 3
export const EXECUTION_UNIT = 52
export const AREAS: { readonly [id: number]: string } = { 80: 'I', 81: 'Q', 82: 'M', 83: 'C', 84: 'T' }
/** Numbers of data blocks and other blocks: the kind in the upper half, the block in the lower. */
export const DATA_BLOCK = 0x8a0e
export const FIRST_BLOCK = 0x8a000000

/** Attributes that name things or decide what a write means. */
export const OBJECT_NAME = 233
export const CLIENT_NAME = 298
export const SESSION_VERSION = 319
export const LEGITIMATE = 1846
export const OPERATING_STATE = 2167
export const STATES: { readonly [value: number]: Verb } = { 1: 'stop', 3: 'start' }
