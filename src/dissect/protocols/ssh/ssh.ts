import { createHash } from 'node:crypto'
import { type Message, PUSH } from '../../../model/message.ts'
import type { Attribute, Identity } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { lineEnd, takeLine } from '../../lines.ts'
import type { Peek } from '../../peek.ts'
import { FULL, MORE, NO, NOT_MINE, protocol, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { DISCONNECT, KEXINIT, LISTS, MESSAGES, NEWKEYS, PRODUCTS } from './ssh.tables.ts'

/** One SSH message before encryption, or a stretch of encrypted bytes. */
export interface Ssh {
  kind: 'banner' | 'message' | 'encrypted'
  /** Software as the version string names it, and the comment behind it. */
  software: string
  comment: string
  message: string
  /** Fingerprint of a KEXINIT: HASSH of a client, HASSHServer of a server. */
  hassh: string
}

/** Which directions have sent NEWKEYS. */
interface Seals {
  sealed: [boolean, boolean]
}
const SEALS = 'ssh'
const BANNER_MOST = 255
/** Longest packet that is believed before encryption (RFC 4253 section 6.1). */
const PACKET_MOST = 35000

/** SSH: which software talks at both ends and what it can agree on; what is said stays secret. */
export const ssh = protocol({
  id: 'ssh',
  title: 'Secure Shell',
  spec: 'RFC 4253; HASSH (Salesforce)',
  family: 'it',
  carriedBy: { tcp: [22, 2222, 830] },
  looksLike: (peek) =>
    peek.text(0, 'SSH-2.0-') || peek.text(0, 'SSH-1.99-') || peek.text(0, 'SSH-1.5-') || isKexinit(peek)
      ? SURE
      : NO,
  frameLength(peek, session) {
    if (peek.text(0, 'SSH-')) {
      const end = lineEnd(peek, 0, BANNER_MOST)
      return end > 0 ? end : peek.length > BANNER_MOST ? NOT_MINE : MORE
    }
    if (sealsOf(session).sealed[session.direction]) return peek.length
    if (peek.length < 6) return MORE
    const size = peek.u32(0)
    return size >= 2 && size <= PACKET_MOST && peek.u8(4) < size ? 4 + size : NOT_MINE
  },
  glance(peek, glance, session) {
    glance.role = PUSH
    const { sealed } = sealsOf(session)
    if (peek.text(0, 'SSH-')) {
      sealed[session.direction] = false
      return FULL
    }
    if (sealed[session.direction]) return 1
    if (peek.u8(5) === NEWKEYS) sealed[session.direction] = true
    return FULL
  },
  read: readSsh,
  observe,
  examples: {
    'greets as a Linux machine': '5353482d322e302d4f70656e5353485f382e397031205562756e74752d330d0a',
    'greets as a small device': '5353482d322e302d64726f70626561725f323031392e37380d0a',
    'says what it can do': kexinit(),
    'changes to new keys': '0000000c 0a 15 00000000000000000000',
    disconnects: '00000018 06 01 0000000b 00000003 627965 00000000 000000000000',
    'cut in the lists': '00000100 0a 14 00112233445566778899aabbccddeeff 000000',
  },
})

function sealsOf(session: Session): Seals {
  let seals = session.recall<Seals>(SEALS)
  if (seals === undefined) {
    seals = { sealed: [false, false] }
    session.remember(SEALS, seals)
  }
  return seals
}

/** KEXINIT with a plausible first list: tells SSH when the capture began after the version strings. */
function isKexinit(peek: Peek): boolean {
  const size = peek.u32(0)
  const names = peek.u32(22)
  return (
    peek.u8(5) === KEXINIT && size > 60 && size <= PACKET_MOST && peek.u8(4) < 32 && names > 4 && names < size
  )
}

function readSsh(cursor: Cursor, session: Session): Ssh {
  const [software, comment, message, hassh] = ['', '', '', '']
  const value: Ssh = { kind: 'message', software, comment, message, hassh }
  if (cursor.left >= 4 && cursor.bytes[cursor.at] === 0x53 && cursor.bytes[cursor.at + 3] === 0x2d) {
    readBanner(cursor, value)
    return value
  }
  if (sealsOf(session).sealed[session.direction] && cursor.bytes[cursor.at + 5] !== NEWKEYS) {
    value.kind = 'encrypted'
    cursor.skip(cursor.left)
    return value
  }
  const size = cursor.u32('packet_length')
  const padding = cursor.u8('padding_length')
  cursor.expect('padding_length', padding >= 4, 'is at least 4')
  cursor.within('payload', size - padding - 1, () => readPayload(cursor, value, session))
  cursor.skip(cursor.left)
  return value
}

/** "SSH-2.0-software comment" (RFC 4253 section 4.2). */
function readBanner(cursor: Cursor, value: Ssh): void {
  const { text, size } = takeLine(cursor)
  value.kind = 'banner'
  cursor.derive('banner', text, size)
  const found = /^SSH-([\d.]+)-(\S*) ?(.*)$/.exec(text)
  cursor.expect('banner', found !== null, 'is SSH, version and software, joined by hyphens')
  cursor.derive('version', found?.[1] ?? '')
  value.software = cursor.derive('software', found?.[2] ?? '')
  value.comment = cursor.derive('comment', found?.[3] ?? '')
}

function readPayload(cursor: Cursor, value: Ssh, session: Session): void {
  const number = cursor.u8('message_code')
  value.message = cursor.derive('message', MESSAGES[number] ?? `message ${number}`)
  if (number === KEXINIT) readKexinit(cursor, value, session)
  else if (number === DISCONNECT) {
    cursor.u32('reason')
    cursor.text('description', cursor.u32('description_size'), 'utf8')
  }
  cursor.skip(cursor.left)
}

function readKexinit(cursor: Cursor, value: Ssh, session: Session): void {
  cursor.raw('cookie', 16)
  const lists = LISTS.map((name) => cursor.text(name, cursor.u32(`${name}_size`)))
  cursor.u8('first_kex_packet_follows')
  cursor.u32('reserved')
  // Whoever opened the connection is the client; the fingerprint takes what goes out from the sender.
  const server = session.fromPort < session.toPort
  const of = (at: number): string => lists[at + (server ? 1 : 0)] ?? ''
  const text = `${lists[0]};${of(2)};${of(4)};${of(6)}`
  value.hassh = cursor.derive(server ? 'hassh_server' : 'hassh', createHash('md5').update(text).digest('hex'))
}

/** The version string names the software, and sometimes the system, of its sender. */
function observe(message: Message<Ssh>): Identity[] {
  const { kind, software, comment } = message.value!
  if (kind !== 'banner' || software === '') return []
  const facts: Identity[] = []
  const say = (attribute: Attribute, value: string, confidence: number) =>
    facts.push({ kind: 'identity', about: 'sender', attribute, value, confidence })
  say('software', software, 0.9)
  if (comment !== '') say('description', `SSH: ${software} ${comment}`, 0.5)
  for (const [form, says] of PRODUCTS) {
    if (!form.test(software) && !form.test(comment)) continue
    if (says.os !== undefined) say('os', says.os, 0.7)
    if (says.vendor !== undefined) say('vendor', says.vendor, 0.6)
  }
  return facts
}

/** A KEXINIT packet for the examples. */
function kexinit(): string {
  const list = (names: string) =>
    names.length.toString(16).padStart(8, '0') + Buffer.from(names).toString('hex')
  const lists = [
    'curve25519-sha256',
    'ssh-ed25519',
    'aes128-ctr',
    'aes128-ctr',
    'hmac-sha2-256',
    'hmac-sha2-256',
    'none',
    'none',
    '',
    '',
  ]
  const payload = `14 ${'00112233445566778899aabbccddeeff'} ${lists.map(list).join(' ')} 00 00000000`
  const size = payload.replaceAll(' ', '').length / 2
  return `${(size + 7).toString(16).padStart(8, '0')} 06 ${payload} 000000000000`
}
