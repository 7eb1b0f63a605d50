import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { arp } from './arp.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(arp.examples)) {
    const [one] = examine(arp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a sender binds its own address only, and a probe binds none', () => {
  const [answer] = examine(arp, [{ bytes: arp.examples['answers that it is here']! }])
  expect(answer!.observations).toEqual([{ kind: 'binding', mac: '02:00:00:00:00:02', ip: '192.0.2.2' }])
  const [probe] = examine(arp, [{ bytes: arp.examples['probes an address before taking it']! }])
  expect(probe!.observations).toEqual([])
})

test('asking again is a repeat; asking for somebody else is not', () => {
  const question = arp.examples['asks who has an address']!
  const [, again, other] = examine(
    arp,
    [question, question, question.replace('c0000202', 'c0000209')].map((bytes) => ({ bytes })),
  )
  expect(again!.repeat).toBe(true)
  expect(other!.repeat).toBe(false)
})
