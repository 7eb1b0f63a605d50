import { expect, test } from 'vitest'
import { examine, fromHex } from '../../examine.ts'
import { Peek } from '../../peek.ts'
import { MAYBE, NO, SURE } from '../../protocol.ts'
import type { Session } from '../../session.ts'
import { bvlc } from './bvlc.ts'

const likeness = (hex: string) => {
  const bytes = fromHex(hex)
  return bvlc.looksLike(new Peek().over(bytes, 0, bytes.length), {} as Session)
}

test('every example reads as its name says', () => {
  for (const [name, hex] of Object.entries(bvlc.examples)) {
    const [one] = examine(bvlc, [{ bytes: hex }])
    const { fields, anomalies } = one!.messages[0]!
    expect({ name, fields, anomalies, means: one!.observations }).toMatchSnapshot()
  }
})

test('a refusal names the function and the reason', () => {
  const [, reply] = examine(bvlc, [
    { bytes: bvlc.examples['writes a distribution table']! },
    { bytes: bvlc.examples['is refused the writing']!, direction: 1 },
  ])
  expect(reply!.observations).toEqual([
    {
      kind: 'operation',
      verb: 'network-change',
      function: 'Write-Broadcast-Distribution-Table',
      initiator: 'receiver',
      object: '192.168.10.1 port 47808, 192.168.11.1 port 47808',
      outcome: 'refused',
      reason: 'Write-Broadcast-Distribution-Table NAK',
    },
  ])
})

test('success tells nothing of its own, so the request says what was done', () => {
  const [, reply] = examine(bvlc, [
    { bytes: bvlc.examples['deletes a foreign device']! },
    { bytes: bvlc.examples['is accepted']!, direction: 1 },
  ])
  expect(reply!.observations).toMatchObject([
    { verb: 'network-change', function: 'Delete-Foreign-Device-Table-Entry', outcome: 'done' },
  ])
})

test('renewed registrations are repeats, written tables are not', () => {
  const twice = (name: string) =>
    examine(bvlc, [
      { bytes: bvlc.examples[name]!, traced: false },
      { bytes: bvlc.examples[name]!, traced: false },
    ])[1]!.repeat
  expect(twice('registers as a foreign device')).toBe(true)
  expect(twice('writes a distribution table')).toBe(false)
})

test('it is known on any port by its length and the NPDU behind it, and noise is not', () => {
  expect(likeness('81 0b 000c 01 20 ffff 00 ff 10 08')).toBe(SURE)
  expect(likeness('81 0b 000c 02 20 ffff 00 ff 10 08')).toBe(MAYBE)
  expect(likeness('81 0b 000d 02 20 ffff 00 ff 10 08')).toBe(NO)
  expect(likeness('81 0d 0004')).toBe(NO)
  expect(likeness('81 05 0007 003c00')).toBe(NO)
  expect(likeness('80 0b 000c 01 20 ffff 00 ff 10 08')).toBe(NO)
})
