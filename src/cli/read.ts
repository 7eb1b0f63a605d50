import { isoTime } from '../base/time.ts'
import { findCaptures } from '../capture/find.ts'
import { run } from '../capture/timeline.ts'
import type { Frame } from '../model/frame.ts'
import type { CaptureSummary } from './captures.ts'
import { ProgressLine } from './progress.ts'

/** Whoever takes frames, and what was read. */
export interface ReadResult {
  captures: CaptureSummary[]
  remarks: string[]
  /** True when not one of the named files is a capture. */
  nothing: boolean
}

interface Range {
  packets: number
  bytes: number
  firstSeconds: number
  firstNanos: number
  lastSeconds: number
  lastNanos: number
}

/** Reads the named captures as one timeline, shows progress on stderr, and sums each capture up. */
export async function readCaptures(
  paths: readonly string[],
  onFrame: (frame: Frame) => void,
  quiet: boolean,
): Promise<ReadResult> {
  const { inputs, remarks } = await findCaptures(paths)
  const ranges: Range[] = inputs.map(() => ({
    packets: 0,
    bytes: 0,
    firstSeconds: 0,
    firstNanos: 0,
    lastSeconds: 0,
    lastNanos: 0,
  }))
  const progress = new ProgressLine(quiet)
  const summaries = await run(
    inputs,
    (frame) => {
      widen(ranges[frame.capture]!, frame)
      onFrame(frame)
    },
    { onProgress: (at) => progress.show(at) },
  )
  progress.clear()
  const captures = summaries.map((one) => {
    const range = ranges[one.capture]!
    const some = range.packets > 0
    return {
      path: one.path,
      packets: range.packets,
      bytes: range.bytes,
      first: some ? isoTime(range.firstSeconds, range.firstNanos) : null,
      last: some ? isoTime(range.lastSeconds, range.lastNanos) : null,
      notes: one.notes.map((note) => note.message),
    }
  })
  const refused = summaries.filter((one) =>
    one.notes.some((note) => note.kind === 'not-a-capture' || note.kind === 'unreadable'),
  )
  const nothing = summaries.length === 0 || refused.length === summaries.length
  return { captures, remarks, nothing }
}

function widen(range: Range, frame: Frame): void {
  const { seconds, nanos } = frame
  range.bytes += frame.wireLength
  if (range.packets++ === 0) {
    range.firstSeconds = seconds
    range.firstNanos = nanos
    range.lastSeconds = seconds
    range.lastNanos = nanos
  } else if (seconds > range.lastSeconds || (seconds === range.lastSeconds && nanos > range.lastNanos)) {
    range.lastSeconds = seconds
    range.lastNanos = nanos
  } else if (seconds < range.firstSeconds || (seconds === range.firstSeconds && nanos < range.firstNanos)) {
    range.firstSeconds = seconds
    range.firstNanos = nanos
  }
}
