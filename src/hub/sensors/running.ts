import { Worker } from 'node:worker_threads'
import { limits } from '../../base/limits.ts'
import type { Json } from '../../model/document.ts'
import type { SensorState } from '../../model/sensing.ts'
import { type Store, StoreRefusal } from '../../store/contract.ts'
import type { Events } from '../events.ts'
import type { Ingest } from '../ingest.ts'
import { Judgement } from '../judgement.ts'
import type { SensingOptions } from '../sensing/sensing.ts'
import type { News, SensingOrder, SensingReport, SensingState } from '../sensing/words.ts'
import { putCoverage } from '../sensor-coverage.ts'
import { Handover, HandoverEnded } from './handover.ts'

const THREAD = new URL('../sensing/thread.ts', import.meta.url)

/** What a running sensor works with. */
export interface Around {
  store: Store
  ingest: Ingest
  events: Events
  site: string
  /** Until when somebody listened the last time, in milliseconds; undefined: never before. */
  heardUntil: number | undefined
  /** Called when the sensor is known to listen, now and then. */
  onHeard(at: number): void
  /** Gets what is a fault of ours. */
  report(error: unknown): void
}

/** A sensor that runs: its thread, started again whenever it ends, and the handing over of what it tells. */
export class RunningSensor {
  state: 'listening' | 'waiting' | 'failed' = 'waiting'
  /** Why it does not listen, in words. */
  reason = 'it is starting'
  private readonly options: SensingOptions
  private readonly around: Around
  private readonly handover: Handover
  private readonly ended = new AbortController()
  private worker: Worker | undefined
  private sensing: SensingState | undefined
  private silentSince = new Map<string, number>()
  private judgement: Judgement | undefined
  private generation = 0
  private timer: NodeJS.Timeout | undefined
  private stopping = false
  private done: (() => void) | undefined
  private heardUntil: number | undefined
  private notedAt = 0
  /** Why the thread before this one ended. */
  private away = 'Sightglass was not running'

  constructor(options: SensingOptions, around: Around) {
    this.options = options
    this.around = around
    this.heardUntil = around.heardUntil
    const { store, ingest, site } = around
    this.handover = new Handover(store, ingest, { site, sensor: options.sensor, ended: this.ended.signal })
  }

  /** Begins; what goes wrong later is told by the state. */
  async start(): Promise<void> {
    await this.handover.resume()
    this.launch()
  }

  /** Stops listening, stores what is still known, and ends the thread. */
  async stop(): Promise<void> {
    if (this.stopping) return
    this.stopping = true
    clearTimeout(this.timer)
    const { worker } = this
    if (worker === undefined) return
    if (this.handover.trouble !== '') this.ended.abort()
    const late = setTimeout(() => this.finish(), limits.hub.stopMs)
    await new Promise<void>((resolve) => {
      this.done = resolve
      this.order('stop')
    })
    clearTimeout(late)
    this.ended.abort()
    await worker.terminate()
    this.heard(Date.now())
  }

  /** The part of its state that changes. */
  status(): Pick<SensorState, 'state' | 'reason' | 'interfaces' | 'batches' | 'lastBatch' | 'gaps'> {
    const { interfaces = [], remarks = [] } = this.sensing ?? {}
    const trouble = this.handover.trouble === '' ? [] : [`nothing can be stored: ${this.handover.trouble}`]
    const reasons = this.state === 'listening' ? [...trouble, ...remarks] : [this.reason]
    return {
      state: this.state,
      reason: reasons.join('; '),
      interfaces: interfaces.map((one) => {
        const since = this.silentSince.get(one.name)
        const wrong = one.trouble ?? unheardWords(one.unheard, this.options.filter)
        return {
          name: one.name,
          listening: one.listening,
          packets: one.packets,
          rate: one.rate,
          lost: one.lost,
          ...(since === undefined ? {} : { silentSince: new Date(since).toISOString() }),
          ...(wrong === undefined ? {} : { trouble: wrong }),
        }
      }),
      batches: this.handover.sequence,
      ...(this.handover.time === undefined ? {} : { lastBatch: this.handover.time }),
      gaps: interfaces.flatMap((one) => one.gaps),
    }
  }

  private launch(): void {
    const worker = new Worker(THREAD, { workerData: this.options, stdout: false, stderr: false })
    this.worker = worker
    worker.on('message', (report: SensingReport) => this.hear(report))
    worker.on('error', (error) => {
      this.away = `the sensor failed: ${error.message}`
      this.around.report(error)
    })
    worker.on('exit', () => this.exited(worker))
  }

  private hear(report: SensingReport): void {
    if (report.kind === 'news') void this.take(report.news)
    else if (report.kind === 'state') this.takeState(report.state)
    else if (report.kind === 'listening') this.listening()
    else if (report.kind === 'done') this.finish()
    else {
      this.change('waiting', report.reason)
      this.away = report.reason
      void this.worker?.terminate()
    }
  }

  /** It listens: what was missed before is known now. */
  private listening(): void {
    this.change('listening', '')
    const now = Date.now()
    const from = this.heardUntil
    this.heard(now)
    if (from === undefined || now - from < limits.hub.absenceMs) return
    this.handover.gap(from, now, this.away).catch((error) => this.failed(error))
  }

  private async take(news: News): Promise<void> {
    try {
      if (news.generation !== this.generation) {
        this.generation = news.generation
        this.judgement = new Judgement(Date.now())
      }
      await this.handover.give(news, this.judgement)
      await this.keepCoverage(news)
      this.publish(news)
      this.order('taken')
    } catch (error) {
      this.failed(error)
    }
  }

  /** What could not be seen is said again in a minute: what the store does not take now is left out. */
  private async keepCoverage({ coverage, time }: News): Promise<void> {
    if (coverage === undefined) return
    const { store, site } = this.around
    try {
      await putCoverage(store, { site, sensor: this.options.sensor, time }, coverage)
    } catch (error) {
      if (!(error instanceof StoreRefusal)) throw error
    }
  }

  private publish({ assets, operations }: News): void {
    const { events, site } = this.around
    const ids = assets.slice(0, limits.hub.idsPerEvent).map((one) => one.id)
    if (ids.length > 0) events.publish('assets', site, { ids, count: assets.length })
    if (operations.length > 0) {
      const verbs: Record<string, number> = {}
      for (const { verb, count } of operations) verbs[verb] = (verbs[verb] ?? 0) + count
      events.publish('operations', site, { count: operations.length, verbs })
    }
  }

  private takeState(state: SensingState): void {
    this.sensing = state
    const now = Date.now()
    for (const { name, rate, listening } of state.interfaces)
      if (rate > 0) this.silentSince.delete(name)
      else if (!this.silentSince.has(name) && (!listening || rate === 0)) this.silentSince.set(name, now)
    if (state.interfaces.some((one) => one.listening)) this.heard(now)
    this.around.events.publish('sensors', this.around.site, this.brief())
  }

  /** A few numbers for those who watch. */
  private brief(): Json {
    const { state, interfaces, reason } = this.status()
    const rate = interfaces.reduce((sum, one) => sum + one.rate, 0)
    const packets = interfaces.reduce((sum, one) => sum + one.packets, 0)
    return { id: this.options.sensor, state, reason, rate, packets }
  }

  private heard(now: number): void {
    this.heardUntil = now
    if (now - this.notedAt < limits.hub.heardMs && !this.stopping) return
    this.notedAt = now
    this.around.onHeard(now)
  }

  private failed(error: unknown): void {
    if (error instanceof HandoverEnded) {
      // Nobody stores anything any more: the thread may end.
      this.order('taken')
      return
    }
    this.around.report(error)
    this.away = `what it heard could not be stored: ${(error as Error).message}`
    this.change('waiting', this.away)
    void this.worker?.terminate()
  }

  private exited(worker: Worker): void {
    if (this.worker !== worker) return
    this.worker = undefined
    this.finish()
    if (this.stopping) return
    this.generation = 0
    if (this.state === 'listening') this.change('waiting', this.away)
    this.timer = setTimeout(() => this.launch(), limits.hub.restartMs)
  }

  private change(state: RunningSensor['state'], reason: string): void {
    this.state = state
    this.reason = reason
    this.around.events.publish('sensors', this.around.site, this.brief())
  }

  private order(order: SensingOrder): void {
    this.worker?.postMessage(order)
  }

  private finish(): void {
    this.done?.()
    this.done = undefined
  }
}

function unheardWords(unheard: number, filter: string | undefined): string | undefined {
  if (unheard === 0) return undefined
  const but = filter === undefined ? '' : '; perhaps the capture filter matches nothing'
  return `the interface received ${unheard} packets and none of them was captured${but}`
}
