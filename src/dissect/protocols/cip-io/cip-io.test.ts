import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { cipIo } from './cip-io.ts'

test('every example reads as its name says', () => {
  for (const [name, bytes] of Object.entries(cipIo.examples)) {
    const [one] = examine(cipIo, [{ bytes }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a cycle is a repeat of the one before; another connection is not', () => {
  const cycle = cipIo.examples['carries a cycle of class 1']!
  const read = examine(cipIo, [
    { bytes: cycle },
    { bytes: cipIo.examples['carries the next cycle']! },
    { bytes: cycle.replace('22409500', '23409500') },
  ])
  expect(read.map((one) => one.repeat)).toEqual([false, true, false])
})
