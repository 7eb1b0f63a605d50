import { expect, test } from 'vitest'
import { examine, type Piece } from '../../examine.ts'
import { type Ssh, ssh } from './ssh.ts'

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(ssh.examples)) {
    const [one] = examine(ssh, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('after new keys everything is encrypted and repeats, until a new greeting', () => {
  const piece = (name: string): Piece => ({ bytes: ssh.examples[name]! })
  const noise: Piece = { bytes: '8877665544332211 00112233445566' }
  const all = examine(ssh, [piece('changes to new keys'), noise, noise, piece('greets as a small device')])
  expect((all[1]!.messages[0]!.value as Ssh).kind).toBe('encrypted')
  expect(all.map((one) => one.repeat)).toEqual([false, false, true, false])
  expect(all[3]!.observations).toContainEqual({
    kind: 'identity',
    about: 'sender',
    attribute: 'software',
    value: 'dropbear_2019.78',
    confidence: 0.9,
  })
})
