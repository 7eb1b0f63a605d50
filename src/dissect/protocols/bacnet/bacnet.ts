import type { Peek } from '../../peek.ts'
import { type Likeness, MAYBE, NO, protocol, SURE } from '../../protocol.ts'
import { type Apdu, REASSEMBLED, readApdu } from './apdu.ts'
import { examples } from './bacnet.examples.ts'
import { ABORT } from './codes.tables.ts'
import { apduAt, glanceNpdu } from './glance.ts'
import {
  HAS_DESTINATION,
  HAS_SOURCE,
  NETWORK_MESSAGE,
  PROPRIETARY,
  RESERVED,
  VERSION,
} from './network.tables.ts'
import { type Npdu, readNpdu } from './npdu.ts'
import { observeBacnet } from './observe.ts'

/** One BACnet message: the network layer, and the APDU unless the message is one of the network layer itself. */
export interface Bacnet {
  npdu: Npdu
  apdu: Apdu | undefined
}

/** BACnet: building automation, over UDP (BVLC), Ethernet, ARCNET and MS/TP alike. */
export const bacnet = protocol<Bacnet>({
  id: 'bacnet',
  title: 'BACnet',
  spec: 'ANSI/ASHRAE 135-2020 clauses 5, 6, 12 to 18, 20 and 21',
  family: 'ot',
  // BACnet/IP functions that carry an NPDU, and the IPv6 ones behind 0x100; DSAP 0x82 (7.1); MS/TP data frames (9.3).
  carriedBy: {
    bvlc: [0x04, 0x09, 0x0a, 0x0b, 0x101, 0x102, 0x108, 0x10c],
    llc: [0x82],
    mstp: [5, 6, 32, 33],
    bacnet: [REASSEMBLED],
  },
  roles: { server: 'building-controller', client: 'hmi' },
  looksLike,
  glance: glanceNpdu,
  read(cursor, session) {
    const npdu = readNpdu(cursor)
    if (npdu.message !== undefined) return { npdu, apdu: undefined }
    const station = npdu.source ?? npdu.destination
    const conversation = `${session.direction} ${station?.network ?? ''} ${station?.address ?? ''}`
    return { npdu, apdu: readApdu(cursor, session, conversation) }
  },
  observe: observeBacnet,
  examples,
})

/** A network header whose parts fit together, and a known PDU type behind it. */
function looksLike(peek: Peek): Likeness {
  if (peek.u8(0) !== VERSION) return NO
  const control = peek.u8(1)
  if (control < 0 || (control & RESERVED) !== 0) return NO
  const at = apduAt(peek)
  if (at >= peek.length) return NO
  const routed = (control & (HAS_DESTINATION | HAS_SOURCE)) !== 0
  if ((control & NETWORK_MESSAGE) !== 0) return peek.u8(at) < PROPRIETARY || routed ? MAYBE : NO
  if (peek.u8(at) >> 4 > ABORT) return NO
  return routed ? SURE : MAYBE
}
