import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { nbdgm } from './nbdgm.ts'

const { examples } = nbdgm

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(nbdgm, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a host tells its name, its system and what it is for', () => {
  const [one] = examine(nbdgm, [{ bytes: examples['announces a host']! }])
  expect(one!.observations).toEqual([
    { kind: 'identity', about: { ip: '192.0.2.20' }, attribute: 'name', value: 'WTP-HMI', confidence: 0.7 },
    { kind: 'identity', about: 'sender', attribute: 'name', value: 'WTP-HMI', confidence: 0.9 },
    {
      kind: 'identity',
      about: 'sender',
      attribute: 'description',
      value: 'operator desk 1',
      confidence: 0.9,
    },
    { kind: 'identity', about: 'sender', attribute: 'os', value: 'Windows NT 6.1', confidence: 0.6 },
  ])
})

test('announcing again is a repeat, whatever the count', () => {
  const first = examples['announces a host']!
  const [, again] = examine(nbdgm, [{ bytes: first }, { bytes: first.replace('01 05 80fc', '01 06 80fc') }])
  expect(again!.repeat).toBe(true)
})
