import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeCapture } from '../../src/hub/capture-file.ts'
import { simulate } from '../../src/simulate/simulate.ts'
import { DEMO_MINUTES } from '../../src/simulate/story.ts'

const PROGRAM = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const BUILD = fileURLToPath(new URL('../../scripts/build-console.mjs', import.meta.url))
const START_MS = 30_000

export interface Running {
  /** The one-time link that the server printed. */
  link: string
  /** The capture of the demonstration. */
  demo: string
  /** A small one besides. */
  capture: string
  stop(): Promise<void>
}

/** Serves a fresh data folder that knows nothing yet, and writes the captures that it will be given. */
export async function startConsole(folder: string): Promise<Running> {
  execFileSync(process.execPath, [BUILD], { stdio: 'inherit' })
  const data = join(folder, 'data')
  const demo = join(folder, 'demo.pcap')
  writeCapture(demo, simulate({ seed: 1, scene: 'demo', minutes: DEMO_MINUTES }))
  const capture = join(folder, 'good.pcap')
  writeCapture(capture, simulate({ seed: 2, scene: 'demo', minutes: 1 }))
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--data', data, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { link: await linkOf(child), demo, capture, stop: () => stop(child) }
}

/** The link, as a person would copy it from the screen. */
function linkOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(() => reject(new Error(`the server gives no link: ${said}`)), START_MS)
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
    child.stdout!.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      const link = /https?:\S+\/welcome#\S+/.exec(said)?.[0]
      if (link === undefined) return
      clearTimeout(late)
      resolve(link)
    })
  })
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit')
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
