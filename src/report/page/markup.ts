/** HTML that may be put into a page as it is; everything else is text and is encoded. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand in a template: text and numbers are encoded, markup and lists of it are not; nothing gives nothing. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[]

/** Builds markup from a template; whatever is put in is encoded unless it is markup already. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  let text = strings[0]!
  for (const [index, content] of contents.entries()) text += encoded(content) + strings[index + 1]!
  return new Markup(text)
}

/** Text as it stands between tags and in quoted attributes. */
export function encode(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function encoded(content: Content): string {
  if (content === null || content === undefined || content === false) return ''
  if (content instanceof Markup) return content.text
  if (Array.isArray(content)) return content.map(encoded).join('')
  return encode(String(content))
}
