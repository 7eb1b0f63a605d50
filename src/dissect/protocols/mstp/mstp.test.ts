import { expect, test } from 'vitest'
import { examine, fromHex } from '../../examine.ts'
import { Peek } from '../../peek.ts'
import { MAYBE, NO, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { bacnet } from '../bacnet/bacnet.ts'
import { mstp } from './mstp.ts'

const both = [mstp, bacnet]
const likeness = (hex: string) => {
  const bytes = fromHex(hex)
  return mstp.looksLike(new Peek().over(bytes, 0, bytes.length), {} as Session)
}

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(mstp.examples)) {
    const [one] = examine(mstp, [{ bytes: hex }], both)
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('data frames carry BACnet, stuffed or not', () => {
  for (const name of ['asks who is there', 'asks who is there in an extended frame']) {
    const [one] = examine(mstp, [{ bytes: mstp.examples[name]! }], both)
    expect(one!.messages.map((message) => message.fields?.pdu_service)).toEqual([undefined, 'Who-Is'])
    expect(one!.messages[0]!.anomalies).toEqual([])
  }
})

test('the circling token is a repeat', () => {
  const bytes = mstp.examples['passes the token']!
  const [, second] = examine(mstp, [
    { bytes, traced: false },
    { bytes, traced: false },
  ])
  expect(second!.repeat).toBe(true)
})

test('the header CRC makes sure of a frame, in either form; a broken one needs its preamble', () => {
  expect(likeness('55ff 00 0b 0c 0000 8c')).toBe(SURE)
  expect(likeness('000080 00 01 72 0000 84')).toBe(SURE)
  expect(likeness('55ff 00 0b 0c 0000 8d')).toBe(MAYBE)
  expect(likeness('000080 00 01 72 0000 85')).toBe(NO)
})

test('polling for a master makes nobody out of a station that never answers', () => {
  const glance = {
    role: 0 as const,
    pair: 0,
    toAnybody: false,
    carry: () => undefined,
    vary: () => undefined,
  }
  const see = (hex: string) => {
    const bytes = fromHex(hex)
    mstp.glance!(new Peek().over(bytes, 0, bytes.length), glance, {} as Session)
    return glance.toAnybody
  }
  expect(see(mstp.examples['polls for a master']!)).toBe(true)
  expect(see(mstp.examples['passes the token']!)).toBe(false)
})
