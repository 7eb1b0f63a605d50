import { expect, test } from 'vitest'
import { examine, type Piece } from '../../examine.ts'
import { snmp } from './snmp.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(snmp.examples)) {
    const [one] = examine(snmp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('the community string is nowhere in what is kept', () => {
  const [one] = examine(snmp, [{ bytes: snmp.examples['sets a name']! }])
  expect(
    JSON.stringify([one!.messages[0]!.fields, one!.messages[0]!.value, one!.observations]),
  ).not.toContain('abcd')
  expect(one!.observations).toContainEqual({ kind: 'secret', what: 'community' })
})

test('a refused set names the object and the reason', () => {
  const [, reply] = examine(snmp, [
    { bytes: snmp.examples['sets a name']! },
    { bytes: snmp.examples['is refused']!, direction: 1 },
  ])
  expect(reply!.observations.find((one) => one.kind === 'operation')).toMatchObject({
    verb: 'config-change',
    outcome: 'refused',
    reason: 'noSuchName',
    initiator: 'receiver',
  })
})

const repeats = (pieces: Piece[]) => examine(snmp, pieces).map((one) => one.repeat)
const example = (name: string, from = '', to = ''): string => snmp.examples[name]!.replace(from, to)

test('a poll and its answer repeat, whatever the value and the number of the request', () => {
  const ask = '3026 020101 0404 61626364 a01b 020401020304 020100 020100 300d 300b 06072b060102010202 0500'
  const answer =
    '302a 020101 0404 61626364 a21f 020401020304 020100 020100 3011 300f 06072b060102010202 4104 00000001'
  const again = (bytes: string) => bytes.replace('01020304', '01020305').replace('00000001', '00000002')
  expect(
    repeats([
      { bytes: ask },
      { bytes: answer, direction: 1 },
      { bytes: again(ask) },
      { bytes: again(answer), direction: 1 },
    ]),
  ).toEqual([false, false, true, true])
})

test('what identifies a device is read again when it changed', () => {
  const name = example('answers with a name')
  expect(
    repeats([{ bytes: name }, { bytes: name }, { bytes: name.replace('73773031', '73773032') }]),
  ).toEqual([false, true, false])
})

test('a set repeats only with the same value; a trap is always read', () => {
  const set = example('sets a name')
  const other = example('sets a name', '65766c31', '65766c32')
  expect(repeats([{ bytes: set }, { bytes: set }, { bytes: other }])).toEqual([false, true, false])
  const trap = example('started cold')
  expect(repeats([{ bytes: trap }, { bytes: trap }])).toEqual([false, false])
})

test('encrypted messages are all alike, and tell nothing', () => {
  const one = example('carries an encrypted payload')
  const other = example('carries an encrypted payload', '112233', '445566')
  expect(repeats([{ bytes: one }, { bytes: other }])).toEqual([false, true])
})
