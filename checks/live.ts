import { rmSync } from 'node:fs'
import { RECORDERS, type Recorder } from '../src/capture/recorder.ts'
import {
  counterCounts,
  crash,
  everyPacket,
  goneAndBack,
  killedRing,
  overload,
  twoInterfaces,
  type Verdict,
} from './live/scenes.ts'
import { missing, Segment } from './live/segment.ts'

/**
 * A sensor on one end of a pair of virtual interfaces, in a network namespace made for it, while simulated traffic is replayed into the
 * other end. Every packet is seen or counted as lost, what is found equals what `analyze` finds in the same capture, and the monitored
 * interface never sends: not at the start, while running, at the stop, nor after a crash. Everything made here is removed at the end.
 */
async function main(): Promise<number> {
  const lacks = missing()
  if (lacks !== undefined) {
    process.stdout.write(`skipped: ${lacks}\n`)
    return 0
  }
  let failed = 0
  const segment = new Segment()
  const prove = (title: string, { facts, wrong }: Verdict): void => {
    if (wrong.length > 0) failed++
    process.stdout.write(
      `${wrong.length === 0 ? 'ok    ' : 'FAILED'} ${title}${facts === '' ? '' : ` (${facts})`}\n`,
    )
    for (const line of wrong) process.stdout.write(`         ${line}\n`)
  }
  const stop = (): never => {
    segment.remove()
    process.exit(1)
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    segment.make()
    for (const recorder of RECORDERS.filter((one: Recorder) => segment.has(one))) {
      prove(
        `${recorder}: every packet, and the same findings as in the file`,
        await everyPacket(segment, recorder),
      )
      prove(`${recorder}: nothing is sent when the sensor is killed`, await crash(segment, recorder))
      prove(`${recorder}: a killed sensor's ring is whole`, await killedRing(segment, recorder))
      prove(`${recorder}: several interfaces`, await twoInterfaces(segment, recorder))
      prove(`${recorder}: an interface that goes and comes is a gap`, await goneAndBack(segment, recorder))
      prove(`${recorder}: what the kernel drops is counted`, await overload(segment, recorder))
    }
    prove('a packet that is sent would be noticed', await counterCounts(segment))
  } finally {
    segment.remove()
    rmSync(segment.folder, { recursive: true, force: true })
  }
  return failed === 0 ? 0 : 1
}

process.exitCode = await main()
