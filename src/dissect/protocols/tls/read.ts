import { limits } from '../../../base/limits.ts'
import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { type Certificate, readCertificate } from '../../x509.ts'
import { type Hello, readClientHello, readServerHello } from './hello.ts'
import {
  ALERT,
  ALERTS,
  CERTIFICATE,
  CHANGE_CIPHER_SPEC,
  CLIENT_HELLO,
  CONTENT,
  HANDSHAKE,
  HANDSHAKES,
  SERVER_HELLO,
} from './tls.tables.ts'

/** One TLS record, with the handshake messages that end in it. */
export interface Tls {
  type: number
  encrypted: boolean
  /** Names of the handshake messages. */
  steps: string[]
  hello: Hello | undefined
  /** The sender's own certificate. */
  certificate: Certificate | undefined
  alert: string
}

/** Which directions have gone over to encryption. */
export interface Seals {
  sealed: [boolean, boolean]
}

const SEALS = 'tls'
/** Certificates read of one chain; only the first is the sender's own. */
const CHAIN_MOST = 16
/** Largest handshake message that is believed; certificate chains are smaller by far. */
const MESSAGE_MOST = 256 * 1024
/** Largest record (RFC 8446 section 5.2, RFC 5246 section 6.2.3). */
export const RECORD_MOST = 16384 + 2048

export function sealsOf(session: Session): Seals {
  let seals = session.recall<Seals>(SEALS)
  if (seals === undefined) {
    seals = { sealed: [false, false] }
    session.remember(SEALS, seals)
  }
  return seals
}

/** Reads one record (RFC 8446 section 5.1). */
export function readTls(cursor: Cursor, session: Session): Tls {
  const type = cursor.u8('content_type')
  cursor.derive('content', CONTENT[type] ?? 'unknown')
  cursor.expect('content_type', type in CONTENT, 'is not in the specification')
  cursor.u16('record_version')
  const size = cursor.u16('length')
  cursor.expect('length', size <= RECORD_MOST, 'is at most 18432')
  const message: Tls = {
    type,
    encrypted: false,
    steps: [],
    hello: undefined,
    certificate: undefined,
    alert: '',
  }
  const sealed = sealsOf(session).sealed[session.direction]
  if (type !== HANDSHAKE) session.abandon(assemblyOf(session))
  cursor.within('record', size, () => {
    if (type === HANDSHAKE && !sealed) readHandshakes(cursor, session, message)
    else if (type === ALERT && cursor.left === 2) readAlert(cursor, message)
    else if (type === CHANGE_CIPHER_SPEC)
      cursor.expect('change_cipher_spec', cursor.u8('change_cipher_spec') === 1, 'is always 1')
    else message.encrypted = true
    cursor.skip(cursor.left)
  })
  return message
}

function readAlert(cursor: Cursor, message: Tls): void {
  const level = cursor.u8('level')
  const code = cursor.u8('description')
  message.alert = ALERTS[code] ?? `alert ${code}`
  cursor.expect('level', level === 1 || level === 2, 'is 1 (warning) or 2 (fatal)')
}

function assemblyOf(session: Session): string {
  return session.direction === 0 ? 'tls handshake 0' : 'tls handshake 1'
}

/** Reads the messages of a record; one that goes on in the next record is put together first. */
function readHandshakes(cursor: Cursor, session: Session, message: Tls): void {
  const key = assemblyOf(session)
  const need = session.recall<number>(key) ?? 0
  if (need > 0 && session.assembling) {
    const piece = cursor.raw('fragment', Math.min(need, cursor.left))
    session.remember(key, need - piece.length)
    const whole = session.assemble(key, piece, false, piece.length === need)
    if (whole === undefined) return
    cursor.elsewhere('whole', whole, () => readHandshake(cursor, message))
  }
  session.forget(key)
  cursor.each('handshakes', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
    const [type, size] = header(cursor)
    if (!(type in HANDSHAKES) || size > MESSAGE_MOST || cursor.left < 4) {
      // No message starts like that: this direction went over to encryption before the capture began.
      message.encrypted = true
      sealsOf(session).sealed[session.direction] = true
      cursor.skip(cursor.left)
    } else if (size + 4 > cursor.left) {
      session.remember(key, size + 4 - cursor.left)
      session.assemble(key, cursor.rest('fragment'), true, false)
    } else readHandshake(cursor, message)
  })
}

/** Type and size of the message that comes next; a header cut short gives what no message has. */
function header(cursor: Cursor): [number, number] {
  const { bytes, at } = cursor
  if (cursor.left < 4) return [255, 0]
  return [bytes[at]!, (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!]
}

function readHandshake(cursor: Cursor, message: Tls): void {
  const type = cursor.u8('handshake_type')
  const step = cursor.derive('handshake', HANDSHAKES[type] ?? 'unknown')
  message.steps.push(step)
  cursor.within(step, cursor.u24('size'), () => {
    if (type === CLIENT_HELLO) message.hello = readClientHello(cursor)
    else if (type === SERVER_HELLO) message.hello = readServerHello(cursor)
    else if (type === CERTIFICATE) message.certificate = readChain(cursor)
    else cursor.rest('bytes')
  })
}

/** A chain of certificates (RFC 5246 section 7.4.2), the sender's own first. Later versions send it encrypted. */
function readChain(cursor: Cursor): Certificate | undefined {
  const chain = cursor.within('chain', cursor.u24('chain_size'), () =>
    cursor.each('certificate', Number.POSITIVE_INFINITY, CHAIN_MOST, () =>
      cursor.within('x509', cursor.u24('size'), () => readCertificate(cursor)),
    ),
  )
  return chain[0]
}
