import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { decodeName } from './names.ts'
import { nbns } from './nbns.ts'

const { examples } = nbns

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(nbns, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('half bytes from A on make a name; anything else stays as it is', () => {
  expect(decodeName('FHFEFACNEIENEJCACACACACACACACAAA')).toEqual({ name: 'WTP-HMI', suffix: 0 })
  expect(decodeName('plc')).toEqual({ name: 'plc', suffix: 0 })
})

test('a claim names the address that it is for, a group names nobody', () => {
  const [host, group] = ['claims a name for its address', 'claims a group'].map(
    (name) => examine(nbns, [{ bytes: examples[name]! }])[0]!.observations,
  )
  expect(host).toEqual([
    { kind: 'identity', about: { ip: '192.0.2.20' }, attribute: 'name', value: 'WTP-HMI', confidence: 0.7 },
  ])
  expect(group).toEqual([])
})

test('the same question again is a repeat', () => {
  const ask = examples['asks who has a name']!
  const [, again] = examine(nbns, [{ bytes: ask }, { bytes: ask.replace('0001 0110', '0009 0110') }])
  expect(again!.repeat).toBe(true)
})
