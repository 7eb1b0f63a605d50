import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { ntp } from './ntp.ts'

const { examples } = ntp

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(ntp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('polling for the time repeats whatever the time is; another source does not', () => {
  const answer = examples['answers as a second-level server']!
  const later = answer.replaceAll('e5a1b2c3', 'e5a1b2d3')
  const other = answer.replace('c0000207', 'c0000208')
  const read = examine(
    ntp,
    [answer, later, other].map((bytes) => ({ bytes })),
  )
  expect(read.map((one) => one.repeat)).toEqual([false, true, false])
})

test('a refused change names its reason', () => {
  const [asked, refused] = examine(ntp, [
    { bytes: examples['changes the running configuration']! },
    { bytes: examples['refuses to be changed']!, direction: 1 },
  ])
  expect(asked!.observations).toMatchObject([
    { verb: 'config-change', outcome: 'asked', initiator: 'sender' },
  ])
  expect(refused!.observations).toMatchObject([
    { outcome: 'refused', reason: 'authentication failure', initiator: 'receiver' },
  ])
})
