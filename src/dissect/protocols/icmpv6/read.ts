import { limits } from '../../../base/limits.ts'
import { readIpv6, readMac } from '../../addresses.ts'
import type { Cursor } from '../../cursor.ts'
import { OPTION, OPTION_NAMES, TYPE, TYPE_NAMES, UNREACHABLE_CODES } from './icmpv6.tables.ts'

/** One ICMPv6 message. */
export interface Icmpv6 {
  type: number
  code: number
  /** Address that a neighbour message or redirect is about. */
  target: string
  /** Destination of a redirect, or of the packet that an error quotes. */
  destination: string
  /** MAC that the sender gives for itself, and for the target. */
  sourceMac: string
  targetMac: string
  /** Prefixes that a router announces, with their lengths. */
  prefixes: string[]
  /** Groups that a listener wants or leaves. */
  groups: string[]
  /** Seconds that a router offers itself as the default one. */
  lifetime: number
}

/** Reads a whole message. */
export function readIcmpv6(cursor: Cursor): Icmpv6 {
  const type = cursor.u8('type')
  cursor.derive('type_name', TYPE_NAMES[type] ?? `type ${type}`, 1)
  const code = cursor.u8('code')
  cursor.u16('checksum')
  const message: Icmpv6 = {
    type,
    code,
    target: '',
    destination: '',
    sourceMac: '',
    targetMac: '',
    prefixes: [],
    groups: [],
    lifetime: 0,
  }
  ;(BODIES[type] ?? readEcho)(cursor, message)
  return message
}

const BODIES: { readonly [type: number]: (cursor: Cursor, message: Icmpv6) => void } = {
  [TYPE.unreachable]: (cursor, message) => {
    cursor.derive('code_name', UNREACHABLE_CODES[message.code] ?? `code ${message.code}`)
    readError(cursor, message)
  },
  [TYPE.tooBig]: readError,
  [TYPE.timeExceeded]: readError,
  [TYPE.parameterProblem]: readError,
  [TYPE.listenerQuery]: readListener,
  [TYPE.listenerReport]: readListener,
  [TYPE.listenerDone]: readListener,
  [TYPE.routerSolicitation]: (cursor, message) => {
    cursor.u32('reserved')
    readOptions(cursor, message)
  },
  [TYPE.routerAdvertisement]: (cursor, message) => {
    cursor.u8('hop_limit')
    cursor.u8('flags')
    message.lifetime = cursor.u16('router_lifetime')
    cursor.u32('reachable_time')
    cursor.u32('retransmit_timer')
    readOptions(cursor, message)
  },
  [TYPE.neighborSolicitation]: (cursor, message) => {
    cursor.u32('reserved')
    message.target = readIpv6(cursor, 'target')
    readOptions(cursor, message)
  },
  [TYPE.neighborAdvertisement]: (cursor, message) => {
    cursor.u32('flags')
    message.target = readIpv6(cursor, 'target')
    readOptions(cursor, message)
  },
  [TYPE.redirect]: (cursor, message) => {
    cursor.u32('reserved')
    message.target = readIpv6(cursor, 'target')
    message.destination = readIpv6(cursor, 'destination')
    readOptions(cursor, message)
  },
  [TYPE.listenerReport2]: readReports,
}

function readEcho(cursor: Cursor): void {
  cursor.u16('identifier')
  cursor.u16('sequence')
  if (cursor.left > 0) cursor.rest('data')
}

/** RFC 4443 section 3: a word of the type's own, then as much of the packet as fits. */
function readError(cursor: Cursor, message: Icmpv6): void {
  cursor.u32('parameter')
  cursor.group('quoted', () => {
    cursor.skip(8)
    readIpv6(cursor, 'source')
    message.destination = readIpv6(cursor, 'destination')
    if (cursor.left > 0) cursor.rest('data')
  })
}

/** RFC 2710 section 3; a query may go on as in RFC 3810. */
function readListener(cursor: Cursor, message: Icmpv6): void {
  cursor.u16('max_response_delay')
  cursor.u16('reserved')
  const group = readIpv6(cursor, 'group')
  if (message.type !== TYPE.listenerQuery) message.groups.push(group)
  if (cursor.left > 0) cursor.rest('data')
}

/** RFC 3810 section 5.2. */
function readReports(cursor: Cursor, message: Icmpv6): void {
  cursor.u16('reserved')
  const count = cursor.u16('number_of_records')
  cursor.each('records', count, limits.dissect.listItems, () => {
    cursor.u8('record_type')
    const words = cursor.u8('aux_data_length')
    const sources = cursor.u16('number_of_sources')
    message.groups.push(readIpv6(cursor, 'group'))
    cursor.each('sources', sources, limits.dissect.listItems, () => readIpv6(cursor, 'source'))
    cursor.skip(words * 4)
  })
}

/** RFC 4861 section 4.6: type, length in units of eight bytes, contents. */
function readOptions(cursor: Cursor, message: Icmpv6): void {
  cursor.each('options', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const type = cursor.u8('option_type')
    cursor.derive('option_name', OPTION_NAMES[type] ?? `option ${type}`, 1)
    const size = cursor.u8('option_length') * 8 - 2
    cursor.expect('option_length', size > 0, 'is not 0')
    if (size <= 0) cursor.skip(cursor.left)
    else cursor.within('option', size, () => readOption(cursor, type, size, message))
  })
}

/** A link-layer address of six bytes is a MAC; other links have longer ones. */
const MAC_OPTION = 6

function readOption(cursor: Cursor, type: number, size: number, message: Icmpv6): void {
  if (type === OPTION.sourceLink && size === MAC_OPTION) message.sourceMac = readMac(cursor, 'source_mac')
  else if (type === OPTION.targetLink && size === MAC_OPTION)
    message.targetMac = readMac(cursor, 'target_mac')
  else if (type === OPTION.prefix) {
    const length = cursor.u8('prefix_length')
    cursor.u8('flags')
    cursor.u32('valid_lifetime')
    cursor.u32('preferred_lifetime')
    cursor.skip(4)
    message.prefixes.push(`${readIpv6(cursor, 'prefix')}/${length}`)
  } else if (type === OPTION.mtu) {
    cursor.skip(2)
    cursor.u32('mtu')
  } else if (type === OPTION.servers) {
    cursor.skip(2)
    cursor.u32('lifetime')
    cursor.each('servers', Number.POSITIVE_INFINITY, limits.dissect.listItems, () =>
      readIpv6(cursor, 'server'),
    )
  } else cursor.rest('data')
}
