/**
 * Text from the wire is somebody else's: it may hold control characters, marks that turn the reading direction, or a thousand accents on
 * one letter. These functions make such text harmless to look at and say what was in it.
 */

/** A piece of a text: plain, or one odd character with its name. */
export interface Piece {
  text: string
  /** What the character is, when it cannot be shown as itself. */
  odd?: string
}

const NAMES: Readonly<Record<number, readonly [string, string]>> = {
  0x061c: ['ALM', 'Arabic letter mark'],
  0x200b: ['ZWSP', 'zero width space'],
  0x200c: ['ZWNJ', 'zero width non-joiner'],
  0x200d: ['ZWJ', 'zero width joiner'],
  0x200e: ['LRM', 'left-to-right mark'],
  0x200f: ['RLM', 'right-to-left mark'],
  0x2028: ['LS', 'line separator'],
  0x2029: ['PS', 'paragraph separator'],
  0x202a: ['LRE', 'left-to-right embedding'],
  0x202b: ['RLE', 'right-to-left embedding'],
  0x202c: ['PDF', 'pop directional formatting'],
  0x202d: ['LRO', 'left-to-right override'],
  0x202e: ['RLO', 'right-to-left override'],
  0x2060: ['WJ', 'word joiner'],
  0x2066: ['LRI', 'left-to-right isolate'],
  0x2067: ['RLI', 'right-to-left isolate'],
  0x2068: ['FSI', 'first strong isolate'],
  0x2069: ['PDI', 'pop directional isolate'],
  0xad: ['SHY', 'soft hyphen'],
  0xfeff: ['BOM', 'zero width no-break space'],
}
const ODD =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is what this is for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\u{e0000}-\u{e0fff}]/gu
/** More marks than any script stacks on one letter. */
const PILE = /(\p{M}{4})\p{M}+/gu

/** The text in pieces; odd characters stand alone, as a symbol with its name. */
export function piecesOf(text: string): Piece[] {
  const calm = text.replace(PILE, '$1')
  const pieces: Piece[] = []
  let from = 0
  for (const match of calm.matchAll(ODD)) {
    if (match.index > from) pieces.push({ text: calm.slice(from, match.index) })
    pieces.push(oddPiece(match[0].codePointAt(0)!))
    from = match.index + match[0].length
  }
  if (from < calm.length) pieces.push({ text: calm.slice(from) })
  return pieces
}

function oddPiece(code: number): Piece {
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  const known = NAMES[code]
  if (known !== undefined) return { text: known[0], odd: `${known[1]}, ${hex}` }
  if (code < 0x20) return { text: String.fromCodePoint(0x2400 + code), odd: `control character, ${hex}` }
  if (code === 0x7f) return { text: '\u2421', odd: `control character, ${hex}` }
  return {
    text: hex,
    odd: code < 0xa0 ? `control character, ${hex}` : `character that cannot be shown, ${hex}`,
  }
}

/** One plain line of it, for labels, titles and announcements. */
export function plainly(text: string, most = 80): string {
  const { start, left } = cut(text, most)
  const line = piecesOf(start)
    .map((piece) => (piece.odd === undefined ? piece.text : `[${piece.text}]`))
    .join('')
  return left > 0 ? `${line}\u2026` : line
}

/** The first `most` characters, never cutting one in half, and how many are left. */
export function cut(text: string, most: number): { start: string; left: number } {
  if (text.length <= most) return { start: text, left: 0 }
  const last = text.charCodeAt(most - 1)
  const end = last >= 0xd800 && last < 0xdc00 ? most - 1 : most
  return { start: text.slice(0, end), left: text.length - end }
}
