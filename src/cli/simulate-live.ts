import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '../base/limits.ts'
import { instantOf } from '../base/time.ts'
import { pcapHeader, pcapRecord } from '../capture/writer.ts'
import { simulate } from '../simulate/simulate.ts'
import { DEMO_MINUTES } from '../simulate/story.ts'
import { EXIT_OK } from './output.ts'
import type { SimulateOptions } from './simulate.ts'

const ETHERNET = 1
const STANDARD_OUTPUT = '-'

/**
 * Writes the traffic of the simulated works as a capture, each packet when its time has come, as a program that captures does: the
 * demonstration first, then rounds without end. Ends when nobody reads any more.
 */
export async function simulateLive({ out, seed, begin, from }: SimulateOptions): Promise<number> {
  const started = Date.now()
  const first = Math.max(from ?? started, started - limits.simulate.catchUpMs)
  const works = begin ?? started - DEMO_MINUTES * 60_000
  const stream = out === STANDARD_OUTPUT ? process.stdout : createWriteStream(out)
  let gone = false
  stream.on('error', () => {
    gone = true
  })
  stream.write(pcapHeader(ETHERNET, { nanos: true }))
  for (const frame of simulate({ seed, scene: 'live', begin: instantOf(works) })) {
    const at = frame.seconds * 1000 + frame.nanos / 1e6
    if (at < first) continue
    const early = at - Date.now()
    if (early > 1) await sleep(early)
    if (gone) return EXIT_OK
    if (!stream.write(pcapRecord(frame, { nanos: true })))
      await Promise.race([once(stream, 'drain'), once(stream, 'close')])
  }
  return EXIT_OK
}
