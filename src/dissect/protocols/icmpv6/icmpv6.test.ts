import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { icmpv6 } from './icmpv6.ts'

const { examples } = icmpv6

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(icmpv6, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('an answer binds the address asked for', () => {
  const [one] = examine(icmpv6, [{ bytes: examples['answers that it is here']! }])
  expect(one!.observations).toEqual([{ kind: 'binding', mac: '02:00:00:00:00:02', ip: '2001:db8::2' }])
})

test('pinging on is a repeat; asking for another neighbour is not', () => {
  const ping = examples['asks for an echo']!
  const ask = examples['asks who has an address']!
  const read = examine(
    icmpv6,
    [ping, ping.replace('0001 0001', '0001 0002'), ask, ask.replace('00000002', '00000003')].map((bytes) => ({
      bytes,
    })),
  )
  expect(read.map((one) => one.repeat)).toEqual([false, true, false, false])
})
