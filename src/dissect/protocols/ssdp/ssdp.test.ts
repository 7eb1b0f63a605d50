import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { protocols } from '../index.ts'
import { ssdp } from './ssdp.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(ssdp.examples)) {
    const [one] = examine(ssdp, [{ bytes: hex }], protocols)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})
