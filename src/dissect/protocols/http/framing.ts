import { lineEnd } from '../../lines.ts'
import type { Peek } from '../../peek.ts'
import { type Likeness, MAYBE, MORE, NO, NOT_MINE, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { METHODS } from './http.tables.ts'

/** How the bytes behind a head are told apart from the next message (RFC 9112 section 6.3). */
export const SIZED = 0
export const CHUNKED = 1
/** The content ends with the connection, or the connection speaks another protocol from here on. */
export const UNBOUNDED = 2
/** Content of a known size that had not come when its head was read. */
export const REST = 3
export type Body = typeof SIZED | typeof CHUNKED | typeof UNBOUNDED | typeof REST

/** What a connection remembers from one message to the next. */
export interface HttpState {
  asked: number
  answered: number
  /** Numbers of requests whose reply has no content whatever its head says (HEAD), or opens a tunnel (CONNECT). */
  bodyless: Set<number>
  tunnels: Set<number>
  /** Whether a reply came since the last request. */
  replied: boolean
  /** What follows the last head of each direction. */
  body: [Body, Body]
  /** Bytes of content still to come, where `body` is REST. */
  rest: [number, number]
  /** Whether the next piece in this direction begins an HTML page. */
  page: [boolean, boolean]
  /** What the message now being read is, decided by its glance. */
  piece: Body
  opensPage: boolean
  /** Path that the last reply's head answered. */
  path: string
}

/** Bytes in which a head must end; real heads are shorter by far. */
const HEAD_MOST = 64 * 1024
const START_LINE_MOST = 8192
const STATE = 'http'
const NAMES = Object.keys(METHODS)
/** Requests that wait for a reply before some are taken as lost: nobody sends that many ahead. */
const AHEAD_MOST = 16

export function stateOf(session: Session): HttpState {
  let state = session.recall<HttpState>(STATE)
  if (state === undefined) {
    state = {
      asked: 0,
      answered: 0,
      bodyless: new Set(),
      tunnels: new Set(),
      replied: true,
      body: [SIZED, SIZED],
      rest: [0, 0],
      page: [false, false],
      piece: SIZED,
      opensPage: false,
      path: '',
    }
    session.remember(STATE, state)
  }
  return state
}

/** Length of the method name that the bytes start with, or 0. */
export function methodLength(peek: Peek): number {
  const first = peek.u8(0)
  if (first < 0x41 || first > 0x55) return 0
  for (let i = 0; i < NAMES.length; i++) {
    const name = NAMES[i]!
    if (peek.u8(name.length) === 0x20 && peek.text(0, name)) return name.length
  }
  return 0
}

/** Whether a response starts here: version, blank, three digits. */
export function isResponse(peek: Peek): boolean {
  return peek.text(0, 'HTTP/1.') && peek.u8(8) === 0x20 && peek.u8(9) >= 0x31 && peek.u8(9) <= 0x35
}

export function likeness(peek: Peek): Likeness {
  if (isResponse(peek)) return SURE
  if (methodLength(peek) === 0) return NO
  const end = lineEnd(peek, 0, START_LINE_MOST)
  if (end < 0) return MAYBE
  const before = peek.u8(end - 2) === 13 ? end - 2 : end - 1
  return peek.text(before - 8, 'HTTP/1.') ? SURE : NO
}

/** Offset behind the blank line that ends the head, or -1. */
function headEnd(peek: Peek): number {
  for (let at = lineEnd(peek, 0, HEAD_MOST); at > 0 && at < HEAD_MOST; ) {
    const next = lineEnd(peek, at, HEAD_MOST)
    if (next < 0) return -1
    if (next - at === 1 || (next - at === 2 && peek.u8(at) === 13)) return next
    at = next
  }
  return -1
}

/** Offset of the value of a header field (name in lower case), or -1. */
function header(peek: Peek, name: string): number {
  for (let at = lineEnd(peek, 0, HEAD_MOST); at > 0; at = lineEnd(peek, at, HEAD_MOST)) {
    const first = peek.u8(at)
    if (first === 13 || first === 10 || first < 0) return -1
    if (peek.u8(at + name.length) !== 0x3a || !same(peek, at, name)) continue
    let value = at + name.length + 1
    while (peek.u8(value) === 0x20 || peek.u8(value) === 9) value++
    return value
  }
  return -1
}

function same(peek: Peek, at: number, lower: string): boolean {
  for (let i = 0; i < lower.length; i++) if ((peek.u8(at + i) | 0x20) !== lower.charCodeAt(i)) return false
  return true
}

function decimal(peek: Peek, from: number): number {
  let value = 0
  for (let at = from; ; at++) {
    const digit = peek.u8(at) - 0x30
    if (digit < 0 || digit > 9 || value > 0xffffffffff) return value
    value = value * 10 + digit
  }
}

/** Three digits of a response's status. */
export function statusOf(peek: Peek): number {
  return decimal(peek, 9)
}

/** Whether both parties speak something else behind this response: an upgrade (RFC 9110 section 7.8) or a tunnel (section 9.3.6). */
export function opensTunnel(peek: Peek, state: HttpState | undefined): boolean {
  const status = statusOf(peek)
  if (status === 101) return true
  return (
    state !== undefined &&
    status < 300 &&
    state.answered < state.asked &&
    state.tunnels.has(state.answered + 1)
  )
}

/** How the content behind this head is bounded. */
export function bodyOf(peek: Peek, response: boolean, state: HttpState | undefined): Body {
  if (response) {
    const status = statusOf(peek)
    if (opensTunnel(peek, state)) return UNBOUNDED
    if (state !== undefined && state.answered < state.asked && state.bodyless.has(state.answered + 1))
      return SIZED
    if (status < 200 || status === 204 || status === 304) return SIZED
  }
  const coding = header(peek, 'transfer-encoding')
  if (coding >= 0 && same(peek, coding, 'chunked')) return CHUNKED
  return !response || header(peek, 'content-length') >= 0 ? SIZED : UNBOUNDED
}

/** Bytes of content that follow a head whose content has a size. */
function contentLength(peek: Peek, response: boolean, state: HttpState | undefined): number {
  if (response) {
    const status = statusOf(peek)
    if (status < 200 || status === 204 || status === 304) return 0
    if (state !== undefined && state.answered < state.asked && state.bodyless.has(state.answered + 1))
      return 0
  }
  const at = header(peek, 'content-length')
  return at < 0 ? 0 : decimal(peek, at)
}

/** Whether the content of this response is an HTML page. */
export function isPage(peek: Peek): boolean {
  const at = header(peek, 'content-type')
  return at >= 0 && (same(peek, at, 'text/html') || same(peek, at, 'application/xhtml'))
}

/** Whether a request shows a credential, and so is worth reading each time. */
export function isAuthorized(peek: Peek): boolean {
  return header(peek, 'authorization') >= 0 || header(peek, 'proxy-authorization') >= 0
}

/** Length of a chunk: its size line, its data and the line end behind (RFC 9112 section 7.1). */
function chunkLength(peek: Peek): number {
  const line = lineEnd(peek, 0, 256)
  if (line < 0) return peek.length > 256 ? NOT_MINE : MORE
  let size = 0
  let digits = 0
  for (; digits < 8; digits++) {
    const value = hexDigit(peek.u8(digits))
    if (value < 0) break
    size = size * 16 + value
  }
  if (digits === 0) return NOT_MINE
  if (size > 0) return line + size + 2
  for (let at = line; ; ) {
    const next = lineEnd(peek, at, HEAD_MOST)
    if (next < 0) return peek.length > HEAD_MOST ? NOT_MINE : MORE
    if (next - at <= 2) return next
    at = next
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}

/** True when these bytes are a piece of content rather than a head: a head is recognized even where content was due. */
export function isPiece(peek: Peek, session: Session): boolean {
  const state = session.recall<HttpState>(STATE)
  return state !== undefined && state.body[session.direction] !== SIZED && likeness(peek) !== SURE
}

/** Requests up to this size are read with their content, for a form may hold a password. */
const REQUEST_WHOLE = 64 * 1024

/**
 * Length of a head with its content, or of a head alone when much of its content has yet to come: a loss in there must not take the head
 * along. In content: of a chunk, of all that is due, or of whatever is there where no end is known.
 */
export function frameLength(peek: Peek, session: Session): number {
  const state = session.recall<HttpState>(STATE)
  if (isPiece(peek, session)) {
    const body = state?.body[session.direction]
    if (body === CHUNKED) return chunkLength(peek)
    return body === REST ? (state?.rest[session.direction] ?? peek.length) : peek.length
  }
  const response = isResponse(peek)
  if (!response && likeness(peek) === NO) return peek.length < 8 && mayStart(peek) ? MORE : NOT_MINE
  const end = headEnd(peek)
  if (end < 0) return peek.length > HEAD_MOST ? NOT_MINE : MORE
  if (bodyOf(peek, response, state) !== SIZED) return end
  const size = contentLength(peek, response, state)
  return end + size <= peek.length || (!response && size <= REQUEST_WHOLE) ? end + size : end
}

/** Bytes of content that this message lacks because only its head has come. */
export function missing(peek: Peek, response: boolean, state: HttpState): number {
  return headEnd(peek) === peek.length ? contentLength(peek, response, state) : 0
}

/** Few bytes that could become a method or a version; blank lines between messages are passed over. */
function mayStart(peek: Peek): boolean {
  const first = peek.u8(0)
  return (first >= 0x41 && first <= 0x55) || first === 13 || first === 10
}

/** Notes that a request was sent; gives its number, by which the reply is paired. */
export function asked(peek: Peek, state: HttpState): number {
  const waiting = state.asked - state.answered
  // A client that asks on after a reply waits for nothing older, except in rare pipelines: what still waits was lost.
  if (waiting > 0 && (state.replied || waiting > AHEAD_MOST)) {
    state.answered = state.asked
    state.bodyless.clear()
    state.tunnels.clear()
  }
  state.replied = false
  const number = ++state.asked
  if (peek.text(0, 'HEAD ')) state.bodyless.add(number)
  if (peek.text(0, 'CONNECT ')) state.tunnels.add(number)
  return number
}

/** Notes that a reply came (RFC 9112 section 9.3.2: in the order of the requests); gives the number of the request it answers. */
export function answered(peek: Peek, state: HttpState): number {
  if (state.answered >= state.asked) return 0
  const number = state.answered + 1
  const status = statusOf(peek)
  if (status < 200 && status !== 101) return number
  state.replied = true
  state.answered = number
  state.bodyless.delete(number)
  state.tunnels.delete(number)
  return number
}
