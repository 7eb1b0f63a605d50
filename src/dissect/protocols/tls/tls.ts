import { type Message, REPLY, REQUEST } from '../../../model/message.ts'
import type { Attribute, Identity } from '../../../model/observation.ts'
import type { Peek } from '../../peek.ts'
import { FULL, type Likeness, MAYBE, MORE, NO, NOT_MINE, protocol, SURE } from '../../protocol.ts'
import { nameText } from '../../x509.ts'
import { RECORD_MOST, readTls, sealsOf, type Tls } from './read.ts'
import { ALERT, CHANGE_CIPHER_SPEC, CLIENT_HELLO, CONTENT, HANDSHAKE, SERVER_HELLO } from './tls.tables.ts'

/** TLS: what can be seen of an encrypted conversation: names, versions, certificates, and how the client greets. */
export const tls = protocol({
  id: 'tls',
  title: 'Transport Layer Security',
  spec: 'RFC 8446 (1.3), RFC 5246 (1.2); JA4 technical details (FoxIO)',
  family: 'it',
  carriedBy: {
    tcp: [
      443, 465, 563, 636, 802, 853, 989, 990, 992, 993, 995, 2221, 3269, 4843, 4911, 5061, 5986, 6514, 8016,
      8443, 8883, 9443, 19998, 19999,
    ],
  },
  looksLike,
  frameLength(peek) {
    if (peek.length < 5) return mayStart(peek) ? MORE : NOT_MINE
    return isRecord(peek, 0) ? 5 + peek.u16(3) : NOT_MINE
  },
  glance(peek, glance, session) {
    const seals = sealsOf(session)
    const type = peek.u8(0)
    if (type === CHANGE_CIPHER_SPEC) {
      seals.sealed[session.direction] = true
      return type
    }
    if (type === HANDSHAKE) {
      if (isHello(peek, CLIENT_HELLO)) {
        seals.sealed[0] = false
        seals.sealed[1] = false
        glance.role = REQUEST
        return FULL
      }
      if (seals.sealed[session.direction]) return type
      if (isHello(peek, SERVER_HELLO)) glance.role = REPLY
      return FULL
    }
    return type === ALERT && peek.u16(3) === 2 ? FULL : type
  },
  read: readTls,
  observe,
  examples: {
    'greets with a server name':
      '160301 0045 01000041 0303 ' +
      `${'11'.repeat(32)} 00 0004 1301c02f 0100 0014 0000 000c 000a 00 0007 706c632e6c616e 0010 0000`,
    'greets with versions and protocols':
      '160301 005c 01000058 0303 ' +
      `${'22'.repeat(32)} 00 0004 c02f009c 0100 002b 0010 0005 0003 02 6832 002b 0005 04 03040303 000d 0006 0004 04030804 000a 0006 0004 001d0017 ff01 0001 00`,
    'answers with a choice': `160303 002a 02000026 0303 ${'33'.repeat(32)} 00 c02f 00`,
    'shows a certificate': certificate(),
    'goes over to encryption': '140303 0001 01',
    'sends encrypted data': '170303 0008 0011223344556677',
    'refuses the certificate': '150303 0002 02 30',
    'cut in the greeting': '160301 0045 01000041 0303 1111',
  },
})

function mayStart(peek: Peek): boolean {
  const first = peek.u8(0)
  return first >= 20 && first <= 24 && (peek.length < 2 || peek.u8(1) === 3)
}

function isRecord(peek: Peek, at: number): boolean {
  const size = peek.u16(at + 3)
  return (
    peek.u8(at) in CONTENT && peek.u8(at + 1) === 3 && peek.u8(at + 2) <= 4 && size > 0 && size <= RECORD_MOST
  )
}

/** Whether the record begins with this kind of hello: its own size fits the record and a version follows. */
function isHello(peek: Peek, kind: number): boolean {
  return peek.u8(5) === kind && peek.u8(9) === 3 && peek.u8(10) <= 4 && peek.u24(6) >= 38 && peek.u8(6) === 0
}

function looksLike(peek: Peek): Likeness {
  if (!isRecord(peek, 0)) return NO
  if (peek.u8(0) === HANDSHAKE && (isHello(peek, CLIENT_HELLO) || isHello(peek, SERVER_HELLO))) return SURE
  const end = 5 + peek.u16(3)
  if (end === peek.length && peek.u8(2) > 0) return end > 24 ? SURE : MAYBE
  return end < peek.length && isRecord(peek, end) ? SURE : MAYBE
}

/** A host name that is worth telling: not an address, not the machine's word for itself. */
function isHostName(name: string): boolean {
  return /[a-z]/i.test(name) && !/^[0-9a-f:.]+$/i.test(name) && name !== 'localhost'
}

function observe(message: Message<Tls>): Identity[] {
  const { hello, certificate: shown } = message.value!
  const facts: Identity[] = []
  const say = (
    about: Identity['about'],
    attribute: Attribute,
    value: string | undefined,
    confidence: number,
  ) => {
    if (value) facts.push({ kind: 'identity', about, attribute, value, confidence })
  }
  if (hello !== undefined && isHostName(hello.serverName)) say('receiver', 'name', hello.serverName, 0.5)
  if (shown === undefined) return facts
  const { subject, issuer } = shown
  if (isHostName(subject.CN ?? '')) say('sender', 'name', subject.CN, 0.7)
  for (const name of shown.dns) if (isHostName(name) && name !== subject.CN) say('sender', 'name', name, 0.6)
  say('sender', 'description', `certificate of ${nameText(subject)}`, 0.5)
  say('sender', 'serial', subject.serialNumber, 0.6)
  // Devices certify themselves with their maker's name; a certificate from elsewhere names the owner instead.
  if (nameText(subject) === nameText(issuer)) say('sender', 'vendor', subject.O, 0.4)
  return facts
}

/** A certificate record for the examples: made by itself, for "plc-7" of "Example Works". */
function certificate(): string {
  const name = sequence(
    set(sequence('0603550403', utf8('plc-7'))),
    set(sequence('060355040a', utf8('Example Works'))),
  )
  const validity = sequence(time('200101000000Z'), time('300101000000Z'))
  const alternative = sequence(
    sequence('0603551d11', wrap('04', sequence(wrap('82', Buffer.from('plc-7.lan').toString('hex'))))),
  )
  const algorithm = sequence('06082a8648ce3d040302')
  const signed = sequence(
    'a003020102',
    '02021234',
    algorithm,
    name,
    validity,
    name,
    sequence(algorithm),
    wrap('a3', alternative),
  )
  const der = sequence(signed, algorithm, '030100')
  const size = der.length / 2
  return `160303 ${hex(size + 10, 4)} 0b ${hex(size + 6, 6)} ${hex(size + 3, 6)} ${hex(size, 6)} ${der}`
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}
function wrap(tag: string, contents: string): string {
  const size = contents.length / 2
  return `${tag}${size < 128 ? hex(size, 2) : `82${hex(size, 4)}`}${contents}`
}
function sequence(...parts: string[]): string {
  return wrap('30', parts.join(''))
}
function set(contents: string): string {
  return wrap('31', contents)
}
function utf8(text: string): string {
  return wrap('0c', Buffer.from(text).toString('hex'))
}
function time(text: string): string {
  return wrap('17', Buffer.from(text).toString('hex'))
}
