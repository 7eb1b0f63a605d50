import type { Cursor } from '../../cursor.ts'
import type { Session } from '../../session.ts'
import { FAILURES, PROTOCOLS, STANDARD_SECURITY } from './rdp.tables.ts'

/** What client and server agree on before anything else, inside the transport's connection units. */
export interface Negotiation {
  what: 'negotiation'
  kind: 'request' | 'response' | 'failure' | 'none'
  /** Account that the client names to a load balancer; empty when it names none. */
  account: string
  /** Security protocols asked for or chosen, or why the server refuses, in words. */
  words: string
}

const REQUEST = 1
const RESPONSE = 2
const FAILURE = 3
const SIZE = 8
const LINE_END = 0x0a
const COOKIE = /^Cookie: mstshash=(.*)$/

/** Reads cookie and negotiation ([MS-RDPBCGR] 2.2.1.1 and 2.2.1.2). */
export function readNegotiation(cursor: Cursor, session: Session): Negotiation {
  const found: Negotiation = { what: 'negotiation', kind: 'none', account: '', words: '' }
  if (cursor.bytes[cursor.at]! > FAILURE) found.account = readLine(cursor)
  if (cursor.left < SIZE) {
    cursor.rest('rest')
    return found
  }
  const type = cursor.u8('negotiation_type')
  cursor.u8('flags')
  cursor.expect('length', cursor.u16le('length') === SIZE, 'is 8')
  const value = cursor.u32le('value')
  found.kind =
    type === REQUEST ? 'request' : type === RESPONSE ? 'response' : type === FAILURE ? 'failure' : 'none'
  found.words = cursor.derive('meaning', found.kind === 'failure' ? failure(value) : protocols(value))
  cursor.rest('rest')
  // With TLS chosen nothing of this protocol follows in clear.
  if (found.kind === 'response' && value !== STANDARD_SECURITY) session.upgrade()
  return found
}

function readLine(cursor: Cursor): string {
  const end = cursor.bytes.indexOf(LINE_END, cursor.at)
  const size = end < 0 || end >= cursor.end ? cursor.left : end + 1 - cursor.at
  const line = cursor.text('cookie', size).replace(/\.+$/, '')
  return COOKIE.exec(line)?.[1] ?? ''
}

function failure(code: number): string {
  return FAILURES[code] ?? `failure ${code}`
}

function protocols(bits: number): string {
  const names = PROTOCOLS.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name)
  return names.length === 0 ? 'standard RDP security' : names.join(', ')
}
