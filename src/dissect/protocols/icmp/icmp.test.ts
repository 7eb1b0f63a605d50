import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { icmp } from './icmp.ts'

const { examples } = icmp

function meaningOf(example: string) {
  return examine(icmp, [{ bytes: examples[example]! }])[0]!.observations
}

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(icmp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a silent asset is known by those who look for it in vain', () => {
  expect(meaningOf('says that nobody is there')).toEqual([
    {
      kind: 'identity',
      about: { ip: '192.0.2.99' },
      attribute: 'state',
      value: 'host unreachable',
      confidence: 0.4,
    },
  ])
  expect(meaningOf('says that the port is closed')).toEqual([])
})

test('a redirect changes the network and says how', () => {
  expect(meaningOf('tells another way')).toContainEqual({
    kind: 'operation',
    verb: 'network-change',
    function: 'Redirect',
    initiator: 'sender',
    object: '198.51.100.5 by 192.0.2.102',
    outcome: 'done',
  })
})

test('pinging on is a repeat; another unreachable host is not', () => {
  const ping = examples['asks for an echo']!
  const gone = examples['says that nobody is there']!
  const read = examine(
    icmp,
    [ping, ping.replace('0001 0001', '0001 0002'), gone, gone.replace('c0000263', 'c0000264')].map(
      (bytes) => ({
        bytes,
      }),
    ),
  )
  expect(read.map((one) => one.repeat)).toEqual([false, true, false, false])
})
