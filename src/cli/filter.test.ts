import { expect, test } from 'vitest'
import type { Message } from '../model/message.ts'
import { compileFilter } from './filter.ts'

const KNOWN = ['toy', 'other']

const message = {
  protocol: 'toy',
  packets: [7, 8],
  from: { ip: '10.0.0.1' },
  to: { ip: '10.0.0.2' },
  fields: { code: 41, name: 'PLC Stop', parameter: { function: 5, items: [{ area: 'M' }, { area: 'DB' }] } },
} as unknown as Message

function holds(text: string): boolean {
  const filter = compileFilter(text, KNOWN)
  if (typeof filter === 'string') throw new Error(filter)
  return filter(message)
}

test('finds fields at whatever depth they stand', () => {
  expect(holds('toy.code == 41')).toBe(true)
  expect(holds('toy.function == 5')).toBe(true)
  expect(holds('toy.parameter.function == 5')).toBe(true)
  expect(holds('toy.area == DB')).toBe(true)
  expect(holds('toy.items.area == M')).toBe(true)
  expect(holds('toy.area == T')).toBe(false)
  expect(holds('toy.nothing')).toBe(false)
})

test('compares numbers as numbers and text as text, and joins terms', () => {
  expect(holds('toy.code >= 9')).toBe(true)
  expect(holds('toy.code < 9')).toBe(false)
  expect(holds("toy.name == 'PLC Stop' and ip == 10.0.0.2 and packet == 8")).toBe(true)
  expect(holds('toy.name contains Stop && packet == 9')).toBe(false)
  expect(holds('toy')).toBe(true)
  expect(holds('other')).toBe(false)
})

test('says what is wrong with a filter', () => {
  expect(compileFilter('toi.code == 1', KNOWN)).toBe("no protocol 'toi'; known: ip, packet, toy, other")
  expect(compileFilter('toy.code = 1', KNOWN)).toMatch(/^cannot read 'toy.code = 1'/)
})
