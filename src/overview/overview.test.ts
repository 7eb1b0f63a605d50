import { describe, expect, test } from 'vitest'
import type { SensorState } from '../model/sensing.ts'
import { abnormal } from './abnormal.ts'
import { changeGroups } from './changes.ts'
import { unseen } from './unseen.ts'

const sensor = (more: Partial<SensorState>): SensorState => ({
  ...{
    id: 'mirror',
    title: 'Mirror port',
    kind: 'live',
    state: 'listening',
    reason: '',
    batches: 1,
    gaps: [],
  },
  interfaces: [{ name: 'eth0', listening: true, packets: 9, rate: 1, lost: 0 }],
  ...more,
})
const none = { operations: [], parties: [], from: '', silent: 0, conflicts: { count: 0, assets: [] } }
const said = (...sensors: SensorState[]) =>
  abnormal({ ...none, sensors }).map(({ level, words }) => `${level}: ${words}`)

describe('a sensor', () => {
  test('that listens is not abnormal, nor is an import that has ended', () => {
    expect(said(sensor({}), sensor({ kind: 'capture', state: 'stopped' }))).toEqual([])
  })
  test('that does not hear what it should is told with the reason, failures first', () => {
    const [eth] = sensor({}).interfaces
    expect(
      said(
        sensor({ state: 'waiting', reason: 'the interface is away' }),
        sensor({ state: 'stopped' }),
        sensor({ interfaces: [{ ...eth!, lost: 5, silentSince: '2026-01-01T10:00:00.000Z' }] }),
        sensor({ state: 'failed', reason: 'no right to capture' }),
      ),
    ).toEqual([
      'bad: Mirror port does not listen: no right to capture',
      'warn: Mirror port waits to listen: the interface is away',
      'warn: Mirror port was stopped and does not listen',
      'warn: Mirror port has lost 5 packets',
      'warn: Mirror port hears nothing on eth0 since 2026-01-01 10:00 UTC',
    ])
  })
})

test('changes of a module are told with those of assets; what only became known is no change', () => {
  const change = (asset: string, attribute: string, before: string | null, value: string | null = 'x') => ({
    ...{ asset, attribute, before, value, time: '', evidence: null },
  })
  const groups = changeGroups(
    [
      change('a', 'names', 'old'),
      change('a', 'firmware', '1'),
      change('b', 'firmware of module slot 3', '1'),
      change('b', 'model', null),
      change('new', 'firmware', null),
      change('new', 'role', null),
    ],
    (asset) => asset === 'new',
  )
  expect(groups.map(({ words, assets }) => [words, assets])).toEqual([
    ['1 new asset', ['new']],
    ['firmware changed on 2 assets', ['a', 'b']],
    ['name changed on 1 asset', ['a']],
  ])
})

test('what can all be seen leaves nothing to tell; small shares are told as small', () => {
  const heard = {
    packets: { 'modbus-tcp': 9_999 },
    answered: 5,
    unanswered: 0,
    gaps: [],
    moreGaps: false,
    told: [],
    silent: 0,
  }
  expect(unseen(heard)).toEqual([])
  expect(unseen({ ...heard, packets: { 'modbus-tcp': 9_999, '': 1 } })[0]).toContain('Less than 0.1 %')
})

test('what sensors say themselves is added up, and told once', () => {
  const told = {
    time: '',
    packets: 9,
    cutPackets: 2,
    damagedPackets: 0,
    lostBytes: 0,
    notes: ['3 packets were taken out of tunnels'],
  }
  const nothing = { packets: {}, answered: 0, unanswered: 0, gaps: [], moreGaps: false, silent: 0 }
  expect(unseen({ ...nothing, told: [told, told] })).toEqual([
    '4 packets cut short when captured.',
    '3 packets were taken out of tunnels.',
  ])
  const many = Array.from({ length: 99 }, (_, i) => `remark ${i}`)
  expect(unseen({ ...nothing, told: [{ ...told, cutPackets: 0, notes: many }] }).at(-1)).toBe(
    '89 more remarks by sensors.',
  )
})
