import { expect, test } from 'vitest'
import { protocols } from '../dissect/protocols/index.ts'
import { simulate } from '../simulate/simulate.ts'
import { Analyzer } from './analyzer.ts'
import { Range } from './range.ts'

test('a snapshot tells what a capture that ended there would, and changes nothing', () => {
  const makerOf = () => undefined
  const watched = new Analyzer(protocols, makerOf)
  const plain = new Analyzer(protocols, makerOf)
  const half = new Analyzer(protocols, makerOf)
  const range = new Range()
  const summaries = () => [range.summary('mon0', [])]
  let seen = 0
  let middle = ''
  for (const frame of simulate({ seed: 4, scene: 'demo', minutes: 4 })) {
    range.add(frame)
    watched.frame(frame)
    plain.frame(frame)
    if (seen < 5000) half.frame(frame)
    if (++seen % 2500 !== 0) continue
    const snapshot = JSON.stringify(watched.snapshot(summaries()))
    if (seen === 5000) {
      middle = snapshot
      expect(snapshot).toBe(JSON.stringify(half.finish(summaries())))
    }
  }
  expect(middle).not.toBe('')
  expect(JSON.stringify(watched.finish(summaries()))).toBe(JSON.stringify(plain.finish(summaries())))
})
