import { expect, test } from 'vitest'
import { examine } from '../../examine.ts'
import { dnp3 } from './dnp3.ts'

const example = (name: string) => ({ bytes: dnp3.examples[name]! })
const reply = (name: string) => ({ bytes: dnp3.examples[name]!, direction: 1 as const })
const operations = (one: { observations: { kind: string }[] } | undefined) =>
  one!.observations.filter(({ kind }) => kind === 'operation')

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(dnp3.examples)) {
    const [one] = examine(dnp3, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a poll with another sequence number is a repeat, and so is its answer with other values and events', () => {
  const pieces = [
    example('polls all classes'),
    { bytes: 'c1 81 0000 020128 0100 0500 81', direction: 1 as const },
    { bytes: 'c2 01 3c0206 3c0306 3c0406 3c0106' },
    { bytes: 'c2 81 0200 020128 0200 0500 01 0600 81', direction: 1 as const },
    { bytes: 'c3 01 3c0206' },
  ]
  expect(
    examine(
      dnp3,
      pieces.map((one) => ({ ...one, traced: false })),
    ).map((one) => one.repeat),
  ).toEqual([false, false, true, true, false])
})

test('commands, restarts and answers with another set of points are read each time', () => {
  for (const name of ['operates the breaker', 'restarts cold', 'stops an application', 'deletes a file'])
    expect(examine(dnp3, [example(name), example(name)])[1]!.repeat).toBe(false)
  const [, second] = examine(dnp3, [
    { bytes: 'c1 81 0000 1e0200 0000 01 0100', direction: 1 },
    { bytes: 'c1 81 0000 1e0200 0101 01 0100', direction: 1 },
  ])
  expect(second!.repeat).toBe(false)
})

test('a command is done or refused point by point, in the words of the standard', () => {
  const [, done, , refused] = examine(dnp3, [
    example('selects a breaker'),
    reply('selects it in reply'),
    example('operates the breaker'),
    reply('is refused for lack of a select'),
  ])
  expect(operations(done)).toMatchObject([{ outcome: 'done', function: 'Select (pulse on, close)' }])
  expect(operations(refused)).toMatchObject([
    {
      verb: 'operate',
      object: 'g12v1 index 3',
      outcome: 'refused',
      reason: 'no select',
      initiator: 'receiver',
    },
  ])
})

test('an operate must follow its select with the same objects', () => {
  const other = dnp3.examples['operates the breaker']!.replace('0300', '0400')
  const [, good] = examine(dnp3, [example('selects a breaker'), example('operates the breaker')])
  const [, bad] = examine(dnp3, [example('selects a breaker'), { bytes: other }])
  expect(good!.messages[0]!.anomalies).toEqual([])
  expect(bad!.messages[0]!.anomalies).toMatchObject([{ field: 'objects' }])
})

test('indications refuse the whole request', () => {
  const [, refused] = examine(dnp3, [example('restarts cold'), reply('is refused')])
  expect(operations(refused)).toMatchObject([
    { verb: 'restart', function: 'Cold Restart', outcome: 'refused', reason: 'no function code support' },
  ])
})

test('a file keeps its name while only its handle is spoken of', () => {
  const [, , , brings] = examine(dnp3, [
    example('opens a file'),
    reply('gives a handle'),
    example('reads a block'),
    reply('brings a block'),
  ])
  expect(brings!.observations).toContainEqual({
    kind: 'transfer',
    name: 'logs.txt1',
    toward: 'receiver',
    bytes: 4,
  })
  expect(operations(brings)).toMatchObject([{ verb: 'file-read', object: 'logs.txt1', outcome: 'done' }])
})

test('a challenge in between parts no request from its response', () => {
  const [, , , response] = examine(dnp3, [
    { bytes: 'c6 05 0c0128 0100 0100 03 01 64000000 64000000 00' },
    reply('challenges a command'),
    example('answers the challenge'),
    { bytes: 'c6 81 0000 0c0128 0100 0100 03 01 64000000 64000000 00', direction: 1 },
  ])
  expect(operations(response)).toMatchObject([{ verb: 'operate', outcome: 'done', object: 'g12v1 index 1' }])
})

test('a password is seen and not kept', () => {
  const [one] = examine(dnp3, [example('logs on to files')])
  expect(one!.observations).toContainEqual({ kind: 'secret', what: 'password', account: 'oper' })
  const kept = JSON.stringify([one!.messages[0]!.value, one!.messages[0]!.fields, one!.observations])
  expect(kept).not.toContain('secret1')
  expect(kept).not.toMatch(/736563726574|secret"[^:,}]*ret/)
})

test('a device names itself', () => {
  const [, tells] = examine(dnp3, [example('asks for attributes'), reply('tells its attributes')])
  expect(tells!.observations.filter(({ kind }) => kind === 'identity')).toMatchObject([
    { about: 'sender', attribute: 'model', value: 'GATE 1', confidence: 1 },
    { about: 'sender', attribute: 'vendor', value: 'ACME' },
    { about: 'sender', attribute: 'firmware', value: '1.2.3' },
  ])
})

test('a command cut short still counts as asked', () => {
  const [one] = examine(dnp3, [{ bytes: 'c4 04 0c0128 0200 0300 41 01 64000000 64000000 00 0400 41' }])
  expect(one!.messages[0]!.anomalies).not.toEqual([])
  expect(operations(one)).toMatchObject([{ object: 'g12v1 index 3', outcome: 'asked' }])
})
