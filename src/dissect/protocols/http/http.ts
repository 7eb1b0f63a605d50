import { REPLY, REQUEST } from '../../../model/message.ts'
import { lineEnd } from '../../lines.ts'
import { mix, type Peek } from '../../peek.ts'
import { FULL, type Glance, MAYBE, protocol } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import {
  answered,
  asked,
  bodyOf,
  CHUNKED,
  frameLength,
  isAuthorized,
  isPage,
  isPiece,
  isResponse,
  likeness,
  methodLength,
  missing,
  opensTunnel,
  REST,
  SIZED,
  stateOf,
  statusOf,
  UNBOUNDED,
} from './framing.ts'
import { observe } from './observe.ts'
import { readHttp } from './read.ts'

/** HTTP/1: what servers and browsers call themselves, who looks at which page, who sends what to a device. */
export const http = protocol({
  id: 'http',
  title: 'Hypertext Transfer Protocol',
  spec: 'RFC 9110 and RFC 9112 (HTTP/1.1)',
  family: 'it',
  carriedBy: { tcp: [80, 81, 591, 631, 3128, 5985, 8000, 8008, 8080, 8081, 8088, 8888] },
  looksLike: (peek) => likeness(peek),
  frameLength,
  glance,
  read: readHttp,
  observe,
  examples: {
    'asks for a page': text(
      'GET /index.htm?lang=en HTTP/1.1|Host: plc7.example|User-Agent: Mozilla/5.0 (Windows NT 6.1; Win64; x64) Gecko/20100101 Firefox/115.0||',
    ),
    'answers with a page': text(
      'HTTP/1.1 200 OK|Server: Example-WEB/V1.2|Content-Type: text/html|Content-Length: 37||<html><title>Pump 7</title></html>   ',
    ),
    'answers with what the device is': text(
      'HTTP/1.1 200 OK|Content-Type: text/html|Content-Length: 61||<tr><td>Serial Number:</td><td>A1B2C3</td></tr>              ',
    ),
    'wants a password': text(
      'HTTP/1.1 401 Unauthorized|WWW-Authenticate: Basic realm="RTU 4"|Content-Length: 0||',
    ),
    'gives a password': text(
      'GET /secure/ HTTP/1.1|Host: 192.0.2.2|Authorization: Basic b3BlcmF0b3I6c2VzYW1l||',
    ),
    'logs in by a form': text(
      'POST /login HTTP/1.1|Content-Type: application/x-www-form-urlencoded|Content-Length: 26||user=anna&password=sesame1',
    ),
    'puts a file': text('PUT /conf/app.cfg HTTP/1.1|Content-Length: 2||a='),
    'deletes a file': text('DELETE /conf/app.cfg HTTP/1.1||'),
    'cannot find it': text('HTTP/1.1 404 Not Found|Content-Length: 0||'),
    'begins content in chunks': text('HTTP/1.1 200 OK|Content-Type: text/html|Transfer-Encoding: chunked||'),
    'calls an action of a device': text(
      'POST /ctl HTTP/1.1|SOAPAction: "urn:x:service:WANIPConnection:1#AddPortMapping"|Content-Length: 0||',
    ),
    'cut before the request line ends': text('GET /index'),
  },
})

function glance(peek: Peek, result: Glance, session: Session): number {
  const state = stateOf(session)
  const { direction } = session
  if (isPiece(peek, session)) {
    state.piece = state.body[direction]
    state.opensPage = state.page[direction]
    state.page[direction] = false
    const last = state.piece === CHUNKED && peek.u8(0) === 0x30 && !(peek.u8(1) > 0x20)
    if (last || state.piece === REST) state.body[direction] = SIZED
    return state.opensPage ? FULL : 2 + state.piece
  }
  state.piece = SIZED
  const response = isResponse(peek)
  const sized = bodyOf(peek, response, state)
  const rest = sized === SIZED ? missing(peek, response, state) : 0
  const body = rest > 0 ? REST : sized
  state.rest[direction] = rest
  state.body[direction] = body
  if (response && opensTunnel(peek, state)) state.body[direction === 0 ? 1 : 0] = UNBOUNDED
  state.page[direction] = response && body !== SIZED && isPage(peek)
  if (response) {
    result.role = REPLY
    result.pair = answered(peek, state)
    return statusOf(peek)
  }
  result.role = REQUEST
  result.pair = asked(peek, state)
  const method = methodLength(peek)
  if (likeness(peek) <= MAYBE || !(peek.text(0, 'GET ') || peek.text(0, 'HEAD '))) return FULL
  if (isAuthorized(peek)) return FULL
  return mix(peek.hash(0, pathEnd(peek, method + 1)), 1)
}

/** Where the path ends: at the query, or at the blank before the version. A query with a password in it is read in full once. */
function pathEnd(peek: Peek, from: number): number {
  const line = lineEnd(peek, 0, 8192)
  for (let at = from; at < line; at++) {
    const byte = peek.u8(at)
    if (byte === 0x3f || byte === 0x20) return at
  }
  return line
}

/** Bytes of a message in hex, for examples; a bar stands for a line end. */
function text(message: string): string {
  return Buffer.from(message.replaceAll('|', '\r\n'), 'latin1').toString('hex')
}
