import { fileURLToPath } from 'node:url'
import type { Command } from '../capture/recording.ts'

const PROGRAM = fileURLToPath(new URL('../../bin/sightglass.mjs', import.meta.url))

/** The simulated works for tests: some minutes of its packets at once, then live. */
export function simulatedWorks(secondsAgo = 100): Command {
  const from = new Date(Date.now() - secondsAgo * 1000).toISOString()
  return { file: process.execPath, args: [PROGRAM, 'simulate', '--live', '--out', '-', '--from', from] }
}

/** Waits until something holds; throws what was waited for when it takes too long. */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  most = 20_000,
): Promise<void> {
  const end = Date.now() + most
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
