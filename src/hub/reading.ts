import { findCaptures } from '../capture/find.ts'
import { type Progress, run } from '../capture/timeline.ts'
import type { Frame } from '../model/frame.ts'
import type { CaptureSummary } from './captures.ts'
import { Range } from './range.ts'

/** What was read. */
export interface ReadResult {
  captures: CaptureSummary[]
  remarks: string[]
  /** True when not one of the named files is a capture. */
  nothing: boolean
}

/** Reads the named captures as one timeline, and sums each capture up. */
export async function readAll(
  paths: readonly string[],
  onFrame: (frame: Frame) => void,
  { onProgress = () => {} }: { onProgress?: (progress: Progress) => void } = {},
): Promise<ReadResult> {
  const { inputs, remarks } = await findCaptures(paths)
  const ranges = inputs.map(() => new Range())
  const take = (frame: Frame): void => {
    ranges[frame.capture]!.add(frame)
    onFrame(frame)
  }
  const summaries = await run(inputs, take, { onProgress })
  const captures = summaries.map((one) =>
    ranges[one.capture]!.summary(
      one.path,
      one.notes.map((note) => note.message),
    ),
  )
  const refused = summaries.filter((one) =>
    one.notes.some((note) => note.kind === 'not-a-capture' || note.kind === 'unreadable'),
  )
  const nothing = summaries.length === 0 || refused.length === summaries.length
  return { captures, remarks, nothing }
}
