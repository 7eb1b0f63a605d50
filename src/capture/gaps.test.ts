import { expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import type { Gap } from '../model/gap.ts'
import { Gaps } from './gaps.ts'

const at = (seconds: number) => ({ seconds, nanos: 0 })
const gap = (from: number, to: number, packets: number | undefined, reason = 'busy'): Gap => ({
  capture: 0,
  from: at(from),
  to: at(to),
  packets,
  reason,
})

test('losses of the same cause that follow each other are one gap', () => {
  const gaps = new Gaps()
  for (let second = 0; second < 60; second++) gaps.add(gap(second, second + 1, 10))
  expect(gaps.list).toEqual([gap(0, 60, 600)])
  expect(gaps.packets).toBe(600)
})

test('another cause, or a pause, begins another gap', () => {
  const gaps = new Gaps()
  gaps.add(gap(0, 1, 1))
  gaps.add(gap(1, 2, undefined, 'the program ended'))
  gaps.add(gap(100, 101, 2))
  expect(gaps.list.map((one) => one.packets)).toEqual([1, undefined, 2])
  expect(gaps.packets).toBe(3)
})

test('a list that is full still counts', () => {
  const gaps = new Gaps()
  for (let i = 0; i < limits.live.gaps + 5; i++) gaps.add(gap(i * 100, i * 100 + 1, 1))
  expect(gaps.list).toHaveLength(limits.live.gaps)
  expect(gaps).toMatchObject({ packets: limits.live.gaps + 5, unlisted: 5 })
})
