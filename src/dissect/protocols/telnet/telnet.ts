import { limits } from '../../../base/limits.ts'
import { type Message, PUSH } from '../../../model/message.ts'
import type { Identity, Observation } from '../../../model/observation.ts'
import { type Cursor, plainText } from '../../cursor.ts'
import { isText } from '../../lines.ts'
import type { Peek } from '../../peek.ts'
import { FULL, type Likeness, MAYBE, NO, protocol, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import {
  ACCOUNT_PROMPT,
  DONT,
  IAC,
  NEGOTIATIONS,
  OPTION_MOST,
  OPTIONS,
  PASSWORD_PROMPT,
  REFUSED,
  SB,
  SE,
  SYSTEMS,
  WILL,
} from './telnet.tables.ts'

/** One stretch of a Telnet connection. What a client types is never kept, except the account it gives. */
export interface Telnet {
  server: boolean
  /** What the server wrote; empty for what a client typed. */
  text: string
  account: string
  /** A password was sent. */
  gave: boolean
  /** How a log-in ended, as the server's words tell. */
  ended: 'done' | 'refused' | undefined
}

/** Where a connection stands between prompt and answer. */
interface Dialogue {
  waits: 'nothing' | 'account' | 'password' | 'verdict'
  account: string
  typed: string
}

const DIALOGUE = 'telnet'
const TELNET = 23
const TYPED_MOST = 64
const TEXT_MOST = 400

/** Telnet: who logs in where in clear, and how devices greet. */
export const telnet = protocol({
  id: 'telnet',
  title: 'Telnet',
  spec: 'RFC 854, RFC 855',
  family: 'it',
  carriedBy: { tcp: [TELNET, 2323] },
  looksLike,
  frameLength: (peek) => peek.length,
  glance(_peek, glance) {
    glance.role = PUSH
    return FULL
  },
  read: readTelnet,
  observe,
  examples: {
    'negotiates options': 'fffd18 fffd20 fffb01',
    'tells its terminal type': 'fffa18 00 7674313030 fff0',
    'greets and asks for the account': text('\r\nValve controller 7, firmware 2.1\r\nvalve7 login: '),
    'asks for the password': text('Password: '),
    'says that it failed': text('\r\nLogin incorrect\r\nlogin: '),
    'lets somebody in': text('\r\nWelcome\r\n# '),
    'cut in a negotiation': 'fffd',
  },
})

function isNegotiation(peek: Peek, at: number): boolean {
  const command = peek.u8(at + 1)
  return (
    peek.u8(at) === IAC &&
    command >= WILL &&
    command <= DONT &&
    peek.u8(at + 2) >= 0 &&
    peek.u8(at + 2) <= OPTION_MOST
  )
}

function looksLike(peek: Peek): Likeness {
  if (isNegotiation(peek, 0)) return isNegotiation(peek, 3) || peek.length === 3 ? SURE : MAYBE
  return peek.u8(0) === IAC ? NO : isText(peek, 64) ? MAYBE : NO
}

function readTelnet(cursor: Cursor, session: Session): Telnet {
  const server =
    session.fromPort === TELNET || (session.toPort !== TELNET && session.fromPort < session.toPort)
  let dialogue = session.recall<Dialogue>(DIALOGUE)
  if (dialogue === undefined) {
    dialogue = { waits: 'nothing', account: '', typed: '' }
    session.remember(DIALOGUE, dialogue)
  }
  const value: Telnet = { server, text: '', account: dialogue.account, gave: false, ended: undefined }
  const shown = readPieces(cursor)
  if (server) listen(cursor, shown, dialogue, value)
  else answer(cursor, shown, dialogue, value)
  value.account = dialogue.account
  return value
}

/** Commands and options by name; gives the text between them. */
function readPieces(cursor: Cursor): string {
  let shown = ''
  cursor.each('pieces', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const found = cursor.bytes.indexOf(IAC, cursor.at)
    const stop = found < 0 || found > cursor.end ? cursor.end : found
    if (stop > cursor.at) {
      shown += Buffer.from(cursor.bytes.subarray(cursor.at, stop)).toString('latin1')
      cursor.skip(stop - cursor.at)
    } else readCommand(cursor)
  })
  cursor.skip(cursor.left)
  return shown
}

function readCommand(cursor: Cursor): void {
  cursor.skip(1)
  const command = cursor.u8('command')
  if (command === SB) {
    const option = cursor.u8('option')
    cursor.derive('subnegotiation', OPTIONS[option] ?? `option ${option}`)
    const end = cursor.bytes.indexOf(SE, cursor.at)
    cursor.skip((end < 0 || end >= cursor.end ? cursor.end : end + 1) - cursor.at)
  } else if (NEGOTIATIONS[command] !== undefined) {
    const option = cursor.u8('option')
    cursor.derive('negotiation', `${NEGOTIATIONS[command]} ${OPTIONS[option] ?? `option ${option}`}`)
  }
}

/** What the server writes: a greeting, a prompt, or how a log-in ended. */
function listen(cursor: Cursor, shown: string, dialogue: Dialogue, value: Telnet): void {
  const tail = shown.slice(-TEXT_MOST)
  const words = shown.trim()
  if (dialogue.waits === 'verdict' && words !== '') {
    value.ended = REFUSED.test(tail) || ACCOUNT_PROMPT.test(tail) ? 'refused' : 'done'
    dialogue.waits = 'nothing'
  }
  value.account = dialogue.account
  const line = tail.slice(Math.max(tail.lastIndexOf('\n'), tail.lastIndexOf('\r')) + 1)
  if (PASSWORD_PROMPT.test(line)) {
    dialogue.waits = 'password'
    if (dialogue.typed !== '') dialogue.account = dialogue.typed
    dialogue.typed = ''
  } else if (ACCOUNT_PROMPT.test(line)) {
    dialogue.waits = 'account'
    dialogue.typed = ''
  }
  // While an account or a password is typed, what comes back is an echo of it.
  if (dialogue.waits === 'password' && words.length < 2) return
  value.text = cursor.derive('text', readable(shown).slice(0, TEXT_MOST))
}

/** What the client types; of it only the account is kept. */
function answer(cursor: Cursor, shown: string, dialogue: Dialogue, value: Telnet): void {
  if (shown === '') return
  cursor.derive('typed_bytes', shown.length)
  const ended = /[\r\n]/.test(shown)
  if (dialogue.waits === 'password') {
    value.gave = ended
    if (ended) dialogue.waits = 'verdict'
  } else if (dialogue.waits === 'account') {
    dialogue.typed = readable(dialogue.typed + shown).slice(0, TYPED_MOST)
    if (!ended) return
    dialogue.account = cursor.derive('account', dialogue.typed)
    dialogue.typed = ''
    dialogue.waits = 'nothing'
  }
}

function readable(text: string): string {
  return text
    .split(/[\r\n\0]+/)
    .map((line) => plainText(Buffer.from(line, 'latin1'), 0, line.length).trim())
    .filter((line) => line !== '')
    .join(' | ')
}

function observe(message: Message<Telnet>): Observation[] {
  const { server, text: shown, account, gave, ended } = message.value!
  const login = {
    kind: 'operation',
    verb: 'login',
    function: 'Login',
    ...(account === '' ? {} : { object: account }),
  } as const
  if (gave)
    return [
      { kind: 'secret', what: 'password', ...(account === '' ? {} : { account }) },
      { ...login, initiator: 'sender', outcome: 'asked' },
    ]
  const facts: Observation[] = server ? greeting(shown) : []
  if (ended === 'done') facts.push({ ...login, initiator: 'receiver', outcome: 'done' })
  if (ended === 'refused')
    facts.push({ ...login, initiator: 'receiver', outcome: 'refused', reason: shown.slice(0, 80) })
  return facts
}

/** A greeting ends with the question for the account: "name login:" names the device, what stands before describes it. */
function greeting(shown: string): Identity[] {
  if (!ACCOUNT_PROMPT.test(shown)) return []
  const facts: Identity[] = []
  const say = (attribute: Identity['attribute'], value: string, confidence: number) =>
    facts.push({ kind: 'identity', about: 'sender', attribute, value, confidence })
  const lines = shown.split(' | ')
  const name = /^(\S+) login:$/.exec(lines.at(-1) ?? '')?.[1]
  const system = SYSTEMS.find(([form]) => form.test(shown))?.[1]
  if (system !== undefined) say('os', system, 0.7)
  if (name !== undefined && !SYSTEMS.some(([form]) => form.test(name))) say('name', name, 0.7)
  const banner = lines.slice(0, -1).join(' ').slice(0, 160)
  if (banner.length > 3 && !REFUSED.test(banner)) say('description', `Telnet: ${banner}`, 0.4)
  return facts
}

/** Text in hex, for the examples. */
function text(words: string): string {
  return Buffer.from(words, 'latin1').toString('hex')
}
