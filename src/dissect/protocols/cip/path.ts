import { ipv4Text } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import { type Cursor, hex, plainText } from '../../cursor.ts'

/** One step of a route: out of a port, to a link address (a slot, a node number or an IP address). */
export interface Hop {
  port: number
  address: string
}

/** A class and, where the path names one, an instance of it. */
export interface ObjectId {
  class: number
  instance: number | undefined
}

/** What a path (EPATH) says: the way there, the objects from the outermost inwards, and what of the last one is meant. */
export interface Path {
  route: Hop[]
  objects: ObjectId[]
  attribute: number | undefined
  member: number | undefined
  connectionPoints: number[]
  /** A symbolic name in the notation of programmers: `Program:Main.Valve[3].Open`. */
  tag: string
  /** Identity that the target must have (electronic key). */
  key: { vendor: number; deviceType: number; productCode: number } | undefined
}

export function emptyPath(): Path {
  return {
    route: [],
    objects: [],
    attribute: undefined,
    member: undefined,
    connectionPoints: [],
    tag: '',
    key: undefined,
  }
}

/** The object that a path ends at. */
export function target(path: Path): ObjectId | undefined {
  return path.objects.at(-1)
}

/** Reads a padded EPATH of `words` 16-bit words (CIP Volume 1, Appendix C-1). */
export function readPath(cursor: Cursor, name: string, words: number): Path {
  const path = emptyPath()
  cursor.within(name, words * 2, () => {
    cursor.each('segments', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
      readSegment(cursor, path),
    )
  })
  return path
}

/** Segment types: the upper three bits (C-1.4). */
const PORT = 0
const LOGICAL = 1
const NETWORK = 2
const SYMBOLIC = 3
const DATA = 4

function readSegment(cursor: Cursor, path: Path): void {
  const type = cursor.u8('segment_type')
  const kind = type >> 5
  if (kind === PORT) readPort(cursor, type, path)
  else if (kind === LOGICAL) readLogical(cursor, type, path)
  else if (kind === NETWORK) readNetwork(cursor, type)
  else if (kind === SYMBOLIC) readSymbol(cursor, type, path)
  else if (kind === DATA) readData(cursor, type, path)
  else cursor.expect('segment_type', false, `0x${type.toString(16)} has no place in a path`)
}

const EXTENDED_LINK = 0x10
const EXTENDED_PORT = 15
/** Longest text of an IP address or host name in a link address. */
const TEXT = /^[\w.:-]+$/

/** C-1.4.1: port number, then a link address of one byte or of a stated size, padded to a word. */
function readPort(cursor: Cursor, type: number, path: Path): void {
  const size = (type & EXTENDED_LINK) === 0 ? 0 : cursor.u8('link_address_size')
  const low = type & 15
  const port = low === EXTENDED_PORT ? cursor.u16le('port') : cursor.derive('port', low)
  if (size === 0) {
    path.route.push({ port, address: String(cursor.u8('link_address')) })
    return
  }
  const bytes = cursor.raw('link_address_bytes', size)
  const text = plainText(bytes, 0, size)
  const address = TEXT.test(text) ? text : size === 4 ? ipv4Text(bytes, 0) : hex(bytes)
  cursor.derive('link_address', address, size)
  if (size % 2 === 1) cursor.skip(1)
  path.route.push({ port, address })
}

/** Logical types: bits 4 to 2 (C-1.4.2). */
const NAMES = [
  'class_id',
  'instance_id',
  'member_id',
  'connection_point',
  'attribute_id',
  'key',
  'service_id',
  'extended_logical',
] as const
const CLASS = 0
const INSTANCE = 1
const MEMBER = 2
const POINT = 3
const ATTRIBUTE = 4
const SPECIAL = 5
const EXTENDED = 7

function readLogical(cursor: Cursor, type: number, path: Path): void {
  const logical = (type >> 2) & 7
  const format = type & 3
  if (logical === SPECIAL) {
    readKey(cursor, path)
    return
  }
  const name = NAMES[logical]!
  if (logical === EXTENDED) cursor.u8('extended_type')
  const value = readNumber(cursor, name, format, logical === EXTENDED)
  if (logical === CLASS) path.objects.push({ class: value, instance: undefined })
  else if (logical === INSTANCE) placeInstance(path, value)
  else if (logical === MEMBER) placeMember(path, value)
  else if (logical === POINT) path.connectionPoints.push(value)
  else if (logical === ATTRIBUTE) path.attribute = value
}

/** 8, 16 or 32 bits; the wider ones stand behind a pad byte, unless an extended type already took its place. */
function readNumber(cursor: Cursor, name: string, format: number, aligned: boolean): number {
  if (format === 0) return cursor.u8(name)
  if (!aligned) cursor.skip(1)
  if (format === 1) return cursor.u16le(name)
  cursor.expect(name, format === 2, 'has a reserved format')
  return cursor.u32le(name)
}

/** A second instance for one class means another object of that class: its path is written without repeating the class. */
function placeInstance(path: Path, value: number): void {
  const last = path.objects.at(-1)
  if (last === undefined) path.objects.push({ class: 0, instance: value })
  else if (last.instance === undefined) last.instance = value
  else path.objects.push({ class: last.class, instance: value })
}

/** Behind a symbol a member is an array index. */
function placeMember(path: Path, value: number): void {
  if (path.tag === '') path.member = value
  else if (path.tag.length >= LONGEST_TAG) return
  else if (path.tag.endsWith(']')) path.tag = `${path.tag.slice(0, -1)},${value}]`
  else path.tag += `[${value}]`
}

/** Electronic key, format 4 (C-1.4.2). */
function readKey(cursor: Cursor, path: Path): void {
  const format = cursor.u8('key_format')
  cursor.expect('key_format', format === 4 || format === 5, 'is not a key format of this specification')
  const vendor = cursor.u16le('key_vendor_id')
  const deviceType = cursor.u16le('key_device_type_id')
  const productCode = cursor.u16le('key_product_code')
  cursor.u8('key_major_revision')
  cursor.u8('key_minor_revision')
  if (format === 5) cursor.u32le('key_serial_number')
  path.key = { vendor, deviceType, productCode }
}

/** C-1.4.3: types from 0x10 on say their size in words, the others hold one byte. */
function readNetwork(cursor: Cursor, type: number): void {
  if ((type & 0x10) === 0) cursor.u8('network_segment')
  else cursor.raw('network_segment', cursor.u8('network_segment_words') * 2)
}

/** C-1.4.4: up to 31 characters of one byte; a size of 0 announces wider characters or numbers. */
function readSymbol(cursor: Cursor, type: number, path: Path): void {
  const size = type & 0x1f
  if (size > 0) {
    addName(path, cursor.text('symbol', size))
    if (size % 2 === 0) cursor.skip(1)
    return
  }
  const format = cursor.u8('symbol_format')
  const count = format & 0x1f
  if (format >> 5 === 6) {
    addName(path, String(readNumber(cursor, 'symbol_number', count - 6, true)))
    return
  }
  const bytes = cursor.raw('symbol_bytes', count * (format >> 5 === 1 ? 2 : 3))
  addName(path, hex(bytes))
  if (bytes.length % 2 === 1) cursor.skip(1)
}

const ANSI_SYMBOL = 0x91

/** C-1.4.5: simple data in words, or an extended symbol in bytes. */
function readData(cursor: Cursor, type: number, path: Path): void {
  if (type !== ANSI_SYMBOL) {
    cursor.raw('data_segment', cursor.u8('data_segment_words') * 2)
    return
  }
  const size = cursor.u8('symbol_size')
  addName(path, cursor.text('symbol', size))
  if (size % 2 === 1) cursor.skip(1)
}

/** Longest name of a tag that is put together from its segments. */
const LONGEST_TAG = 256

function addName(path: Path, name: string): void {
  if (path.tag.length < LONGEST_TAG) path.tag += path.tag === '' ? name : `.${name}`
}

/** Where a routed message ends, as a part of the device that passes it on; undefined when there is no route. */
export function partOf(route: readonly Hop[]): { part: 'module' | 'device'; id: string } | undefined {
  const last = route.at(-1)
  if (last === undefined) return undefined
  const id = route.map(hopText).join(', ').slice(0, 120)
  return { part: last.port === BACKPLANE ? 'module' : 'device', id }
}

/** Port 1 of a module leads to its backplane, where link addresses are slots (C-1.4.1). */
const BACKPLANE = 1

function hopText(hop: Hop): string {
  return hop.port === BACKPLANE ? `slot ${hop.address}` : `port ${hop.port} address ${hop.address}`
}
