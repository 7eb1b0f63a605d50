import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { cdp } from './cdp.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(cdp.examples)) {
    const [one] = examine(cdp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('the platform is the model, the software tells vendor and version', () => {
  const [one] = examine(cdp, [{ bytes: cdp.examples['a router tells a little']! }])
  const said = one!.observations.filter((fact) => fact.kind === 'identity')
  expect(said.find((fact) => fact.attribute === 'model')?.value).toBe('cisco 2500')
  expect(said.find((fact) => fact.attribute === 'vendor')?.value).toBe('Cisco')
  expect(said.find((fact) => fact.attribute === 'firmware')?.value).toBe('12.0(7)T')
  expect(said.find((fact) => fact.attribute === 'role')?.value).toBe('router')
})

test('saying the same again is a repeat', () => {
  const hello = { bytes: cdp.examples['a router tells a little']! }
  const [, again] = examine(cdp, [hello, hello])
  expect(again!.repeat).toBe(true)
})
