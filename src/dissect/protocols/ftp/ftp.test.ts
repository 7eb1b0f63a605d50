import { expect, test } from 'vitest'
import { examine, type Piece } from '../../examine.ts'
import { ftp } from './ftp.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(ftp.examples)) {
    const [one] = examine(ftp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

const ask = (name: string): Piece => ({ bytes: ftp.examples[name]! })
const answer = (name: string): Piece => ({ bytes: ftp.examples[name]!, direction: 1 })

test('a refused log-in names account and reason; the password is nowhere', () => {
  const all = examine(ftp, [ask('names an account'), ask('gives a password'), answer('refuses the password')])
  expect(all[1]!.observations).toMatchObject([{ kind: 'secret', account: 'anna' }, { outcome: 'asked' }])
  expect(all[2]!.observations).toMatchObject([
    { verb: 'login', object: 'anna', outcome: 'refused', reason: '530 Login failed.', initiator: 'receiver' },
  ])
  const kept = all.map((one) => [
    one.observations,
    ...one.messages.map((message) => [message.fields, message.value]),
  ])
  expect(JSON.stringify(kept)).not.toContain('sesame')
})

test('a transfer is done when its last reply says so', () => {
  const reply = (text: string): Piece => ({ bytes: Buffer.from(`${text}\r\n`), direction: 1 })
  const all = examine(ftp, [
    ask('fetches a file'),
    reply('150 Opening data connection'),
    reply('226 Transfer complete'),
  ])
  expect(all[1]!.observations).toEqual([])
  expect(all[2]!.observations).toMatchObject([
    { verb: 'file-read', object: '/ata0a/config.bin', outcome: 'done' },
  ])
})
