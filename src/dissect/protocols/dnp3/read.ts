import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import {
  CON,
  FIN,
  FIR,
  FREEZE_AT_TIME,
  FREEZE_AT_TIME_NO_ACK,
  FUNCTIONS,
  IIN_RESERVED,
  INDICATIONS,
  OPERATE,
  RESPONSE,
  SELECT,
  SEQUENCE,
  UNS,
  UNSOLICITED,
  WITHOUT_DATA,
} from './dnp3.tables.ts'
import { emptyFragment, type Fragment, type ObjectHeader } from './fragment.ts'
import { GROUPS, layoutOf, packedBits, sizeOf } from './objects.tables.ts'
import {
  ALL,
  LAST_INDEX_RANGE,
  LAST_START_STOP,
  PREFIX_SIZES,
  prefixHoldsIndex,
  prefixHoldsSize,
  RANGE_SIZES,
  VARIABLE,
} from './qualifier.ts'
import { SPECIAL, standsAlone } from './special.ts'
import { readElements, readPacked } from './values.ts'

/** Indexes kept of one header for a person to see; points beyond are counted. */
const INDEXES_KEPT = 64

/** Count of a header that cannot be followed: where its objects end nobody can tell. */
const UNKNOWN = -1

/** Reads an application fragment from its control octet to its last object. */
export function readFragment(cursor: Cursor, session: Session): Fragment {
  const fragment = emptyFragment()
  readHeader(cursor, fragment)
  session.keep(fragment)
  const code = fragment.function
  if (FUNCTIONS[code] === undefined) {
    cursor.rest('data')
    return fragment
  }
  cursor.each('objects', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const header = readObjectHeader(cursor)
    fragment.objects.push(header)
    if (header.count !== UNKNOWN) readObjects(cursor, session, fragment, header)
    else cursor.rest('unknown_objects')
  })
  if (code === SELECT || code === OPERATE) pairWithSelect(cursor, session, fragment)
  return fragment
}

function readHeader(cursor: Cursor, fragment: Fragment): void {
  const control = cursor.u8('application_control')
  fragment.first = (control & FIR) !== 0
  fragment.final = (control & FIN) !== 0
  fragment.sequence = cursor.derive('sequence', control & SEQUENCE, 1)
  cursor.derive('fir', fragment.first ? 1 : 0, 1)
  cursor.derive('fin', fragment.final ? 1 : 0, 1)
  cursor.derive('con', (control & CON) === 0 ? 0 : 1, 1)
  cursor.derive('uns', (control & UNS) === 0 ? 0 : 1, 1)
  const code = cursor.u8('function_code')
  fragment.function = code
  const name = FUNCTIONS[code]
  cursor.expect('function_code', name !== undefined, 'is not an application function')
  cursor.derive(code >= RESPONSE ? 'fc_reply' : 'fc_request', name ?? `function ${code}`, 1)
  if (code === UNSOLICITED || code === RESPONSE)
    cursor.expect('uns', (code === UNSOLICITED) === ((control & UNS) !== 0), 'does not fit the function')
  // Requests always fit one fragment (clause 4.2.2.4.1).
  if (code < RESPONSE) cursor.expect('fir', fragment.first && fragment.final, 'a request is one fragment')
  if (code < RESPONSE) return
  fragment.iin = cursor.u16('iin')
  cursor.expect('iin', (fragment.iin & IIN_RESERVED) === 0, 'has reserved bits set')
  if (!cursor.traced) return
  const names = INDICATIONS.filter(([bit]) => (fragment.iin & bit) !== 0).map(([, word]) => word)
  cursor.derive('indications', names.join(', '), 2)
}

function readObjectHeader(cursor: Cursor): ObjectHeader {
  const group = cursor.u8('group')
  const variation = cursor.u8('variation')
  cursor.derive('object_type', GROUPS[group] ?? `group ${group}`, 1)
  const qualifier = cursor.u8('qualifier')
  const range = qualifier & 15
  const known = qualifier < 0x80 && qualifier >> 4 !== 7 && RANGE_SIZES[range]! >= 0
  cursor.expect('qualifier', known, 'is reserved')
  const header: ObjectHeader = { group, variation, qualifier, start: -1, stop: -1, count: 0, indexes: [] }
  if (range <= LAST_START_STOP) {
    const width = RANGE_SIZES[range]! / 2
    header.start = readWide(cursor, 'range_low', width)
    header.stop = readWide(cursor, 'range_high', width)
    const forward = cursor.expect('range_high', header.stop >= header.start, 'lies below the start')
    header.count = forward ? header.stop - header.start + 1 : UNKNOWN
  } else if (range !== ALL && RANGE_SIZES[range]! > 0)
    header.count = readWide(cursor, 'count', RANGE_SIZES[range]!)
  if (!known) header.count = UNKNOWN
  cursor.derive('object_count', Math.max(0, header.count))
  return header
}

function readWide(cursor: Cursor, name: string, width: number): number {
  return width === 1 ? cursor.u8(name) : width === 2 ? cursor.u16le(name) : cursor.u32le(name)
}

/** Whether objects stand behind this header, or only the names of points. */
function bringsData(fragment: Fragment, { group, qualifier }: ObjectHeader): boolean {
  if ((qualifier & 15) === ALL) return false
  if (prefixHoldsSize(qualifier) || group === 120) return true
  const code = fragment.function
  if ((code === FREEZE_AT_TIME || code === FREEZE_AT_TIME_NO_ACK) && group === 50) return true
  return !WITHOUT_DATA.has(code)
}

function readObjects(cursor: Cursor, session: Session, fragment: Fragment, header: ObjectHeader): void {
  const { group, variation, qualifier, count } = header
  const prefix = PREFIX_SIZES[qualifier >> 4] ?? 0
  if (!bringsData(fragment, header)) {
    if (prefix > 0 && count > 0)
      cursor.each('points', count, limits.dissect.listItems, () => readIndex(cursor, header, prefix))
    return
  }
  const bits = packedBits(group, variation)
  if (bits > 0 && prefix === 0) {
    readPacked(cursor, count, bits)
    return
  }
  const sized = prefixHoldsSize(qualifier)
  cursor.expect(
    'qualifier',
    !sized || (qualifier & 15) === VARIABLE,
    'puts sizes before objects without the range for it',
  )
  if (!sized && !isKnown(header)) {
    // Without its size nobody can tell where the next object begins.
    cursor.expect('variation', false, 'is not in the object library')
    cursor.rest('unknown_objects')
    return
  }
  cursor.each('points', count, limits.dissect.listItems, (at) => {
    if (sized)
      cursor.within('object', readWide(cursor, 'size', prefix), () =>
        readOne(cursor, session, fragment, header, at),
      )
    else {
      const index = prefix > 0 ? readIndex(cursor, header, prefix) : indexAt(header, at)
      if (prefix === 0 && index >= 0) cursor.derive('index_number', index)
      readOne(cursor, session, fragment, header, index)
    }
  })
}

function readIndex(cursor: Cursor, header: ObjectHeader, width: number): number {
  const index = readWide(cursor, 'index_number', width)
  if (header.indexes.length < INDEXES_KEPT) header.indexes.push(index)
  return index
}

/** Index of the point at a place of a range of indexes; -1 where the range is none. */
function indexAt(header: ObjectHeader, place: number): number {
  return (header.qualifier & 15) <= LAST_INDEX_RANGE ? header.start + place : -1
}

function isKnown({ group, variation, qualifier }: ObjectHeader): boolean {
  if (group in SPECIAL) return standsAlone(group, variation)
  return sizeOf(group, variation) > 0 || (packedBits(group, variation) > 0 && prefixHoldsIndex(qualifier))
}

function readOne(
  cursor: Cursor,
  session: Session,
  fragment: Fragment,
  header: ObjectHeader,
  index: number,
): void {
  const { group, variation } = header
  const special = SPECIAL[group]
  if (special !== undefined) {
    // The set of an attribute is what for other groups is the index.
    special(cursor, { group, variation, index: Math.max(0, index), fragment, session })
    return
  }
  const layout = layoutOf(group, variation)
  if (layout !== undefined) readElements(cursor, group, layout)
  else if (packedBits(group, variation) > 0) cursor.u8('value')
  else cursor.text('value', sizeOf(group, variation))
}

/** What a select prepared, for the operate that must follow with the very same objects (clause 4.4.3). */
interface Prepared {
  sequence: number
  content: string
}

function pairWithSelect(cursor: Cursor, session: Session, fragment: Fragment): void {
  const key = `select ${session.recall<number>('outstation') ?? ''}`
  const content = fragment.controls
    .map((one) => `${one.group}.${one.variation}.${one.index}.${one.content}`)
    .join(' ')
  if (fragment.function === SELECT) {
    session.remember(key, { sequence: fragment.sequence, content } satisfies Prepared)
    return
  }
  const prepared = session.recall<Prepared>(key)
  if (prepared === undefined) return
  session.forget(key)
  cursor.expect('objects', prepared.content === content, 'are not those that were selected')
  cursor.expect(
    'sequence',
    fragment.sequence === ((prepared.sequence + 1) & SEQUENCE),
    'does not follow the select',
  )
}
