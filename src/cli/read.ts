import { type ReadResult, readAll } from '../hub/reading.ts'
import type { Frame } from '../model/frame.ts'
import { ProgressLine } from './progress.ts'

/** Reads the named captures as one timeline, shows progress on stderr, and sums each capture up. */
export async function readCaptures(
  paths: readonly string[],
  onFrame: (frame: Frame) => void,
  quiet: boolean,
): Promise<ReadResult> {
  const progress = new ProgressLine(quiet)
  const result = await readAll(paths, onFrame, { onProgress: (at) => progress.show(at) })
  progress.clear()
  return result
}

/** Says on stderr what was left out or is damaged; gives whether there is anything to report on. */
export function sayRemarks({ remarks, captures, nothing }: ReadResult): boolean {
  const notes = captures.flatMap((one) => one.notes.map((note) => `${one.path}: ${note}`))
  const none = nothing && captures.length === 0 ? ['no capture to read'] : []
  for (const text of [...remarks, ...notes, ...none]) process.stderr.write(`sightglass: ${text}\n`)
  return !nothing
}
