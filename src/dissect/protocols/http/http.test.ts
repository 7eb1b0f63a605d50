import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { Peek } from '../../peek.ts'
import { MORE, NOT_MINE } from '../../protocol.ts'
import { Session } from '../../session.ts'
import { protocols } from '../index.ts'
import { http } from './http.ts'

class Quiet extends Session {
  carry(): boolean {
    return false
  }
  carryBytes(): boolean {
    return false
  }
}

function glance(text: string, session: Session): void {
  const bytes = Buffer.from(text.replaceAll('|', '\r\n'), 'latin1')
  http.glance!(
    new Peek().over(bytes, 0, bytes.length),
    { role: 0, pair: 0, carry: () => undefined, vary: () => undefined },
    session,
  )
}

function request(text: string): { bytes: Uint8Array } {
  return { bytes: Buffer.from(text.replaceAll('|', '\r\n'), 'latin1') }
}

function reply(text: string): { bytes: Uint8Array; direction: 1 } {
  return { bytes: Buffer.from(text.replaceAll('|', '\r\n'), 'latin1'), direction: 1 }
}

test('no password, cookie or key is kept in any form', () => {
  const said = [
    request('GET /a?user=eve&password=sesame1 HTTP/1.1|Cookie: id=sesame2||'),
    { bytes: http.examples['gives a password']! },
    { bytes: http.examples['logs in by a form']! },
    request('GET / HTTP/1.1|Authorization: Bearer sesame3||'),
  ]
  const all = examine(http, said, protocols)
  const kept = all.flatMap((one) => [
    ...one.messages.map((message) => [message.fields, message.value]),
    one.observations,
  ])
  expect(JSON.stringify(kept)).not.toMatch(/sesame|b3BlcmF0b3I6/)
  const secrets = all.flatMap((one) => one.observations).filter((one) => one.kind === 'secret')
  expect(secrets.map((one) => one.account)).toEqual(['eve', 'operator', 'anna', undefined])
})

test('replies pair with requests in order, and a refused log-in says why', () => {
  const all = examine(
    http,
    [
      { bytes: http.examples['gives a password']! },
      request('GET /second HTTP/1.1||'),
      reply('HTTP/1.1 401 Unauthorized|Content-Length: 0||'),
      reply('HTTP/1.1 200 OK|Content-Length: 0||'),
    ],
    protocols,
  )
  expect(all[2]!.observations).toMatchObject([
    { verb: 'login', object: 'operator', outcome: 'refused', reason: '401 Unauthorized' },
    { verb: 'read', object: '/secure/', outcome: 'refused' },
  ])
  expect(all[3]!.observations).toMatchObject([{ verb: 'read', object: '/second', outcome: 'done' }])
})

test('after a lost reply only one pair is wrong', () => {
  const ask = (path: string) => request(`GET ${path} HTTP/1.1||`)
  const ok = reply('HTTP/1.1 200 OK|Content-Length: 0||')
  const all = examine(http, [ask('/lost'), ask('/two'), ok, ask('/three'), ok], protocols)
  expect(all[4]!.observations).toMatchObject([{ object: '/three', outcome: 'done' }])
})

test('content is bounded by its length, by chunks or by the end of the connection', () => {
  const frame = (text: string, session: Session) => {
    const bytes = Buffer.from(text.replaceAll('|', '\r\n'), 'latin1')
    return http.frameLength!(new Peek().over(bytes, 0, bytes.length), session)
  }
  const session = new Quiet()
  expect(frame('GET / HTTP/1.1|Ho', session)).toBe(MORE)
  expect(frame('nonsense that is no head', session)).toBe(NOT_MINE)
  expect(frame('HTTP/1.1 200 OK|Content-Length: 5||abcde', session)).toBe(43)
  expect(frame('POST / HTTP/1.1|Content-Length: 5||ab', session)).toBe(43)
  expect(frame('HTTP/1.1 304 Not Modified|Content-Length: 5||', session)).toBe(48)
  glance('HTTP/1.1 200 OK|Transfer-Encoding: chunked||', session)
  expect(frame('1a|abcdefghijklmnopqrstuvwxyz|', session)).toBe(32)
  glance('0||', session)
  expect(frame('nonsense that is no head', session)).toBe(NOT_MINE)
  glance('HTTP/1.1 101 Switching Protocols||', session)
  expect(frame('whatever comes', session)).toBe(14)
  session.direction = 1
  expect(frame('from either side', session)).toBe(16)
})

test('a head is read before its content, which may be lost', () => {
  const session = new Quiet()
  const head = 'HTTP/1.1 200 OK|Content-Length: 500||'
  const bytes = Buffer.from(`${head.replaceAll('|', '\r\n')}only the start`)
  expect(http.frameLength!(new Peek().over(bytes, 0, bytes.length), session)).toBe(40)
  glance(head, session)
  expect(http.frameLength!(new Peek().over(bytes, 40, bytes.length), session)).toBe(500)
  // After a loss in the content the next head counts, whatever was due.
  expect(http.frameLength!(new Peek().over(bytes, 0, 40), session)).toBe(40)
})

test('content that comes behind its head tells what the page says', () => {
  const all = examine(
    http,
    [
      request('GET /index.htm HTTP/1.1||'),
      reply('HTTP/1.1 200 OK|Content-Type: text/html|Content-Length: 31||'),
      reply('<title>Pump station 7</title>  '),
    ],
    protocols,
  )
  expect(all[2]!.observations).toMatchObject([{ attribute: 'description', value: 'Pump station 7' }])
})

test('a page asked for again is a repeat, a credential never is', () => {
  const ask = { bytes: http.examples['asks for a page']! }
  const login = { bytes: http.examples['gives a password']! }
  expect(examine(http, [ask, ask, login, login], protocols).map((one) => one.repeat)).toEqual([
    false,
    true,
    false,
    false,
  ])
})

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(http.examples)) {
    const [one] = examine(http, [{ bytes: hex }], protocols)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})
