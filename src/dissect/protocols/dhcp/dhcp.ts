import { ipv4Text, macText } from '../../../base/address.ts'
import { limits } from '../../../base/limits.ts'
import { type Message, REPLY, REQUEST } from '../../../model/message.ts'
import type { Observation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { mix } from '../../peek.ts'
import { FULL, NO, protocol, SURE } from '../../protocol.ts'
import { ACK, KINDS, NAK, OPTIONS, TEXT_OPTIONS } from './dhcp.tables.ts'

/** One DHCP (or plain BOOTP) message. */
export interface Dhcp {
  mac: string
  /** Address the server gives, empty while none. */
  offered: string
  /** Address the client already has. */
  current: string
  kind: number
  /** Text options by name. */
  texts: { [name: string]: string }
}

const COOKIE = 0x63825363
const ETHERNET = 1
const NO_ADDRESS = '0.0.0.0'

/** DHCP: who asks for an address, what it calls itself, and which address it got. */
export const dhcp = protocol({
  id: 'dhcp',
  title: 'Dynamic Host Configuration Protocol',
  spec: 'RFC 2131; options RFC 2132',
  family: 'it',
  carriedBy: { udp: [67, 68] },
  looksLike: (peek) =>
    (peek.u8(0) === 1 || peek.u8(0) === 2) && peek.u8(2) <= 16 && peek.u32(236) === COOKIE ? SURE : NO,
  glance(peek, glance) {
    glance.role = peek.u8(0) === 1 ? REQUEST : REPLY
    glance.pair = peek.u32(4) | 0
    // The client's hardware address and the options say all; only the transaction and the seconds vary.
    return peek.u8(0) === 1 ? mix(peek.hash(28, peek.length), 1) : FULL
  },
  read: readDhcp,
  observe,
  examples: {
    'discovers with a host name': bootp(1, '00000000', '00000000', '350101 0c03504c43 3c044d534654 ff'),
    'is offered an address': bootp(2, '00000000', 'c0000232', '350102 3604c0000201 ff'),
    'is acknowledged': bootp(2, '00000000', 'c0000232', '350105 3604c0000201 ff'),
    'requests again': bootp(1, 'c0000232', '00000000', '350103 0c03504c43 ff'),
    'is acknowledged again': bootp(2, 'c0000232', 'c0000232', '350105 3604c0000201 ff'),
    'is refused': bootp(2, '00000000', '00000000', '350106 3604c0000201 ff'),
    'releases its address': bootp(1, 'c0000232', '00000000', '350107 ff'),
    'declines a conflict': bootp(1, '00000000', '00000000', '350104 3204c0000232 ff'),
    'asks by plain BOOTP': bootp(1, '00000000', '00000000', 'ff'),
    'cut in an option': bootp(1, '00000000', '00000000', '0c20504c'),
  },
})

function readDhcp(cursor: Cursor): Dhcp {
  cursor.u8('op')
  const hardware = cursor.u8('hardware_type')
  cursor.u8('hardware_length')
  cursor.u8('hops')
  cursor.u32('trans_id')
  cursor.u16('seconds')
  cursor.u16('flags')
  const current = address(cursor, 'client_addr')
  const offered = address(cursor, 'assigned_addr')
  address(cursor, 'next_server')
  address(cursor, 'relay')
  const mac = cursor.derive('mac', macText(cursor.raw('client_hardware', 16), 0), 16)
  cursor.text('server_name', 64)
  cursor.text('boot_file', 128)
  cursor.expect('cookie', cursor.u32('cookie') === COOKIE, 'is 0x63825363')
  const message: Dhcp = { mac: hardware === ETHERNET ? mac : '', offered, current, kind: 0, texts: {} }
  cursor.each('options', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => option(cursor, message))
  return message
}

function option(cursor: Cursor, message: Dhcp): void {
  const code = cursor.u8('code')
  if (code === 0) return
  if (code === 255) {
    cursor.skip(cursor.left)
    return
  }
  cursor.derive('name', OPTIONS[code] ?? `Option ${code}`)
  const size = cursor.u8('size')
  const named = TEXT_OPTIONS[code]
  if (named !== undefined) message.texts[named] = cursor.text(named, size, 'utf8')
  else if (code === 53 && size === 1) message.kind = cursor.u8('msg_type')
  else if (code === 50 && size === 4) address(cursor, 'requested_addr')
  else if (code === 54 && size === 4) address(cursor, 'server_addr')
  else if (code === 81 && size > 3) {
    // RFC 4702: flags and two result codes, then the fully qualified name.
    cursor.raw('fqdn_flags', 3)
    message.texts.client_fqdn = cursor.text('client_fqdn', size - 3, 'utf8')
  } else cursor.raw('value', size)
}

function address(cursor: Cursor, name: string): string {
  const text = ipv4Text(cursor.raw(`${name}_bytes`, 4), 0)
  return cursor.derive(name, text, 4)
}

function observe(message: Message<Dhcp>): Observation[] {
  const { mac, offered, current, kind, texts } = message.value!
  const facts: Observation[] = []
  const ip = kind === ACK && offered !== NO_ADDRESS ? offered : current
  if (mac !== '' && ip !== NO_ADDRESS && kind !== 0) facts.push({ kind: 'binding', mac, ip })
  if (mac === '') return facts
  const about = { mac }
  const name = texts.client_fqdn || texts.host_name
  if (name) facts.push({ kind: 'identity', about, attribute: 'name', value: name, confidence: 0.8 })
  if (texts.vendor_class)
    facts.push({
      kind: 'identity',
      about,
      attribute: 'description',
      value: texts.vendor_class,
      confidence: 0.5,
    })
  if (texts.vendor_class?.startsWith('MSFT'))
    facts.push({ kind: 'identity', about, attribute: 'os', value: 'Windows', confidence: 0.6 })
  // An offer binds nobody yet, and whoever renews an address it has (RFC 2131, 4.3.2) changes nothing.
  const granted = kind === ACK && offered !== NO_ADDRESS && offered !== current
  if (message.role === REPLY && (granted || kind === NAK))
    facts.push({
      kind: 'operation',
      // Whoever asked for an address got one: nothing that already ran was changed.
      verb: 'report',
      function: KINDS[kind]!,
      initiator: 'receiver',
      object: granted ? `${offered} to ${mac}` : mac,
      outcome: granted ? 'done' : 'refused',
    })
  return facts
}

/** A message around its options, for examples: hardware address 02:00:00:00:00:09. */
function bootp(op: number, current: string, offered: string, options: string): string {
  const head = `${op === 1 ? '01' : '02'} 01 06 00 12345678 0000 0000 ${current} ${offered} 00000000 00000000`
  return `${head} 020000000009 ${'00'.repeat(10)} ${'00'.repeat(192)} 63825363 ${options}`
}
