import { limits } from '../../../base/limits.ts'
import type { Message } from '../../../model/message.ts'
import type { Attribute, Identity } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { NO, protocol, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { AUTHENTICATE, CHALLENGE, FLAG, NEGOTIATE, TARGET_INFO, WINDOWS } from './ntlm.tables.ts'

/** One NTLM message: who it is that logs in, and what the machines call themselves. Responses and keys are never kept. */
export interface Ntlm {
  kind: number
  domain: string
  account: string
  workstation: string
  target: { [name: string]: string }
  /** Windows kernel version of the sender, such as 6.1.7601; empty when it is not told. */
  version: string
}

/** Note under which the account of the last log-in of a conversation is left for the protocol that carries it. */
export const NTLM_ACCOUNT = 'ntlm.account'

interface Field {
  size: number
  offset: number
}

/** NTLM: the Windows log-in that SMB, HTTP, DCE/RPC and others carry; it names both machines. */
export const ntlm = protocol({
  id: 'ntlm',
  title: 'NT LAN Manager authentication',
  spec: 'MS-NLMP section 2.2',
  family: 'it',
  aside: true,
  carriedBy: { http: [], smb: [], smb2: [], dcerpc: [] },
  looksLike: (peek) => (peek.text(0, 'NTLMSSP') && peek.u8(7) === 0 && peek.u32le(8) <= 3 ? SURE : NO),
  read: readNtlm,
  observe,
  examples: {
    'offers to log in':
      '4e544c4d53535000 01000000 97820862 0000 0000 00000000 0000 0000 00000000 0601 b11d 0000000f',
    'challenges and names itself':
      '4e544c4d53535000 02000000 0600 0600 38000000 15828a62 1122334455667788 0000000000000000 2200 2200 3e000000 0601 b11d 0000000f ' +
      '480040004900 0200 0600 480040004900 0100 0a00 480040004900 2d003100 0000 0000',
    'logs in':
      '4e544c4d53535000 03000000 0200 0200 62000000 0200 0200 64000000 0600 0600 48000000 0800 0800 4e000000 0c00 0c00 56000000 0000 0000 66000000 15828862 0601 b11d 0000000f ' +
      '500043004e00 61006e006e006100 450057005300 2d0030003100 aabb ccdd',
    'cut in the challenge': '4e544c4d53535000 02000000 0600 0600',
  },
})

function readNtlm(cursor: Cursor, session: Session): Ntlm {
  const message: Ntlm = { kind: 0, domain: '', account: '', workstation: '', target: {}, version: '' }
  cursor.text('signature', 8)
  message.kind = cursor.u32le('type')
  cursor.expect('type', message.kind >= 1 && message.kind <= 3, 'is 1, 2 or 3')
  if (message.kind === NEGOTIATE) readNegotiate(cursor, message)
  else if (message.kind === CHALLENGE) readChallenge(cursor, message)
  else if (message.kind === AUTHENTICATE) {
    readAuthenticate(cursor, message)
    session.remember(NTLM_ACCOUNT, accountOf(message))
  }
  cursor.skip(cursor.left)
  return message
}

/** Account with its domain, as Windows writes it; empty for an anonymous log-in. */
function accountOf(message: Ntlm): string {
  if (message.account === '') return 'anonymous'
  return message.domain === '' ? message.account : `${message.domain}\\${message.account}`
}

function readNegotiate(cursor: Cursor, message: Ntlm): void {
  const flags = cursor.u32le('flags')
  const fields = cursor.left >= 16
  const domain = fields ? field(cursor, 'domain') : NOTHING
  const workstation = fields ? field(cursor, 'workstation') : NOTHING
  readVersion(cursor, message, flags, Math.min(firstOf(domain), firstOf(workstation)))
  message.domain = textAt(cursor, 'domain', domain, false)
  message.workstation = textAt(cursor, 'workstation', workstation, false)
}

function readChallenge(cursor: Cursor, message: Ntlm): void {
  const target = field(cursor, 'target')
  const flags = cursor.u32le('flags')
  cursor.skip(8)
  cursor.derive('challenge', '(hidden)', 8)
  if (cursor.left < 16) return
  cursor.skip(8)
  const info = field(cursor, 'target_info')
  readVersion(cursor, message, flags, Math.min(firstOf(target), firstOf(info)))
  message.domain = textAt(cursor, 'target', target, (flags & FLAG.unicode) !== 0)
  at(cursor, 'info', info, () => {
    cursor.each('pairs', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
      const id = cursor.u16le('id')
      const size = cursor.u16le('size')
      const name = TARGET_INFO[id]
      if (name === undefined) cursor.raw('value', size)
      else message.target[name] = cursor.text(name, size, 'utf16le')
    })
  })
}

function readAuthenticate(cursor: Cursor, message: Ntlm): void {
  const lm = field(cursor, 'lm_response')
  const nt = field(cursor, 'nt_response')
  const domain = field(cursor, 'domain')
  const user = field(cursor, 'user')
  const workstation = field(cursor, 'workstation')
  const first = [lm, nt, domain, user, workstation].reduce((least, one) => Math.min(least, firstOf(one)), FAR)
  // The oldest form ends here: neither key nor flags stand before the first value.
  const old = first <= cursor.offset
  if (!old) field(cursor, 'session_key')
  const flags = old ? FLAG.unicode : cursor.u32le('flags')
  readVersion(cursor, message, flags, first)
  const unicode = (flags & FLAG.unicode) !== 0
  message.domain = textAt(cursor, 'domainname', domain, unicode)
  message.account = textAt(cursor, 'username', user, unicode)
  message.workstation = textAt(cursor, 'hostname', workstation, unicode)
}

const FAR = 0x7fffffff
const NOTHING: Field = { size: 0, offset: 0 }

function field(cursor: Cursor, name: string): Field {
  const size = cursor.u16le(`${name}_size`)
  cursor.u16le(`${name}_room`)
  return { size, offset: cursor.u32le(`${name}_offset`) }
}

function firstOf(one: Field): number {
  return one.size > 0 ? one.offset : FAR
}

/** The VERSION structure is there when its flag is set and no value stands in its place. */
function readVersion(cursor: Cursor, message: Ntlm, flags: number, first: number): void {
  if ((flags & FLAG.version) === 0 || cursor.offset + 8 > first || cursor.left < 8) return
  const major = cursor.u8('major')
  const minor = cursor.u8('minor')
  const build = cursor.u16le('build')
  cursor.skip(4)
  if (major !== 0) message.version = cursor.derive('version', `${major}.${minor}.${build}`, 8)
}

/** Reads a value that lies elsewhere in the message. */
function at(cursor: Cursor, name: string, where: Field, read: () => void): void {
  if (where.size === 0) return
  const back = cursor.at
  if (
    !cursor.expect(name, cursor.origin + where.offset + where.size <= cursor.end, 'lies outside the message')
  )
    return
  cursor.at = cursor.origin + where.offset
  cursor.within(name, where.size, read)
  cursor.at = back
}

function textAt(cursor: Cursor, name: string, where: Field, unicode: boolean): string {
  let text = ''
  at(cursor, `${name}_at`, where, () => {
    text = cursor.text(name, where.size, unicode ? 'utf16le' : 'latin1')
  })
  return text
}

/** The sender of a challenge names itself, its domain and its system; who logs in names its workstation. */
function observe(message: Message<Ntlm>): Identity[] {
  const value = message.value!
  const facts: Identity[] = []
  const say = (attribute: Attribute, text: string | undefined, confidence: number): void => {
    if (text) facts.push({ kind: 'identity', about: 'sender', attribute, value: text, confidence })
  }
  if (value.kind === CHALLENGE) {
    say('name', value.target.netbios_computer, 0.9)
    const { netbios_computer: short = '', dns_computer: long = '' } = value.target
    if (long.toLowerCase() !== short.toLowerCase()) say('name', long, 0.9)
    const domain = value.target.dns_domain || value.target.netbios_domain
    if (domain && domain !== value.target.netbios_computer) say('description', `member of ${domain}`, 0.6)
  } else say('name', value.workstation, 0.8)
  if (value.version !== '') {
    const release = WINDOWS[value.version.split('.').slice(0, 2).join('.')]
    say('os', `${release ?? 'Windows'} (${value.version})`, 0.7)
  }
  return facts
}
