import { expect, test } from 'vitest'
import type { Claim } from './claims.ts'
import { namesOf } from './names.ts'

const claims = (
  ...values: (readonly [value: string, confidence: number, attribute?: 'name' | 'model'])[]
): Claim[] =>
  values.map(([value, confidence, attribute = 'name'], order) => ({
    attribute,
    value,
    confidence,
    protocol: 'p',
    capture: 0,
    packet: 1,
    order,
    count: 1,
  }))

test('the name of a device comes before its type, and what says nothing comes last', () => {
  expect(namesOf(claims(['Unknown', 1], ['CPU 315', 1], ['press-1', 0.7], ['CPU 315', 1, 'model']))).toEqual([
    'press-1',
    'CPU 315',
    'Unknown',
  ])
})

test('a host name comes before the same name with its domain', () => {
  expect(namesOf(claims(['es-01.plant.example', 1], ['ES-01', 0.7], ['Station 7', 0.4]))).toEqual([
    'ES-01',
    'es-01.plant.example',
    'Station 7',
  ])
})

test('an address is no name, and the same name in capitals is no other', () => {
  expect(
    namesOf(claims(['192.168.0.1', 1], ['00:1b:1b:02:03:04', 1], ['TREATMENT', 1], ['treatment', 0.7])),
  ).toEqual(['treatment'])
})
