/** Small edits of filter texts. The grammar is the server's; these only write what it reads. */

/** A value as the grammar writes it: bare when it is one plain word, else in quotes. */
export function quoted(value: string): string {
  const word = /^[\p{L}\p{N}_.:/-]+$/u.test(value) && !/^(and|or|not|in|known)$/i.test(value)
  return word ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`
}

/** `field = value`, or `not field known` for an empty value. */
export function clause(field: string, value: string): string {
  return value === '' ? `not ${field} known` : `${field} = ${quoted(value)}`
}

/** Whether a filter text has a clause, on its own or joined by `and`. */
export function hasClause(filter: string, one: string): boolean {
  return parts(filter).includes(one)
}

/** The filter with the clause, or without it when it was there. */
export function toggled(filter: string, one: string): string {
  const now = parts(filter)
  if (now.includes(one)) return now.filter((part) => part !== one).join(' and ')
  return filter.trim() === ''
    ? one
    : `${needsParentheses(filter) ? `(${filter.trim()})` : filter.trim()} and ${one}`
}

/** The parts that `and` joins at the outermost level; a text with `or` there is one part. */
function parts(filter: string): string[] {
  return split(filter, 'or').length > 1 ? [filter.trim()] : split(filter, 'and')
}

function needsParentheses(filter: string): boolean {
  return split(filter, 'or').length > 1
}

function split(filter: string, word: 'and' | 'or'): string[] {
  const found: string[] = []
  let depth = 0
  let from = 0
  for (const match of filter.matchAll(/"(?:\\.|[^"\\])*"?|[()]|[^\s()"]+/g)) {
    if (match[0] === '(') depth++
    else if (match[0] === ')') depth--
    else if (depth === 0 && match[0].toLowerCase() === word) {
      found.push(filter.slice(from, match.index).trim())
      from = match.index + match[0].length
    }
  }
  found.push(filter.slice(from).trim())
  return found.filter((part) => part !== '')
}

/** The word that is being written at the end of a text, when it could become a field's name. */
export function fieldBegun(filter: string): string | undefined {
  const match = /(?:^|\(|\b(?:and|or|not)\s+)\s*([\p{L}][\p{L}\p{N}._-]*)$/iu.exec(filter)
  return match?.[1]
}
