import { writeCapture } from '../hub/capture-file.ts'
import type { Frame } from '../model/frame.ts'
import { simulate } from '../simulate/simulate.ts'
import { DEMO_MINUTES } from '../simulate/story.ts'
import { EXIT_OK, EXIT_REFUSED } from './output.ts'
import { ProgressLine } from './progress.ts'

export interface SimulateOptions {
  out: string
  seed: number
  minutes?: number
  size?: number
  quietScene?: boolean
  live?: boolean
  begin?: number
  from?: number
}

/** Frames between two looks at the clock. */
const LOOK_EVERY = 4_096
const MEGABYTE = 1_000_000

/** Writes a capture of the simulated water works: as long as asked for, else the demonstration. Gives the exit code. */
export function writeSimulation(options: SimulateOptions): number {
  const { out, seed, size } = options
  const minutes = options.minutes ?? (size === undefined ? DEMO_MINUTES : undefined)
  const scene = options.quietScene === true ? 'quiet' : 'demo'
  const frames = simulate({ seed, scene, ...(minutes === undefined ? {} : { minutes }) })
  const mostBytes = size === undefined ? undefined : size * MEGABYTE
  try {
    const written = writeCapture(out, watched(frames, out, mostBytes), mostBytes)
    process.stdout.write(
      `${out}: ${written.packets.toLocaleString('en')} packets, ${(written.bytes / MEGABYTE).toFixed(1)} MB, seed ${seed}\n`,
    )
    return EXIT_OK
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    process.stderr.write(`sightglass: ${out} cannot be written: ${(error as Error).message}\n`)
    return EXIT_REFUSED
  }
}

/** Passes frames on and shows how far they are; a long simulation takes minutes. */
function* watched(frames: Iterable<Frame>, path: string, totalBytes: number | undefined): Generator<Frame> {
  const progress = new ProgressLine(false)
  let bytes = 0
  let packets = 0
  try {
    for (const frame of frames) {
      bytes += frame.end - frame.start
      if (++packets % LOOK_EVERY === 0) progress.show({ bytes, totalBytes, packets, path })
      yield frame
    }
  } finally {
    progress.clear()
  }
}
