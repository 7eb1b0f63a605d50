import { join } from 'node:path'
import { limits } from '../base/limits.ts'
import type { Recorder } from '../capture/recorder.ts'
import type { Command } from '../capture/recording.ts'
import { type Change, type Documents, WHOLE } from '../model/document.ts'
import { DEFAULT_RETENTION, type Retention, retentionSchema } from '../model/retention.ts'
import type { Store } from '../store/contract.ts'
import { openSqliteStore, type SqliteOptions } from '../store/sqlite/store.ts'
import { Events } from './events.ts'
import { Evidence } from './evidence/evidence.ts'
import { Ingest } from './ingest.ts'
import { Jobs } from './jobs/jobs.ts'
import { KeptCaptures } from './jobs/kept.ts'
import { FolderLock } from './lock.ts'
import { machineInterfaces } from './recorders.ts'
import { Sensors } from './sensors/sensors.ts'

export interface HubOptions {
  /** Program that captures; absent: the first that is installed. */
  recorder?: Recorder
  /** What simulates the demonstration plant. */
  simulated?: Command
  store?: SqliteOptions
  /** Gets what is a fault of ours, or of the machine. */
  report?: (error: unknown) => void
}

const SETTINGS = 'settings'
const RETENTION = 'retention'
/** The document that says how long and how much is kept. */
export const RETENTION_AT = { kind: SETTINGS, id: RETENTION } as const

/** What is to be written so that other bounds hold. */
export async function retentionChange(documents: Documents, retention: Retention): Promise<Change> {
  const revision = (await documents.document(WHOLE, SETTINGS, RETENTION))?.revision ?? 0
  return { put: [{ site: WHOLE, ...RETENTION_AT, revision, body: retentionSchema.parse(retention) }] }
}

/** The running platform of one data folder: its store, its sensors, its imports, and the news of all of them. */
export class Hub {
  readonly folder: string
  readonly interfaces = machineInterfaces
  readonly store: Store
  readonly events = new Events(Date.now())
  readonly ingest: Ingest
  readonly sensors: Sensors
  readonly evidence: Evidence
  readonly jobs: Jobs
  /** Captures that were imported, as long as there is room. */
  readonly captures: KeptCaptures
  private readonly lock: FolderLock
  private readonly report: (error: unknown) => void
  private readonly timers: NodeJS.Timeout[] = []
  private ingestState = ''

  /** Opens a data folder, making what is missing, and starts the sensors that shall run. Throws `FolderInUse` when another has it. */
  static async open(folder: string, options: HubOptions = {}): Promise<Hub> {
    const lock = new FolderLock(folder)
    let store: Store | undefined
    try {
      store = await openSqliteStore(folder, options.store)
      const hub = new Hub(folder, { lock, store, options })
      await hub.begin()
      return hub
    } catch (error) {
      await store?.close()
      lock.release()
      throw error
    }
  }

  private constructor(
    folder: string,
    { lock, store, options }: { lock: FolderLock; store: Store; options: HubOptions },
  ) {
    this.folder = folder
    this.lock = lock
    this.store = store
    this.report = options.report ?? (() => undefined)
    this.ingest = new Ingest(store, { events: this.events })
    const { ingest, events, report } = this
    this.captures = new KeptCaptures(join(folder, 'captures'))
    this.jobs = new Jobs({ store, ingest, events, kept: this.captures, report })
    this.evidence = new Evidence({
      ...{ rings: join(folder, 'evidence'), exports: join(folder, 'exports'), store, report },
      fileOf: (capture) => this.captures.fileOf(capture),
      now: () => Date.now(),
    })
    this.sensors = new Sensors({
      store,
      ingest,
      events,
      evidence: join(folder, 'evidence'),
      recorder: options.recorder,
      simulated: options.simulated,
      report,
    })
  }

  private async begin(): Promise<void> {
    await this.jobs.open()
    await this.sensors.open()
    this.timers.push(
      setInterval(() => this.watchStore(), limits.hub.lookMs),
      setInterval(() => void this.retain().catch(this.report), limits.hub.retainEveryMs),
    )
    for (const timer of this.timers) timer.unref()
  }

  /** How long and how much is kept. */
  async retention(): Promise<Retention> {
    const read = retentionSchema.safeParse((await this.store.document(WHOLE, SETTINGS, RETENTION))?.body)
    return read.data ?? DEFAULT_RETENTION
  }

  /** Changes it where no person asked for that; who did stands in the audit log (`retentionChange`). */
  async setRetention(retention: Retention): Promise<void> {
    await this.store.commit(await retentionChange(this.store, retention))
  }

  /** Deletes what is beyond the bounds now. */
  async retain(): Promise<void> {
    await this.store.retain(new Date().toISOString(), await this.retention())
  }

  /** Stops everything in order: those who tell first, the store last. */
  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer)
    await Promise.all([this.jobs.close(), this.sensors.close()])
    await this.evidence.close()
    await this.store.close()
    this.lock.release()
  }

  /** Tells when the store stops or takes up taking what comes. */
  private watchStore(): void {
    const { ingest, reason } = this.store.state()
    if (ingest === this.ingestState) return
    this.ingestState = ingest
    this.events.publish('state', undefined, { ingest, reason })
  }
}
