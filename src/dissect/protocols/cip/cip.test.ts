import { expect, test } from 'vitest'
import type { Observation, Operation } from '../../../model/observation.ts'
import { examine, type Piece } from '../../examine.ts'
import { enip } from '../enip/enip.ts'
import { pccc } from '../pccc/pccc.ts'
import { cip } from './cip.ts'

const ALL = [enip, cip, pccc]

function example(name: string): string {
  const bytes = cip.examples[name]
  if (bytes === undefined) throw new Error(`no example '${name}'`)
  return bytes
}

/** Hex of an encapsulated message: unconnected, or over the connection `id` with a sequence number. */
function encapsulated(message: string, over?: { id: string; sequence: string }): string {
  const size = (bytes: number) => Buffer.from([bytes & 255, bytes >> 8]).toString('hex')
  const bytes = message.replace(/\s+/g, '')
  const items =
    over === undefined
      ? `0000 0000 b200 ${size(bytes.length / 2)} ${bytes}`
      : `a100 0400 ${over.id} b100 ${size(bytes.length / 2 + 2)} ${over.sequence} ${bytes}`
  const body = `00000000 0500 0200 ${items}`.replace(/\s+/g, '')
  const command = over === undefined ? '6f00' : '7000'
  return `${command} ${size(body.length / 2)} 01002a00 00000000 0100000000000000 00000000 ${body}`
}

function operations(facts: readonly Observation[]): Operation[] {
  return facts.filter((one) => one.kind === 'operation')
}

function talk(pieces: readonly Piece[]) {
  return examine(enip, pieces, ALL)
}

test('every example reads as its name says', () => {
  for (const [name, bytes] of Object.entries(cip.examples)) {
    const [one] = examine(cip, [{ bytes }], ALL)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a reply is read by the class of its request and tells who the device is', () => {
  const [, reply] = talk([
    { bytes: encapsulated(example('asks for the identity')) },
    { bytes: encapsulated(example('tells the identity')), direction: 1 },
  ])
  const said = Object.fromEntries(
    reply!.observations.flatMap((one) => (one.kind === 'identity' ? [[one.attribute, one.value]] : [])),
  )
  expect(said).toEqual({
    vendor: 'Rockwell Automation/Allen-Bradley',
    role: 'plc',
    deviceId: 'Programmable Logic Controller, product code 55',
    firmware: '20.16',
    serial: '0x0051823f',
    model: '1756-L61/B LOGIX5561',
  })
})

test('a routed reply is about the module in the slot', () => {
  const [, reply] = talk([
    { bytes: encapsulated(example('routes an identity request to slot 3')) },
    { bytes: encapsulated(example('tells the identity')), direction: 1 },
  ])
  const about = { within: 'sender', part: 'module', id: 'slot 3' }
  expect(reply!.observations).toContainEqual(
    expect.objectContaining({ kind: 'identity', attribute: 'serial', about }),
  )
})

test('a router that cannot reach a slot refuses what was asked of that slot', () => {
  const [, reply] = talk([
    { bytes: encapsulated(example('routes an identity request to slot 3')) },
    { bytes: encapsulated(example('could not reach slot 3')), direction: 1 },
  ])
  expect(operations(reply!.observations)).toEqual([
    expect.objectContaining({
      function: 'Get_Attributes_All',
      outcome: 'refused',
      reason: 'Connection failure: Link address not valid',
      part: { part: 'module', id: 'slot 3' },
    }),
  ])
})

test('the same service code means what the class makes of it', () => {
  const meaning = (bytes: string) => {
    const [one] = examine(cip, [{ bytes }], ALL)
    const [{ verb, function: name } = { verb: '', function: '' }] = operations(one!.observations)
    return `${verb}: ${name}`
  }
  expect(meaning('4c 03 2072 2500 0000 cc020400 0100')).toBe('read: Read_Memory')
  expect(meaning('4c 04 208e 2401 2074 2401')).toBe('lock: Unlock')
  expect(meaning('4c 02 2037 24c8 00100000 0100 01 01')).toBe('file-write: Initiate_Download')
  expect(meaning('4d 02 20a1 2401 0000')).toBe('firmware-update: Transfer')
  expect(meaning('4d 02 9102 5631 c100 0100 01')).toBe('write: Write_Tag')
  expect(meaning('4d 02 2069 2401 0000')).toBe('force: Force_I/O')
  expect(meaning('4e 02 20b2 2401')).toBe('subscribe: Add_To_Tag_List')
  expect(meaning('4e 02 2030 2401')).toBe('diagnose: Perform_Diagnostics')
  expect(meaning('4e 02 2031 2401')).toBe('diagnose: Service 0x4e')
})

test('vendor-specific classes are not named once the target said to be of another vendor', () => {
  const [, , third] = talk([
    { bytes: encapsulated('0e 03 2001 2401 3001') },
    { bytes: encapsulated('8e 00 00 00 4b00'), direction: 1 },
    { bytes: encapsulated(example('stops the controller')) },
  ])
  expect(operations(third!.observations)[0]).toMatchObject({ function: 'Stop', object: 'Class 0x8e 1' })
})

test('messages over a connection go to the slot that its opening named', () => {
  const forward =
    '54 02 2006 2401 0a 0e 00000000 01000100 0100 3713 2a000000 07 000000 80841e00 f443 80841e00 f443 a3 03 0100 2002 2401'
  const over = { id: '02000200', sequence: '0500' }
  const [open, , stop, refusal] = talk([
    { bytes: encapsulated(forward) },
    {
      bytes: encapsulated('d4 00 00 00 02000200 01000100 0100 3713 2a000000 80841e00 80841e00 00 00'),
      direction: 1,
    },
    { bytes: encapsulated(example('stops the controller'), over) },
    {
      bytes: encapsulated(example('may not stop the controller'), { ...over, id: '01000100' }),
      direction: 1,
    },
  ])
  const part = { part: 'module', id: 'slot 0' }
  expect(open!.observations).toContainEqual(
    expect.objectContaining({ attribute: 'serial', value: '0x0000002a', confidence: 0.4 }),
  )
  expect(operations(stop!.observations)).toEqual([
    expect.objectContaining({ verb: 'mode-change', object: 'Controller Mode 1', outcome: 'asked', part }),
  ])
  expect(operations(refusal!.observations)).toEqual([
    expect.objectContaining({
      verb: 'mode-change',
      function: 'Stop',
      initiator: 'receiver',
      outcome: 'refused',
      part,
    }),
  ])
})

test('the services of a bundle are told apart, and so are their outcomes', () => {
  const [asked, answered] = talk([
    { bytes: encapsulated(example('bundles a read and a stop')) },
    { bytes: encapsulated(example('answers a bundle')), direction: 1 },
  ])
  expect(operations(asked!.observations).map((one) => one.verb)).toEqual(['read', 'mode-change'])
  expect(operations(answered!.observations).map((one) => [one.verb, one.outcome, one.reason])).toEqual([
    ['read', 'done', undefined],
    ['mode-change', 'refused', 'Device state conflict'],
  ])
})

test('a safety password is reported and kept nowhere', () => {
  const [one] = examine(cip, [{ bytes: example('locks a safety configuration') }], ALL)
  const message = one!.messages[0]!
  expect(one!.observations).toContainEqual({ kind: 'secret', what: 'password' })
  const kept = JSON.stringify([message.fields, message.value, one!.observations])
  expect(kept).not.toContain('30303030')
  expect(kept).not.toContain('00000000')
})

test('polling is recognized at a glance, and so is the very same write', () => {
  const read = example('reads a tag')
  const reply = example('gives the value of a tag')
  const rounds = talk([
    { bytes: encapsulated(read) },
    { bytes: encapsulated(reply), direction: 1 },
    { bytes: encapsulated(read) },
    { bytes: encapsulated(reply.replace('0a000000', '0b000000')), direction: 1 },
    { bytes: encapsulated(example('writes a member of a tag')) },
    { bytes: encapsulated(example('writes a member of a tag')) },
    { bytes: encapsulated(example('writes a member of a tag').replace(/..$/, '7f')) },
  ])
  expect(rounds.map((one) => one.repeat)).toEqual([false, false, true, true, false, true, false])
})

test('an identity is read again when it changed', () => {
  const ask = { bytes: encapsulated(example('asks for the identity')) }
  const tell = example('tells the identity')
  const same = { bytes: encapsulated(tell), direction: 1 } as const
  const changed = { bytes: encapsulated(tell.replace('1410', '1511')), direction: 1 } as const
  const rounds = talk([ask, same, ask, same, ask, changed])
  expect(rounds.map((one) => one.repeat)).toEqual([false, false, true, true, true, false])
  expect(rounds[5]!.observations).toContainEqual(
    expect.objectContaining({ attribute: 'firmware', value: '21.17' }),
  )
})

test('what addresses nothing means nothing', () => {
  const [one] = examine(cip, [{ bytes: '0e 00 00 00 00' }], ALL)
  expect(one!.observations).toEqual([])
  expect(one!.messages[0]!.anomalies).toHaveLength(1)
})
