import { findCaptures } from '../src/capture/find.ts'
import { run } from '../src/capture/timeline.ts'
import { CaptureFile, type Written } from '../src/hub/capture-file.ts'
import type { Frame } from '../src/model/frame.ts'

const ETHERNET = 1

/**
 * Writes one classic capture out of many: all of them merged into one timeline by the clock of each, as mergecap does, over and over until
 * it holds both wanted sizes. At every repetition the clock begins anew. One packet at a time is held, and of the captures only those that
 * overlap are open. Only Ethernet packets are taken, for other tools refuse mixed links.
 */
export async function writeMixed(paths: readonly string[], out: string, wanted: Written): Promise<Written> {
  const { inputs } = await findCaptures(paths)
  const file = new CaptureFile(out)
  const take = (frame: Frame) => {
    if (frame.linkType === ETHERNET) file.write(frame)
  }
  try {
    for (let before = -1; file.packets < wanted.packets || file.bytes < wanted.bytes; ) {
      if (file.packets === before) break
      before = file.packets
      await run(inputs, take)
    }
  } finally {
    file.close()
  }
  return { packets: file.packets, bytes: file.bytes }
}
