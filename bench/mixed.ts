import { findCaptures } from '../src/capture/find.ts'
import { run } from '../src/capture/timeline.ts'
import { CaptureFile, type Written } from '../src/hub/capture-file.ts'
import type { Frame } from '../src/model/frame.ts'

const ETHERNET = 1
/** Seconds between the end of one capture and the beginning of the next. */
const PAUSE = 1
const BEGIN = 1_700_000_000
/** A clock that jumps inside a capture stays within an hour of its beginning, so that the whole stays in order. */
const LONGEST = 3600

/**
 * Writes one classic capture out of many, one behind the other in time, over and over until it holds both wanted sizes. Only Ethernet
 * packets are taken, for other tools refuse mixed links.
 */
export async function writeMixed(paths: readonly string[], out: string, wanted: Written): Promise<Written> {
  const { inputs } = await findCaptures(paths)
  const file = new CaptureFile(out)
  let clock = BEGIN
  let before = -1
  while (file.packets > before && (file.packets < wanted.packets || file.bytes < wanted.bytes)) {
    before = file.packets
    for (const input of inputs) {
      let first: number | undefined
      let last = clock
      const take = (frame: Frame) => {
        if (frame.linkType !== ETHERNET) return
        first ??= frame.seconds
        const seconds = clock + Math.max(0, Math.min(LONGEST, frame.seconds - first))
        last = Math.max(last, seconds)
        file.write({ ...frame, seconds })
      }
      await run([input], take)
      clock = last + PAUSE
    }
  }
  file.close()
  return { packets: file.packets, bytes: file.bytes }
}
