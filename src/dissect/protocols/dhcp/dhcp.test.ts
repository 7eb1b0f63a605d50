import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { dhcp } from './dhcp.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(dhcp.examples)) {
    const [one] = examine(dhcp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('an acknowledged address belongs to the client, whoever carries the packet', () => {
  const [one] = examine(dhcp, [{ bytes: dhcp.examples['is acknowledged']!, direction: 1 }])
  expect(one!.observations[0]).toEqual({ kind: 'binding', mac: '02:00:00:00:00:09', ip: '192.0.2.50' })
})

test('only a new address counts as a change: no offer does, and no renewal', () => {
  const verbs = (name: string) =>
    examine(dhcp, [{ bytes: dhcp.examples[name]!, direction: 1 }])[0]!.observations.filter(
      (one) => one.kind === 'operation',
    )
  expect(verbs('is acknowledged')).toHaveLength(1)
  expect(verbs('is acknowledged again')).toEqual([])
  expect(verbs('is offered an address')).toEqual([])
})
