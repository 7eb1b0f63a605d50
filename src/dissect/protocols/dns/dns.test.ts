import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { dns } from './dns.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(dns.examples)) {
    const [one] = examine(dns, [{ bytes: hex }])
    expect({
      name,
      fields: one!.messages[0]!.fields,
      anomalies: one!.messages[0]!.anomalies,
      means: one!.observations,
    }).toMatchSnapshot()
  }
})

test('an address record names a third party', () => {
  const [one] = examine(dns, [{ bytes: dns.examples['answers with an address']!, direction: 1 }])
  expect(one!.observations).toEqual([
    { kind: 'identity', about: { ip: '192.0.2.7' }, attribute: 'name', value: 'plc', confidence: 0.6 },
  ])
})

test('the same question again is a repeat', () => {
  const ask = dns.examples['asks for an address']!
  const again = ask.replace('1234', '9999')
  const [, second] = examine(dns, [{ bytes: ask }, { bytes: again }])
  expect(second!.repeat).toBe(true)
})
