import { expect, test } from 'vitest'
import { type Claim, contradictions } from './claims.ts'

const claims = (...values: string[]): Claim[] =>
  values.map((value, order) => ({
    attribute: 'firmware',
    value,
    protocol: `p${order}`,
    confidence: 1,
    capture: 0,
    packet: 1,
    order,
    count: 1,
  }))

test('two ways to write one version contradict nothing', () => {
  expect(contradictions(claims('v2.60', '2.60', 'V2.60 '))).toEqual([])
})

test('two versions do', () => {
  expect(contradictions(claims('v2.60', '2.61'))).toEqual(['firmware'])
})
