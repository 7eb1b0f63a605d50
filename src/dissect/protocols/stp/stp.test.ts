import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { stp } from './stp.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(stp.examples)) {
    const [one] = examine(stp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('only the root claims to be root', () => {
  const functions = ['the root says hello', 'another bridge passes it on'].map((name) =>
    examine(stp, [{ bytes: stp.examples[name]! }])[0]!.observations.flatMap((one) =>
      one.kind === 'operation' ? [`${one.function} ${one.object}`] : [],
    ),
  )
  expect(functions).toEqual([['Root Bridge 32769/02:00:00:00:00:10'], []])
})

test('a port is tied to the bridge that sends, in a region too', () => {
  const [one] = examine(stp, [{ bytes: stp.examples['a region with two instances']! }])
  expect(one!.observations).toContainEqual({
    kind: 'alias',
    mac: '02:00:00:00:00:01',
    device: { mac: '02:00:00:00:00:20' },
  })
})

test('an ageing hello is a repeat; another root is not', () => {
  const hello = stp.examples['another bridge passes it on']!
  const [, older, other] = examine(
    stp,
    [
      hello,
      hello.replace(' 0100 1400', ' 0200 1400'),
      hello.replace('8001020000000010', '0001020000000066'),
    ].map((bytes) => ({ bytes })),
  )
  expect(older!.repeat).toBe(true)
  expect(other!.repeat).toBe(false)
})
