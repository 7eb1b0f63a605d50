import { expect, test } from 'vitest'
import { REPLY, REQUEST } from '../model/message.ts'
import { examine } from './examine.ts'
import { EXACT, protocol, SURE } from './protocol.ts'
import { Varying } from './varying.ts'

/** A toy that writes: role, transaction number, then what is written. */
const toy = protocol({
  id: 'toy',
  title: 'Toy',
  spec: 'this test',
  family: 'ot',
  carriedBy: { tcp: [] },
  looksLike: () => SURE,
  glance(peek, glance) {
    glance.role = peek.u8(0) === 1 ? REQUEST : REPLY
    glance.pair = peek.u8(1)
    glance.vary(1, 2)
    return EXACT
  },
  read: (cursor) => ({
    role: cursor.u8('role'),
    number: cursor.u8('number'),
    text: cursor.text('text', cursor.left),
  }),
  observe: () => [],
  examples: {},
})

const ask = (number: string, text: string) => ({ bytes: `01${number}${text}`, traced: false })
const answer = (number: string, text: string) => ({
  bytes: `02${number}${text}`,
  direction: 1 as const,
  traced: false,
})

test('the same write with another number is a repeat, and so is the same answer to it', () => {
  const read = examine(
    toy,
    [ask('01', '6161'), answer('01', '6f'), ask('02', '6161'), answer('02', '6f')],
    [toy],
  )
  expect(read.map((one) => one.repeat)).toEqual([false, false, true, true])
})

test('another value, another length or another answer is read in full', () => {
  const read = examine(
    toy,
    [
      ask('01', '6161'),
      answer('01', '6f'),
      ask('02', '6162'),
      answer('02', '6f'),
      ask('03', '616161'),
      ask('04', '6161'),
      answer('04', '6e'),
    ],
    [toy],
  )
  expect(read.map((one) => one.repeat)).toEqual([false, false, false, false, false, true, false])
})

test('a message that only shares the hash is no repeat: bytes are compared', () => {
  const varying = new Varying()
  varying.add(1, 3)
  const kept = Uint8Array.of(1, 9, 9, 4)
  expect(varying.same(Uint8Array.of(0, 1, 2, 3, 4), 1, 5, kept)).toBe(true)
  expect(varying.same(Uint8Array.of(0, 1, 2, 3, 5), 1, 5, kept)).toBe(false)
  expect(varying.same(Uint8Array.of(0, 1, 2, 3), 1, 4, kept)).toBe(false)
})

test('places out of order, or too many, make a message incomparable', () => {
  const varying = new Varying()
  varying.add(4, 6)
  varying.add(2, 3)
  expect(varying.usable).toBe(false)
})
