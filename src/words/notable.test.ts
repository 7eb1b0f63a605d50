import { describe, expect, test } from 'vitest'
import type { Analysis, OperationRow } from '../model/analysis.ts'
import { notable } from './notable.ts'

function row(
  verb: OperationRow['verb'],
  initiator: string,
  responder: string,
  more: object = {},
): OperationRow {
  return {
    time: '2026-03-11T08:00:00.000000Z',
    last: '2026-03-11T08:00:00.000000Z',
    verb,
    protocol: 'p',
    function: `F ${verb}`,
    initiator,
    responder,
    target: { asset: responder, object: '' },
    outcome: 'done',
    count: 1,
    capture: 'a.pcap',
    packets: [7],
    ...more,
  }
}

const linesOf = (...operations: OperationRow[]): string[] =>
  notable({ assets: [], operations } as unknown as Analysis, 3)

describe('what to look at first', () => {
  test('is what stops or changes a controller, before what sets values', () => {
    const lines = linesOf(row('write', 'a', 'x'), row('stop', 'b', 'y'))
    expect(lines[0]).toContain('stopped')
    expect(lines[0]).toContain('F stop at 08:00:00, packet 7')
    expect(lines[1]).toContain('wrote values to')
  })

  test('names each device once, and prefers who changed many devices', () => {
    const many = ['x', 'y', 'z'].map((device) => row('write', 'roamer', device))
    const lines = linesOf(row('write', 'regular', 'w'), row('write', 'regular', 'x'), ...many)
    expect(lines).toHaveLength(3)
    for (const line of lines) expect(line).toContain('an unknown party wrote values to')
  })

  test('is not what everybody does alike', () => {
    const renewals = ['a', 'b', 'c'].map((party) => row('network-change', party, 'router'))
    expect(linesOf(...renewals)).toEqual([])
  })

  test('is nothing when somebody only looked or was refused', () => {
    expect(linesOf(row('read', 'a', 'x'), row('stop', 'a', 'x', { outcome: 'refused' }))).toEqual([])
  })
})
