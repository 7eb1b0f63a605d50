import type { Peek } from '../../peek.ts'
import { MORE, NO, NOT_MINE, protocol, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'

/** Bytes of a header, and of the shortest packet with a transport unit in it (RFC 1006 section 6). */
const HEADER = 4
const SHORTEST = 7
const VERSION = 3
const COTP = 0

/**
 * A note in the session that packets without this header stand between those with it: the fast path of RDP ([MS-RDPBCGR] 2.2.8.1.2 and
 * 2.2.9.1.2), told by its lowest two bits and with a length of one or two bytes.
 */
export const FAST_PATH = 'rdp fast path'

function isFastPath(first: number, session: Session): boolean {
  return (first & 3) === 0 && session.recall<boolean>(FAST_PATH) === true
}

/** TPKT: what lets ISO transport units travel over TCP, by saying how long each is. */
export const tpkt = protocol({
  id: 'tpkt',
  title: 'ISO transport service on top of TCP',
  spec: 'RFC 1006 section 6, RFC 2126',
  family: 'ot',
  carriedBy: { tcp: [102, 3389] },
  looksLike(peek) {
    if (peek.u8(0) !== VERSION || peek.u8(1) !== 0) return NO
    const length = peek.u16(2)
    // A length indicator that fits and a known kind of transport unit behind it (ISO 8073 clause 13.1).
    const indicator = peek.u8(4)
    if (length < SHORTEST || indicator < 2 || indicator > length - HEADER - 1) return NO
    const kind = peek.u8(5) >> 4
    return kind === 0xf || kind === 0xe || kind === 0xd || kind === 0x8 || kind === 0x7 ? SURE : NO
  },
  frameLength(peek, session) {
    if (isFastPath(peek.u8(0), session)) return fastPathLength(peek)
    if (peek.length < HEADER) return peek.u8(0) === VERSION ? MORE : NOT_MINE
    if (peek.u8(0) !== VERSION || peek.u8(1) !== 0) return NOT_MINE
    const length = peek.u16(2)
    return length < SHORTEST ? NOT_MINE : length
  },
  glance(peek, glance, session) {
    if (isFastPath(peek.u8(0), session)) return 2
    glance.anywhere = true
    glance.carry(COTP, HEADER, peek.u16(2))
    return 1
  },
  read(cursor, session) {
    if (isFastPath(cursor.bytes[cursor.at] ?? VERSION, session)) {
      cursor.rest('fast_path')
      return { length: 0, carried: false }
    }
    cursor.expect('version', cursor.u8('version') === VERSION, 'is 3')
    cursor.expect('reserved', cursor.u8('reserved') === 0, 'is 0')
    const length = cursor.u16('length')
    cursor.expect('length', length >= SHORTEST, 'is 7 at least')
    return { length, carried: session.carry(cursor, COTP, Math.max(0, length - HEADER)) }
  },
  observe: () => [],
  examples: {
    'carries a connect request': '03000016 11e00000000100c1020100c2020102c0010a',
    'carries data': '0300000b 02f080 00112233',
    'carries an empty unit': '03000007 02f080',
    'claims less than a header': '03000003 02f080',
    'cut in the header': '0300',
  },
})

function fastPathLength(peek: Peek): number {
  if (peek.length < 3) return MORE
  const length = peek.u8(1) < 0x80 ? peek.u8(1) : peek.u16(1) & 0x7fff
  return length < 3 ? NOT_MINE : length
}
