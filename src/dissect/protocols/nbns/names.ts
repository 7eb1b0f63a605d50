/** Record types (RFC 1002 section 4.2.1.3). */
export const NB = 0x20
export const NBSTAT = 0x21
/** Bit of the name's flags that makes it a group's. */
export const GROUP = 0x8000

/** Response codes (RFC 1002 sections 4.2.6, 4.2.11 and 4.2.14). */
export const ERRORS: { readonly [code: number]: string } = {
  1: 'format error',
  2: 'server failure',
  3: 'name does not exist',
  4: 'not implemented',
  5: 'refused',
  6: 'name is owned by another node',
  7: 'name is in conflict',
}

/** A name and the address that claims it. */
export interface Owner {
  name: string
  /** Sixteenth character: what kind of service holds the name (0 workstation, 0x20 file server). */
  suffix: number
  group: boolean
  ip: string
}

/**
 * Decodes first-level encoding (RFC 1001 section 14.1): each half byte became one letter from A on. Whatever is not encoded so comes
 * back as it is.
 */
export function decodeName(encoded: string): { name: string; suffix: number } {
  const letters = encoded.split('.')[0]!
  if (letters.length !== 32 || !/^[A-P]+$/.test(letters)) return { name: encoded, suffix: 0 }
  let name = ''
  for (let at = 0; at < 30; at += 2) name += String.fromCharCode(half(letters, at))
  const clean = name.replace(/[^\x20-\x7e]/g, '').trimEnd()
  return { name: clean, suffix: half(letters, 30) }
}

function half(letters: string, at: number): number {
  return ((letters.charCodeAt(at) - 0x41) << 4) | (letters.charCodeAt(at + 1) - 0x41)
}
