/** Widest line of the text report, in characters. */
export const WIDTH = 120

/** What a terminal would act on instead of showing it: control and direction characters, and other line ends. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Text from the wire as one harmless piece of a line, cut to `most` characters. */
export function cut(text: string, most: number): string {
  const plain = text.replace(UNSEEN, '·')
  const letters = [...plain]
  return letters.length <= most ? plain : `${letters.slice(0, Math.max(most - 1, 0)).join('')}…`
}

/** A cell of a column: cut and padded to its width. */
export function cell(text: string, width: number): string {
  const shown = cut(text, width)
  return shown + ' '.repeat(Math.max(0, width - [...shown].length))
}

/** Cells side by side after a lead, those of no width left out; the last one may take what is left of the line. */
export function row(
  cells: readonly (readonly [text: string, width: number])[],
  rest: string,
  lead = '',
): string {
  const shown = cells.filter(([, width]) => width > 0)
  const begin = lead + shown.map(([text, width]) => cell(text, width)).join('  ')
  return `${begin}  ${cut(rest, WIDTH - [...begin].length - 2)}`.trimEnd()
}

/** Words broken into lines no wider than the report: the first begins with `lead`, later ones are indented by two more. */
export function wrap(text: string, lead = ''): string[] {
  const indent = ' '.repeat(lead.length + 2)
  const lines: string[] = []
  let line = lead
  let empty = true
  for (const word of cut(text, 10 * WIDTH).split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = indent
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return [...lines, line].map((one) => cut(one, WIDTH))
}

/** A heading with its lines; nothing where there are none. */
export function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, '-'.repeat(title.length), ...lines]
}

/** The first items of a list in words: `a, b and 3 more`. */
export function some(items: readonly string[], most: number): string {
  if (items.length <= most) return items.join(', ')
  return `${items.slice(0, most).join(', ')} and ${(items.length - most).toLocaleString('en')} more`
}
