import { PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, type Likeness, MAYBE, NO, protocol, SURE } from '../../protocol.ts'
import {
  BROADCAST_V6,
  DISTRIBUTE_BROADCAST,
  DISTRIBUTE_BROADCAST_V6,
  FORWARDED_NPDU,
  FORWARDED_NPDU_V6,
  IPV6_SELECTOR,
  ORIGINAL_BROADCAST,
  ORIGINAL_UNICAST,
  OVER_IPV4,
  OVER_IPV6,
  READ_BDT_ACK,
  READ_FDT_ACK,
  REGISTER_FOREIGN_DEVICE,
  REGISTER_FOREIGN_DEVICE_V6,
  RESOLUTION_ACK_V6,
  RESULT,
  SECURED_BVLL,
  UNICAST_V6,
  VIRTUAL_RESOLUTION_ACK_V6,
  WRITE_BDT,
} from './bvlc.tables.ts'
import { observeBvlc } from './observe.ts'
import { readBvlc } from './read.ts'

/** BVLC: BACnet's virtual link over UDP, with the tables that carry broadcasts between subnets. */
export const bvlc = protocol({
  id: 'bvlc',
  title: 'BACnet Virtual Link Control',
  spec: 'ANSI/ASHRAE 135-2020 Annex J (BACnet/IP) and Annex U (BACnet/IPv6)',
  family: 'ot',
  carriedBy: { udp: [47808] },
  looksLike,
  glance(peek, glance) {
    const code = peek.u8(1)
    const overIpv6 = peek.u8(0) === OVER_IPV6
    const start = npduAt(peek)
    if (start > 0) {
      glance.toAnybody = code === (overIpv6 ? BROADCAST_V6 : ORIGINAL_BROADCAST)
      glance.role = PUSH
      glance.anywhere = true
      glance.carry(overIpv6 ? IPV6_SELECTOR + code : code, start, peek.u16(2))
      return mix(peek.hash(4, start), overIpv6 ? IPV6_SELECTOR + code : code + 1)
    }
    glance.pair = TABLE_PAIR
    glance.role = isReply(peek) ? REPLY : REQUEST
    return isRenewal(peek) ? peek.hash(0, peek.length) : FULL
  },
  read: readBvlc,
  observe: observeBvlc,
  examples: {
    'carries a broadcast Who-Is': '81 0b 000c 01 20 ffff 00 ff 10 08',
    'carries a unicast ReadProperty': '81 0a 0011 01 04 02 05 07 0c 0c 02000064 19 4d',
    'forwards a Who-Is for another': '81 04 0012 c0a80a14 bac0 01 20 ffff 00 ff 10 08',
    'distributes a broadcast': '81 09 000c 01 20 ffff 00 ff 10 08',
    'writes a distribution table': '81 01 0018 c0a80a01 bac0 ffffffff c0a80b01 bac0 ffffffff',
    'is refused the writing': '81 00 0006 0010',
    'reads the distribution table': '81 02 0004',
    'answers with the distribution table': '81 03 000e c0a80a01 bac0 ffffffff',
    'registers as a foreign device': '81 05 0006 003c',
    'is accepted': '81 00 0006 0000',
    'reads the foreign devices': '81 06 0004',
    'answers with the foreign devices': '81 07 000e c0a80c09 bac0 003c 0041',
    'deletes a foreign device': '81 08 000a c0a80c09 bac0',
    'carries an NPDU over IPv6': '82 01 0012 010203 040506 01 00 10 08 09 01 19 05',
    'resolves an address over IPv6': '82 03 000a 010203 040506',
    'forwards an NPDU over IPv6': '82 08 001d 010203 20010db8000000000000000000000001 bac0 01 00 10 08',
    'is refused over IPv6': '82 00 0009 010203 0090',
    'cut in the distribution table': '81 01 0018 c0a80a01 bac0 ff',
  },
})

/** Requests for tables carry no number of their own: the last one asked is the one answered. */
const TABLE_PAIR = 0x81000000

/** Offset of the NPDU, or 0 when the function carries none. */
function npduAt(peek: Peek): number {
  const code = peek.u8(1)
  if (peek.u8(0) === OVER_IPV4) {
    if (code === ORIGINAL_UNICAST || code === ORIGINAL_BROADCAST || code === DISTRIBUTE_BROADCAST) return 4
    return code === FORWARDED_NPDU ? 10 : 0
  }
  if (code === UNICAST_V6) return 10
  if (code === BROADCAST_V6 || code === DISTRIBUTE_BROADCAST_V6) return 7
  return code === FORWARDED_NPDU_V6 ? 25 : 0
}

function isReply(peek: Peek): boolean {
  const code = peek.u8(1)
  if (peek.u8(0) === OVER_IPV4) return code === RESULT || code === READ_BDT_ACK || code === READ_FDT_ACK
  return code === RESULT || code === RESOLUTION_ACK_V6 || code === VIRTUAL_RESOLUTION_ACK_V6
}

/** Registrations are renewed for ever, and their results come as often: the only table messages that repeat. */
function isRenewal(peek: Peek): boolean {
  const code = peek.u8(1)
  if (code === RESULT) return true
  return code === (peek.u8(0) === OVER_IPV4 ? REGISTER_FOREIGN_DEVICE : REGISTER_FOREIGN_DEVICE_V6)
}

const NPDU_VERSION = 1
/** Length of each function's message where it is fixed (J.2, U.2), 0 where it is not. */
const FIXED_IPV4 = [6, 0, 4, 0, 0, 6, 4, 0, 10, 0, 0, 0, 0]
const FIXED_IPV6 = [9, 0, 0, 10, 28, 10, 7, 10, 0, 9, 25, 0, 0]

/**
 * A length that fits the datagram and a body that fits the function. A datagram that was cut, and an NPDU of another version, are believed
 * on the port alone.
 */
function looksLike(peek: Peek): Likeness {
  const type = peek.u8(0)
  if (type !== OVER_IPV4 && type !== OVER_IPV6) return NO
  const code = peek.u8(1)
  if (code > SECURED_BVLL) return NO
  const length = peek.u16(2)
  const fixed = (type === OVER_IPV4 ? FIXED_IPV4 : FIXED_IPV6)[code]!
  if (length < 4 || (fixed !== 0 && length !== fixed)) return NO
  const start = npduAt(peek)
  if (start > 0 && peek.u8(start) !== NPDU_VERSION) return length === peek.length ? MAYBE : NO
  if (length !== peek.length) return start > 0 || length < peek.length ? MAYBE : NO
  if (start > 0 || fixed !== 0) return SURE
  const tables = type === OVER_IPV4 && (code === WRITE_BDT || code === READ_BDT_ACK || code === READ_FDT_ACK)
  return tables && (length - 4) % TABLE_ENTRY !== 0 ? NO : MAYBE
}

/** Entries of both tables are ten octets long. */
const TABLE_ENTRY = 10
