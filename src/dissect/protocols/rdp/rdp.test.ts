import { expect, test } from 'vitest'
import { examine, type Piece } from '../../examine.ts'
import { cotp } from '../cotp/cotp.ts'
import { tpkt } from '../tpkt/tpkt.ts'
import { rdp } from './rdp.ts'

const { examples } = rdp

/** A transport unit around bytes in hex: connection request, confirmation or data. */
function carried(unit: 'request' | 'confirm' | 'data', hex: string): string {
  const bytes = hex.replace(/\s/g, '')
  const header = { request: 'e000000001 00', confirm: 'd000010002 00', data: 'f080' }[unit]
  const size = header.replace(/\s/g, '').length / 2
  const indicator = unit === 'data' ? size : size + bytes.length / 2
  const whole = 4 + 1 + size + bytes.length / 2
  return `0300 ${whole.toString(16).padStart(4, '0')} ${indicator.toString(16).padStart(2, '0')} ${header} ${bytes}`
}

function dialogue(...pieces: Piece[]) {
  return examine(tpkt, pieces, [tpkt, cotp, rdp])
}

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(examples)) {
    const [one] = examine(rdp, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a refused way in names the account and what the server demands', () => {
  const [asked, answer] = dialogue(
    { bytes: carried('request', examples['asks for TLS or NLA under an account']!) },
    { bytes: carried('confirm', examples['demands NLA']!), direction: 1 },
  )
  expect(asked!.observations).toContainEqual({
    kind: 'operation',
    verb: 'login',
    function: 'Connection Request',
    initiator: 'sender',
    object: 'operator',
    outcome: 'asked',
  })
  expect(answer!.observations).toContainEqual({
    kind: 'operation',
    verb: 'login',
    function: 'Connection Request',
    initiator: 'receiver',
    object: 'operator',
    outcome: 'refused',
    reason: 'NLA required by server',
  })
})

test('a conference names the computer it is opened from', () => {
  const [opened, answer] = dialogue(
    { bytes: carried('data', examples['opens a conference']!) },
    { bytes: carried('data', examples['refuses the conference']!), direction: 1 },
  )
  expect(opened!.observations).toContainEqual({
    kind: 'identity',
    about: 'sender',
    attribute: 'name',
    value: 'ENG-PC7',
    confidence: 0.8,
  })
  expect(answer!.observations).toMatchObject([
    { verb: 'login', object: 'from ENG-PC7', outcome: 'refused', reason: 'rt-not-admitted' },
  ])
})

test('a password in clear is told, not kept', () => {
  const [one] = examine(rdp, [{ bytes: examples['logs on in clear']! }])
  const kept = JSON.stringify([one!.messages[0]!.fields, one!.messages[0]!.value, one!.observations])
  expect(kept).not.toContain('pwd1')
  expect(kept).not.toContain('7000770064003100')
  expect(one!.observations).toContainEqual({ kind: 'secret', what: 'password', account: 'GUEST' })
})

test('packets of the fast path between those of the transport are passed over', () => {
  const all = dialogue(
    { bytes: carried('data', examples['opens a conference']!) },
    { bytes: '80 06 00112233', direction: 1 },
  )
  expect(all[1]!.messages.map((one) => one.protocol)).toEqual(['tpkt'])
  expect(all[1]!.messages[0]!.anomalies).toEqual([])
})
