import { expect, test } from 'vitest'
import { type Examined, examine, fromHex } from '../../examine.ts'
import { Peek } from '../../peek.ts'
import { NO, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { bvlc } from '../bvlc/bvlc.ts'
import { examples } from './bacnet.examples.ts'
import { bacnet } from './bacnet.ts'

type Name = keyof typeof examples

const alone = (name: Name): Examined => examine(bacnet, [{ bytes: examples[name] }])[0]!
const answer = (request: Name, reply: Name): Examined =>
  examine(bacnet, [{ bytes: examples[request] }, { bytes: examples[reply], direction: 1 }])[1]!
const operations = (seen: Examined) => seen.observations.filter((one) => one.kind === 'operation')
const identities = (seen: Examined) =>
  seen.observations.filter((one) => one.kind === 'identity').map(({ attribute, value }) => [attribute, value])

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [read] = examine(bacnet, [{ bytes: hex }])
    const { fields, anomalies } = read!.messages[0]!
    expect({ name, fields, anomalies, means: read!.observations }).toMatchSnapshot()
  }
})

test('a device says its number and its vendor, which the register names', () => {
  expect(identities(alone('says who it is'))).toEqual([
    ['deviceId', 'device instance 100'],
    ['vendorId', 'BACnet vendor id 24'],
    ['vendor', 'Automated Logic Corporation'],
    ['role', 'building-controller'],
  ])
})

test('a device behind a router is a part of the router', () => {
  expect(alone('says who it is from behind a router').observations[0]).toMatchObject({
    about: { within: 'sender', part: 'device', id: '26001:114' },
    value: 'device instance 86114',
  })
})

test('what a BBMD forwards is about the one it forwards for', () => {
  const forwarded = `81 04 001a c0a80a14 bac0 ${examples['says who it is']}`
  const [seen] = examine(bvlc, [{ bytes: forwarded }], [bvlc, bacnet])
  expect(seen!.observations[0]).toMatchObject({
    about: { ip: '192.168.10.20' },
    value: 'device instance 100',
  })
})

test('the device object is the nameplate', () => {
  expect(identities(answer('reads several properties', 'answers with several properties'))).toEqual([
    ['deviceId', 'device instance 100'],
    ['model', 'RTU-7 B'],
    ['firmware', '1.2'],
  ])
})

test('an acknowledgement takes its object from the request', () => {
  expect(operations(answer('writes a value', 'has done so'))).toEqual([
    {
      kind: 'operation',
      verb: 'write',
      function: 'WriteProperty',
      initiator: 'receiver',
      object: 'analog-value,1 present-value @8',
      outcome: 'done',
    },
  ])
})

test('a refusal gives the code and its class', () => {
  expect(operations(answer('writes a value', 'must not be written'))[0]).toMatchObject({
    verb: 'write',
    outcome: 'refused',
    reason: 'write-access-denied (property)',
  })
  expect(operations(answer('reads the model', 'knows no such property'))[0]).toMatchObject({
    verb: 'identify',
    object: 'device,100',
    outcome: 'refused',
    reason: 'unknown-property (property)',
  })
})

test('of a multiple read, each object ends for itself', () => {
  const seen = operations(answer('reads several properties', 'answers with several properties'))
  expect(seen.map(({ object, outcome }) => [object, outcome])).toEqual([
    ['device,100', 'done'],
    ['analog-input,1', 'refused'],
  ])
})

test.each([
  ['writes a value', 'write', 'WriteProperty'],
  ['gives up a value', 'write', 'WriteProperty (relinquish)'],
  ['takes an input out of service', 'force', 'WriteProperty'],
  ['loads a program', 'program-download', 'WriteProperty (load)'],
  ['adds a recipient of alarms', 'alarm-suppress', 'AddListElement'],
  ['acknowledges an alarm', 'alarm-suppress', 'AcknowledgeAlarm'],
  ['silences an alarm', 'alarm-suppress', 'LifeSafetyOperation (silence)'],
  ['silences a device', 'comms-control', 'DeviceCommunicationControl (disable for 5 min)'],
  ['restarts a device', 'restart', 'ReinitializeDevice (warmstart)'],
  ['sets the clock', 'time-set', 'TimeSynchronization'],
  ['writes a file', 'file-write', 'AtomicWriteFile'],
  ['deletes a file', 'file-delete', 'DeleteObject'],
  ['sets a routing table', 'network-change', 'Initialize-Routing-Table'],
] as const)('%s: %s', (name, verb, called) => {
  expect(operations(alone(name))[0]).toMatchObject({ verb, function: called })
})

test('a password is seen, its value is nowhere', () => {
  for (const name of ['silences a device', 'restarts a device'] as const) {
    const seen = alone(name)
    expect(seen.observations).toContainEqual({ kind: 'secret', what: 'password' })
    const [message] = seen.messages
    expect(JSON.stringify([message!.fields, message!.value, seen.observations])).not.toMatch(
      /b4cn3t|6234636e/,
    )
  }
})

test('keys of the network layer are seen, their value is nowhere', () => {
  const seen = alone('sets a master key')
  expect(seen.observations).toContainEqual({ kind: 'secret', what: 'key' })
  expect(JSON.stringify(seen.messages[0]!.fields)).not.toContain('00112233')
})

test('segments are put together, in spite of one that is sent twice', () => {
  const seen = examine(bacnet, [
    { bytes: examples['reads the model'].replace('02 05 07', '02 05 20') },
    { bytes: examples['sends a first segment'], direction: 1 },
    { bytes: examples['acknowledges a segment'] },
    { bytes: examples['sends a first segment'], direction: 1 },
    { bytes: examples['sends a last segment'], direction: 1 },
  ])
  const last = seen.at(-1)!
  expect(last.messages.map((one) => one.fields?.value)).toEqual([undefined, 'RTU-7 B'])
  expect(operations(last)).toMatchObject([{ object: 'device,100', outcome: 'done' }])
  expect(operations(seen[1]!)).toEqual([])
})

test('polling is recognized as a repeat whatever the invoke id and the value, writes are read each time', () => {
  const twice = (first: string, second: string, direction: 0 | 1 = 0) =>
    examine(bacnet, [
      { bytes: first, direction, traced: false },
      { bytes: second, direction, traced: false },
    ])[1]!.repeat
  const read = examples['reads a point of a routed device']
  expect(twice(read, read.replace('02 05 07', '02 05 09'))).toBe(true)
  expect(twice(read, read.replace('00000001', '00000002'))).toBe(false)
  const value = examples['answers from behind a router']
  expect(twice(value, value.replace('44 41a00000', '44 42a00000'), 1)).toBe(true)
  const model = examples['answers with the model']
  expect(twice(model, model.replace('37', '38'), 1)).toBe(false)
  const told = examples['tells a changed value']
  expect(twice(told, told.replace('42480000', '42490000'))).toBe(true)
  expect(twice(examples['writes a value'], examples['writes a value'])).toBe(false)
  expect(twice(examples['restarts a device'], examples['restarts a device'])).toBe(false)
})

test('structures nested without end are read to a depth and then as bytes', () => {
  const nested = `01 00 30 07 0c 0c 02000064 19 46 3e ${'0e'.repeat(1000)}`
  const [seen] = examine(bacnet, [{ bytes: nested }])
  expect(seen!.messages[0]!.anomalies.length).toBeGreaterThan(0)
})

test('it is known by a network header that fits', () => {
  const likeness = (hex: string) => {
    const bytes = fromHex(hex)
    return bacnet.looksLike(new Peek().over(bytes, 0, bytes.length), {} as Session)
  }
  expect(likeness(examples['asks everybody who is there'])).toBe(SURE)
  expect(likeness('02 20 ffff 00 ff 10 08')).toBe(NO)
  expect(likeness('01 50 10 08')).toBe(NO)
  expect(likeness('01 00 90 08')).toBe(NO)
})
