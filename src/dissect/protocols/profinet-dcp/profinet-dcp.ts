import { PUSH, REPLY, REQUEST } from '../../../model/message.ts'
import { mix } from '../../peek.ts'
import { FULL, NO, protocol, SURE } from '../../protocol.ts'
import { observe } from './observe.ts'
import { FRAME, NOT_SUPPORTED, SERVICE, SUCCESS } from './profinet-dcp.tables.ts'
import { readDcp } from './read.ts'

/** Bytes of the header in front of the blocks, and where its parts stand. */
const AT = { service: 2, kind: 3, xid: 4, length: 10, blocks: 12 }

/** PROFINET DCP: stations find each other by name, and anybody on the wire may give them another name or address. */
export const profinetDcp = protocol({
  id: 'profinet-dcp',
  title: 'PROFINET Discovery and basic Configuration Protocol',
  spec: 'IEC 61158-6-10, coding related to DCP',
  family: 'ot',
  carriedBy: { ethertype: [0x8892] },
  looksLike(peek) {
    const frame = peek.u16(0)
    if (frame < FRAME.hello || frame > FRAME.identifyResponse) return NO
    const service = peek.u8(AT.service)
    const kind = peek.u8(AT.kind)
    if (service < SERVICE.get || service > SERVICE.hello) return NO
    return kind === 0 || kind === SUCCESS || kind === NOT_SUPPORTED ? SURE : NO
  },
  glance(peek, glance) {
    const service = peek.u8(AT.service)
    const kind = peek.u8(AT.kind)
    glance.role = service === SERVICE.hello ? PUSH : kind === 0 ? REQUEST : REPLY
    glance.pair = peek.u32(AT.xid) | 0
    if (service === SERVICE.set) return FULL
    const end = AT.blocks + Math.max(0, peek.u16(AT.length))
    return mix(peek.hash(AT.blocks, end, peek.hash(0, AT.xid)), 0xdc9)
  },
  read: (cursor) => readDcp(cursor),
  observe,
  examples: {
    'looks for all stations': dcp(0xfefe, '05 00', 'ff ff 0000', '0001'),
    'looks for a name': dcp(0xfefe, '05 00', `02 02 000a ${text('wtp-plc-01')}`, '0001'),
    'a station answers': dcp(
      0xfeff,
      '05 01',
      `02 05 0008 0000 0102 0202 0503 02 01 0009 0000 ${text('S7-1500')} 00 02 02 000c 0000 ${text('wtp-plc-01')} 02 03 0006 0000 002a 010e 02 04 0004 0000 02 00 02 07 0004 0000 00 64 01 02 000e 0001 c0000211 ffffff00 c0000201`,
    ),
    'a station of another maker answers': dcp(
      0xfeff,
      '05 01',
      `02 02 0008 0000 ${text('pump-1')} 02 03 0006 0000 0fff 0001 02 04 0004 0000 01 00 02 08 0006 0000 002a 0001 01 01 0008 0000 020000000077 01 02 000e 0081 c0000212 ffffff00 00000000`,
    ),
    'a station says hello': dcp(0xfefc, '06 00', `02 02 0008 0000 ${text('pump-1')} 06 01 0004 0000 0001`),
    'asks for name and address': dcp(0xfefd, '03 00', '02 02 01 02'),
    'gives name and address': dcp(
      0xfefd,
      '03 01',
      `02 02 0008 0000 ${text('pump-1')} 01 02 000e 0001 c0000212 ffffff00 00000000`,
    ),
    'does not give it': dcp(0xfefd, '03 01', '05 04 0003 02 06 02 00'),
    'sets a name for good': dcp(
      0xfefd,
      '04 00',
      `05 01 0002 0000 02 02 0009 0001 ${text('mallory')} 00 05 02 0002 0001`,
    ),
    'sets a name until restart': dcp(0xfefd, '04 00', `02 02 0008 0000 ${text('pump-2')}`),
    'sets an address': dcp(0xfefd, '04 00', '01 02 000e 0001 c000020a ffffff00 c0000201'),
    'sets the whole IP suite': dcp(
      0xfefd,
      '04 00',
      '01 03 001e 0001 c000020a ffffff00 c0000201 c0000235 00000000 00000000 00000000',
    ),
    'has an address given by DHCP': dcp(0xfefd, '04 00', `03 3d 0008 0001 ${text('pump-1')}`),
    'lets it blink': dcp(0xfefd, '04 00', '05 03 0004 0000 0100'),
    'resets it to factory': dcp(0xfefd, '04 00', '05 06 0002 0012'),
    'resets it the old way': dcp(0xfefd, '04 00', '05 05 0002 0000'),
    'is accepted': dcp(0xfefd, '04 01', '05 04 0003 02 02 00 00'),
    'is refused': dcp(0xfefd, '04 01', '05 04 0003 01 02 06 00'),
    'is not supported at all': dcp(0xfefd, '04 05', ''),
    'sets a name that cannot be': dcp(0xfefd, '04 00', `02 02 0006 0001 ${text('%n%n')}`),
    'cut in the name': dcp(0xfefd, '04 00', `02 02 0009 0001 ${text('mal')}`, '0000', 14),
  },
})

/** A frame in hex, for examples. */
function dcp(
  frame: number,
  service: string,
  blocks: string,
  delay = '0000',
  size = blocks.replace(/\s/g, '').length / 2,
) {
  return `${frame.toString(16)} ${service} 00000001 ${delay} ${size.toString(16).padStart(4, '0')} ${blocks}`.trim()
}

function text(words: string): string {
  return Buffer.from(words, 'latin1').toString('hex')
}
