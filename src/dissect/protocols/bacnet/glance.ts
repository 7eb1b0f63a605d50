import { limits } from '../../../base/limits.ts'
import { PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, type Glance } from '../../protocol.ts'
import {
  ABORT,
  COMPLEX_ACK,
  CONFIRMED_REQUEST,
  CONFIRMED_SERVICES,
  DEVICE,
  ERROR,
  MORE_FOLLOWS,
  REJECT,
  SEGMENT_ACK,
  SEGMENTED,
  SENT_BY_SERVER,
  SIMPLE_ACK,
  UNCONFIRMED_REQUEST,
  UNCONFIRMED_SERVICES,
} from './codes.tables.ts'
import {
  HAS_DESTINATION,
  HAS_SOURCE,
  INITIALIZE_TABLE,
  INITIALIZE_TABLE_ACK,
  NETWORK_MESSAGE,
} from './network.tables.ts'

/** Some services as bits of one number. */
function bits<T>(all: readonly T[], ...some: readonly T[]): number {
  return some.reduce((sum, one) => sum | (1 << all.indexOf(one)), 0)
}

/** Confirmed services that only look, whose requests repeat for ever with the same parameters. */
const LOOKING = bits(
  CONFIRMED_SERVICES,
  'GetAlarmSummary',
  'GetEnrollmentSummary',
  'SubscribeCOV',
  'ReadProperty',
  'ReadPropertyMultiple',
  'ReadRange',
  'SubscribeCOVProperty',
  'GetEventInformation',
)
/** Unconfirmed services that repeat word for word. */
const ANNOUNCING = bits(UNCONFIRMED_SERVICES, 'I-Am', 'I-Have', 'Who-Has', 'Who-Is', 'Who-Am-I')
/** Services that carry process values: the parameters before the values tell what they are about. */
const CONFIRMED_COV = CONFIRMED_SERVICES.indexOf('ConfirmedCOVNotification')
const UNCONFIRMED_COV = UNCONFIRMED_SERVICES.indexOf('UnconfirmedCOVNotification')
const READ_PROPERTY = CONFIRMED_SERVICES.indexOf('ReadProperty')
const READ_PROPERTY_MULTIPLE = CONFIRMED_SERVICES.indexOf('ReadPropertyMultiple')

/** Routing tables are asked for without a number: the last one asked is the one answered. */
const TABLE_PAIR = 0x06000000

/** Offset of the APDU behind the network layer's header. */
export function apduAt(peek: Peek): number {
  const control = peek.u8(1)
  let at = 2
  if ((control & HAS_DESTINATION) !== 0) at += 3 + Math.max(0, peek.u8(at + 2))
  if ((control & HAS_SOURCE) !== 0) at += 3 + Math.max(0, peek.u8(at + 2))
  return (control & HAS_DESTINATION) !== 0 ? at + 1 : at
}

/** The cheap first read: who asks and who answers, and whether it has been said before. */
export function glanceNpdu(peek: Peek, glance: Glance): number {
  const control = peek.u8(1)
  glance.role = PUSH
  glance.anywhere = true
  const at = apduAt(peek)
  if ((control & NETWORK_MESSAGE) !== 0) {
    const type = peek.u8(at)
    if (type === INITIALIZE_TABLE) glance.role = REQUEST
    else if (type === INITIALIZE_TABLE_ACK) glance.role = REPLY
    glance.pair = TABLE_PAIR
    return FULL
  }
  const first = peek.u8(at)
  const key = peek.hash(1, routeEnd(peek), first >> 4)
  switch (first >> 4) {
    case CONFIRMED_REQUEST:
      return request(peek, glance, at, first, key)
    case UNCONFIRMED_REQUEST:
      return announcement(peek, at, key)
    case COMPLEX_ACK:
      if ((first & MORE_FOLLOWS) !== 0) glance.role = 0
      else reply(peek, glance, at + 1)
      return (first & SEGMENTED) !== 0 ? FULL : result(peek, at, key)
    case SIMPLE_ACK:
      reply(peek, glance, at + 1)
      return mix(key, peek.u8(at + 2))
    case ERROR:
      reply(peek, glance, at + 1)
      return peek.hash(at + 2, peek.length, key)
    case REJECT:
      reply(peek, glance, at + 1)
      return mix(key, peek.u8(at + 2))
    case ABORT:
      if ((first & SENT_BY_SERVER) === 0) {
        glance.role = 0
        return FULL
      }
      reply(peek, glance, at + 1)
      return mix(key, peek.u8(at + 2))
    case SEGMENT_ACK:
      glance.role = 0
      return mix(key, 1)
    default:
      return FULL
  }
}

function request(peek: Peek, glance: Glance, at: number, first: number, key: number): number {
  glance.role = (first & MORE_FOLLOWS) !== 0 ? 0 : REQUEST
  // Invoke ids count for one client and one server: a request's destination is its reply's source.
  glance.pair = pair(peek, peek.u8(at + 2), HAS_SOURCE, HAS_DESTINATION)
  if ((first & SEGMENTED) !== 0) return FULL
  const service = peek.u8(at + 3)
  if (service === CONFIRMED_COV) return covKey(peek, at + 4, mix(key, service))
  if (service > 31 || ((LOOKING >>> service) & 1) === 0) return FULL
  return peek.hash(at + 3, peek.length, key)
}

function announcement(peek: Peek, at: number, key: number): number {
  const service = peek.u8(at + 1)
  if (service === UNCONFIRMED_COV) return covKey(peek, at + 2, mix(key, service))
  if (service > 31 || ((ANNOUNCING >>> service) & 1) === 0) return FULL
  return peek.hash(at + 1, peek.length, key)
}

/** Results of reads repeat whatever the value; what a device object says of itself counts to the last octet. */
function result(peek: Peek, at: number, key: number): number {
  const service = peek.u8(at + 2)
  if (service !== READ_PROPERTY && service !== READ_PROPERTY_MULTIPLE) return FULL
  const type = (peek.u8(at + 4) << 2) | (peek.u8(at + 5) >> 6)
  if (type === DEVICE) return peek.hash(at + 2, peek.length, key)
  return structure(peek, at + 3, mix(key, service), service === READ_PROPERTY ? 3 : 4)
}

const CONTEXT_PRIMITIVE = 8

/** A COV notification is told by its subscription, device and object, the first three parameters. */
function covKey(peek: Peek, start: number, key: number): number {
  let at = start
  let hash = key
  for (let tag = 0; tag < 3; tag++) {
    if (peek.u8(at) >> 4 !== tag || (peek.u8(at) & CONTEXT_PRIMITIVE) === 0) return FULL
    const size = peek.u8(at) & 7
    if (size > 4) return FULL
    hash = peek.hash(at, at + 1 + size, hash)
    at += 1 + size
  }
  return hash
}

/** Folds the tags and contents of a result into a key, but nothing that lies between opening and closing tag `values`. */
function structure(peek: Peek, start: number, key: number, values: number): number {
  let at = start
  let hash = key
  let inside = 0
  for (let tags = 0; at < peek.length && tags < limits.dissect.tagsEnclosed; tags++) {
    const first = peek.u8(at)
    const number = first >> 4
    const type = first & 7
    const context = (first & CONTEXT_PRIMITIVE) !== 0
    // Long tag numbers are rare enough to be read in full.
    if (number === 15) return FULL
    if (context && type >= 6) {
      if (inside > 0) inside += type === 6 ? 1 : -1
      else if (type === 6 && number === values) inside = 1
      hash = inside > 1 ? hash : mix(hash, first)
      at += 1
      continue
    }
    const extended = type === 5 ? peek.u8(at + 1) : type
    const header = type !== 5 ? 1 : extended === 254 ? 4 : extended === 255 ? 6 : 2
    const size = extended === 254 ? peek.u16(at + 2) : extended === 255 ? peek.u32(at + 2) : extended
    const content = !context && number === 1 ? 0 : size
    if (content < 0) return FULL
    if (inside === 0) hash = peek.hash(at, at + header + content, hash)
    at += header + content
  }
  return hash
}

function reply(peek: Peek, glance: Glance, invokeAt: number): void {
  glance.role = REPLY
  glance.pair = pair(peek, peek.u8(invokeAt), HAS_DESTINATION, HAS_SOURCE)
}

/** Folds the client's and the server's station, as far as they are on other networks, and the invoke id into one number. */
function pair(peek: Peek, invokeId: number, client: number, server: number): number {
  return mix(mix(station(peek, client), station(peek, server)), invokeId)
}

function station(peek: Peek, which: number): number {
  const control = peek.u8(1)
  if ((control & which) === 0) return 0
  let at = 2
  if (which === HAS_SOURCE && (control & HAS_DESTINATION) !== 0) at += 3 + Math.max(0, peek.u8(at + 2))
  return peek.hash(at, at + 3 + Math.max(0, peek.u8(at + 2)))
}

/** The header's destination and source are part of what a message means; the hop count behind them is not. */
function routeEnd(peek: Peek): number {
  const at = apduAt(peek)
  return (peek.u8(1) & HAS_DESTINATION) !== 0 ? at - 1 : at
}
