import { expect, test } from 'vitest'
import { examine, type Piece } from '../../examine.ts'
import { protocols } from '../index.ts'
import { smb } from './smb.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(smb.examples)) {
    const [one] = examine(smb, [{ bytes: hex }], protocols)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

const ask = (name: string): Piece => ({ bytes: smb.examples[name]! })
const answer = (name: string): Piece => ({ bytes: smb.examples[name]!, direction: 1 })

test('a file is named by its share through the numbers of tree and file', () => {
  const all = examine(
    smb,
    [
      ask('connects to a share'),
      answer('is connected'),
      ask('opens a file to write'),
      answer('has opened it'),
      ask('writes into it'),
    ],
    protocols,
  )
  expect(all[3]!.observations).toMatchObject([
    { verb: 'file-write', object: '\\\\S\\C$\\a.bin', outcome: 'done' },
  ])
  expect(all[4]!.observations).toMatchObject([
    { verb: 'file-write', function: 'Write AndX', object: '\\\\S\\C$\\a.bin', outcome: 'asked' },
  ])
})

test('a refused log-in names the account and the reason, and keeps no response', () => {
  const all = examine(smb, [ask('logs in with a name'), answer('is refused')], protocols)
  expect(all[1]!.observations).toMatchObject([
    {
      verb: 'login',
      object: 'anna',
      outcome: 'refused',
      reason: 'STATUS_LOGON_FAILURE',
      initiator: 'receiver',
    },
  ])
  const kept = all.flatMap((one) => one.messages.map((message) => [message.fields, message.value]))
  expect(JSON.stringify(kept)).not.toContain('abab')
})

test('more writes into the same file are repeats, whatever they write; opening never is', () => {
  const write = smb.examples['writes into it']!
  const all = examine(
    smb,
    [
      { bytes: write },
      { bytes: write.replace('74657374', '74657375') },
      ask('opens a file to write'),
      ask('opens a file to write'),
    ],
    protocols,
  )
  expect(all.map((one) => one.repeat)).toEqual([false, true, false, false])
})

test('a reply under another number than the waiting transaction is an anomaly', () => {
  const reply = (smb.examples['is refused'] ?? '')
    .replace('ff534d42 73', 'ff534d42 32')
    .replace('4000 00', '5100 00')
  const all = examine(smb, [ask('uses a reserved subcommand'), { bytes: reply, direction: 1 }], protocols)
  expect(all[1]!.messages[0]!.anomalies).toMatchObject([{ field: 'mid' }])
})

test('bare refusals of what nobody waits for are repeats; the one that a transaction waits for is not', () => {
  const reply = {
    bytes: smb.examples['is refused']!.replace('ff534d42 73', 'ff534d42 32'),
    direction: 1,
  } as const
  const all = examine(smb, [reply, reply, ask('uses a reserved subcommand'), reply, reply], protocols)
  expect(all.map((one) => one.repeat)).toEqual([false, true, false, false, true])
})
