import { type Message, REPLY, REQUEST } from '../../../model/message.ts'
import type { Identity, Observation, Operation } from '../../../model/observation.ts'
import type { Cursor } from '../../cursor.ts'
import { isText, lineEnd, takeLine } from '../../lines.ts'
import type { Peek } from '../../peek.ts'
import { FULL, type Likeness, MAYBE, MORE, NO, NOT_MINE, protocol, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { COMMANDS, GREETINGS } from './ftp.tables.ts'

/** One command or reply of the control connection. */
export interface Ftp {
  command: string
  argument: string
  /** Account that this connection logs in with. */
  account: string
  code: number
  text: string
}

const LINE_MOST = 4096
const REPLY_MOST = 32 * 1024
const ARGUMENT_MOST = 200
const ACCOUNT = 'ftp.account'
const RENAMED = 'ftp.renamed'
/** One command at a time waits for its reply (RFC 959 section 5.4). */
const ONLY = 1
const HYPHEN = 0x2d

/** FTP control connection: who logs in, which files are fetched, stored and deleted. */
export const ftp = protocol({
  id: 'ftp',
  title: 'File Transfer Protocol',
  spec: 'RFC 959, RFC 3659',
  family: 'it',
  carriedBy: { tcp: [21, 2121] },
  looksLike,
  frameLength(peek) {
    const code = codeOf(peek)
    if (code === 0 && peek.length >= 4 && !isText(peek, 4)) return NOT_MINE
    let end = lineEnd(peek, 0, LINE_MOST)
    if (code > 0 && peek.u8(3) === HYPHEN) end = lastLine(peek, end)
    return end > 0 ? end : peek.length > REPLY_MOST ? NOT_MINE : MORE
  },
  glance(peek, glance) {
    const code = codeOf(peek)
    // A preliminary reply (1xx) is followed by the one that counts.
    if (code === 0) glance.role = REQUEST
    else if (code >= 200) glance.role = REPLY
    glance.pair = ONLY
    return FULL
  },
  read: readFtp,
  observe,
  examples: {
    'greets as a small device': line('220 VxWorks (5.4.2) FTP server ready'),
    'greets in several lines': line('220-Welcome\r\n to nobody\r\n220 ready'),
    'names an account': line('USER anna'),
    'gives a password': line('PASS sesame'),
    'refuses the password': line('530 Login failed.'),
    'is logged in': line('230 User logged in'),
    'fetches a file': line('RETR /ata0a/config.bin'),
    'stores a file': line('STOR /ata0a/app.out'),
    'deletes a file': line('DELE old.log'),
    'names its system': line('215 UNIX Type: L8 Version: VxWorks'),
    'cut before the line ends': Buffer.from('RETR /at').toString('hex'),
  },
})

function digit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

/** Reply code at the start of a line, or 0. */
function codeOf(peek: Peek): number {
  const [a, b, c, d] = [peek.u8(0), peek.u8(1), peek.u8(2), peek.u8(3)]
  if (a < 0x31 || a > 0x36 || b < 0x30 || b > 0x35 || !digit(c)) return 0
  return d === 0x20 || d === HYPHEN || d === 13 || d === 10
    ? (a - 0x30) * 100 + (b - 0x30) * 10 + c - 0x30
    : 0
}

/** End of a reply in several lines: behind the line that has the same code and a blank (RFC 959 section 4.2). */
function lastLine(peek: Peek, first: number): number {
  for (let at = first; at > 0; ) {
    const end = lineEnd(peek, at, LINE_MOST)
    if (end < 0 || at > REPLY_MOST) return -1
    const same =
      peek.u8(at) === peek.u8(0) && peek.u8(at + 1) === peek.u8(1) && peek.u8(at + 2) === peek.u8(2)
    if (same && peek.u8(at + 3) !== HYPHEN) return end
    at = end
  }
  return -1
}

function looksLike(peek: Peek): Likeness {
  if (!isText(peek, 64)) return NO
  const code = codeOf(peek)
  if (code === 0) return commandOf(peek) === '' ? NO : MAYBE
  const end = lineEnd(peek, 0, LINE_MOST)
  for (let at = 4; code === 220 && at < end; at++) if (peek.text(at, 'FTP')) return SURE
  return MAYBE
}

/** Known command that the line starts with, or nothing. */
function commandOf(peek: Peek): string {
  let word = ''
  for (let i = 0; i < 5; i++) {
    const byte = peek.u8(i)
    if (byte === 0x20 || byte === 13 || byte === 10) break
    word += String.fromCharCode(byte & 0xdf)
  }
  return word in COMMANDS ? word : ''
}

function readFtp(cursor: Cursor, session: Session): Ftp {
  const { text, size } = takeLine(cursor)
  const account = session.recall<string>(ACCOUNT) ?? ''
  const message: Ftp = { command: '', argument: '', account, code: 0, text: '' }
  if (/^[1-6]\d\d([ -]|$)/.test(text)) {
    message.code = cursor.derive('reply_code', Number(text.slice(0, 3)), size)
    message.text = cursor.derive('reply_msg', text.slice(4), size)
    if (cursor.left > 0) cursor.text('more_lines', cursor.left)
    return message
  }
  const blank = text.indexOf(' ')
  message.command = cursor.derive(
    'command',
    (blank < 0 ? text : text.slice(0, blank)).toUpperCase().slice(0, 8),
    size,
  )
  cursor.expect('command', message.command in COMMANDS, 'is not in the specification')
  const argument = blank < 0 ? '' : text.slice(blank + 1)
  const hidden = message.command === 'PASS' || message.command === 'ACCT'
  message.argument = cursor.derive('arg', hidden ? '(hidden)' : argument.slice(0, ARGUMENT_MOST), size)
  if (message.command === 'USER') {
    message.account = message.argument
    session.remember(ACCOUNT, message.argument)
  } else if (message.command === 'RNFR') session.remember(RENAMED, message.argument)
  else if (message.command === 'RNTO')
    message.argument = `${session.recall<string>(RENAMED) ?? ''} to ${message.argument}`
  return message
}

function observe(message: Message<Ftp>): Observation[] {
  const value = message.value!
  if (value.code === 0) {
    const { account } = value
    const secret: Observation[] =
      value.command === 'PASS'
        ? [{ kind: 'secret', what: 'password', ...(account === '' ? {} : { account }) }]
        : []
    return [...secret, ...operation(value, 'sender', 'asked')]
  }
  const request = message.request?.value
  const facts: Observation[] = value.code === 220 ? greeting(value.text) : []
  if (request === undefined || value.code < 200) return facts
  if (request.command === 'SYST' && value.code === 215)
    facts.push({
      kind: 'identity',
      about: 'sender',
      attribute: 'description',
      value: `system type ${value.text}`,
      confidence: 0.5,
    })
  const [done] = operation(request, 'receiver', 'done')
  // 331: the account is known and a password is wanted; nothing has been decided yet.
  if (done === undefined || value.code < 200 || (value.code >= 300 && value.code < 400)) return facts
  const reason = `${value.code} ${value.text}`.trim()
  return [...facts, value.code >= 400 ? { ...done, outcome: 'refused', reason } : done]
}

function operation(value: Ftp, initiator: Operation['initiator'], outcome: 'asked' | 'done'): Operation[] {
  const verb = COMMANDS[value.command]
  if (verb === undefined) return []
  const object = verb === 'login' ? value.account : value.argument
  return [
    {
      kind: 'operation',
      verb,
      function: value.command,
      initiator,
      ...(object === '' ? {} : { object }),
      outcome,
    },
  ]
}

function greeting(text: string): Identity[] {
  const say = (attribute: Identity['attribute'], value: string, confidence: number): Identity => ({
    kind: 'identity',
    about: 'sender',
    attribute,
    value,
    confidence,
  })
  const facts = GREETINGS.flatMap(([form, attribute, name]) => {
    const found = form.exec(text)
    if (found === null) return []
    const version = found[1] ?? ''
    return [
      say(attribute, name === undefined ? version : /^\d/.test(version) ? `${name} ${version}` : name, 0.7),
    ]
  })
  return text.length > 12 ? [say('description', `FTP: ${text.slice(0, 120)}`, 0.4), ...facts] : facts
}

/** A line in hex, for the examples. */
function line(text: string): string {
  return Buffer.from(`${text}\r\n`).toString('hex')
}
