import type { Verb } from '../../../model/verb.ts'

/**
 * UMAS has no public specification. Codes and layouts: the series "The Unity (UMAS) protocol", parts I to V (L. Martín-Liras, 2017);
 * "The secrets of Schneider Electric's UMAS protocol" (Kaspersky ICS CERT, 2022); Apache PLC4X, umas.mspec.
 */

export const INIT_COMM = 0x01
export const READ_ID = 0x02
export const READ_PROJECT_INFO = 0x03
export const READ_PLC_INFO = 0x04
export const READ_CARD_INFO = 0x06
export const TAKE_RESERVATION = 0x10
export const KEEP_ALIVE = 0x12
export const READ_MEMORY_BLOCK = 0x20
export const READ_VARIABLES = 0x22
export const WRITE_VARIABLES = 0x23
export const READ_COILS_REGISTERS = 0x24
export const DATA_DICTIONARY = 0x26
export const BEGIN_TO_PLC = 0x30
export const BLOCK_TO_PLC = 0x31
export const END_TO_PLC = 0x32
export const BEGIN_FROM_PLC = 0x33
export const BLOCK_FROM_PLC = 0x34
export const END_FROM_PLC = 0x35
export const MONITOR_PLC = 0x50
export const CHECK_PLC = 0x58
/** What stands in the place of the function in a reply. */
export const ACCEPTED = 0xfe
export const REFUSED = 0xfd

/**
 * Functions of the Modicon M340, M580, Quantum and Premium. The names of 0x30 to 0x35 say upload for what goes to the PLC and download for
 * what comes from it, the reverse of what everybody else means; the verbs follow the data.
 */
export const FUNCTIONS: { readonly [code: number]: { name: string; verb: Verb } } = {
  [INIT_COMM]: { name: 'INIT_COMM', verb: 'identify' },
  [READ_ID]: { name: 'READ_ID', verb: 'identify' },
  [READ_PROJECT_INFO]: { name: 'READ_PROJECT_INFO', verb: 'identify' },
  [READ_PLC_INFO]: { name: 'READ_PLC_INFO', verb: 'diagnose' },
  [READ_CARD_INFO]: { name: 'READ_CARD_INFO', verb: 'identify' },
  10: { name: 'REPEAT', verb: 'diagnose' },
  [TAKE_RESERVATION]: { name: 'TAKE_PLC_RESERVATION', verb: 'lock' },
  17: { name: 'RELEASE_PLC_RESERVATION', verb: 'lock' },
  [KEEP_ALIVE]: { name: 'KEEP_ALIVE', verb: 'diagnose' },
  [READ_MEMORY_BLOCK]: { name: 'READ_MEMORY_BLOCK', verb: 'read' },
  [READ_VARIABLES]: { name: 'READ_VARIABLES', verb: 'read' },
  [WRITE_VARIABLES]: { name: 'WRITE_VARIABLES', verb: 'write' },
  [READ_COILS_REGISTERS]: { name: 'READ_COILS_REGISTERS', verb: 'read' },
  37: { name: 'WRITE_COILS_REGISTERS', verb: 'write' },
  [DATA_DICTIONARY]: { name: 'READ_DATA_DICTIONARY', verb: 'enumerate' },
  [BEGIN_TO_PLC]: { name: 'INITIALIZE_UPLOAD (to PLC)', verb: 'program-download' },
  [BLOCK_TO_PLC]: { name: 'UPLOAD_BLOCK (to PLC)', verb: 'program-download' },
  [END_TO_PLC]: { name: 'END_STRATEGY_UPLOAD (to PLC)', verb: 'program-download' },
  [BEGIN_FROM_PLC]: { name: 'INITIALIZE_DOWNLOAD (from PLC)', verb: 'program-upload' },
  [BLOCK_FROM_PLC]: { name: 'DOWNLOAD_BLOCK (from PLC)', verb: 'program-upload' },
  [END_FROM_PLC]: { name: 'END_STRATEGY_DOWNLOAD (from PLC)', verb: 'program-upload' },
  57: { name: 'READ_ETH_MASTER_DATA', verb: 'read' },
  64: { name: 'START_PLC', verb: 'start' },
  65: { name: 'STOP_PLC', verb: 'stop' },
  [MONITOR_PLC]: { name: 'MONITOR_PLC', verb: 'read' },
  [CHECK_PLC]: { name: 'CHECK_PLC', verb: 'diagnose' },
  112: { name: 'READ_IO_OBJECT', verb: 'read' },
  113: { name: 'WRITE_IO_OBJECT', verb: 'write' },
  115: { name: 'GET_STATUS_MODULE', verb: 'diagnose' },
}

/** A function in words, also when nobody has named it. */
export function functionName(code: number): string {
  return FUNCTIONS[code]?.name ?? `UMAS function 0x${code.toString(16).padStart(2, '0')}`
}

/** What an engineering station asks again and again while it is connected: told apart by content, not read again. */
export const POLLED: ReadonlySet<number> = new Set([
  READ_PLC_INFO,
  KEEP_ALIVE,
  READ_MEMORY_BLOCK,
  READ_VARIABLES,
  READ_COILS_REGISTERS,
  MONITOR_PLC,
  CHECK_PLC,
])

/** Bytes of one value, by the size code of a variable reference. */
export const VALUE_SIZES: { readonly [code: number]: number } = { 1: 1, 2: 2, 3: 4 }
