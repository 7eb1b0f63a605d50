import { parentPort, workerData } from 'node:worker_threads'
import { limits } from '../../base/limits.ts'
import { Sensing, type SensingOptions } from './sensing.ts'
import type { SensingOrder, SensingReport } from './words.ts'

const LOOK_MS = 1000

/**
 * A sensor in a thread of its own, so that reading packets and answering people do not wait for each other. It tells at most one piece of
 * news at a time: while that is not taken, because the store is full, what comes adds up in its bounded tables.
 */
class SensingThread {
  private readonly sensing: Sensing
  private readonly say: (report: SensingReport) => void
  private untaken = false
  private stopping = false
  private timer: NodeJS.Timeout | undefined
  private nextAt = 0

  constructor(options: SensingOptions, say: (report: SensingReport) => void) {
    this.say = say
    this.sensing = new Sensing(options)
  }

  async begin(): Promise<void> {
    const wrong = await this.sensing.start()
    if (wrong !== undefined) {
      this.say({ kind: 'refused', reason: wrong })
      return
    }
    this.say({ kind: 'listening' })
    this.timer = setInterval(() => this.look(), LOOK_MS)
  }

  hear(order: SensingOrder): void {
    if (order === 'taken') {
      this.untaken = false
      if (this.stopping) this.last()
    } else void this.stop()
  }

  private look(): void {
    this.sensing.look()
    this.say({ kind: 'state', state: this.sensing.state() })
    this.tell()
  }

  /** Looks at everything as often as the traffic leaves time for it. */
  private tell(): void {
    const begun = performance.now()
    if (this.untaken || begun < this.nextAt) return
    const news = this.sensing.take(false)
    this.nextAt = begun + Math.max(limits.hub.batchMs, (performance.now() - begun) / limits.hub.surveyShare)
    if (news === undefined) return
    this.untaken = true
    this.say({ kind: 'news', news })
  }

  private async stop(): Promise<void> {
    if (this.stopping) return
    this.stopping = true
    clearInterval(this.timer)
    await this.sensing.stop()
    if (!this.untaken) this.last()
  }

  private told = false

  /** Tells what is left, and after that was taken, that nothing is. */
  private last(): void {
    const news = this.told ? undefined : this.sensing.take(true)
    this.told = true
    this.untaken = news !== undefined
    this.say({ kind: 'state', state: this.sensing.state() })
    this.say(news === undefined ? { kind: 'done' } : { kind: 'news', news })
  }
}

const port = parentPort
if (port !== null) {
  const say = (report: SensingReport): void => port.postMessage(report)
  try {
    const thread = new SensingThread(workerData as SensingOptions, say)
    port.on('message', (order: SensingOrder) => thread.hear(order))
    await thread.begin()
  } catch (error) {
    // A ring that cannot be written to is a matter of the machine, not a fault of ours.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    say({ kind: 'refused', reason: `the packets cannot be kept: ${(error as Error).message}` })
  }
}
