/** What a cell of a table may hold; a list becomes its values with semicolons. */
export type Cell = string | number | boolean | null | undefined | readonly (string | number)[]

/**
 * One line of CSV as RFC 4180 has it: commas, CRLF, quotes where they are needed. Spreadsheets run what begins like a formula, and names come
 * from the wire, so text that begins with one of `= + - @`, their wide forms, a tab or a line break gets an apostrophe before it.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell)
  const text = typeof cell === 'string' ? cell : cell.join('; ')
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n;\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/
