import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { snmp } from './snmp.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(snmp.examples)) {
    const [one] = examine(snmp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('the community string is nowhere in what is kept', () => {
  const [one] = examine(snmp, [{ bytes: snmp.examples['sets a name']! }])
  expect(
    JSON.stringify([one!.messages[0]!.fields, one!.messages[0]!.value, one!.observations]),
  ).not.toContain('abcd')
  expect(one!.observations).toContainEqual({ kind: 'secret', what: 'community' })
})

test('a refused set names the object and the reason', () => {
  const [, reply] = examine(snmp, [
    { bytes: snmp.examples['sets a name']! },
    { bytes: snmp.examples['is refused']!, direction: 1 },
  ])
  expect(reply!.observations.find((one) => one.kind === 'operation')).toMatchObject({
    verb: 'config-change',
    outcome: 'refused',
    reason: 'noSuchName',
    initiator: 'receiver',
  })
})
