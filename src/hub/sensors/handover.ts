import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '../../base/limits.ts'
import { isoTime } from '../../base/time.ts'
import type { RecordedObservation } from '../../model/recorded-observation.ts'
import { type Store, StoreRefusal } from '../../store/contract.ts'
import { numbered, type Told } from '../batches.ts'
import type { Ingest } from '../ingest.ts'
import type { Judgement } from '../judgement.ts'

/** Nothing more can be handed over: the platform is closing. */
export class HandoverEnded extends Error {}

/** Hands over what one sensor tells, batch after batch, and numbers it where the store's numbers end. */
export class Handover {
  /** Number of the last batch that was stored, and its time. */
  sequence = 0
  time: string | undefined
  /** Why the store takes nothing at present; empty while it does. */
  trouble = ''
  private readonly store: Store
  private readonly ingest: Ingest
  private readonly site: string
  private readonly sensor: string
  private readonly ended: AbortSignal
  private last: Promise<unknown> = Promise.resolve()

  /** When `ended` is aborted, nobody waits for the store any longer. */
  constructor(store: Store, ingest: Ingest, of: { site: string; sensor: string; ended: AbortSignal }) {
    this.store = store
    this.ingest = ingest
    this.site = of.site
    this.sensor = of.sensor
    this.ended = of.ended
  }

  /** Learns from the store where its numbers end. */
  async resume(): Promise<void> {
    const known = (await this.store.sensors(this.site)).find((one) => one.id === this.sensor)
    this.sequence = known?.through ?? 0
  }

  /**
   * Stores what is told; resolves when all of it is on the disk. Waits while the store takes nothing, and for what was given before: a
   * number belongs to one batch.
   */
  give(told: Told, judgement: Judgement | undefined): Promise<void> {
    const turn = this.last.then(() => this.append(told, judgement))
    this.last = turn.catch(() => undefined)
    return turn
  }

  private async append(told: Told, judgement: Judgement | undefined): Promise<void> {
    const { site, sensor } = this
    for (const batch of numbered(told, { site, sensor, first: this.sequence + 1 })) {
      await this.patiently(() => this.ingest.append(batch, judgement))
      this.sequence = batch.sequence
      this.time = batch.time
    }
  }

  /** Tells that something was not heard. */
  async gap(from: number, to: number, reason: string): Promise<void> {
    const [begin, end] = [textOf(from), textOf(to)]
    const value = `nobody listened from ${begin} to ${end}`
    const gap: RecordedObservation = {
      time: end,
      kind: 'gap',
      asset: '',
      peer: '',
      protocol: '',
      value,
      reason,
    }
    await this.give(
      { time: end, observations: [gap], assets: [], conversations: [], operations: [] },
      undefined,
    )
  }

  private async patiently(work: () => Promise<unknown>): Promise<void> {
    for (;;) {
      if (this.ended.aborted) throw new HandoverEnded()
      try {
        await work()
        this.trouble = ''
        return
      } catch (error) {
        if (!(error instanceof StoreRefusal) || !isPassing(error)) throw error
        this.trouble = error.message
      }
      await sleep(limits.hub.retryMs, undefined, { signal: this.ended }).catch(() => undefined)
    }
  }
}

function isPassing({ code }: StoreRefusal): boolean {
  return code === 'busy' || code === 'full' || code === 'failed'
}

function textOf(milliseconds: number): string {
  return isoTime(Math.floor(milliseconds / 1000), (milliseconds % 1000) * 1e6)
}
