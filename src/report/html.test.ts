import { describe, expect, test } from 'vitest'
import type { Analysis, Asset, OperationRow } from '../model/analysis.ts'
import { htmlReport } from './html.ts'

const TIME = '2026-03-11T08:00:00.000000Z'
const HOSTILE = `<script>alert(1)</script>"'&`

function asset(id: string, more: Partial<Asset> = {}): Asset {
  return {
    id,
    interfaces: [{ ip: id }],
    names: [],
    role: 'plc',
    roleReason: 'answers',
    level: 1,
    levelReason: 'usual',
    zone: '10.0.0.0/24',
    zoneReason: 'address',
    protocols: ['modbus-tcp'],
    modules: [],
    conflicts: [],
    heard: true,
    firstSeen: TIME,
    lastSeen: TIME,
    evidence: [],
    ...more,
  }
}

function operation(more: Partial<OperationRow> = {}): OperationRow {
  return {
    time: TIME,
    last: TIME,
    verb: 'stop',
    protocol: 's7comm',
    function: 'PLC Stop',
    initiator: '10.0.0.1',
    responder: '10.0.0.2',
    target: { asset: '10.0.0.2', object: '' },
    outcome: 'done',
    count: 1,
    capture: 'a.pcap',
    packets: [7],
    ...more,
  }
}

function analysis(more: Partial<Analysis> = {}): Analysis {
  return {
    sightglass: '1',
    captures: [{ path: 'a.pcap', packets: 9, bytes: 900, first: TIME, last: TIME, notes: [] }],
    assets: [asset('10.0.0.1'), asset('10.0.0.2')],
    conversations: [],
    operations: [operation()],
    findings: [],
    situations: [],
    coverage: {
      packets: 9,
      bytes: 900,
      messages: 4,
      decodedConversations: 1,
      undecoded: [],
      silentAssets: [],
      encrypted: [],
      lostBytes: 0,
      cutPackets: 0,
      damagedPackets: 0,
      notes: [],
    },
    exposures: [],
    ...more,
  }
}

describe('the HTML report', () => {
  test('encodes whatever came from the wire', () => {
    const hostile = asset('10.0.0.2', {
      names: [HOSTILE],
      model: HOSTILE,
      evidence: [
        { attribute: 'name', value: HOSTILE, protocol: 'x', capture: HOSTILE, packet: 1, confidence: 1 },
      ],
    })
    const page = htmlReport(
      analysis({
        assets: [asset('10.0.0.1'), hostile],
        operations: [
          operation({ function: HOSTILE, target: { asset: '10.0.0.2', object: HOSTILE }, reason: HOSTILE }),
        ],
        coverage: { ...analysis().coverage, notes: [HOSTILE] },
      }),
    )
    expect(page).not.toContain('<script>alert')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
    expect(page.match(/<script/g)).toHaveLength(1)
  })

  test('loads nothing and lets nothing run but its own script', () => {
    const page = htmlReport(analysis())
    expect(page).toMatch(/default-src 'none'/)
    expect(page).not.toMatch(/unsafe-inline|unsafe-eval/)
    expect(page).not.toMatch(/\b(src|href)="(https?:)?\/\//)
    expect(page).not.toMatch(/ style="| on[a-z]+="/)
  })

  test('gives the same bytes for the same analysis', () => {
    expect(htmlReport(analysis())).toBe(htmlReport(analysis()))
  })

  test('links every point of the timeline to its line, and every asset to its place', () => {
    const page = htmlReport(analysis())
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${id}"`)
  })

  test('says so when nothing was done or nothing was seen', () => {
    const page = htmlReport(analysis({ assets: [], operations: [], conversations: [] }))
    expect(page).toContain('Nothing was written, operated, stopped')
    expect(page).toContain('No device was seen')
  })

  test('keeps its length in bounds and says what it left out', () => {
    const many = Array.from({ length: 3000 }, (_, i) => operation({ packets: [i + 1] }))
    const page = htmlReport(analysis({ operations: many }))
    expect(page).toContain('1,000 more operations')
  })
})
