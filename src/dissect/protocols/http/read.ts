import { limits } from '../../../base/limits.ts'
import { type Cursor, plainText } from '../../cursor.ts'
import { takeLine } from '../../lines.ts'
import type { Session } from '../../session.ts'
import { NTLM_ACCOUNT } from '../ntlm/ntlm.ts'
import { CHUNKED, SIZED, stateOf } from './framing.ts'
import { ACCOUNT_PARAMETER, HIDDEN_HEADERS, SECRET_PARAMETER } from './http.tables.ts'
import { type Page, readPage } from './page.ts'

/** One request or response, or a piece of its content. */
export interface Http {
  kind: 'request' | 'response' | 'content'
  method: string
  /** Path without its query, in the request's own notation. */
  path: string
  status: number
  reason: string
  /** Header fields by lower-case name; credentials are hidden. */
  headers: Map<string, string>
  credential: Credential | undefined
  page: Page | undefined
}

/** A credential that was shown: its kind and its account, never its value. */
export interface Credential {
  scheme: string
  account: string
  /** What whoever listens can use at once. */
  clear: 'password' | 'key' | undefined
}

const HIDDEN = '(hidden)'
const PATH_MOST = 200
/** Content that is looked at for a title, labels and form fields. */
const LOOKED_AT = 32 * 1024
/** Handing over a log-in token: it is told by content, so any selector does. */
const TOKEN = 0

/** Reads a head with its content, or a piece of content. */
export function readHttp(cursor: Cursor, session: Session): Http {
  const state = stateOf(session)
  const message = blank()
  if (state.piece === SIZED) {
    startLine(cursor, message)
    readHeaders(cursor, message, session)
    readContent(cursor, message)
    if (message.kind === 'response') state.path = (session.request?.value as Http | undefined)?.path ?? ''
    return message
  }
  message.path = state.path
  if (state.piece === CHUNKED) {
    const { text, size } = takeLine(cursor)
    cursor.derive('chunk_size', Number.parseInt(text, 16) || 0, size)
  }
  if (state.opensPage) message.page = readPage(textOf(cursor))
  passContent(cursor)
  return message
}

function blank(): Http {
  const [method, path, reason] = ['', '', '']
  return {
    kind: 'content',
    method,
    path,
    status: 0,
    reason,
    headers: new Map(),
    credential: undefined,
    page: undefined,
  }
}

function startLine(cursor: Cursor, message: Http): void {
  const { text, size } = takeLine(cursor)
  if (text.startsWith('HTTP/')) {
    message.kind = 'response'
    cursor.derive('version', text.slice(5, 8))
    message.status = cursor.derive('status_code', Number.parseInt(text.slice(9, 12), 10) || 0, size)
    message.reason = cursor.derive('status_msg', text.slice(13, 13 + PATH_MOST), size)
    return
  }
  message.kind = 'request'
  const [method = '', target = '', version = ''] = text.split(' ')
  message.method = cursor.derive('method', method, size)
  const question = target.indexOf('?')
  message.path = (question < 0 ? target : target.slice(0, question)).slice(0, PATH_MOST)
  if (question >= 0) noteParameters(target.slice(question + 1), message)
  cursor.derive('uri', question < 0 ? target : `${message.path}?${shown(target.slice(question + 1))}`, size)
  cursor.derive('version', version.slice(5))
  cursor.expect('version', version.startsWith('HTTP/1.'), 'is HTTP/1.0 or HTTP/1.1')
}

/** Header fields up to the blank line, each named by its own name. */
function readHeaders(cursor: Cursor, message: Http, session: Session): void {
  const size = headersSize(cursor)
  cursor.within('headers', size, () =>
    cursor.each('header', Number.POSITIVE_INFINITY, limits.dissect.listItems, () => {
      const { text, size: taken } = takeLine(cursor)
      const colon = text.indexOf(':')
      if (colon <= 0) {
        cursor.expect(
          'header',
          text === '' || text.startsWith(' ') || text.startsWith('\t'),
          'has a name and a colon',
        )
        return
      }
      const name = text.slice(0, colon).trim().toLowerCase()
      const value = text.slice(colon + 1).trim()
      const kept = HIDDEN_HEADERS.has(name) ? HIDDEN : value
      cursor.derive(name.replaceAll('-', '_'), kept, taken)
      if (!message.headers.has(name)) message.headers.set(name, kept)
      if (name === 'authorization' || name === 'proxy-authorization')
        message.credential = authorization(value, session)
      if (name.endsWith('-authenticate')) token(value, session)
    }),
  )
}

/** Bytes up to and with the blank line. */
function headersSize(cursor: Cursor): number {
  let at = cursor.at
  while (at < cursor.end) {
    const found = cursor.bytes.indexOf(10, at)
    const next = found < 0 || found >= cursor.end ? cursor.end : found + 1
    if (next - at === 1 || (next - at === 2 && cursor.bytes[at] === 13)) return next - cursor.at
    at = next
  }
  return cursor.left
}

/** Schemes: RFC 7617 (Basic), RFC 7616 (Digest), RFC 6750 (Bearer), RFC 4559 (Negotiate and NTLM). */
function authorization(value: string, session: Session): Credential {
  const blankAt = value.indexOf(' ')
  const scheme = blankAt < 0 ? value.slice(0, 20) : value.slice(0, blankAt)
  const rest = value.slice(blankAt + 1)
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const pair = Buffer.from(rest, 'base64')
      const colon = pair.indexOf(0x3a)
      return { scheme, account: plainText(pair, 0, colon < 0 ? 0 : colon, 'utf8'), clear: 'password' }
    }
    case 'digest':
      return { scheme, account: /username="([^"]{0,100})"/.exec(rest)?.[1] ?? '', clear: undefined }
    case 'bearer':
      return { scheme, account: '', clear: 'key' }
    default:
      session.forget(NTLM_ACCOUNT)
      token(value, session)
      return { scheme, account: session.recall<string>(NTLM_ACCOUNT) ?? '', clear: undefined }
  }
}

/** Hands a log-in token of Negotiate or NTLM to whoever reads it. */
function token(value: string, session: Session): void {
  const found = /^(?:ntlm|negotiate)\s+([A-Za-z0-9+/=]{12,})/i.exec(value)
  if (found === null) return
  const bytes = Buffer.from(found[1]!, 'base64')
  // SPNEGO wraps the token; what is inside stands somewhere behind its header.
  const inner = bytes.indexOf('NTLMSSP\0')
  if (inner >= 0) session.carryBytes(bytes.subarray(inner), TOKEN)
}

function readContent(cursor: Cursor, message: Http): void {
  if (cursor.left === 0) return
  const type = message.headers.get('content-type') ?? ''
  if (message.kind === 'response' && /html/i.test(type)) message.page = readPage(textOf(cursor))
  if (message.kind === 'request' && /x-www-form-urlencoded/i.test(type))
    noteParameters(textOf(cursor), message)
  passContent(cursor)
}

function passContent(cursor: Cursor): void {
  cursor.derive('content_bytes', cursor.left)
  cursor.skip(cursor.left)
}

function textOf(cursor: Cursor): string {
  const end = Math.min(cursor.end, cursor.at + LOOKED_AT)
  return Buffer.from(cursor.bytes.buffer, cursor.bytes.byteOffset + cursor.at, end - cursor.at).toString(
    'utf8',
  )
}

/** Looks for a password among the parameters of a query or a form. */
function noteParameters(query: string, message: Http): void {
  let account = ''
  let secret = false
  for (const one of query.split('&').slice(0, limits.dissect.listItems)) {
    const [name = '', value = ''] = one.split('=')
    if (SECRET_PARAMETER.test(name) && value !== '') secret = true
    else if (ACCOUNT_PARAMETER.test(name)) account = plain(value)
  }
  if (secret) message.credential ??= { scheme: 'form', account, clear: 'password' }
}

/** A query with the values of secret parameters hidden. */
function shown(query: string): string {
  const parts = query.slice(0, 4 * PATH_MOST).split('&')
  return parts
    .map((one) => (SECRET_PARAMETER.test(one.split('=')[0]!) ? `${one.split('=')[0]}=${HIDDEN}` : one))
    .join('&')
}

/** Text of a form value; what is not well encoded stays as it is. */
function plain(value: string): string {
  const bytes = value
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
  const kept = Buffer.from(bytes, 'latin1')
  return plainText(kept, 0, Math.min(kept.length, 100), 'utf8')
}
