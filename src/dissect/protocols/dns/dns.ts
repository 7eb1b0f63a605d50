import { REPLY, REQUEST } from '../../../model/message.ts'
import { mix } from '../../peek.ts'
import { FULL, MAYBE, MORE, NO, NOT_MINE, protocol } from '../../protocol.ts'
import { observeDns } from './observe.ts'
import { plausible, readDns } from './read.ts'

/** DNS over UDP: names behind addresses. */
export const dns = protocol({
  id: 'dns',
  title: 'Domain Name System',
  spec: 'RFC 1035, section 4',
  family: 'it',
  carriedBy: { udp: [53] },
  looksLike: (peek) => (plausible(peek) ? MAYBE : NO),
  frameLength: (peek) => (peek.length < 12 ? MORE : plausible(peek) ? peek.length : NOT_MINE),
  glance(peek, glance) {
    const response = (peek.u8(2) & 0x80) !== 0
    glance.role = response ? REPLY : REQUEST
    glance.pair = peek.u16(0)
    const operation = (peek.u8(2) >> 3) & 15
    return operation === 0 ? mix(peek.hash(4, peek.length), peek.u16(2)) : FULL
  },
  read: (cursor) => readDns(cursor),
  observe: observeDns,
  examples: {
    'asks for an address': '1234 0100 0001 0000 0000 0000 03706c63 0576616c7665 00 0001 0001',
    'answers with an address':
      '1234 8180 0001 0001 0000 0000 03706c63 00 0001 0001 c00c 0001 0001 0000003c 0004 c0000207',
    'answers with a name behind a pointer':
      '0001 8180 0001 0001 0000 0000 0161 00 000c 0001 c00c 000c 0001 0000003c 0004 0162 c00c',
    'says that there is no such name': '0002 8183 0001 0000 0000 0000 0178 00 0001 0001',
    'updates a zone': '0003 2800 0001 0000 0000 0000 0178 00 0006 0001',
    'gives a text': '0004 8180 0001 0001 0000 0000 0174 00 0010 0001 c00c 0010 0001 00000001 0003 026869',
    'points at itself': '0005 8180 0000 0001 0000 0000 c00c 0001 0001 00000000 0004 c0000201',
    'cut in the header': '0006 0100 0001',
  },
})
