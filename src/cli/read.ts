import { findCaptures } from '../capture/find.ts'
import { run } from '../capture/timeline.ts'
import type { Frame } from '../model/frame.ts'
import type { CaptureSummary } from './captures.ts'
import { ProgressLine } from './progress.ts'
import { Range } from './range.ts'

/** Whoever takes frames, and what was read. */
export interface ReadResult {
  captures: CaptureSummary[]
  remarks: string[]
  /** True when not one of the named files is a capture. */
  nothing: boolean
}

/** Reads the named captures as one timeline, shows progress on stderr, and sums each capture up. */
export async function readCaptures(
  paths: readonly string[],
  onFrame: (frame: Frame) => void,
  quiet: boolean,
): Promise<ReadResult> {
  const { inputs, remarks } = await findCaptures(paths)
  const ranges = inputs.map(() => new Range())
  const progress = new ProgressLine(quiet)
  const summaries = await run(
    inputs,
    (frame) => {
      ranges[frame.capture]!.add(frame)
      onFrame(frame)
    },
    { onProgress: (at) => progress.show(at) },
  )
  progress.clear()
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
