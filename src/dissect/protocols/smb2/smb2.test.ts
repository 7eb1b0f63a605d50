import { expect, test } from 'vitest'
import { examine, fromHex, type Piece } from '../../examine.ts'
import { Exchange } from '../../exchange.ts'
import { Registry } from '../../registry.ts'
import { protocols } from '../index.ts'
import { smb2 } from './smb2.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(smb2.examples)) {
    const [one] = examine(smb2, [{ bytes: hex }], protocols)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

const ask = (name: string): Piece => ({ bytes: smb2.examples[name]! })
const answer = (name: string): Piece => ({ bytes: smb2.examples[name]!, direction: 1 })

test('a refused open names share, file and reason', () => {
  const all = examine(
    smb2,
    [ask('connects to a share'), answer('is connected'), ask('opens a file to write'), answer('is denied')],
    protocols,
  )
  expect(all[3]!.observations).toMatchObject([
    { verb: 'file-write', object: '\\\\SRV\\C$\\a.bin', outcome: 'refused', reason: 'STATUS_ACCESS_DENIED' },
  ])
})

test('"pending" is no answer yet', () => {
  const pending = (smb2.examples['is denied'] ?? '').replace('220000c0', '03010000')
  const all = examine(
    smb2,
    [ask('opens a file to write'), { bytes: pending, direction: 1 }, answer('is denied')],
    protocols,
  )
  expect(all[1]!.observations).toEqual([])
  expect(all[2]!.observations).toMatchObject([{ outcome: 'refused' }])
})

test('more writes into the same file are repeats', () => {
  expect(
    examine(smb2, [ask('writes into it'), ask('writes into it')], protocols).map((one) => one.repeat),
  ).toEqual([false, true])
})

test('a log-in is told with the account that SPNEGO and NTLM carry, and with its end', () => {
  const refused = (smb2.examples['is denied'] ?? '').replace('220000c00500', '6d0000c00100')
  const all = examine(smb2, [ask('logs in with a name'), { bytes: refused, direction: 1 }], protocols)
  expect(all[0]!.observations).toContainEqual({
    kind: 'operation',
    verb: 'login',
    function: 'Session Setup',
    initiator: 'sender',
    object: 'PCN\\anna',
    outcome: 'asked',
  })
  expect(all[1]!.observations).toMatchObject([
    { object: 'PCN\\anna', outcome: 'refused', reason: 'STATUS_LOGON_FAILURE' },
  ])
})

test('a conversation is named by what is spoken in it, not by the log-in token that passes first', () => {
  const ends = [
    { mac: undefined, ip: '192.0.2.1', port: 50000, vlan: undefined },
    { mac: undefined, ip: '192.0.2.2', port: 445, vlan: undefined },
  ] as const
  const exchange = new Exchange(new Registry(protocols), ends, 'tcp')
  const bytes = fromHex(smb2.examples['logs in with a name']!)
  exchange.take(smb2, bytes, 0, bytes.length, { seconds: 0, nanos: 0, capture: 0, packets: [1] }, true)
  expect(exchange.spoken).toEqual(['smb2'])
})
