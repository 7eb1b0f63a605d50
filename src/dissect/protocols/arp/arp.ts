import { isGroupMac } from '../../../base/address.ts'
import { type Message, PUSH } from '../../../model/message.ts'
import type { Binding } from '../../../model/observation.ts'
import { readIpv4, readMac } from '../../addresses.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'

/** One ARP message. */
export interface Arp {
  operation: number
  senderMac: string
  senderIp: string
  targetMac: string
  targetIp: string
}

const ETHERNET = 1
/** Hardware type "IEEE 802 networks", which some stacks use on Ethernet (IANA ARP parameters). */
const IEEE_802 = 6
const IPV4 = 0x0800
const REQUEST = 1
const REPLY = 2
const NOBODY = '0.0.0.0'
const BODY = 28

/** ARP: which interface says that an address is its own. Only IPv4 over Ethernet. */
export const arp = protocol({
  id: 'arp',
  title: 'Address Resolution Protocol',
  spec: 'RFC 826; probes and announcements RFC 5227',
  family: 'network',
  carriedBy: { ethertype: [0x0806] },
  looksLike(peek) {
    const hardware = peek.u16(0)
    if (hardware !== ETHERNET && hardware !== IEEE_802) return NO
    if (peek.u16(2) !== IPV4 || peek.u16(4) !== 0x0604) return NO
    const operation = peek.u16(6)
    return operation === REQUEST || operation === REPLY ? MAYBE : NO
  },
  glance(peek, glance) {
    // Request and reply travel in two conversations, one to everybody and one to the asker: they never pair.
    glance.role = PUSH
    return mix(peek.hash(6, BODY), 1)
  },
  read(cursor): Arp {
    cursor.u16('hardware_type')
    cursor.u16('protocol_type')
    cursor.u8('hardware_size')
    cursor.u8('protocol_size')
    const operation = cursor.u16('opcode')
    const senderMac = readMac(cursor, 'sender_mac')
    const senderIp = readIpv4(cursor, 'sender_ip')
    const targetMac = readMac(cursor, 'target_mac')
    const targetIp = readIpv4(cursor, 'target_ip')
    cursor.derive('kind', kindOf(operation, senderIp, targetIp))
    cursor.expect('sender_mac', !isGroupMac(senderMac), 'is a group address, which can own no IP')
    return { operation, senderMac, senderIp, targetMac, targetIp }
  },
  observe,
  examples: {
    'asks who has an address': '0001 0800 0604 0001 020000000001 c0000201 000000000000 c0000202',
    'answers that it is here': '0001 0800 0604 0002 020000000002 c0000202 020000000001 c0000201',
    'probes an address before taking it': '0001 0800 0604 0001 020000000003 00000000 000000000000 c0000203',
    'announces its address': '0001 0800 0604 0001 020000000003 c0000203 000000000000 c0000203',
    'announces its address by a reply': '0001 0800 0604 0002 020000000003 c0000203 ffffffffffff c0000203',
    'claims an address for everybody': '0001 0800 0604 0002 ffffffffffff c0000201 020000000001 c0000202',
    'cut in the target': '0001 0800 0604 0001 020000000001 c0000201 0000',
  },
})

/** What a message is for: RFC 5227 tells probes (no sender address) and announcements (sender and target the same) apart. */
function kindOf(operation: number, senderIp: string, targetIp: string): string {
  if (senderIp === NOBODY) return 'probe'
  if (senderIp === targetIp) return 'announcement'
  return operation === REQUEST ? 'request' : 'reply'
}

/** The sender binds its own addresses. Of the target it only repeats what it was told or believes, so that proves nothing. */
function observe(message: Message<Arp>): Binding[] {
  const { senderMac, senderIp } = message.value!
  if (senderIp === NOBODY || isGroupMac(senderMac)) return []
  return [{ kind: 'binding', mac: senderMac, ip: senderIp }]
}
