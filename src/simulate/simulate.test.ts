import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Simulation, simulate } from './simulate.ts'
import { demo } from './story.ts'

const MINUTE = 60

/** Digest of every byte and time, the number of frames, and whether times ever go back. */
function summary(options: Simulation): { digest: string; frames: number; ordered: boolean } {
  const hash = createHash('sha256')
  let frames = 0
  let last = 0
  let ordered = true
  for (const { bytes, seconds, nanos } of simulate(options)) {
    hash.update(bytes.subarray()).update(`${seconds}.${nanos}`)
    const at = (seconds % 1e6) + nanos / 1e9
    ordered &&= at >= last
    last = at
    frames++
  }
  return { digest: hash.digest('hex'), frames, ordered }
}

describe('the simulated works', () => {
  const ordinary: Simulation = { seed: 5, minutes: 3, scene: 'quiet' }

  test('gives the same bytes for the same seed', () => {
    expect(summary(ordinary)).toEqual(summary(ordinary))
  })

  test('gives other bytes for another seed', () => {
    expect(summary({ ...ordinary, seed: 6 }).digest).not.toBe(summary(ordinary).digest)
  })

  test('tells its story the same way twice, in time order', () => {
    const story = summary({ seed: 1, minutes: 30, scene: 'demo' })
    expect(story.ordered).toBe(true)
    expect(story.frames).toBeGreaterThan(50_000)
    expect(summary({ seed: 1, minutes: 30, scene: 'demo' }).digest).toBe(story.digest)
  })

  test('goes on for as long as somebody takes frames', () => {
    let seconds = 0
    let begin = 0
    for (const frame of simulate({ seed: 1, scene: 'quiet' })) {
      begin ||= frame.seconds
      seconds = frame.seconds - begin
      if (seconds >= 10 * MINUTE) break
    }
    expect(seconds).toBe(10 * MINUTE)
  })

  test('has scenes in order, each with its people’s words', () => {
    expect(demo.map((one) => one.at)).toEqual(demo.map((one) => one.at).toSorted((a, b) => a - b))
    for (const { action } of demo) expect(action.words).not.toBe('')
  })
})
