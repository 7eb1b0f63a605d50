import { expect, test } from 'vitest'
import { byAttribute, type Claim, claimFor, sureness } from './claims.ts'

const claim = (attribute: string, value: string, confidence: number, packet = 1): Claim => ({
  attribute,
  value,
  protocol: 's7comm',
  capture: 'a.pcap',
  packet,
  confidence,
})

test('claims stand by attribute, the most believable value first', () => {
  const groups = byAttribute(
    [
      claim('zebra', 'z', 1),
      claim('vendor', 'Siemens', 0.4),
      claim('vendor', 'Moxa', 0.9),
      claim('model', 'S7', 1),
    ],
    ['vendor'],
  )
  expect(groups.map(({ attribute, conflict }) => [attribute, conflict])).toEqual([
    ['vendor', true],
    ['model', false],
    ['zebra', false],
  ])
  expect(groups[0]!.values.map(({ value }) => value)).toEqual(['Moxa', 'Siemens'])
})

test('the best claim speaks for a value', () => {
  const claims = [claim('model', 'S7', 0.5, 3), claim('model', 'S7', 0.9, 8), claim('model', 'M340', 1, 9)]
  expect(claimFor(claims, 'model', 'S7')?.packet).toBe(8)
  expect(claimFor(claims, 'model', undefined)).toBeUndefined()
  expect(claimFor(claims, 'serial', 'S7')).toBeUndefined()
})

test('confidence has three words', () => {
  expect([0.9, 0.6, 0.2].map(sureness)).toEqual(['certain', 'likely', 'possible'])
})
