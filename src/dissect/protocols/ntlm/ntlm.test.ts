import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { protocols } from '../index.ts'
import { ntlm } from './ntlm.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(ntlm.examples)) {
    const [one] = examine(ntlm, [{ bytes: hex }], protocols)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('challenge and responses are never kept', () => {
  const all = examine(ntlm, [
    { bytes: ntlm.examples['challenges and names itself']! },
    { bytes: ntlm.examples['logs in']! },
  ])
  const kept = all.flatMap((one) => one.messages.map((message) => [message.fields, message.value]))
  expect(JSON.stringify(kept)).not.toMatch(/1122334455667788|aabb|ccdd/)
})
