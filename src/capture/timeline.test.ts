import { describe, expect, test } from 'vitest'
import { limits } from '../base/limits.ts'
import { emptyFrame } from '../model/frame.ts'
import type { CaptureInput, CaptureSource } from './source.ts'
import { type Progress, run } from './timeline.ts'

/** A capture of packets at the given seconds, every third of which has to be waited for. Counts how many are open at once. */
function capture(index: number, times: readonly number[], open = { now: 0, most: 0 }): CaptureInput {
  const start = (): CaptureSource => {
    const frame = { ...emptyFrame(), capture: index }
    let opened = false
    const advance = () => {
      const time = times[frame.packet]
      if (time === undefined) return false
      frame.packet++
      frame.seconds = time
      return true
    }
    return {
      path: `capture ${index}`,
      capture: index,
      frame,
      notes: [],
      get bytesRead() {
        return frame.packet
      },
      next() {
        if (!opened) open.most = Math.max(open.most, ++open.now)
        opened = true
        return frame.packet % 3 === 0 ? Promise.resolve().then(advance) : advance()
      },
      async close() {
        if (opened) open.now--
        opened = false
      },
    }
  }
  return { path: `capture ${index}`, capture: index, sizeBytes: times.length, replayable: true, open: start }
}

async function order(inputs: CaptureInput[]): Promise<string[]> {
  const seen: string[] = []
  await run(inputs, (frame) => seen.push(`${frame.capture}.${frame.packet}@${frame.seconds}`))
  return seen
}

describe('a timeline', () => {
  test('of one capture keeps its order even where its clock goes back', async () => {
    expect(await order([capture(0, [5, 3, 9, 9])])).toEqual(['0.1@5', '0.2@3', '0.3@9', '0.4@9'])
  })

  test('reads captures that do not overlap one after the other, by their first packets', async () => {
    const open = { now: 0, most: 0 }
    const seen = await order([
      capture(0, [7, 8, 9], open),
      capture(1, [1, 2, 3, 4], open),
      capture(2, [5], open),
    ])
    expect(seen).toEqual(['1.1@1', '1.2@2', '1.3@3', '1.4@4', '2.1@5', '0.1@7', '0.2@8', '0.3@9'])
    expect(open).toEqual({ now: 0, most: 1 })
  })

  test('merges captures that overlap; equal times come in the order of the captures', async () => {
    const seen = await order([capture(0, [1, 4, 4, 8]), capture(1, [2, 4, 6]), capture(2, [1, 4, 9])])
    expect(seen).toEqual([
      '0.1@1', '2.1@1', '1.1@2', '0.2@4', '0.3@4', '1.2@4', '2.2@4', '1.3@6', '0.4@8', '2.3@9',
    ]) // biome-ignore format: one timeline, one line
  })

  test('keeps every capture in its own order and loses nothing, whatever the clocks say', async () => {
    const captures = [[9, 1, 5], [2, 8, 3, 3], [], [4], [4, 4, 0, 7]]
    const seen = await order(captures.map((times, index) => capture(index, times)))
    expect(seen).toHaveLength(12)
    captures.forEach((times, index) => {
      const own = seen.filter((entry) => entry.startsWith(`${index}.`))
      expect(own).toEqual(times.map((time, packet) => `${index}.${packet + 1}@${time}`))
    })
  })

  test('opens no more captures at once than the limit allows, and notes those that came late', async () => {
    const open = { now: 0, most: 0 }
    const count = limits.capture.openSources + 3
    const inputs = Array.from({ length: count }, (_, index) => capture(index, [index, 1000 + index], open))
    let packets = 0
    const summaries = await run(inputs, () => packets++)
    expect(packets).toBe(2 * count)
    expect(open).toEqual({ now: 0, most: limits.capture.openSources })
    const late = summaries.filter((summary) => summary.notes.some((note) => note.kind === 'out-of-order'))
    expect(late.map((summary) => summary.capture)).toEqual([count - 3, count - 2, count - 1])
  })

  test('tells its progress up to the total, and sums up in the order of the captures', async () => {
    const progress: Progress[] = []
    const inputs = [capture(0, [4, 5, 6, 7]), capture(1, [1, 2]), capture(2, [])]
    const summaries = await run(inputs, () => {}, { onProgress: (now) => progress.push({ ...now }) })
    expect(progress.at(-1)).toMatchObject({ bytes: 6, totalBytes: 6, packets: 6 })
    expect(progress.every((now, index) => index === 0 || now.packets >= progress[index - 1]!.packets)).toBe(
      true,
    )
    expect(summaries.map(({ capture: index, packets }) => [index, packets])).toEqual([
      [0, 4],
      [1, 2],
      [2, 0],
    ])
  })

  test('stops when told, and closes what is open', async () => {
    const open = { now: 0, most: 0 }
    const stop = new AbortController()
    const times = Array.from({ length: 100 }, (_, index) => index)
    let packets = 0
    const inputs = [capture(0, times, open), capture(1, times, open)]
    await run(inputs, () => ++packets === 10 && stop.abort(), { signal: stop.signal })
    expect(packets).toBeLessThan(20)
    expect(open.now).toBe(0)
  })

  test('passes on an error of the one who receives the frames, after closing what is open', async () => {
    const open = { now: 0, most: 0 }
    const inputs = [capture(0, [1, 2], open), capture(1, [1, 2], open)]
    const failing = () => {
      throw new Error('enough')
    }
    await expect(run(inputs, failing)).rejects.toThrow('enough')
    expect(open.now).toBe(0)
  })
})
