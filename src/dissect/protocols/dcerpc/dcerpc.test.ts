import { expect, test } from 'vitest'
import { examine, type Piece } from '../../examine.ts'
import { protocols } from '../index.ts'
import { dcerpc } from './dcerpc.ts'

const ask = (name: string): Piece => ({ bytes: dcerpc.examples[name]! })
const answer = (name: string): Piece => ({ bytes: dcerpc.examples[name]!, direction: 1 })

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(dcerpc.examples)) {
    const [one] = examine(dcerpc, [{ bytes: hex }], protocols)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a call is named by the interface that its number was bound to', () => {
  const service = examine(
    dcerpc,
    [ask('binds to the service manager'), ask('creates a service'), answer('answers')],
    protocols,
  )
  expect(service[1]!.observations).toMatchObject([
    {
      verb: 'config-change',
      function: 'svcctl RCreateServiceW',
      object: 'updater, Updater, C:\\u.exe',
      outcome: 'asked',
    },
  ])
  expect(service[2]!.observations).toMatchObject([{ function: 'svcctl RCreateServiceW', outcome: 'done' }])
  const opc = examine(
    dcerpc,
    [ask('binds to OPC synchronous access'), ask('writes values'), answer('is refused')],
    protocols,
  )
  expect(opc[2]!.observations).toMatchObject([
    {
      verb: 'write',
      function: 'IOPCSyncIO Write',
      object: 'item handle 7 9',
      outcome: 'refused',
      reason: 'ERROR_ACCESS_DENIED',
    },
  ])
})

test('a call of an interface that nobody saw bound is not named', () => {
  expect(examine(dcerpc, [ask('writes values')], protocols)[0]!.observations).toEqual([])
})

test('a binding that comes in pieces is read when it is whole', () => {
  const whole = (dcerpc.examples['binds to the service manager'] ?? '').replaceAll(' ', '')
  const pieces = [whole.slice(0, 60), whole.slice(60, 100), whole.slice(100)].map((bytes) => ({ bytes }))
  const all = examine(dcerpc, pieces, protocols)
  expect(all.map((one) => one.observations.length)).toEqual([0, 0, 1])
})

test('calls that only look are repeats once they are known to, writes never are', () => {
  const read = ask('reads values')
  const write = ask('writes values')
  const pieces = [ask('binds to OPC synchronous access'), read, read, read, write, write]
  const all = examine(dcerpc, pieces, protocols)
  expect(all.map((one) => one.repeat)).toEqual([false, false, false, true, false, false])
})
