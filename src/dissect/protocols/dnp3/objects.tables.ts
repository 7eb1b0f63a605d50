/**
 * The object library (IEEE 1815-2012, annex A): names of groups, and for every variation of fixed size the elements it is made of. What has
 * a shape of its own (controls, files, attributes, security) is read in `special.ts`.
 */

/** Names of object groups. */
export const GROUPS: { readonly [group: number]: string } = {
  0: 'device attribute',
  1: 'binary input',
  2: 'binary input event',
  3: 'double-bit binary input',
  4: 'double-bit binary input event',
  10: 'binary output',
  11: 'binary output event',
  12: 'binary output command',
  13: 'binary output command event',
  20: 'counter',
  21: 'frozen counter',
  22: 'counter event',
  23: 'frozen counter event',
  30: 'analog input',
  31: 'frozen analog input',
  32: 'analog input event',
  33: 'frozen analog input event',
  34: 'analog input reporting deadband',
  40: 'analog output status',
  41: 'analog output',
  42: 'analog output event',
  43: 'analog output command event',
  50: 'time and date',
  51: 'time and date common time-of-occurrence',
  52: 'time delay',
  60: 'class objects',
  70: 'file control',
  80: 'internal indications',
  81: 'device storage',
  82: 'device profile',
  83: 'data set',
  85: 'data set prototype',
  86: 'data set descriptor',
  87: 'data set present value',
  88: 'data set event',
  90: 'application',
  91: 'status of requested operation',
  100: 'floating-point',
  101: 'binary-coded decimal integer',
  102: 'unsigned integer',
  110: 'octet string',
  111: 'octet string event',
  112: 'virtual terminal output',
  113: 'virtual terminal event',
  120: 'authentication',
  121: 'security statistic',
  122: 'security statistic event',
}

/** An element of an object: its field name, its kind and its size in bytes. */
export interface Element {
  readonly name: string
  readonly kind: 'flags' | 'u8' | 'u16' | 'u32' | 'u64' | 'i16' | 'i32' | 'f32' | 'f64' | 'u48'
  readonly size: number
}

const ELEMENTS: { readonly [word: string]: Element } = {
  flags: { name: 'flags', kind: 'flags', size: 1 },
  status: { name: 'status_code', kind: 'u8', size: 1 },
  u8: { name: 'value', kind: 'u8', size: 1 },
  u16: { name: 'value', kind: 'u16', size: 2 },
  u32: { name: 'value', kind: 'u32', size: 4 },
  u64: { name: 'value', kind: 'u64', size: 8 },
  i16: { name: 'value', kind: 'i16', size: 2 },
  i32: { name: 'value', kind: 'i32', size: 4 },
  f32: { name: 'value', kind: 'f32', size: 4 },
  f64: { name: 'value', kind: 'f64', size: 8 },
  time: { name: 'timestamp', kind: 'u48', size: 6 },
  relative: { name: 'relative_time', kind: 'u16', size: 2 },
  delay: { name: 'time_delay', kind: 'u16', size: 2 },
  interval: { name: 'interval', kind: 'u32', size: 4 },
  units: { name: 'interval_units', kind: 'u8', size: 1 },
  overflow: { name: 'buffer_fill', kind: 'u8', size: 1 },
  group: { name: 'group', kind: 'u8', size: 1 },
  variation: { name: 'variation', kind: 'u8', size: 1 },
  association: { name: 'association_id', kind: 'u16', size: 2 },
}

/** Elements of each variation, from 1 on; '' where the library defines none of fixed size. */
const VARIATIONS: { readonly [group: number]: readonly string[] } = {
  1: ['', 'flags'],
  2: ['flags', 'flags time', 'flags relative'],
  3: ['', 'flags'],
  4: ['flags', 'flags time', 'flags relative'],
  10: ['', 'flags'],
  11: ['flags', 'flags time'],
  13: ['flags', 'flags time'],
  20: ['flags u32', 'flags u16', 'flags u32', 'flags u16', 'u32', 'u16', 'u32', 'u16'],
  21: [
    'flags u32',
    'flags u16',
    'flags u32',
    'flags u16',
    'flags u32 time',
    'flags u16 time',
    'flags u32 time',
    'flags u16 time',
    'u32',
    'u16',
    'u32',
    'u16',
  ],
  22: [
    'flags u32',
    'flags u16',
    'flags u32',
    'flags u16',
    'flags u32 time',
    'flags u16 time',
    'flags u32 time',
    'flags u16 time',
  ],
  23: [
    'flags u32',
    'flags u16',
    'flags u32',
    'flags u16',
    'flags u32 time',
    'flags u16 time',
    'flags u32 time',
    'flags u16 time',
  ],
  30: ['flags i32', 'flags i16', 'i32', 'i16', 'flags f32', 'flags f64'],
  31: ['flags i32', 'flags i16', 'flags i32 time', 'flags i16 time', 'i32', 'i16', 'flags f32', 'flags f64'],
  32: [
    'flags i32',
    'flags i16',
    'flags i32 time',
    'flags i16 time',
    'flags f32',
    'flags f64',
    'flags f32 time',
    'flags f64 time',
  ],
  33: [
    'flags i32',
    'flags i16',
    'flags i32 time',
    'flags i16 time',
    'flags f32',
    'flags f64',
    'flags f32 time',
    'flags f64 time',
  ],
  34: ['u16', 'u32', 'f32'],
  40: ['flags i32', 'flags i16', 'flags f32', 'flags f64'],
  41: ['i32 status', 'i16 status', 'f32 status', 'f64 status'],
  42: [
    'flags i32',
    'flags i16',
    'flags i32 time',
    'flags i16 time',
    'flags f32',
    'flags f64',
    'flags f32 time',
    'flags f64 time',
  ],
  43: [
    'status i32',
    'status i16',
    'status i32 time',
    'status i16 time',
    'status f32',
    'status f64',
    'status f32 time',
    'status f64 time',
  ],
  50: ['time', 'time interval', 'time', 'time interval units'],
  51: ['time', 'time'],
  52: ['delay', 'delay'],
  81: ['overflow group variation'],
  100: ['f32', 'f64'],
  101: ['u16', 'u32', 'u64'],
  102: ['u8'],
  121: ['flags association u32'],
  122: ['flags association u32', 'flags association u32 time'],
}

const LAYOUTS = new Map<number, readonly Element[]>()
/** Size in bytes by group << 8 | variation; 0 where it is not fixed. */
const SIZES = new Uint8Array(0x10000)
for (const [group, variations] of Object.entries(VARIATIONS))
  variations.forEach((words, index) => {
    if (words === '') return
    const elements = words.split(' ').map((word) => ELEMENTS[word]!)
    const key = (Number(group) << 8) | (index + 1)
    LAYOUTS.set(key, elements)
    SIZES[key] = elements.reduce((sum, one) => sum + one.size, 0)
  })

/** Elements of a variation of fixed size, undefined for any other. */
export function layoutOf(group: number, variation: number): readonly Element[] | undefined {
  return LAYOUTS.get((group << 8) | variation)
}

/** Bytes of one object, 0 where the variation does not tell. Strings are as long as the number of their variation. */
export function sizeOf(group: number, variation: number): number {
  if (group >= 110 && group <= 113) return variation
  return SIZES[(group << 8) | variation]!
}

/** Bits of one object in a variation that packs several into a byte, 0 for any other. */
export function packedBits(group: number, variation: number): number {
  if (group === 12) return variation === 3 ? 1 : 0
  if (variation !== 1) return 0
  if (group === 3) return 2
  return group === 1 || group === 10 || group === 80 ? 1 : 0
}

/** Flag bits that all measured points have, and the two whose meaning depends on the kind of point (clause 11.6). */
export const FLAGS = ['online', 'restart', 'comm lost', 'remote forced', 'local forced']
export const FLAGS_5_6: { readonly [kind: string]: readonly [string, string] } = {
  binary: ['chatter filter', ''],
  counter: ['rollover', 'discontinuity'],
  analog: ['over range', 'reference error'],
}

/** Attributes of the standard set (clause A.1) that say what the device is. */
export const ATTRIBUTE_NAMES: { readonly [variation: number]: string } = {
  196: 'configuration id',
  197: 'configuration version',
  198: 'configuration build date',
  199: 'configuration last change date',
  200: 'configuration signature',
  201: 'configuration signature algorithm',
  202: 'master resource id',
  203: 'altitude',
  204: 'longitude',
  205: 'latitude',
  206: 'secondary operator name',
  207: 'primary operator name',
  208: 'system name',
  209: 'secure authentication version',
  240: 'maximum transmit fragment size',
  241: 'maximum receive fragment size',
  242: 'software version',
  243: 'hardware version',
  245: 'location',
  246: 'id code',
  247: 'device name',
  248: 'serial number',
  249: 'subset and conformance',
  250: 'product name and model',
  252: 'manufacturer name',
  254: 'all attributes',
  255: 'list of attributes',
}
