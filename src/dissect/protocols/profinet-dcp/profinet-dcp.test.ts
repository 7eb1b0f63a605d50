import { expect, test } from 'vitest'
import type { Operation } from '../../../model/observation.ts'
import { examine } from '../../examine.ts'
import { profinetDcp } from './profinet-dcp.ts'

const { examples } = profinetDcp

function operations(first: string, second: string): Operation[][] {
  const read = examine(profinetDcp, [{ bytes: examples[first]! }, { bytes: examples[second]!, direction: 1 }])
  return read.map((one) => one.observations.filter((fact) => fact.kind === 'operation'))
}

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(profinetDcp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a renaming names the new name, in the order and in its answer', () => {
  const renaming = {
    verb: 'network-change',
    function: 'Set NameOfStation',
    object: 'mallory, permanent',
  }
  const [asked, done] = operations('sets a name for good', 'is accepted')
  expect(asked).toMatchObject([{ ...renaming, initiator: 'sender', outcome: 'asked' }])
  expect(done).toMatchObject([{ ...renaming, initiator: 'receiver', outcome: 'done' }])
})

test('a refusal gives the reason of the block that it is for', () => {
  const [, refused] = operations('sets an address', 'is refused')
  expect(refused).toMatchObject([
    {
      verb: 'network-change',
      function: 'Set IP parameter',
      object: '192.0.2.10 mask 255.255.255.0 gateway 192.0.2.1, permanent',
      outcome: 'refused',
      reason: 'In operation, set not possible',
    },
  ])
  const [, unsupported] = operations('lets it blink', 'is not supported at all')
  expect(unsupported).toMatchObject([
    { verb: 'diagnose', function: 'Set Signal', outcome: 'refused', reason: 'Request not supported' },
  ])
})

test('a search again is a repeat, whatever its transaction; a set never is', () => {
  const search = examples['looks for a name']!
  const order = examples['lets it blink']!
  const read = examine(
    profinetDcp,
    [search, search.replace('00000001', '00000002'), order, order].map((bytes) => ({ bytes })),
  )
  expect(read.map((one) => one.repeat)).toEqual([false, true, false, false])
})
