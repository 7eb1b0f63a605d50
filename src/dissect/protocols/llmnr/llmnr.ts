import { REPLY, REQUEST } from '../../../model/message.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'
import { observeAnnouncement } from '../dns/observe.ts'
import { plausible, readDns } from '../dns/read.ts'

/** Link-local multicast name resolution: Windows hosts that name themselves on their own wire. */
export const llmnr = protocol({
  id: 'llmnr',
  title: 'Link-Local Multicast Name Resolution',
  spec: 'RFC 4795',
  family: 'it',
  carriedBy: { udp: [5355] },
  looksLike: (peek) => (plausible(peek) ? MAYBE : NO),
  glance(peek, glance) {
    glance.role = (peek.u8(2) & 0x80) !== 0 ? REPLY : REQUEST
    glance.pair = peek.u16(0)
    return mix(peek.hash(2, peek.length), 1)
  },
  read: (cursor) => readDns(cursor),
  observe: observeAnnouncement,
  examples: {
    'asks for a neighbour': '0a0b 0000 0001 0000 0000 0000 03656e67 00 0001 0001',
    'answers with its address':
      '0a0b 8000 0001 0001 0000 0000 03656e67 00 0001 0001 03656e67 00 0001 0001 0000001e 0004 c0000205',
    'cut in the question': '0a0b 0000 0001 0000 0000 0000 0365',
  },
})
