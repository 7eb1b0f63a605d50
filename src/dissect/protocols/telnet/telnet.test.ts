import { expect, test } from 'vitest'
import { examine, type Piece } from '../../examine.ts'
import { telnet } from './telnet.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(telnet.examples)) {
    const [one] = examine(telnet, [{ bytes: hex, direction: 1 }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

const said = (text: string): Piece => ({ bytes: Buffer.from(text, 'latin1'), direction: 1 })
const typed = (text: string): Piece => ({ bytes: Buffer.from(text, 'latin1') })
const greeting: Piece = { bytes: telnet.examples['greets and asks for the account']!, direction: 1 }

test('a log-in typed letter by letter has its account and its end, and no password anywhere', () => {
  const all = examine(telnet, [
    greeting,
    ...[...'anna'].flatMap((letter) => [typed(letter), said(letter)]),
    typed('\r\n'),
    said('\r\nPassword: '),
    ...[...'sesame'].map(typed),
    typed('\r\n'),
    said('\r\n'),
    said('Welcome\r\n# '),
  ])
  const facts = all.flatMap((one) => one.observations).filter((one) => one.kind !== 'identity')
  expect(facts).toMatchObject([
    { kind: 'secret', what: 'password', account: 'anna' },
    { verb: 'login', object: 'anna', outcome: 'asked', initiator: 'sender' },
    { verb: 'login', object: 'anna', outcome: 'done', initiator: 'receiver' },
  ])
  const kept = all.map((one) => [
    one.observations,
    ...one.messages.map((message) => [message.fields, message.value]),
  ])
  expect(JSON.stringify(kept)).not.toContain('sesame')
})

test('a server that asks again has refused', () => {
  const all = examine(telnet, [
    greeting,
    typed('eve\r\n'),
    said('Password: '),
    typed('sesame\r\n'),
    { bytes: telnet.examples['says that it failed']!, direction: 1 },
  ])
  expect(all.at(-1)!.observations).toMatchObject([{ verb: 'login', object: 'eve', outcome: 'refused' }])
})
