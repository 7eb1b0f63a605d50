import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { protocols } from '../index.ts'
import { nbss } from './nbss.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(nbss.examples)) {
    const [one] = examine(nbss, [{ bytes: hex }], protocols)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})
