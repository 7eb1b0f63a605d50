import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { lldp } from './lldp.ts'

function meaningOf(example: string) {
  return examine(lldp, [{ bytes: lldp.examples[example]! }])[0]!.observations
}

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(lldp.examples)) {
    const [one] = examine(lldp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a port is tied to its device, and the address to the device', () => {
  const facts = meaningOf('a switch tells all about itself')
  expect(facts).toContainEqual({
    kind: 'alias',
    mac: '02:00:00:00:00:01',
    device: { mac: '02:00:00:00:00:10' },
  })
  expect(facts).toContainEqual({
    kind: 'alias',
    mac: '02:00:00:00:00:10',
    device: { ip: '192.0.2.16' },
  })
})

test('the type record of a PROFINET device is taken apart', () => {
  const said = Object.fromEntries(
    meaningOf('a PROFINET device tells its type').map((one) =>
      one.kind === 'identity' ? [one.attribute, one.value] : [one.kind, ''],
    ),
  )
  expect(said).toMatchObject({
    model: 'S7-1500',
    orderNumber: '6ES7 511-1AK01-0AB0',
    serial: 'S C-AAAA2222',
    hardware: '2',
    firmware: 'V2.8.0',
    name: 'wtp-plc-02',
  })
})

test('saying the same again is a repeat; leaving is not', () => {
  const hello = { bytes: lldp.examples['a phone tells its inventory']! }
  const [, again, leaves] = examine(lldp, [hello, hello, { bytes: lldp.examples['a device leaves']! }])
  expect(again!.repeat).toBe(true)
  expect(leaves!.repeat).toBe(false)
})
