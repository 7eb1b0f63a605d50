import { describe, expect, test } from 'vitest'
import type { Analysis, OperationRow } from '../model/analysis.ts'
import { analysis, asset, operation } from './testing.ts'
import { textReport } from './text.ts'

const report = (more: Partial<Analysis> = {}): string => textReport(analysis(more))

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => [...line].length))

describe('the text report', () => {
  test('says what matters in its first line, and then in order what was done, who, what is there, what is not', () => {
    const text = report({ operations: [operation('read'), operation('program-download'), operation('stop')] })
    expect(text.split('\n')[0]).toBe(
      'The engineering workstation [10.0.0.1] stopped the PLC [10.0.0.2] (F stop at 08:00:00, packet 7); 1 other notable',
    )
    const titles = text.split('\n').filter((_, index, lines) => /^-+$/.test(lines[index + 1] ?? ''))
    expect(titles).toEqual([
      'Notable operations',
      'Who programs what',
      'Assets, level 1 · control (1)',
      'Assets, level 2 · supervision (1)',
      'What was not seen',
    ])
  })

  test('names the gravest attempt where nothing was seen to succeed', () => {
    const stop = operation('stop', { outcome: 'unanswered' })
    const text = report({ operations: [operation('write', { outcome: 'refused' }), stop] })
    expect(text.replace(/\s+/g, ' ')).toContain(
      'asked the PLC [10.0.0.2] for a stop (F stop at 08:00:00, packet 7): no answer seen; 1 other',
    )
  })

  test('makes one line of a program that was loaded block by block', () => {
    const blocks = Array.from({ length: 20 }, (_, i) =>
      operation('program-download', { target: { asset: '10.0.0.2', object: `DB${i}` } }),
    )
    const lines = report({ operations: blocks })
      .split('\n')
      .filter((line) => line.includes('F program-download'))
    expect(lines.filter((line) => line.startsWith('  '))).toEqual([
      expect.stringContaining('F program-download: DB0, DB1, DB2 and 17 more ×20'),
    ])
  })

  test('makes one line of everyday writing to many devices, but not of stopping them', () => {
    const to = (verb: OperationRow['verb']) =>
      ['2', '3', '4', '5'].map((last) => operation(verb, { responder: `10.0.0.${last}` }))
    expect(report({ operations: to('write') })).toContain('4 devices, first 10.0.0.2')
    expect(report({ operations: to('stop') })).not.toContain('4 devices, first')
    expect(report({ operations: to('stop') }).split('\n')[0]).toContain('stopped 4 devices')
  })

  test('stays within its width, whatever came from the wire', () => {
    const long = 'x'.repeat(300)
    const text = report({
      assets: [
        asset('10.0.0.2', { names: [long], model: long, vendor: long, conflicts: ['firmware', 'mac'] }),
        asset('2001:0db8:0000:0000:0000:0000:0000:1234', {
          modules: [{ id: long, name: long, serial: long, evidence: [] }],
        }),
      ],
      operations: [
        operation('write', {
          function: long,
          target: { asset: null, object: long },
          outcome: 'refused',
          reason: 'busy',
        }),
      ],
    })
    expect(widest(text)).toBeLessThanOrEqual(120)
    expect(text).toContain('… – refused: busy')
  })

  test('shows nothing that a terminal would act on', () => {
    const text = report({ assets: [asset('10.0.0.2', { names: ['\u001b[2J\u202egpj.exe\nroot'] })] })
    for (const unseen of ['\u001b', '\u202e']) expect(text).not.toContain(unseen)
    expect(text).toContain('·[2J·gpj.exe·root')
  })

  test('reads well when nothing was read, and when no plant was in it', () => {
    const captures = [{ path: 'a.pcap', packets: 0, bytes: 0, first: null, last: null, notes: ['is empty'] }]
    const coverage = {
      packets: 0,
      bytes: 0,
      messages: 0,
      decodedConversations: 0,
      undecoded: [],
      silentAssets: [],
      encrypted: [],
      lostBytes: 0,
      cutPackets: 0,
      damagedPackets: 0,
      notes: [],
    }
    expect(report({ captures, coverage, assets: [] })).toBe(
      'Nothing to see: no packet was read.\n1 capture, 0 packets, 0 assets, 0 messages understood.\n! a.pcap: is empty\n',
    )
    expect(report({ assets: [asset('10.0.0.1', { role: 'it-host', level: 4 })] })).toContain(
      'No controller was recognized',
    )
  })

  test('names the capture of a packet where there are several', () => {
    const [first] = ['a.pcap', 'b.pcap'].map((path) => ({
      path,
      packets: 9,
      bytes: 9,
      first: '2026-03-11T08:00:00.000000Z',
      last: '2026-03-11T08:00:00.000000Z',
      notes: [],
    }))
    const text = report({
      captures: [first!, { ...first!, path: 'b.pcap' }],
      operations: [operation('stop', { capture: 'b.pcap' })],
    })
    expect(text).toContain('    2:7  F stop')
  })
})
