import { BER, berHeader, berInside, berNext, berSkip } from './ber.ts'
import type { Cursor } from './cursor.ts'
import type { Session } from './session.ts'

/** The authentication mechanism's own bytes are told by content, so any selector does. */
const MECHANISM = 0
const APPLICATION = 0x60
const INIT = 0xa0
const RESPONSE = 0xa1
/** mechToken of NegTokenInit and responseToken of NegTokenResp have the same tag. */
const TOKEN = 0xa2

/**
 * Reads a GSS-API token of `size` bytes: SPNEGO (RFC 4178 section 4.2) around a mechanism's token, or the mechanism's token as it is.
 * What the mechanism says is handed to whoever reads it (NTLM).
 */
export function readSecurityToken(cursor: Cursor, session: Session, size: number): void {
  cursor.within('security', size, () => {
    const tag = berNext(cursor)
    if (tag === APPLICATION || tag === RESPONSE) readSpnego(cursor, session, tag)
    else if (cursor.left > 0) session.carry(cursor, MECHANISM)
  })
}

function readSpnego(cursor: Cursor, session: Session, tag: number): void {
  const outer = berHeader(cursor, 'gss')
  cursor.within('gss', outer.size, () => {
    if (tag === RESPONSE) {
      elements(cursor, session)
      return
    }
    berSkip(cursor, 'mechanism')
    if (berNext(cursor) !== INIT) return
    berInside(cursor, 'init', INIT, () => elements(cursor, session))
  })
}

/** At most five elements make a token of either kind. */
const ELEMENTS_MOST = 5

function elements(cursor: Cursor, session: Session): void {
  berInside(cursor, 'token', BER.sequence, () => {
    cursor.each('elements', Number.POSITIVE_INFINITY, ELEMENTS_MOST, () => {
      const { tag, size } = berHeader(cursor, 'element')
      cursor.within('value', size, () => {
        if (tag === TOKEN) berInside(cursor, 'octets', BER.octets, () => session.carry(cursor, MECHANISM))
        else cursor.rest('bytes')
      })
    })
  })
}
