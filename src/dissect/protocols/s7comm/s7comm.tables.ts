/**
 * Codes of S7 communication. The protocol has no public standard: the codes stand in Siemens' SIMATIC manuals where a manual is named
 * (System Software for S7-300/400, System and Standard Functions), and otherwise are those that controllers answer to.
 */

/** Kinds of protocol data units (remote operating service control). */
export const ROSCTR: { readonly [code: number]: string } = {
  1: 'Job',
  2: 'Ack',
  3: 'Ack_Data',
  7: 'Userdata',
}
export const JOB = 1
export const ACK = 2
export const ACK_DATA = 3
export const USERDATA = 7

export const SETUP = 0xf0
export const READ = 0x04
export const WRITE = 0x05
export const REQUEST_DOWNLOAD = 0x1a
export const DOWNLOAD_BLOCK = 0x1b
export const DOWNLOAD_ENDED = 0x1c
export const START_UPLOAD = 0x1d
export const UPLOAD = 0x1e
export const END_UPLOAD = 0x1f
export const PI_SERVICE = 0x28
export const PLC_STOP = 0x29
/** Functions of jobs. */
export const FUNCTIONS: { readonly [code: number]: string } = {
  0: 'CPU services',
  [SETUP]: 'Setup communication',
  [READ]: 'Read Var',
  [WRITE]: 'Write Var',
  [REQUEST_DOWNLOAD]: 'Request download',
  [DOWNLOAD_BLOCK]: 'Download block',
  [DOWNLOAD_ENDED]: 'Download ended',
  [START_UPLOAD]: 'Start upload',
  [UPLOAD]: 'Upload',
  [END_UPLOAD]: 'End upload',
  [PI_SERVICE]: 'PI-Service',
  [PLC_STOP]: 'PLC Stop',
}

/** Memory areas of an item, with the letters of STEP 7 (international mnemonics). */
export const AREAS: { readonly [code: number]: string } = {
  1: 'RECORD',
  3: 'SI',
  5: 'SF',
  6: 'AI',
  7: 'AQ',
  28: 'C',
  29: 'T',
  30: 'IEC_C',
  31: 'IEC_T',
  128: 'P',
  129: 'I',
  130: 'Q',
  131: 'M',
  132: 'DB',
  133: 'DI',
  134: 'L',
  135: 'V',
}
export const AREA_DB = 132
export const AREA_DI = 133
/** Areas that count whole timers and counters rather than bits. */
export const NUMBERED_AREAS: ReadonlySet<number> = new Set([28, 29, 30, 31])

/** Data types of an item: name, and the letter of its width in an address. */
export const TYPES: { readonly [code: number]: readonly [name: string, letter: string] } = {
  1: ['BOOL', 'X'],
  2: ['BYTE', 'B'],
  3: ['CHAR', 'B'],
  4: ['WORD', 'W'],
  5: ['INT', 'W'],
  6: ['DWORD', 'D'],
  7: ['DINT', 'D'],
  8: ['REAL', 'D'],
  9: ['DATE', 'W'],
  10: ['TOD', 'D'],
  11: ['TIME', 'D'],
  12: ['S5TIME', 'W'],
  15: ['DATE_AND_TIME', 'B'],
  28: ['COUNTER', 'W'],
  29: ['TIMER', 'W'],
  30: ['IEC_TIMER', 'D'],
  31: ['IEC_COUNTER', 'D'],
  32: ['HS_COUNTER', 'D'],
}
export const TYPE_BOOL = 1

/** How an item is addressed. */
export const SYNTAX_ANY = 0x10
export const SYNTAX_R_ID = 0x13
export const SYNTAX_NCK = 0x82
export const SYNTAX_NCK_METRIC = 0x83
export const SYNTAX_NCK_INCH = 0x84
export const SYNTAX_DRIVE = 0xa2
export const SYNTAX_DB_READ = 0xb0
export const SYNTAX_SYMBOLIC = 0xb2

/** Areas of a numerical control. */
export const NCK_AREAS: readonly string[] = ['N', 'B', 'C', 'A', 'T', 'V', 'H', 'M']

/** Root areas of a symbolic address, and the kinds of its steps. */
export const SYMBOLIC_DB = 0x8a0e
export const SYMBOLIC_AREAS: { readonly [code: number]: string } = {
  80: 'I',
  81: 'Q',
  82: 'M',
  83: 'C',
  84: 'T',
}

/** Result of one item. */
export const RESULTS: { readonly [code: number]: string } = {
  0: 'reserved',
  1: 'hardware error',
  3: 'accessing the object not allowed',
  5: 'invalid address',
  6: 'data type not supported',
  7: 'data type inconsistent',
  10: 'object does not exist',
  255: 'success',
}
export const SUCCESS = 255
export const NOTHING = 10

/** Coding of item data; the first three count bits, the others bytes. */
export const CODINGS: { readonly [code: number]: string } = {
  0: 'NULL',
  3: 'BIT',
  4: 'BYTE/WORD/DWORD',
  5: 'INTEGER',
  6: 'DINTEGER',
  7: 'REAL',
  9: 'OCTET STRING',
  17: 'NCK ADDRESS1',
  18: 'NCK ADDRESS2',
}
/** Codings whose length is given in bits. */
export const IN_BITS: ReadonlySet<number> = new Set([3, 4, 5])

/** Classes of errors in the header of an answer, and the groups that errors of userdata come in. */
export const ERROR_CLASSES: { readonly [code: number]: string } = {
  129: 'application relationship',
  130: 'object definition',
  131: 'no resources available',
  132: 'error on service processing',
  133: 'error on supplies',
  135: 'access error',
  208: 'error of a test function',
  210: 'error of a block function',
  212: 'error of an information function',
  214: 'error of a protection function',
  216: 'error of cyclic reading',
  220: 'error of the clock',
  226: 'error of redundancy',
}

/** Block types in file names (two hexadecimal digits in ASCII) and block lists. */
export const BLOCK_TYPES: { readonly [code: number]: string } = {
  8: 'OB',
  9: 'CMOD',
  10: 'DB',
  11: 'SDB',
  12: 'FC',
  13: 'SFC',
  14: 'FB',
  15: 'SFB',
}
/** File system at the end of a file name. */
export const FILE_SYSTEMS: { readonly [letter: string]: string } = {
  P: 'passive',
  A: 'active',
  B: 'active and passive',
}

/** Languages a block is made in (SZL and block information). */
export const LANGUAGES: { readonly [code: number]: string } = {
  0: 'not defined',
  1: 'STL',
  2: 'LAD',
  3: 'FBD',
  4: 'SCL',
  5: 'DB',
  6: 'GRAPH',
  7: 'SDB',
  8: 'CPU-DB',
  17: 'SDB after memory reset',
  18: 'SDB routing',
  41: 'encrypted',
}
