import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Heard } from './Heard.tsx'
import { cut, piecesOf, plainly } from './heard.ts'

const RLO = '\u202e'
const page = (text: string, most?: number): string =>
  renderToStaticMarkup(createElement(Heard, { text, ...(most === undefined ? {} : { most }) }))

describe('text from the wire', () => {
  test('is shown as text, never as markup', () => {
    expect(page('<img src=x onerror=alert(1)>')).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(page('<img src=x onerror=alert(1)>')).not.toContain('<img')
  })
  test('stands apart from the direction of what is around it', () => {
    expect(page('שלום')).toMatch(/^<bdi/)
  })
  test('that turns the reading direction shows the mark instead of obeying it', () => {
    const pieces = piecesOf(`invoice${RLO}fdp.exe`)
    expect(pieces.map((piece) => piece.text)).toEqual(['invoice', 'RLO', 'fdp.exe'])
    expect(pieces[1]!.odd).toContain('right-to-left override')
    expect(page(`a${RLO}b`)).not.toContain(RLO)
  })
  test('with control characters shows their symbols', () => {
    expect(plainly('PLC\u0000\u001b[31m')).toBe('PLC[␀][␛][31m')
    expect(plainly('a\u0085b')).toBe('a[U+0085]b')
  })
  test('with half a character or an invisible tag names it', () => {
    expect(plainly('a\ud800b')).toBe('a[U+D800]b')
    expect(plainly('a\u{e0041}b')).toBe('a[U+E0041]b')
  })
  test('keeps emoji and accents, but not a pile of them', () => {
    expect(plainly('Pumpe 😀 é')).toBe('Pumpe 😀 é')
    expect(plainly(`e${'\u0301'.repeat(50)}`)).toBe(`e${'\u0301'.repeat(4)}`)
  })
  test('of 4 kB shows its start and how much is left, and hides nothing for good', () => {
    const long = 'x'.repeat(4096)
    expect(page(long, 64).length).toBeLessThan(1000)
    expect(page(long, 64)).toContain('4,032 more')
  })
  test('is never cut within a character', () => {
    expect(cut('ab😀', 3)).toEqual({ start: 'ab', left: 2 })
    expect(cut('ab', 3)).toEqual({ start: 'ab', left: 0 })
  })
})
