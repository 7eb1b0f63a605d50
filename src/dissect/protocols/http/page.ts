import { limits } from '../../../base/limits.ts'
import type { Attribute } from '../../../model/observation.ts'
import { PAGE_LABELS } from './http.tables.ts'

/** What an HTML page says of the device that serves it. */
export interface Page {
  title: string
  facts: { attribute: Attribute; value: string }[]
}

const VALUE_MOST = 80
const TITLE_MOST = 120

/** Looks at a page for its title and for lines like "Serial Number: A1B2C3", whether written in one cell or in two beside each other. */
export function readPage(html: string): Page {
  const title = /<title[^>]{0,100}>([^<]{1,500})/i.exec(html)?.[1] ?? ''
  const lines = withoutScripts(html)
    .replace(/<(br|tr|p|div|li|h\d|table|dt|input)\b[^<>]*>/gi, '\n')
    .replace(/<\/(td|th|dd)>/gi, '\t')
    .replace(/<[^<>]*>/g, '')
    .split('\n')
    .slice(0, limits.dissect.listItems)
  return { title: tidy(title).slice(0, TITLE_MOST), facts: lines.flatMap(factOf) }
}

/** A page without its scripts, which are full of words with colons. */
function withoutScripts(html: string): string {
  const lower = html.toLowerCase()
  let kept = ''
  for (let at = 0; at < html.length; ) {
    const from = lower.indexOf('<script', at)
    if (from < 0) return kept + html.slice(at)
    kept += html.slice(at, from)
    const to = lower.indexOf('</script', from)
    if (to < 0) return kept
    at = to
  }
  return kept
}

function factOf(line: string): Page['facts'] {
  const found = /^\s*([A-Za-z][A-Za-z ]{2,30}?)\s*[:\t][\s:]*(\S.*)$/.exec(line.slice(0, 400))
  const attribute = found === null ? undefined : PAGE_LABELS[found[1]!.toLowerCase()]
  const value = tidy(found?.[2] ?? '').split('\t')[0] ?? ''
  return attribute === undefined || value === '' || value.length > VALUE_MOST ? [] : [{ attribute, value }]
}

/** Text as a browser would show it. */
function tidy(text: string): string {
  return text
    .replace(/&nbsp;|&#160;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&quot;/gi, '"')
    .replace(/&amp;/gi, '&')
    .replace(/[ \r\n]+/g, ' ')
    .trim()
}
