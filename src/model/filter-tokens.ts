/** A piece of a filter as people write it. */
export interface Token {
  kind: 'word' | 'quoted' | 'operator' | '(' | ')' | ',' | 'end'
  /** What it means: a quoted text without its quotes. */
  text: string
  position: number
  length: number
}

export type Operator = '=' | '!=' | '~' | '<=' | '>=' | '<' | '>'

const SPACE = /\s+/y
const PIECE = /([(),])|(!=|<=|>=|[=~<>])|"((?:[^"\\]|\\.)*)"|((?:[^\s(),"=~<>!]|!(?!=))+)/sy

/** Cuts a filter into tokens, with an `end` behind the last. Gives the position of a quote that is never closed instead. */
export function tokensOf(text: string): Token[] | { unclosed: number } {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    SPACE.lastIndex = at
    if (SPACE.test(text)) {
      at = SPACE.lastIndex
      continue
    }
    PIECE.lastIndex = at
    const found = PIECE.exec(text)
    if (found === null) return { unclosed: at }
    const [whole, bracket, operator, quoted, word] = found
    const place = { position: at, length: whole.length }
    if (bracket !== undefined) tokens.push({ kind: bracket as '(' | ')' | ',', text: bracket, ...place })
    else if (operator !== undefined) tokens.push({ kind: 'operator', text: operator, ...place })
    else if (quoted !== undefined)
      tokens.push({ kind: 'quoted', text: quoted.replace(/\\(.)/gs, '$1'), ...place })
    else tokens.push({ kind: 'word', text: word!, ...place })
    at += whole.length
  }
  return [...tokens, { kind: 'end', text: '', position: text.length, length: 0 }]
}

const KEYWORDS = new Set(['and', 'or', 'not', 'in', 'known'])

/** A text as it stands in a filter: in quotes when it would mean something else without them. */
export function quoted(text: string): string {
  const plain = /^(?:[^\s(),"=~<>!])+$/.test(text) && !KEYWORDS.has(text.toLowerCase())
  return plain ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
}
