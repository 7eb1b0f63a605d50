/** Partial lists of the system status list, the lower byte of an SZL-ID (System Software for S7-300/400, System and Standard Functions, ch. 34). */
export const LISTS: { readonly [number: number]: string } = {
  0: 'all SZL-IDs',
  17: 'module identification',
  18: 'CPU characteristics',
  19: 'user memory areas',
  20: 'system areas',
  21: 'block types',
  22: 'priority classes',
  23: 'permitted SDBs',
  24: 'maximum I/O configuration',
  25: 'state of the LEDs',
  28: 'component identification',
  33: 'interrupt and error assignment',
  34: 'interrupt status',
  35: 'priority classes',
  36: 'operating mode',
  37: 'process image partitions',
  49: 'communication capability',
  50: 'communication status',
  51: 'diagnostic logon list',
  55: 'Ethernet details of a module',
  113: 'H CPU group information',
  116: 'state of the LEDs',
  117: 'switched DP slaves',
  129: 'start information',
  130: 'start events',
  144: 'DP master system',
  145: 'module status',
  146: 'rack and station status',
  148: 'rack and station status',
  149: 'extended DP master system',
  150: 'module status, PROFINET and PROFIBUS',
  160: 'diagnostic buffer',
  177: 'module diagnostics',
  178: 'module diagnostics by place',
  179: 'module diagnostics by address',
  180: 'diagnostics of a DP slave',
}
export const IDENTIFICATION = 17
export const COMPONENTS = 28
export const OPERATING_MODE = 36
export const CAPABILITY = 49
export const COMMUNICATION = 50
export const DIAGNOSTIC_BUFFER = 160

/** Records of module identification (list 0x11) by index. */
export const MODULE = 1
export const HARDWARE = 6
export const FIRMWARE = 7
/** Bytes of one such record: index, order number, type, two versions. */
export const IDENTIFICATION_SIZE = 28

/** Records of component identification (list 0x1C) by index. */
export const COMPONENT_NAMES: { readonly [index: number]: string } = {
  1: 'automation_system_name',
  2: 'module_name',
  3: 'plant_name',
  4: 'copyright',
  5: 'module_serial',
  7: 'module_type_name',
  8: 'memory_card_serial',
  9: 'manufacturer_and_profile',
  10: 'oem_id',
  11: 'location',
}

/** Operating modes (list 0x24, lower four bits of the mode transition). */
export const MODES: { readonly [code: number]: string } = {
  1: 'STOP (update)',
  2: 'STOP (memory reset)',
  3: 'STOP (self initialization)',
  4: 'STOP',
  5: 'STARTUP (warm restart)',
  6: 'STARTUP (cold restart)',
  7: 'STARTUP (hot restart)',
  8: 'RUN',
  9: 'RUN_R',
  10: 'HOLD',
  13: 'DEFECT',
}

/** Positions of the mode selector (list 0x32, index 4). */
export const SWITCHES: { readonly [code: number]: string } = {
  0: 'unknown',
  1: 'RUN',
  2: 'RUN_P',
  3: 'STOP',
  4: 'MRES',
}

/** Manufacturer id of Siemens (PROFIBUS and PROFINET International, register of manufacturer ids). */
export const SIEMENS = 42

/** Events of mode transitions in diagnostic buffer and messages (System and Standard Functions, chapter on event classes, class 4). */
export const EVENTS: { readonly [id: number]: string } = {
  17152: 'backed-up power on',
  17153: 'from STOP to STARTUP',
  17154: 'from STARTUP to RUN',
  17155: 'STOP by the mode selector',
  17156: 'STOP by a programming device or SFB 20',
  17157: 'HOLD: breakpoint reached',
  17158: 'HOLD: breakpoint left',
  17159: 'memory reset started by a programming device',
  17160: 'memory reset started by the mode selector',
  17161: 'memory reset started automatically',
  17162: 'HOLD left, to STOP',
  17165: 'STOP caused by another CPU',
  17166: 'memory reset executed',
  17167: 'STOP of the module because a CPU stopped',
}
