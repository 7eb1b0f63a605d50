import { simulate } from '../simulate/simulate.ts'
import { DEMO_MINUTES } from '../simulate/story.ts'
import { EXIT_OK, EXIT_REFUSED } from './analyze.ts'
import { writeCapture } from './capture-file.ts'

export interface SimulateOptions {
  out: string
  seed: number
  minutes?: number
  size?: number
  quietScene?: boolean
}

const MEGABYTE = 1_000_000

/** Writes a capture of the simulated water works: as long as asked for, else the demonstration. Gives the exit code. */
export function writeSimulation(options: SimulateOptions): number {
  const { out, seed, size } = options
  const minutes = options.minutes ?? (size === undefined ? DEMO_MINUTES : undefined)
  const scene = options.quietScene === true ? 'quiet' : 'demo'
  const frames = simulate({ seed, scene, ...(minutes === undefined ? {} : { minutes }) })
  try {
    const written = writeCapture(out, frames, size === undefined ? undefined : size * MEGABYTE)
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
