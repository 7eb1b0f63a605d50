import { PUSH } from '../../../model/message.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'
import { observeAnnouncement } from '../dns/observe.ts'
import { plausible, readDns } from '../dns/read.ts'

/** Multicast DNS: hosts that name themselves on their own wire. */
export const mdns = protocol({
  id: 'mdns',
  title: 'Multicast DNS',
  spec: 'RFC 6762',
  family: 'it',
  carriedBy: { udp: [5353] },
  looksLike: (peek) => (plausible(peek) ? MAYBE : NO),
  glance(peek, glance) {
    glance.role = PUSH
    return mix(peek.hash(2, peek.length), 1)
  },
  read: (cursor) => readDns(cursor),
  observe: observeAnnouncement,
  examples: {
    'announces its address':
      '0000 8400 0000 0001 0000 0000 03686d69 056c6f63616c 00 0001 8001 00000078 0004 c0000209',
    'asks for services': '0000 0000 0001 0000 0000 0000 055f68747470 045f746370 056c6f63616c 00 000c 0001',
    'tells its machine':
      '0000 8400 0000 0001 0000 0000 0168 056c6f63616c 00 000d 0001 00000078 000a 03583836 054c494e5558',
    'cut in the answer': '0000 8400 0000 0001 0000 0000 03686d69 056c6f63616c 00 0001 8001 0000',
  },
})
