import { isHostIp } from '../../../base/address.ts'
import { type Message, PUSH } from '../../../model/message.ts'
import type { Alias, Attribute, Observation, Party } from '../../../model/observation.ts'
import { identityOfDescription } from '../../description.ts'
import { mix } from '../../peek.ts'
import { MAYBE, NO, protocol } from '../../protocol.ts'
import { BRIDGE, CHASSIS_LOCAL, ROUTER, STATION, TLV } from './lldp.tables.ts'
import { type Lldp, readLldp } from './read.ts'
import { stationOf, systemOf } from './station.ts'

/** LLDP: what devices tell their neighbour on the wire about themselves. */
export const lldp = protocol({
  id: 'lldp',
  title: 'Link Layer Discovery Protocol',
  spec: 'IEEE 802.1AB-2016; TLVs of IEEE 802.1Q annex D, IEEE 802.3 clause 79, ANSI/TIA-1057 (MED), IEC 61158-6-10 (PROFINET)',
  family: 'network',
  carriedBy: { ethertype: [0x88cc] },
  looksLike(peek) {
    const type = peek.u16(0) >> 9
    const known = type === TLV.organizational || (type >= TLV.chassisId && type <= TLV.managementAddress)
    return known && 2 + (peek.u16(0) & 0x1ff) <= peek.length ? MAYBE : NO
  },
  glance(peek, glance) {
    glance.role = PUSH
    return mix(peek.hash(0, peek.length), 1)
  },
  read: (cursor) => readLldp(cursor),
  observe,
  examples: {
    'a switch tells all about itself': `${tlv(1, '04 020000000010')} ${tlv(2, `05${text('Gi0/5')}`)} ${tlv(3, '0078')} ${tlv(4, text('uplink'))} ${tlv(5, text('wtp-sw-01'))} ${tlv(6, text('HP J9623A E2620-24 Switch, revision RA.15.06.0009, ROM RA.15.10'))} ${tlv(7, '0014 0004')} ${tlv(8, '05 01 c0000210 02 00000001 00')} ${tlv(127, '0080c2 01 0001')} ${tlv(127, '0080c2 03 0001 04 706c6e74')} ${tlv(127, '00120f 01 03 6c00 0010')} ${tlv(127, '00120f 04 05ee')} 0000`,
    'a PROFINET device tells its name': `${tlv(1, `07${text('wtp-plc-01')}`)} ${tlv(2, `07${text('port-001')}`)} ${tlv(3, '0014')} ${tlv(6, text('Siemens, SIMATIC S7, CPU-1200, 6ES7 211-1AE40-0XB0, HW: 3, FW: V.4.4.0, S V-AAAA1111'))} ${tlv(7, '0084 0084')} ${tlv(8, '05 01 c0000211 02 00000001 00')} ${tlv(127, `000ecf 01 ${'00000001'.repeat(5)}`)} ${tlv(127, '000ecf 02 0000 0000')} ${tlv(127, '000ecf 05 020000000011')} 0000`,
    'a PROFINET device tells its type': `${tlv(1, `07${text('S7-1500'.padEnd(26))}${text('6ES7 511-1AK01-0AB0'.padEnd(21))}${text('S C-AAAA2222'.padEnd(17))}${text('    2 ')}${text('V  2  8  0')}`)} ${tlv(2, `07${text('port-002.wtp-plc-02')}`)} ${tlv(3, '0014')} ${tlv(127, '000ecf 05 020000000012')} 0000`,
    'a phone tells its inventory': `${tlv(1, '05 01 c0000230')} ${tlv(2, '03 020000000030')} ${tlv(3, '0078')} ${tlv(127, '0012bb 01 003f 03')} ${tlv(127, '0012bb 02 01 4067ae')} ${tlv(127, `0012bb 05 ${text('A1')}`)} ${tlv(127, `0012bb 06 ${text('1.2')}`)} ${tlv(127, `0012bb 07 ${text('7.0')}`)} ${tlv(127, `0012bb 08 ${text('SN0001')}`)} ${tlv(127, `0012bb 09 ${text('Example')}`)} ${tlv(127, `0012bb 0a ${text('P-100')}`)} ${tlv(127, `0012bb 0b ${text('tag 7')}`)} 0000`,
    'a device leaves': `${tlv(1, '04 020000000010')} ${tlv(2, '05 31')} ${tlv(3, '0000')} 0000`,
    'breaks the order and has a short address': `${tlv(2, '05 31')} ${tlv(1, '04 0200')} ${tlv(100, '00')} 0000`,
    'cut in a management address': `${tlv(1, '04 020000000010')} ${tlv(8, '40 01 c0')}`,
    'cut in the port': `${tlv(1, '04 020000000010')} 0406 05`,
  },
})

/** What a device says of itself goes for the interface that sent it; the chassis address says which device the interface belongs to. */
function observe(message: Message<Lldp>): Observation[] {
  const value = message.value!
  const facts: Observation[] = []
  // A frame without a usable source address is still about the device that its chassis ID names.
  const nameless = message.from.mac === undefined || message.from.mac === NO_MAC
  const about: Party = nameless && value.deviceMac !== '' ? { mac: value.deviceMac } : 'sender'
  const say = (attribute: Attribute, text: string, confidence = ANNOUNCED): void => {
    if (text !== '') facts.push({ kind: 'identity', about, attribute, value: text, confidence })
  }
  say('name', value.systemName)
  facts.push(...identityOfDescription(about, value.systemDescription, ANNOUNCED))
  for (const { attribute, value: text } of value.inventory) say(attribute, text)
  const system = value.chassisSubtype === CHASSIS_LOCAL ? systemOf(value.chassisId) : undefined
  if (system !== undefined) {
    for (const [attribute, text] of Object.entries(system)) say(attribute as Attribute, text, SYSTEM)
  }
  const station = value.profinet ? stationOf(value.chassisSubtype, value.chassisId, value.portId) : ''
  if (station.toLowerCase() !== value.systemName.toLowerCase()) say('name', station)
  if (!facts.some((one) => one.kind === 'identity' && one.attribute === 'role'))
    say('role', roleOf(value), HINT)
  facts.push(...addressesOf(value, message))
  return facts
}

/** A device speaks of itself, but anybody on the wire can send such a frame. */
const ANNOUNCED = 0.9
/** The same facts in the wording of the device's identification record differ from those it sends as text; the text wins. */
const SYSTEM = 0.85
const HINT = 0.5
const NO_MAC = '00:00:00:00:00:00'

/** The chassis address ties the port to the device, and so does the address that the device is managed by. */
function addressesOf(value: Lldp, message: Message<Lldp>): Alias[] {
  const sender = message.from.mac
  const facts: Alias[] = []
  const mac = value.deviceMac || sender
  if (sender !== undefined && value.deviceMac !== '' && value.deviceMac !== sender)
    facts.push({ kind: 'alias', mac: sender, device: { mac: value.deviceMac } })
  if (mac !== undefined)
    for (const ip of value.addresses) if (isHostIp(ip)) facts.push({ kind: 'alias', mac, device: { ip } })
  return facts
}

/** A bridge that is not also a station is a switch. Field devices with two ports are both. */
function roleOf(value: Lldp): 'switch' | 'router' | '' {
  if ((value.enabled & STATION) !== 0 || value.profinet) return ''
  if ((value.enabled & BRIDGE) !== 0) return 'switch'
  return (value.enabled & ROUTER) !== 0 ? 'router' : ''
}

/** A TLV in hex, for examples. */
function tlv(type: number, body: string): string {
  const size = body.replace(/\s/g, '').length / 2
  return ((type << 9) | size).toString(16).padStart(4, '0') + body
}

function text(words: string): string {
  return Buffer.from(words, 'latin1').toString('hex')
}
