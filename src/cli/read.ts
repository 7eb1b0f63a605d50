import { findCaptures } from '../capture/find.ts'
import { run } from '../capture/timeline.ts'
import type { CaptureSummary } from '../hub/captures.ts'
import { Range } from '../hub/range.ts'
import type { Frame } from '../model/frame.ts'
import { ProgressLine } from './progress.ts'

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

/** Says on stderr what was left out or is damaged; gives whether there is anything to report on. */
export function sayRemarks({ remarks, captures, nothing }: ReadResult): boolean {
  const notes = captures.flatMap((one) => one.notes.map((note) => `${one.path}: ${note}`))
  const none = nothing && captures.length === 0 ? ['no capture to read'] : []
  for (const text of [...remarks, ...notes, ...none]) process.stderr.write(`sightglass: ${text}\n`)
  return !nothing
}
