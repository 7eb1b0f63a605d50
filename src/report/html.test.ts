import { describe, expect, test } from 'vitest'
import type { Analysis } from '../model/analysis.ts'
import { htmlReport } from './html.ts'
import { analysis, asset, operation } from './testing.ts'

const HOSTILE = `<script>alert(1)</script>"'&`

const page = (more: Partial<Analysis> = {}): string =>
  htmlReport(analysis({ operations: [operation('stop')], ...more }))

describe('the HTML report', () => {
  test('encodes whatever came from the wire', () => {
    const hostile = asset('10.0.0.2', {
      names: [HOSTILE],
      model: HOSTILE,
      evidence: [
        { attribute: 'name', value: HOSTILE, protocol: 'x', capture: HOSTILE, packet: 1, confidence: 1 },
      ],
    })
    const text = page({
      assets: [asset('10.0.0.1'), hostile],
      operations: [
        operation('stop', {
          function: HOSTILE,
          target: { asset: '10.0.0.2', object: HOSTILE },
          reason: HOSTILE,
        }),
      ],
      coverage: { ...analysis().coverage, notes: [HOSTILE] },
    })
    expect(text).not.toContain('<script>alert')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
    expect(text.match(/<script/g)).toHaveLength(1)
  })

  test('loads nothing and lets nothing run but its own script', () => {
    const text = page()
    expect(text).toMatch(/default-src 'none'/)
    expect(text).not.toMatch(/unsafe-inline|unsafe-eval/)
    expect(text).not.toMatch(/\b(src|href)="(https?:)?\/\//)
    expect(text).not.toMatch(/ style="| on[a-z]+="/)
  })

  test('gives the same bytes for the same analysis', () => {
    expect(page()).toBe(page())
  })

  test('links every point of the timeline to its line, and every asset to its place', () => {
    const text = page()
    for (const [, id] of text.matchAll(/href="#([^"]+)"/g)) expect(text).toContain(`id="${id}"`)
  })

  test('says so when nothing was done or nothing was seen', () => {
    const text = page({ assets: [], operations: [], conversations: [] })
    expect(text).toContain('Nothing was written, operated, stopped')
    expect(text).toContain('No device was seen')
  })

  test('keeps its length in bounds and says what it left out', () => {
    const many = Array.from({ length: 3000 }, (_, i) => operation('stop', { packets: [i + 1] }))
    const text = page({ operations: many })
    expect(text).toContain('1,000 more operations')
  })
})
