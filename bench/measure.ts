import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** What one run of a command took. */
export interface Measured {
  /** Wall-clock seconds. */
  seconds: number
  /** Highest resident memory in bytes; undefined where the system does not tell (only Linux does). */
  peakBytes: number | undefined
  code: number | null
  stderr: string
}

const LOOK_EVERY_MS = 20

/** Runs a command to its end, its output thrown away, and measures it from outside. Gives undefined when there is no such command. */
export async function measure(command: string, args: readonly string[]): Promise<Measured | undefined> {
  const begun = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (text: Buffer) => {
    stderr = (stderr + String(text)).slice(-4000)
  })
  let peakBytes: number | undefined
  const look = setInterval(() => {
    peakBytes = peakOf(child.pid) ?? peakBytes
  }, LOOK_EVERY_MS)
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', resolve)
    })
    return { seconds: (performance.now() - begun) / 1000, peakBytes, code, stderr }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  } finally {
    clearInterval(look)
  }
}

/** The system keeps the high-water mark itself, so the last look before the end tells the peak (proc(5), VmHWM). */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined
  }
}
