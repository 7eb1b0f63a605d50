import { expect, test } from 'vitest'
import { protocols } from '../../dissect/protocols/index.ts'
import type { Analysis, Asset } from '../../model/analysis.ts'
import type { Frame } from '../../model/frame.ts'
import { simulate } from '../../simulate/simulate.ts'
import { Analyzer } from '../analyzer.ts'
import { makers } from '../makers.ts'
import { Watch } from './watch.ts'
import type { Seen } from './words.ts'

const NAME = 'works/mon0'
const MINUTES = 30
const EVERY_SECONDS = 2

const frames = (): Iterable<Frame> => simulate({ seed: 4, scene: 'demo', minutes: MINUTES })

/** Everything a watch tells that is asked every two seconds of the traffic. */
function watched(): Seen[] {
  let watch: Watch | undefined
  let now = { seconds: 0, nanos: 0 }
  const told: Seen[] = []
  const take = (all: boolean): void => {
    const one = watch?.take(now, { all, observations: [] })
    if (one !== undefined) told.push(one)
  }
  let asked = 0
  for (const frame of frames()) {
    now = { seconds: frame.seconds, nanos: frame.nanos }
    watch ??= new Watch({ protocols, makerOf: makers(), paths: [NAME], now })
    if (frame.seconds - asked >= EVERY_SECONDS) {
      take(false)
      asked = frame.seconds
    }
    watch.frame(frame)
  }
  take(true)
  return told
}

function analyzed(): Analysis {
  const analyzer = new Analyzer(protocols, makers())
  for (const frame of frames()) analyzer.frame(frame)
  return analyzer.snapshot([{ path: NAME, packets: 0, bytes: 0, first: null, last: null, notes: [] }])
}

/** Sums by what tells items apart. */
function sums<T>(
  items: readonly T[],
  keyOf: (one: T) => unknown[],
  of: (one: T) => number,
): Map<string, number> {
  const found = new Map<string, number>()
  for (const one of items) {
    const key = keyOf(one).join('|')
    found.set(key, (found.get(key) ?? 0) + of(one))
  }
  return found
}

test('what is told bit by bit adds up to what an analysis of the whole says', () => {
  const told = watched()
  const whole = analyzed()
  const last = new Map<string, Asset>()
  for (const { assets } of told) for (const one of assets) last.set(one.id, one)
  expect([...last.values()].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
    [...whole.assets].sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  const operations = told.flatMap((one) => one.operations)
  const outcomes = (rows: Analysis['operations']): Map<string, number> =>
    sums(
      rows,
      (one) => [one.initiator, one.responder, one.verb, one.protocol, one.function, one.outcome],
      (one) => one.count,
    )
  expect(outcomes(operations)).toEqual(outcomes(whole.operations))
  const conversations = told.flatMap((one) => one.conversations)
  const packets = (rows: Analysis['conversations']): Map<string, number> =>
    sums(
      rows,
      (one) => [one.initiator, one.responder, one.transport, one.port, one.protocol],
      (one) => one.packets,
    )
  expect(packets(conversations)).toEqual(packets(whole.conversations))
  const coverage = told.flatMap((one) => one.coverage ?? [])
  expect(coverage.length).toBeGreaterThanOrEqual(MINUTES / 2)
  expect(coverage.length).toBeLessThanOrEqual(MINUTES + 2)
  const { packets: heard, cutPackets, damagedPackets, lostBytes, notes } = whole.coverage
  expect(coverage.at(-1)).toEqual({ packets: heard, cutPackets, damagedPackets, lostBytes, notes })
  for (const { first, last: end } of conversations) expect(first <= end).toBe(true)
  for (const { time, last: end } of operations) expect(time <= end).toBe(true)
}, 300_000)
