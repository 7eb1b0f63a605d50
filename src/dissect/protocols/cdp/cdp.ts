import { isHostIp } from '../../../base/address.ts'
import { type Message, PUSH } from '../../../model/message.ts'
import type { Attribute, Observation } from '../../../model/observation.ts'
import { identityOfDescription } from '../../description.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'
import { BRIDGE, ROUTER, SWITCH } from './cdp.tables.ts'
import { type Cdp, readCdp } from './read.ts'

/** SNAP: Cisco's OUI and the protocol number of CDP. */
const CISCO_CDP = 0x00000c2000
const ANNOUNCED = 0.9
const HINT = 0.8

/** CDP: what Cisco devices and their imitators tell their neighbour on the wire. */
export const cdp = protocol({
  id: 'cdp',
  title: 'Cisco Discovery Protocol',
  spec: 'Cisco, Cisco Discovery Protocol Packet Format (versions 1 and 2)',
  family: 'network',
  carriedBy: { snap: [CISCO_CDP] },
  looksLike(peek) {
    const version = peek.u8(0)
    return (version === 1 || version === 2) && peek.u8(4) === 0 && peek.u16(6) >= 4 ? MAYBE : NO
  },
  glance(peek, glance) {
    glance.role = PUSH
    return mix(peek.hash(4, peek.length), 1)
  },
  read: (cursor) => readCdp(cursor),
  observe,
  examples: {
    'a switch tells all about itself': `02 b4 0000 ${tlv(1, text('wtp-sw-01'))} ${tlv(2, '00000001 01 01 cc 0004 c0000210')} ${tlv(3, text('FastEthernet0/1'))} ${tlv(4, '00000028')} ${tlv(5, text('Cisco IOS Software, C2960 Software (C2960-LANBASEK9-M), Version 15.0(2)SE4, RELEASE SOFTWARE (fc1)'))} ${tlv(6, text('cisco WS-C2960-24TT-L'))} ${tlv(8, '00000c 0112 00000000 ffffffff')} ${tlv(9, text('PLANT'))} ${tlv(10, '0001')} ${tlv(11, '01')} ${tlv(18, '00')} ${tlv(19, '00')} ${tlv(22, '00000002 01 01 cc 0004 c0000210 02 08 aaaa0300000086dd 0010 20010db8000000000000000000000010')} ${tlv(26, '0000 0001 00003a98 ffffffff')}`,
    'a router tells a little': `01 b4 0000 ${tlv(1, text('R9'))} ${tlv(4, '00000001')} ${tlv(5, text('Cisco Internetwork Operating System Software \nIOS (tm) 2500 Software (C2500-I-L), Version 12.0(7)T, RELEASE SOFTWARE (fc2)'))} ${tlv(6, text('cisco 2500'))} ${tlv(7, 'c0000200 18')}`,
    'a phone asks for power and its VLAN': `02 b4 0000 ${tlv(1, text('SEP020000000030'))} ${tlv(3, text('Port 1'))} ${tlv(4, '00000490')} ${tlv(6, text('Cisco IP Phone 7960'))} ${tlv(15, '01 0014')} ${tlv(16, '189c')} ${tlv(25, '0001 0000 0000189c')}`,
    'a switch names its serial number': `02 b4 0000 ${tlv(1, text('dc-sw-01(ABC1234D5EF)'))} ${tlv(6, text('N5K-C5548UP'))} ${tlv(17, '000005dc')} ${tlv(20, text('dc-sw-01'))} ${tlv(23, `00${text('row 3')}`)}`,
    'has a length that cannot be': '02 b4 0000 0001 0002 0001 0006 5239',
    'cut in the platform': `02 b4 0000 ${tlv(1, text('R9'))} 0006 0014 63`,
  },
})

function observe(message: Message<Cdp>): Observation[] {
  const value = message.value!
  const facts: Observation[] = []
  const say = (attribute: Attribute, text: string, confidence = ANNOUNCED): void => {
    if (text !== '') facts.push({ kind: 'identity', about: 'sender', attribute, value: text, confidence })
  }
  // Some put their serial number in brackets behind the name.
  const [, name = value.deviceId, serial = ''] = /^(.+)\(([A-Z0-9]{8,})\)$/.exec(value.deviceId) ?? []
  say('name', name)
  if (value.systemName !== name) say('name', value.systemName)
  say('serial', serial)
  say('model', value.platform)
  say('location', value.location)
  const software = identityOfDescription('sender', value.software, ANNOUNCED)
  facts.push(...software)
  if (/^cisco /i.test(value.platform) && !software.some((one) => one.attribute === 'vendor'))
    say('vendor', 'Cisco')
  if (!software.some((one) => one.attribute === 'role')) say('role', roleOf(value.capabilities), HINT)
  const { mac } = message.from
  if (mac !== undefined)
    for (const ip of value.addresses) if (isHostIp(ip)) facts.push({ kind: 'alias', mac, device: { ip } })
  return facts
}

function roleOf(capabilities: number): 'switch' | 'router' | '' {
  if ((capabilities & (SWITCH | BRIDGE)) !== 0) return 'switch'
  return (capabilities & ROUTER) !== 0 ? 'router' : ''
}

/** A TLV in hex, for examples. */
function tlv(type: number, body: string): string {
  const size = body.replace(/\s/g, '').length / 2 + 4
  return `${type.toString(16).padStart(4, '0')} ${size.toString(16).padStart(4, '0')} ${body}`
}

function text(words: string): string {
  return Buffer.from(words, 'latin1').toString('hex')
}
