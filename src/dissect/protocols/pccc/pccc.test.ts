import { expect, test } from 'vitest'
import type { Operation } from '../../../model/observation.ts'
import { examine } from '../../examine.ts'
import { cip } from '../cip/cip.ts'
import { enip } from '../enip/enip.ts'
import { pccc } from './pccc.ts'

const ALL = [enip, cip, pccc]
const example = (name: string) => pccc.examples[name]!

function operation(...names: string[]): Operation | undefined {
  const read = examine(
    pccc,
    names.map((name, index) => ({ bytes: example(name), direction: index === 0 ? 0 : 1 })),
    ALL,
  )
  return read.at(-1)!.observations.find((one) => one.kind === 'operation')
}

test('every example reads as its name says', () => {
  for (const [name, bytes] of Object.entries(pccc.examples)) {
    const [one] = examine(pccc, [{ bytes }], ALL)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a diagnostic status tells the catalogue number', () => {
  const [, reply] = examine(
    pccc,
    [
      { bytes: example('asks for the diagnostic status') },
      { bytes: example('tells the diagnostic status'), direction: 1 },
    ],
    ALL,
  )
  expect(reply!.observations).toContainEqual(
    expect.objectContaining({ attribute: 'orderNumber', value: '1763-LEC' }),
  )
})

test('addresses are written as programmers write them', () => {
  expect(operation('reads integers')?.object).toBe('N7:0')
  expect(operation('reads the accumulator of a timer')?.object).toBe('T4:2.2')
  expect(operation('reads by an ASCII address')?.object).toBe('N7:0')
})

test('what a write does depends on the file', () => {
  expect(operation('writes an integer')?.verb).toBe('write')
  expect(operation('forces an output')?.verb).toBe('force')
  expect(operation('writes ladder logic')?.verb).toBe('program-edit')
  expect(operation('goes to run mode')).toMatchObject({ verb: 'mode-change', object: 'remote run' })
})

test('a refusal gives the extended status in words', () => {
  expect(operation('goes to run mode', 'may not go to run mode')).toMatchObject({
    outcome: 'refused',
    reason: 'Access denied, improper privilege',
    object: 'remote run',
  })
})

test('a command inside CIP pairs with its reply, and polling repeats', () => {
  const inside = (message: string, reply: boolean) =>
    `${reply ? 'cb 00 00 00' : '4b 02 2067 2401'} 07 4d00 d323aa07 ${message}`
  const polled = (transaction: string) =>
    inside(example('reads integers').replace('0100', transaction), false)
  const told = (transaction: string) => inside(example('gives integers').replace('0100', transaction), true)
  const read = examine(
    cip,
    [
      { bytes: polled('0100') },
      { bytes: told('0100'), direction: 1 },
      { bytes: polled('0200') },
      { bytes: told('0200'), direction: 1 },
    ],
    ALL,
  )
  expect(read.map((one) => one.repeat)).toEqual([false, false, true, true])
  expect(read[1]!.observations).toMatchObject([{ verb: 'read', object: 'N7:0', outcome: 'done' }])
})
