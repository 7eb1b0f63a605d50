import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { igmp } from './igmp.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(igmp.examples)) {
    const [one] = examine(igmp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('joining again is a repeat; another group is not', () => {
  const join = igmp.examples['joins a group']!
  const read = examine(
    igmp,
    [join, join, join.replace('efc00001', 'efc00009')].map((bytes) => ({ bytes })),
  )
  expect(read.map((one) => one.repeat)).toEqual([false, true, false])
})
