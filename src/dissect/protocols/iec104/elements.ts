import type { Cursor } from '../../cursor.ts'
import { readTime24, readTime56 } from './time.ts'

/** One information object: its address and what its elements mean for whoever asks or is asked. */
export interface InfoObject {
  address: number
  /** What a command does, in words: "on", "open"; empty where there is only a value. */
  action: string
  /** Select bit of a command; undefined for types without one. */
  select: boolean | undefined
  /** Qualifier of interrogation, counter interrogation, reset, initialization or file call. */
  qualifier: number
  /** Name of file, -1 where the type has none. */
  file: number
  /** Bytes of a file that the object carries. */
  bytes: number
  /** The station says no (file and section ready, acknowledge). */
  negative: boolean
}

interface Element {
  readonly size: number
  read(cursor: Cursor, object: InfoObject): void
}

const QUALITY: readonly (readonly [bit: number, name: string])[] = [
  [0x10, 'blocked'],
  [0x20, 'substituted'],
  [0x40, 'not topical'],
  [0x80, 'invalid'],
]
const OVERFLOW = 0x01
const ELAPSED_INVALID = 0x08

/** The quality bits that many octets share (7.2.6.1 to 7.2.6.4), in words. */
function quality(cursor: Cursor, octet: number, low = ''): void {
  if (!cursor.traced) return
  const names = QUALITY.filter(([bit]) => (octet & bit) !== 0).map(([, name]) => name)
  if (low !== '') names.unshift(low)
  cursor.derive('quality', names.join(', '), 1)
}

const DOUBLE = ['indeterminate', 'off', 'on', 'indeterminate']
const STEP = ['not permitted', 'lower', 'higher', 'not permitted']
const SELECT = 0x80

/** The lower bits of a command octet, its qualifier and the select bit (7.2.6.15 to 7.2.6.17). */
function command(cursor: Cursor, object: InfoObject, name: string, words: readonly string[]): void {
  const octet = cursor.u8(name)
  const code = octet & (words.length - 1)
  object.action = cursor.derive('command', words[code]!, 1)
  cursor.derive('qualifier_of_command', (octet >> 2) & 0x1f, 1)
  object.select = cursor.derive('select', octet >= SELECT, 1)
  cursor.expect(name, words[code] !== 'not permitted' && words[code] !== 'indeterminate', 'is not permitted')
}

/** A fraction of the range from -1 to 1 - 2^-15 (7.2.6.6). */
function normalized(cursor: Cursor): void {
  cursor.derive('value', cursor.i16le('normalized') / 0x8000, 2)
}

/** What an octet says in its lower bits, the upper being the answer no (7.2.6.28 and 7.2.6.29). */
function ready(cursor: Cursor, object: InfoObject, name: string): void {
  object.negative = cursor.derive('negative', cursor.u8(name) >= 0x80, 1)
}

/** Elements of information objects (IEC 60870-5-101, 7.2.6), by their short names in the standard. */
export const ELEMENTS = {
  siq: {
    size: 1,
    read: (cursor) => {
      const octet = cursor.u8('siq')
      cursor.derive('value', octet & 1, 1)
      quality(cursor, octet)
    },
  },
  diq: {
    size: 1,
    read: (cursor) => {
      const octet = cursor.u8('diq')
      cursor.derive('value', octet & 3, 1)
      quality(cursor, octet)
    },
  },
  qds: {
    size: 1,
    read: (cursor) => {
      const octet = cursor.u8('qds')
      quality(cursor, octet, (octet & OVERFLOW) === 0 ? '' : 'overflow')
    },
  },
  qdp: {
    size: 1,
    read: (cursor) => {
      const octet = cursor.u8('qdp')
      quality(cursor, octet, (octet & ELAPSED_INVALID) === 0 ? '' : 'elapsed time invalid')
    },
  },
  vti: {
    size: 1,
    read: (cursor) => {
      const octet = cursor.u8('vti')
      cursor.derive('value', ((octet & 0x7f) << 25) >> 25, 1)
      cursor.derive('transient', octet >= 0x80, 1)
    },
  },
  bsi: { size: 4, read: (cursor) => cursor.u32le('value') },
  nva: { size: 2, read: normalized },
  sva: { size: 2, read: (cursor) => cursor.i16le('value') },
  r32: { size: 4, read: (cursor) => cursor.f32le('value') },
  bcr: {
    size: 5,
    read: (cursor) => {
      cursor.i32le('value')
      const octet = cursor.u8('bcr_sequence')
      cursor.derive('sequence_number', octet & 0x1f, 1)
      cursor.derive('carry', (octet & 0x20) !== 0, 1)
      cursor.derive('adjusted', (octet & 0x40) !== 0, 1)
      cursor.derive('invalid', octet >= 0x80, 1)
    },
  },
  sep: {
    size: 1,
    read: (cursor) => {
      const octet = cursor.u8('sep')
      cursor.derive('value', octet & 3, 1)
      quality(cursor, octet, (octet & ELAPSED_INVALID) === 0 ? '' : 'elapsed time invalid')
    },
  },
  spe: { size: 1, read: (cursor) => cursor.u8('start_events') },
  oci: { size: 1, read: (cursor) => cursor.u8('output_circuits') },
  scd: {
    size: 4,
    read: (cursor) => {
      cursor.u16le('status')
      cursor.u16le('changes')
    },
  },
  aid: { size: 2, read: (cursor) => cursor.u16le('association_id') },
  cp16: { size: 2, read: (cursor) => cursor.u16le('elapsed_ms') },
  cp24: { size: 3, read: readTime24 },
  cp56: { size: 7, read: readTime56 },
  sco: { size: 1, read: (cursor, object) => command(cursor, object, 'sco', ['off', 'on']) },
  dco: { size: 1, read: (cursor, object) => command(cursor, object, 'dco', DOUBLE) },
  rco: { size: 1, read: (cursor, object) => command(cursor, object, 'rco', STEP) },
  qos: {
    size: 1,
    read: (cursor, object) => {
      const octet = cursor.u8('qos')
      cursor.derive('qualifier_of_set_point', octet & 0x7f, 1)
      object.select = cursor.derive('select', octet >= SELECT, 1)
    },
  },
  qoi: { size: 1, read: (cursor, object) => qualifier(cursor, object, 'qoi') },
  qcc: {
    size: 1,
    read: (cursor, object) => {
      qualifier(cursor, object, 'qcc')
      cursor.derive('request', object.qualifier & 0x3f, 1)
      cursor.derive('freeze', object.qualifier >> 6, 1)
    },
  },
  qrp: { size: 1, read: (cursor, object) => qualifier(cursor, object, 'qrp') },
  coi: { size: 1, read: (cursor, object) => qualifier(cursor, object, 'coi') },
  qpm: {
    size: 1,
    read: (cursor, object) => {
      qualifier(cursor, object, 'qpm')
      cursor.derive('kind_of_parameter', object.qualifier & 0x3f, 1)
      cursor.derive('local_change', (object.qualifier & 0x40) !== 0, 1)
      cursor.derive('in_operation', object.qualifier < 0x80, 1)
    },
  },
  qpa: { size: 1, read: (cursor, object) => qualifier(cursor, object, 'qpa') },
  fbp: {
    size: 2,
    read: (cursor) => cursor.expect('fbp', cursor.u16le('fbp') === 0x55aa, 'is always 0x55aa'),
  },
  tsc: { size: 2, read: (cursor) => cursor.u16le('test_counter') },
  nof: {
    size: 2,
    read: (cursor, object) => {
      object.file = cursor.u16le('file_name')
    },
  },
  nos: { size: 1, read: (cursor) => cursor.u8('section_name') },
  lof: { size: 3, read: (cursor) => cursor.u24le('length') },
  frq: { size: 1, read: (cursor, object) => ready(cursor, object, 'frq') },
  srq: { size: 1, read: (cursor, object) => ready(cursor, object, 'srq') },
  scq: {
    size: 1,
    read: (cursor, object) => {
      qualifier(cursor, object, 'scq')
      cursor.derive('error', object.qualifier >> 4, 1)
    },
  },
  lsq: { size: 1, read: (cursor) => cursor.u8('lsq') },
  chs: { size: 1, read: (cursor) => cursor.u8('checksum') },
  afq: {
    size: 1,
    read: (cursor, object) => {
      qualifier(cursor, object, 'afq')
      cursor.derive('error', object.qualifier >> 4, 1)
      // 1 and 3 say yes to a file or section, 2 and 4 say no (7.2.6.32).
      object.negative = object.qualifier % 2 === 0 && (object.qualifier & 15) > 0
    },
  },
  segment: {
    size: 0,
    read: (cursor, object) => {
      const size = cursor.u8('segment_length')
      cursor.raw('segment', size)
      object.bytes = size
    },
  },
  sof: {
    size: 1,
    read: (cursor) => {
      const octet = cursor.u8('sof')
      cursor.derive('last_file', (octet & 0x20) !== 0, 1)
      cursor.derive('is_directory', (octet & 0x40) !== 0, 1)
      cursor.derive('active', octet >= 0x80, 1)
    },
  },
  opaque: {
    size: 0,
    read: (cursor) => {
      const size = cursor.left
      cursor.skip(size)
      cursor.derive('protected_size', size, size)
    },
  },
} satisfies { [name: string]: Element }

export type ElementName = keyof typeof ELEMENTS

function qualifier(cursor: Cursor, object: InfoObject, name: string): void {
  object.qualifier = cursor.u8(name)
}
