import type { Verb } from '../../../model/verb.ts'
import type { ElementName } from './elements.ts'

/** A type identification: its mnemonic, what it is, and the elements of one information object after its address. */
export interface TypeId {
  readonly name: string
  readonly title: string
  readonly elements: readonly ElementName[]
  /** What a message of this type does when it asks for something. */
  readonly verb: Verb
}

function type(name: string, title: string, verb: Verb, elements = ''): TypeId {
  return { name, title, verb, elements: elements === '' ? [] : (elements.split(' ') as ElementName[]) }
}

const REPORT = 'report'

/** Type identifications (IEC 60870-5-101:2003, 7.2.1 with 7.3; IEC 60870-5-104:2006, clause 8). */
export const TYPES: { readonly [id: number]: TypeId } = {
  1: type('M_SP_NA_1', 'Single-point information', REPORT, 'siq'),
  2: type('M_SP_TA_1', 'Single-point information', REPORT, 'siq cp24'),
  3: type('M_DP_NA_1', 'Double-point information', REPORT, 'diq'),
  4: type('M_DP_TA_1', 'Double-point information', REPORT, 'diq cp24'),
  5: type('M_ST_NA_1', 'Step position information', REPORT, 'vti qds'),
  6: type('M_ST_TA_1', 'Step position information', REPORT, 'vti qds cp24'),
  7: type('M_BO_NA_1', 'Bitstring of 32 bits', REPORT, 'bsi qds'),
  8: type('M_BO_TA_1', 'Bitstring of 32 bits', REPORT, 'bsi qds cp24'),
  9: type('M_ME_NA_1', 'Measured value, normalized', REPORT, 'nva qds'),
  10: type('M_ME_TA_1', 'Measured value, normalized', REPORT, 'nva qds cp24'),
  11: type('M_ME_NB_1', 'Measured value, scaled', REPORT, 'sva qds'),
  12: type('M_ME_TB_1', 'Measured value, scaled', REPORT, 'sva qds cp24'),
  13: type('M_ME_NC_1', 'Measured value, short floating point', REPORT, 'r32 qds'),
  14: type('M_ME_TC_1', 'Measured value, short floating point', REPORT, 'r32 qds cp24'),
  15: type('M_IT_NA_1', 'Integrated totals', REPORT, 'bcr'),
  16: type('M_IT_TA_1', 'Integrated totals', REPORT, 'bcr cp24'),
  17: type('M_EP_TA_1', 'Event of protection equipment', REPORT, 'sep cp16 cp24'),
  18: type('M_EP_TB_1', 'Packed start events of protection equipment', REPORT, 'spe qdp cp16 cp24'),
  19: type(
    'M_EP_TC_1',
    'Packed output circuit information of protection equipment',
    REPORT,
    'oci qdp cp16 cp24',
  ),
  20: type('M_PS_NA_1', 'Packed single-point information with status change detection', REPORT, 'scd qds'),
  21: type('M_ME_ND_1', 'Measured value, normalized without quality', REPORT, 'nva'),
  30: type('M_SP_TB_1', 'Single-point information', REPORT, 'siq cp56'),
  31: type('M_DP_TB_1', 'Double-point information', REPORT, 'diq cp56'),
  32: type('M_ST_TB_1', 'Step position information', REPORT, 'vti qds cp56'),
  33: type('M_BO_TB_1', 'Bitstring of 32 bits', REPORT, 'bsi qds cp56'),
  34: type('M_ME_TD_1', 'Measured value, normalized', REPORT, 'nva qds cp56'),
  35: type('M_ME_TE_1', 'Measured value, scaled', REPORT, 'sva qds cp56'),
  36: type('M_ME_TF_1', 'Measured value, short floating point', REPORT, 'r32 qds cp56'),
  37: type('M_IT_TB_1', 'Integrated totals', REPORT, 'bcr cp56'),
  38: type('M_EP_TD_1', 'Event of protection equipment', REPORT, 'sep cp16 cp56'),
  39: type('M_EP_TE_1', 'Packed start events of protection equipment', REPORT, 'spe qdp cp16 cp56'),
  40: type(
    'M_EP_TF_1',
    'Packed output circuit information of protection equipment',
    REPORT,
    'oci qdp cp16 cp56',
  ),
  41: type('S_IT_TC_1', 'Integrated totals of security statistics', REPORT, 'aid bcr cp56'),
  45: type('C_SC_NA_1', 'Single command', 'operate', 'sco'),
  46: type('C_DC_NA_1', 'Double command', 'operate', 'dco'),
  47: type('C_RC_NA_1', 'Regulating step command', 'operate', 'rco'),
  48: type('C_SE_NA_1', 'Set point command, normalized', 'operate', 'nva qos'),
  49: type('C_SE_NB_1', 'Set point command, scaled', 'operate', 'sva qos'),
  50: type('C_SE_NC_1', 'Set point command, short floating point', 'operate', 'r32 qos'),
  51: type('C_BO_NA_1', 'Bitstring command', 'operate', 'bsi'),
  58: type('C_SC_TA_1', 'Single command', 'operate', 'sco cp56'),
  59: type('C_DC_TA_1', 'Double command', 'operate', 'dco cp56'),
  60: type('C_RC_TA_1', 'Regulating step command', 'operate', 'rco cp56'),
  61: type('C_SE_TA_1', 'Set point command, normalized', 'operate', 'nva qos cp56'),
  62: type('C_SE_TB_1', 'Set point command, scaled', 'operate', 'sva qos cp56'),
  63: type('C_SE_TC_1', 'Set point command, short floating point', 'operate', 'r32 qos cp56'),
  64: type('C_BO_TA_1', 'Bitstring command', 'operate', 'bsi cp56'),
  70: type('M_EI_NA_1', 'End of initialization', REPORT, 'coi'),
  // IEC 60870-5-7: authentication; the content is segmented and protected, and read as a whole.
  81: type('S_CH_NA_1', 'Authentication challenge', REPORT, 'opaque'),
  82: type('S_RP_NA_1', 'Authentication reply', 'login', 'opaque'),
  83: type('S_AR_NA_1', 'Aggressive mode authentication request', 'login', 'opaque'),
  84: type('S_KR_NA_1', 'Session key status request', 'login', 'opaque'),
  85: type('S_KS_NA_1', 'Session key status', REPORT, 'opaque'),
  86: type('S_KC_NA_1', 'Session key change', 'login', 'opaque'),
  87: type('S_ER_NA_1', 'Authentication error', REPORT, 'opaque'),
  90: type('S_US_NA_1', 'User status change', 'config-change', 'opaque'),
  91: type('S_UQ_NA_1', 'Update key change request', 'password-change', 'opaque'),
  92: type('S_UR_NA_1', 'Update key change reply', REPORT, 'opaque'),
  93: type('S_UK_NA_1', 'Update key change, symmetric', 'password-change', 'opaque'),
  94: type('S_UA_NA_1', 'Update key change, asymmetric', 'password-change', 'opaque'),
  95: type('S_UC_NA_1', 'Update key change confirmation', REPORT, 'opaque'),
  100: type('C_IC_NA_1', 'Interrogation', 'read', 'qoi'),
  101: type('C_CI_NA_1', 'Counter interrogation', 'read', 'qcc'),
  102: type('C_RD_NA_1', 'Read', 'read'),
  103: type('C_CS_NA_1', 'Clock synchronization', 'time-set', 'cp56'),
  104: type('C_TS_NA_1', 'Test', 'diagnose', 'fbp'),
  105: type('C_RP_NA_1', 'Reset process', 'restart', 'qrp'),
  106: type('C_CD_NA_1', 'Delay acquisition', 'diagnose', 'cp16'),
  107: type('C_TS_TA_1', 'Test', 'diagnose', 'tsc cp56'),
  110: type('P_ME_NA_1', 'Parameter of measured value, normalized', 'config-change', 'nva qpm'),
  111: type('P_ME_NB_1', 'Parameter of measured value, scaled', 'config-change', 'sva qpm'),
  112: type('P_ME_NC_1', 'Parameter of measured value, short floating point', 'config-change', 'r32 qpm'),
  113: type('P_AC_NA_1', 'Parameter activation', 'config-change', 'qpa'),
  120: type('F_FR_NA_1', 'File ready', REPORT, 'nof lof frq'),
  121: type('F_SR_NA_1', 'Section ready', REPORT, 'nof nos lof srq'),
  122: type('F_SC_NA_1', 'Call or select file', 'file-read', 'nof nos scq'),
  123: type('F_LS_NA_1', 'Last section or segment', REPORT, 'nof nos lsq chs'),
  124: type('F_AF_NA_1', 'Acknowledge file', REPORT, 'nof nos afq'),
  125: type('F_SG_NA_1', 'Segment', REPORT, 'nof nos segment'),
  126: type('F_DR_TA_1', 'Directory', 'enumerate', 'nof lof sof cp56'),
  127: type('F_SC_NB_1', 'Query log', 'file-read', 'nof cp56 cp56'),
}

export const FIRST_COMMAND = 45
export const LAST_COMMAND = 64
export const END_OF_INITIALIZATION = 70
export const FIRST_SECURITY = 81
export const LAST_SECURITY = 95
export const INTERROGATION = 100
export const COUNTER_INTERROGATION = 101
export const READ = 102
export const TEST = 104
export const RESET_PROCESS = 105
export const TEST_WITH_TIME = 107
export const LAST_PARAMETER = 113
export const FILE_READY = 120
export const SECTION_READY = 121
export const CALL_FILE = 122
export const SEGMENT = 125
export const DIRECTORY = 126
export const QUERY_LOG = 127
/** Last type that only tells what was measured. */
export const LAST_MONITORED = 41

/** Names of `count` codes that follow `base`, by their place behind it. */
function numbered(count: number, base: number, name: (place: number) => string): { [code: number]: string } {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [base + at + 1, name(at + 1)]))
}

/** Causes of transmission (IEC 60870-5-101, 7.2.3; 14 to 16 from IEC 60870-5-7). */
export const CAUSES: { readonly [code: number]: string } = {
  1: 'periodic',
  2: 'background scan',
  3: 'spontaneous',
  4: 'initialized',
  5: 'request',
  6: 'activation',
  7: 'activation confirmation',
  8: 'deactivation',
  9: 'deactivation confirmation',
  10: 'activation termination',
  11: 'return information by remote command',
  12: 'return information by local command',
  13: 'file transfer',
  14: 'authentication',
  15: 'maintenance of session key',
  16: 'maintenance of user role and update key',
  20: 'interrogated by station interrogation',
  ...numbered(16, 20, (group) => `interrogated by group ${group} interrogation`),
  37: 'requested by general counter request',
  ...numbered(4, 37, (group) => `requested by group ${group} counter request`),
  44: 'unknown type identification',
  45: 'unknown cause of transmission',
  46: 'unknown common address',
  47: 'unknown information object address',
}

export const REQUESTED = 5
export const ACTIVATION = 6
export const ACTIVATION_CONFIRMATION = 7
export const DEACTIVATION = 8
export const DEACTIVATION_CONFIRMATION = 9
export const ACTIVATION_TERMINATION = 10
export const FILE_TRANSFER = 13
export const FIRST_UNKNOWN = 44

/** Unnumbered control functions by the first control octet (IEC 60870-5-104, 5.1). */
export const CONTROL_FUNCTIONS: { readonly [octet: number]: string } = {
  0x07: 'STARTDT act',
  0x0b: 'STARTDT con',
  0x13: 'STOPDT act',
  0x23: 'STOPDT con',
  0x43: 'TESTFR act',
  0x83: 'TESTFR con',
}
export const START_ACT = 0x07
export const START_CON = 0x0b
export const STOP_ACT = 0x13
export const STOP_CON = 0x23

/** All stations (7.2.4); only these types may be sent to it. */
export const ALL_STATIONS = 0xffff
export const BROADCAST_TYPES: ReadonlySet<number> = new Set([100, 101, 103, 105])
/** Types about the station as a whole, whose object address is 0 (7.3.4 and 7.3.3.1). */
export const STATION_TYPES: ReadonlySet<number> = new Set([70, 100, 101, 103, 104, 105, 106, 107])

/** Qualifier of a file call (7.2.6.30). */
export const FILE_CALLS = [
  'default',
  'select file',
  'request file',
  'deactivate file',
  'delete file',
  'select section',
  'request section',
  'deactivate section',
]
export const DELETE_FILE = 4
