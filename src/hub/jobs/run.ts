import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { limits } from '../../base/limits.ts'
import type { Batch } from '../../model/batch.ts'
import type { ImportJob } from '../../model/import-job.ts'
import { StoreRefusal } from '../../store/contract.ts'
import type { Ingest } from '../ingest.ts'
import { captureLabel, type Found, type Missed, type ReadingOptions, type ReadingReport } from './thread.ts'

const THREAD = new URL('./thread.ts', import.meta.url)
/** Reading takes most of the time; storing what is left of it. */
const SHARE_OF_READING = 0.9

/** How a reading ended. `added` is undefined when the site had these packets already. */
export type Result =
  | {
      kind: 'done'
      sensor: string
      capture: string
      packets: number
      notes: string[]
      missed: Missed
      added: Found | undefined
    }
  | { kind: 'failed'; notes: string[] }
  | { kind: 'cancelled' }

type Part = Partial<Pick<ImportJob, 'state' | 'packets' | 'progress' | 'rate' | 'notes'>> & {
  secondsLeft?: number
}

/** One capture being read in a thread and stored. */
export class ReadingRun {
  private readonly options: ReadingOptions
  private readonly ingest: Ingest
  private readonly tell: (part: Part) => void
  private readonly worker: Worker
  private readonly ended = new AbortController()
  private readonly result = Promise.withResolvers<Result>()
  private readonly begun = performance.now()
  private read: Extract<ReadingReport, { kind: 'read' }> | undefined
  private fresh = false

  constructor(options: ReadingOptions, ingest: Ingest, tell: (part: Part) => void) {
    this.options = options
    this.ingest = ingest
    this.tell = tell
    this.worker = new Worker(THREAD, { workerData: options })
    this.worker.on('message', (report: ReadingReport) => {
      this.hear(report).catch((error) => this.result.reject(error))
    })
    this.worker.on('error', (error) => this.result.reject(error))
    this.worker.on('exit', () => this.result.reject(new Error('the reading ended unexpectedly')))
  }

  done(): Promise<Result> {
    return this.result.promise.finally(() => this.worker.terminate())
  }

  /** Ends it wherever it is; batches that were stored stay. */
  async cancel(): Promise<void> {
    this.ended.abort()
    this.result.resolve({ kind: 'cancelled' })
    await this.worker.terminate()
  }

  private async hear(report: ReadingReport): Promise<void> {
    if (this.ended.signal.aborted) return
    if (report.kind === 'progress') this.progress(report)
    else if (report.kind === 'refused') this.result.resolve({ kind: 'failed', notes: report.notes })
    else if (report.kind === 'read') {
      this.read = report
      this.tell({
        state: 'storing',
        packets: report.packets,
        progress: SHARE_OF_READING,
        rate: 0,
        secondsLeft: 0,
      })
      this.worker.postMessage('next')
    } else if (report.kind === 'batch') {
      await this.store(report.batch)
      if (this.ended.signal.aborted) return
      this.tell({
        progress: SHARE_OF_READING + (1 - SHARE_OF_READING) * shareOf(report.batch, this.read?.found),
      })
      this.worker.postMessage('next')
    } else this.finish()
  }

  private progress({ bytes, totalBytes, packets }: Extract<ReadingReport, { kind: 'progress' }>): void {
    const seconds = (performance.now() - this.begun) / 1000
    const share = totalBytes === 0 ? 0 : Math.min(1, bytes / totalBytes)
    this.tell({
      packets,
      progress: share * SHARE_OF_READING,
      rate: Math.round(packets / Math.max(0.001, seconds)),
      ...(share === 0 ? {} : { secondsLeft: Math.ceil((seconds * (1 - share)) / share) }),
    })
  }

  /** Waits while the store takes nothing, and says so. */
  private async store(batch: Batch): Promise<void> {
    for (;;) {
      if (this.ended.signal.aborted) return
      try {
        const { repeated } = await this.ingest.append(batch)
        if (!repeated) this.fresh = true
        this.tell({ notes: [] })
        return
      } catch (error) {
        if (!(error instanceof StoreRefusal) || (error.code !== 'busy' && error.code !== 'full')) throw error
        if (error.code === 'full') this.tell({ notes: [`waits for room: ${error.message}`] })
      }
      await sleep(limits.hub.retryMs, undefined, { signal: this.ended.signal }).catch(() => undefined)
    }
  }

  private finish(): void {
    const { read } = this
    if (read === undefined) return
    const { sensor, packets, notes, found, missed } = read
    const capture = captureLabel(sensor, this.options.name)
    this.result.resolve({
      kind: 'done',
      sensor,
      capture,
      packets,
      notes,
      missed,
      added: this.fresh ? found : undefined,
    })
  }
}

/** About how much is stored once a batch is. */
function shareOf({ sequence }: Batch, found: Found | undefined): number {
  const { assets = 0, conversations = 0, operations = 0 } = found ?? {}
  const batches = Math.ceil(Math.max(assets, conversations, operations, 1) / limits.hub.importItems)
  return Math.min(1, sequence / batches)
}
